import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SignJWT, createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, type CryptoKey, type JSONWebKeySet, type JWTPayload } from 'jose'

/** A hub as far as a service outside meets one: its keys, who uses the service, tokens, and one carrier's records, which hold nothing and take nothing. */
export interface StandInHub extends AsyncDisposable {
  readonly url: string
  /** What the service did wrong in asking. */
  readonly wrong: readonly string[]
  /** The service that may ask. */
  know(service: { readonly url: string; readonly id: string; readonly scopes: readonly string[]; readonly jwks: JSONWebKeySet }): void
  /** The client of the service's pages in the portal. */
  readonly slotClient: string
  /** A code as its redirect address gets one. */
  code(of: { readonly challenge: string; readonly redirect: string; readonly scope: string }): string
  /** The tokens that pages were given. */
  readonly given: readonly string[]
  /** A token such as the hub sends along; `by` another key than the hub's. */
  sign(claims: JWTPayload & { readonly carrier: string }, by?: CryptoKey): Promise<string>
}

/** The carrier that uses the service. */
export const usingCarrier = 'alpha'
const client = 'client-of-alpha'
const slotClient = 'pages-of-alpha'
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function send(response: ServerResponse, status: number, body?: object): void {
  response.writeHead(status, { 'content-type': 'application/fhir+json' })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}

const outcome = (code: string): object => ({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code }] })

export async function standInHub(): Promise<StandInHub> {
  const { privateKey, publicKey } = await generateKeyPair('ES384', { extractable: true })
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'hub', alg: 'ES384', use: 'sig' }] }
  const wrong: string[] = []
  const tokens = new Set<string>()
  const codes = new Map<string, Parameters<StandInHub['code']>[0]>()
  const given: string[] = []
  let service: Parameters<StandInHub['know']>[0] | undefined
  let url = ''

  /** Whether a JWT is the service's own, for this audience. */
  async function isProven(token: string | undefined, issuer: string, audience: string, what: string): Promise<boolean> {
    try {
      await jwtVerify(token ?? '', createLocalJWKSet(service!.jwks), {
        issuer, subject: issuer, audience, algorithms: ['ES384', 'RS384'], requiredClaims: ['exp', 'iat', 'jti'], maxTokenAge: 300,
      })
      return true
    } catch {
      wrong.push(`${what}: not proven by a JWT as it has to be`)
      return false
    }
  }

  async function records(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    if (!tokens.has(token)) return send(response, 401, outcome('login'))
    await textOf(request)
    if (!path.startsWith(`/fhir/${usingCarrier}`)) return send(response, 403, outcome('forbidden'))
    if (request.method === 'POST' && path.endsWith('/_search')) return send(response, 200, { resourceType: 'Bundle', type: 'searchset', total: 0 })
    if (request.method !== 'GET') return send(response, 403, outcome('forbidden'))
    if (/^\/fhir\/[^/]+\/[A-Z][A-Za-z]+\?/.test(request.url ?? '')) return send(response, 200, { resourceType: 'Bundle', type: 'searchset', total: 0 })
    return send(response, 404, outcome('not-found'))
  }

  /** The token endpoint, asked by a page for its code; it proves itself as the service does, or names itself where it is a public client. */
  async function exchanged(form: URLSearchParams): Promise<object | undefined> {
    const of = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const isProof = form.has('client_assertion') ? await isProven(form.get('client_assertion') ?? undefined, slotClient, `${url}/oidc/token`, 'a page\'s token') : form.get('client_id') === slotClient
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url')
    if (of === undefined || !isProof || form.get('redirect_uri') !== of.redirect || challenge !== of.challenge) {
      wrong.push('a page\'s token: not asked for by its code, verifier and redirect address')
      return undefined
    }
    const token = randomUUID()
    tokens.add(token)
    given.push(token)
    return { access_token: token, token_type: 'Bearer', expires_in: 600, scope: of.scope, patient: 'nobody', fhirContext: [{ reference: 'Appointment/nothing' }], need_patient_banner: false, locale: 'de' }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?', 1)[0]!
    if (path === '/oidc/jwks') return send(response, 200, jwks)
    if (path.endsWith('/.well-known/smart-configuration')) return send(response, 200, { issuer: `${url}/oidc`, authorization_endpoint: `${url}/oidc/auth`, token_endpoint: `${url}/oidc/token` })
    if (path.startsWith('/fhir/')) return records(request, response, path)
    if (path === '/oidc/token') {
      const form = new URLSearchParams(await textOf(request))
      if (form.get('grant_type') === 'authorization_code') {
        const made = await exchanged(form)
        return send(response, made === undefined ? 400 : 200, made ?? { error: 'invalid_grant' })
      }
      const isForm = form.get('grant_type') === 'client_credentials' && form.get('client_assertion_type') === assertionType
      if (!isForm) wrong.push('token: not asked for by client_credentials with a client assertion')
      if (!isForm || !(await isProven(form.get('client_assertion') ?? undefined, client, `${url}/oidc/token`, 'token'))) return send(response, 400, { error: 'invalid_client' })
      const token = randomUUID()
      tokens.add(token)
      return send(response, 200, { access_token: token, token_type: 'Bearer', expires_in: 300, scope: form.get('scope') ?? '' })
    }
    // It begins before it is known here, as at a hub where nobody has registered it yet.
    if (path.startsWith('/plug/') && service === undefined) return send(response, 401)
    if (path.startsWith('/plug/')) {
      const own = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
      if (!(await isProven(own, service!.id, `${url}/plug`, path))) return send(response, 401, {})
      if (path === '/plug/carriers') {
        return send(response, 200, { carriers: [{ slug: usingCarrier, name: 'Kliniken Alpha', provider: true, client, slotClient, scopes: service!.scopes, parameters: {} }] })
      }
      return send(response, path.startsWith(`/plug/carriers/${usingCarrier}/`) ? 204 : 403)
    }
    return send(response, 404)
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((thrown: unknown) => {
      wrong.push(String(thrown))
      response.destroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url, wrong, slotClient, given,
    code: (of) => {
      const code = randomUUID()
      codes.set(code, of)
      return code
    },
    know: (known) => {
      service = known
    },
    sign: async (claims, by = privateKey) => new SignJWT({ iss: `${url}/oidc`, aud: service!.url, ...claims }).setProtectedHeader({ alg: 'ES384', kid: 'hub' })
      .setIssuedAt(claims.iat).setExpirationTime(claims.exp ?? '1m').setJti(randomUUID()).sign(by),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
