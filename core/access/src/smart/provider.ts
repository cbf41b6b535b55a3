import { Provider, errors, type Configuration, type KoaContextWithOIDC } from 'oidc-provider'
import type { Log } from '@steckwerk/kernel'
import type { AppGrant, AppGrants } from './app-grants.ts'
import { oidcAdapter } from './adapter.ts'
import { isClientSecret, type ClientRegistry, type SmartClient } from './client-registry.ts'
import { errorPage } from './error-page.ts'
import type { Launches } from './launches.ts'
import type { OidcKeys } from './oidc-keys.ts'
import type { OidcRecords } from './oidc-records.ts'
import type { Outbound } from '../outbound/outbound.ts'
import { isRegistered } from './registered-scopes.ts'
import { checkRequestedScopes } from './requested-scopes.ts'
import { onlineHours } from './online-hours.ts'
import { authorizeSlot, type SlotPorts } from './slot-authorization.ts'
import { specialScopes } from './special-scopes.ts'

export interface ProviderPorts {
  readonly records: OidcRecords
  readonly clients: ClientRegistry
  readonly grants: AppGrants
  readonly launches: Launches
  readonly keys: Awaited<ReturnType<OidcKeys['current']>>
  readonly outbound: Outbound
  readonly log: Log
  readonly tokenMinutes: number
  readonly offlineDays: number
  /** Whether the person behind a grant may still get tokens. */
  readonly stands: (grant: AppGrant, refresh: boolean) => Promise<boolean>
  /** Whether an access token holds now: its client and account stand. */
  readonly holds: (token: string) => Promise<boolean>
  readonly slots: SlotPorts
}

/** What is answered about a token, with the token and at introspection. */
interface Extra {
  readonly patient?: string
  readonly encounter?: string
  readonly fhirUser?: string
  /** In a frame of the portal: which slot of the service, what it is about, the language of the page around it, which shows the patient already. */
  readonly intent?: string
  readonly fhirContext?: readonly { readonly reference: string }[]
  readonly locale?: string
  readonly need_patient_banner?: boolean
}

const signingAlgorithms = ['RS256', 'ES384'] as const
const assertionAlgorithms = ['RS384', 'ES384'] as const
/** The longest life of a client assertion, in seconds. Source: SMART App Launch 2.2, client-confidential-asymmetric. */
const assertionSeconds = 300

/** The OpenID provider and SMART authorization server at one public origin, e.g. https://hub.example: issuer <origin>/oidc. */
export function createProvider(origin: string, ports: ProviderPorts): Provider {
  const { records, clients, grants, launches, keys, log } = ports
  const secure = origin.startsWith('https:')
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true, secure, overwrite: true } as const

  const baseOf = (client: SmartClient): string => `${origin}/fhir/${client.carrier}`

  async function registered(clientId: string): Promise<SmartClient> {
    const client = await clients.find(clientId)
    if (client === undefined || client.disabled) throw new errors.InvalidClient('client is invalid')
    return client
  }

  /** Faults of the protocol: invalid_request, invalid_scope, invalid_target. */
  async function checkAuthorization(ctx: KoaContextWithOIDC, client: SmartClient): Promise<void> {
    const { params = {} } = ctx.oidc
    const launch = params['launch']
    const found = typeof launch === 'string' ? await launches.get(launch) : undefined
    if (launch !== undefined && found?.client !== client.id) throw new errors.InvalidRequest('the launch is unknown, used or expired')
    // What a carrier grants a service may be less than its frames ask for: they are given what is left.
    if (found?.slot === undefined) checkRequestedScopes(params['scope'] as string | undefined, client, 'person')
    const scopes = String(params['scope']).split(' ')
    if (scopes.includes('launch') !== (launch !== undefined)) throw new errors.InvalidRequest('scope launch and parameter launch belong together')
  }

  /** The last check before an authorization is answered. */
  async function beginSlot(ctx: KoaContextWithOIDC, id: string | undefined): Promise<void> {
    const launch = id === undefined ? undefined : await launches.get(id)
    if (launch?.slot !== undefined) await authorizeSlot(ctx, provider, id!, { ...launch, slot: launch.slot }, ports.slots)
  }

  /** The scopes a token may carry now. */
  async function scopesNow(ctx: KoaContextWithOIDC, client: SmartClient): Promise<string> {
    const { route, params = {}, entities } = ctx.oidc
    if (route === 'authorization') await checkAuthorization(ctx, client)
    const asked = params['scope'] as string | undefined
    if (route !== 'token') return asked ?? ''
    if (params['grant_type'] === 'client_credentials') {
      checkRequestedScopes(asked, client, 'backend')
      return asked ?? ''
    }
    const granted = asked ?? entities.AuthorizationCode?.scope ?? entities.RefreshToken?.scope ?? ''
    // What the client is registered for may have been cut since.
    return granted.split(' ').filter((scope) => isRegistered(client, scope)).join(' ')
  }

  const configuration: Configuration = {
    adapter: oidcAdapter(records, clients),
    jwks: { keys: keys.signing.map((key) => ({ ...key })) },
    cookies: {
      keys: [...keys.cookies],
      names: { session: 'steckwerk-op', interaction: 'steckwerk-interaction', resume: 'steckwerk-resume' },
      short: cookie,
      long: { ...cookie, path: '/oidc' },
    },
    clientAuthMethods: ['client_secret_basic', 'private_key_jwt', 'none'],
    enabledJWA: { clientAuthSigningAlgValues: [...assertionAlgorithms], idTokenSigningAlgValues: [...signingAlgorithms] },
    responseTypes: ['code'],
    subjectTypes: ['public'],
    scopes: [...specialScopes],
    claims: { openid: ['sub'], profile: ['name'], fhirUser: ['fhirUser'], acr: null, auth_time: null, iss: null, sid: null },
    extraParams: { aud: null, launch: (ctx, id) => beginSlot(ctx, id) },
    pkce: { required: () => true },
    allowOmittingSingleRegisteredRedirectUri: false,
    acceptQueryParamAccessTokens: false,
    enableHttpPostMethods: false,
    conformIdTokenClaims: false,
    clockTolerance: 10,
    routes: {
      authorization: '/auth', token: '/token', jwks: '/jwks', introspection: '/introspect', revocation: '/revoke',
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      dPoP: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => Promise.resolve(token.clientId === client.clientId) },
      introspection: {
        enabled: true,
        allowedPolicy: async (_ctx, client, token) => {
          if ('jti' in token && token.kind !== 'RefreshToken' && !(await ports.holds(token.jti))) return false
          if (token.clientId === client.clientId) return true
          const [asker, owner] = await Promise.all([clients.find(client.clientId), clients.find(token.clientId ?? '')])
          return asker !== undefined && asker.introspects && asker.kind !== 'public' && asker.carrier === owner?.carrier
        },
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: async (ctx, client, oneOf) => {
          if (oneOf !== undefined) return oneOf
          const own = baseOf(await registered(client.clientId))
          if (ctx.oidc.route === 'token') return own
          const aud = ctx.oidc.params?.['aud']
          if (typeof aud !== 'string') throw new errors.InvalidRequest('aud is missing: the FHIR base the app wants to use')
          return aud.replace(/\/$/, '')
        },
        useGrantedResource: () => true,
        getResourceServerInfo: async (ctx, resource, client) => {
          const own = await registered(client.clientId)
          const aud = ctx.oidc.params?.['aud']
          const others = ctx.oidc.route === 'authorization' ? [resource, typeof aud === 'string' ? aud.replace(/\/$/, '') : ''] : [resource]
          if (others.some((one) => one !== baseOf(own))) throw new errors.InvalidTarget('aud is not the FHIR base that the client is registered for')
          return { scope: await scopesNow(ctx, own), audience: baseOf(own), accessTokenFormat: 'opaque' }
        },
      },
    },
    findAccount: async (ctx, sub, token) => {
      const grantId = token !== undefined && 'grantId' in token ? token.grantId : ctx.oidc.result?.consent?.grantId ?? ctx.oidc.session?.grantIdFor(ctx.oidc.client!.clientId)
      const grant = grantId === undefined ? undefined : await grants.get(grantId)
      if (grant === undefined || grant.subject !== sub) return undefined
      if (!(await ports.stands(grant, token !== undefined && 'kind' in token && token.kind === 'RefreshToken'))) return undefined
      return { accountId: sub, claims: () => ({ sub, name: grant.name, ...(grant.fhirUser === undefined ? {} : { fhirUser: grant.fhirUser }) }) }
    },
    extraTokenClaims: async (_ctx, token) => {
      if (token.kind !== 'AccessToken' || !('grantId' in token) || token.grantId === undefined) return undefined
      const grant = await grants.get(token.grantId)
      if (grant === undefined) throw new errors.InvalidGrant('the grant has ended')
      await grants.use(grant)
      return {
        ...(grant.patient === undefined ? {} : { patient: grant.patient }),
        ...(grant.encounter === undefined ? {} : { encounter: grant.encounter }),
        ...(grant.fhirUser === undefined || !token.scopes.has('fhirUser') ? {} : { fhirUser: grant.fhirUser }),
        ...(grant.slot === undefined ? {} : {
          intent: grant.slot.name.split('/')[1]!, locale: grant.slot.language, need_patient_banner: false,
          ...(grant.slot.appointment === undefined ? {} : { fhirContext: [{ reference: `Appointment/${grant.slot.appointment}` }] }),
        }),
      } satisfies Extra
    },
    expiresWithSession: () => false,
    issueRefreshToken: (_ctx, client, source) => Promise.resolve(
      client.grantTypeAllowed('refresh_token') && (source.scopes.has('offline_access') || source.scopes.has('online_access'))),
    rotateRefreshToken: true,
    // Taking back one token takes back what it came from. Source: RFC 7009 §2.1.
    revokeGrantPolicy: () => true,
    ttl: {
      AccessToken: ports.tokenMinutes * 60,
      ClientCredentials: Math.min(5, ports.tokenMinutes) * 60,
      AuthorizationCode: 60,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
      Grant: ports.offlineDays * 86_400,
      // A rotated one ends when the first would have: a grant has an end, however often it is refreshed.
      RefreshToken: (ctx, token) => ctx.oidc.entities.RotatedRefreshToken?.remainingTTL
        ?? (token.scopes.has('offline_access') ? ports.offlineDays * 86_400 : onlineHours * 3_600),
    },
    interactions: { url: (_ctx, interaction) => `${origin}/oidc/interaction/${interaction.uid}` },
    assertJwtClientAuthClaimsAndHeader: async (_ctx, claims) => {
      const expires = Number(claims['exp'])
      if (!(expires - Date.now() / 1000 <= assertionSeconds + 10)) throw new errors.InvalidClientAuth('the client assertion lives for more than five minutes')
    },
    fetch: (url, options) => ports.outbound.fetch(url instanceof Request ? url.url : url, { ...options, signal: AbortSignal.timeout(2_500) }),
    fetchResponseBodyLimits: { jwks_uri: 64 * 1024 },
    renderError: async (ctx, out) => errorPage(ctx, out.error),
  }

  const provider = new Provider(`${origin}/oidc`, configuration)
  provider.proxy = true
  provider.on('server_error', (_ctx, error) => log.error('oidc request failed', error))

  const { prototype } = provider.Client as unknown as { prototype: { compareClientSecret: unknown; redirectUriAllowed: unknown } }
  prototype.compareClientSecret = async function compare(this: { clientId: string }, actual: string): Promise<boolean> {
    const client = await clients.find(this.clientId)
    return client !== undefined && isClientSecret(client, actual)
  }
  // Exactly, for apps on a device too: the provider would let a loopback address have any port.
  prototype.redirectUriAllowed = function allowed(this: { redirectUris: readonly string[] }, uri: string): boolean {
    return this.redirectUris.includes(uri)
  }

  provider.use(async (ctx, next) => {
    // Every authorization asks the portal who is signed in; what this browser agreed to before counts for nothing.
    const cookies = ctx.req.headers.cookie
    if (cookies !== undefined) ctx.req.headers.cookie = cookies.split(';').filter((part) => !/^\s*steckwerk-op(?:\.sig)?=/.test(part)).join(';')
    // The provider grants offline_access to a prompted consent only, and ours always is.
    if (ctx.path === '/auth' && ctx.query['prompt'] === undefined && String(ctx.query['scope'] ?? '').split(' ').includes('offline_access')) {
      ctx.query = { ...ctx.query, prompt: 'consent' }
      // By both the provider finds out where it is mounted.
      Object.assign(ctx.req, { originalUrl: `/oidc${ctx.req.url}` })
    }
    // The provider would answer some of these by a page with a form and a script.
    if (ctx.path === '/auth' && ctx.query['response_mode'] !== undefined && ctx.query['response_mode'] !== 'query') {
      ctx.status = 400
      return errorPage(ctx, 'unsupported_response_mode')
    }
    const isOpen = ctx.res.hasHeader('access-control-allow-origin')
    await next()
    // Whom CORS lets in was decided before; the provider would let everybody read what is public.
    if (!isOpen) ctx.remove('access-control-allow-origin')
    const { oidc } = ctx as Partial<KoaContextWithOIDC>
    // A frame is authorized by its launch: there is nothing that a browser should keep.
    if (oidc?.route === 'authorization' && oidc.session?.transient === true) ctx.remove('set-cookie')
    if (oidc?.route === 'discovery') ctx.body = { ...(ctx.body as object), response_modes_supported: ['query'] }
    const extra = oidc?.route === 'token' ? (oidc.entities.AccessToken?.extra as Extra | undefined) : undefined
    if (extra !== undefined && ctx.status === 200) {
      const { fhirUser: _fhirUser, ...told } = extra
      ctx.body = { ...(ctx.body as object), ...(told.patient === undefined ? {} : { need_patient_banner: true }), ...told }
    }
  })
  return provider
}
