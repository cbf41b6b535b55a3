import type { ClientMetadata } from 'oidc-provider'
import type { SmartClient } from './client-registry.ts'

const methods = { public: 'none', secret: 'client_secret_basic', key: 'private_key_jwt' } as const

/** A client as the provider takes it. Source: OpenID Connect Dynamic Client Registration 1.0. */
export function clientMetadata(client: SmartClient): ClientMetadata {
  const isInteractive = client.redirectUris.length > 0
  return {
    client_id: client.id,
    client_name: client.name,
    application_type: client.redirectUris.some((uri) => !uri.startsWith('http')) ? 'native' : 'web',
    token_endpoint_auth_method: methods[client.kind],
    redirect_uris: [...client.redirectUris],
    response_types: isInteractive ? ['code'] : [],
    response_modes: ['query'],
    grant_types: [...(isInteractive ? ['authorization_code', 'refresh_token'] : []), ...(client.backend ? ['client_credentials'] : [])],
    id_token_signed_response_alg: 'RS256',
    // The digest: compareClientSecret looks at nothing else.
    ...(client.secret === null ? {} : { client_secret: client.secret.toString('base64url') }),
    ...(client.jwks === null ? {} : { jwks: client.jwks }),
    ...(client.jwksUri === null ? {} : { jwks_uri: client.jwksUri }),
  }
}
