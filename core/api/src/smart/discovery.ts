/** What /.well-known/smart-configuration says. Source: SMART App Launch 2.2, conformance. */
export interface SmartConfiguration {
  readonly [member: string]: string | readonly string[]
}

const capabilities = [
  'launch-ehr', 'launch-standalone', 'client-public', 'client-confidential-symmetric', 'client-confidential-asymmetric',
  'sso-openid-connect', 'context-banner', 'context-ehr-patient', 'context-ehr-encounter', 'context-standalone-patient', 'permission-offline',
  'permission-online', 'permission-patient', 'permission-user', 'permission-v2',
] as const

/** Endpoints below the issuer, as oidc-provider is told them. */
export const endpointsOf = (issuer: string) => ({
  authorize: `${issuer}/auth`, token: `${issuer}/token`, introspect: `${issuer}/introspect`, revoke: `${issuer}/revoke`, jwks: `${issuer}/jwks`,
})

export function smartConfiguration(issuer: string, portal: string): SmartConfiguration {
  const endpoints = endpointsOf(issuer)
  return {
    issuer,
    jwks_uri: endpoints.jwks,
    authorization_endpoint: endpoints.authorize,
    token_endpoint: endpoints.token,
    introspection_endpoint: endpoints.introspect,
    revocation_endpoint: endpoints.revoke,
    management_endpoint: `${portal}/konto/apps`,
    grant_types_supported: ['authorization_code', 'client_credentials'],
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['RS384', 'ES384'],
    scopes_supported: [
      'openid', 'fhirUser', 'profile', 'launch', 'launch/patient', 'online_access', 'offline_access', 'patient/*.cruds', 'user/*.cruds', 'system/*.cruds',
    ],
    capabilities,
  }
}
