import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID, sign, verify } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { manifest } from './manifest.js'

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
const unpart = (text) => JSON.parse(Buffer.from(text ?? '', 'base64url').toString())

/** What FHIR answers where it does not do what was asked. */
export function refusal(status, code, diagnostics) {
  return { status, resource: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics }] } }
}

/** The service's own key (P-384), made at the first start. */
export function ownKey(file) {
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
    writeFileSync(file, JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: randomUUID() }), { mode: 0o600 })
  }
  const jwk = JSON.parse(readFileSync(file, 'utf8'))
  const key = createPrivateKey({ key: jwk, format: 'jwk' })
  return { key, kid: jwk.kid, jwk: { ...createPublicKey(key).export({ format: 'jwk' }), kid: jwk.kid, alg: 'ES384', use: 'sig' } }
}

/** What the hub answers a service: its keys, who uses the service, tokens, FHIR. */
export function hubAt(url, own) {
  let keys = []
  const tokens = new Map()

  const signed = (claims) => {
    const iat = Math.floor(Date.now() / 1000)
    const body = `${part({ alg: 'ES384', kid: own.kid, typ: 'JWT' })}.${part({ ...claims, iat, exp: iat + 60, jti: randomUUID() })}`
    return `${body}.${sign('sha384', Buffer.from(body), { key: own.key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`
  }

  const ask = async (path, init = {}) => fetch(`${url}${path}`, { ...init, redirect: 'error', signal: AbortSignal.timeout(15_000) })
  const asService = () => ({ authorization: `Bearer ${signed({ iss: manifest.id, sub: manifest.id, aud: `${url}/plug` })}` })

  /** Whose word it is: claims of a JWT that the hub signed for this service, now. */
  async function claimsOf(token, audience) {
    try {
      const [head, body, signature] = token.split('.')
      const { alg, kid } = unpart(head)
      if (!keys.some((key) => key.kid === kid)) keys = (await (await ask('/oidc/jwks')).json()).keys
      const jwk = keys.find((key) => key.kid === kid && key.kty === 'EC' && key.crv === 'P-384')
      if (alg !== 'ES384' || jwk === undefined) return undefined
      const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' }
      if (!verify('sha384', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))) return undefined
      const claims = unpart(body)
      const now = Date.now() / 1000
      return claims.iss === `${url}/oidc` && claims.aud === audience && claims.exp > now && claims.iat < now + 30 ? claims : undefined
    } catch {
      return undefined
    }
  }

  /** What the hub says of one carrier: our clients there and what was granted; undefined = it does not use us. */
  async function linked(carrier) {
    const { carriers = [] } = await (await ask('/plug/carriers', { headers: asService() })).json()
    return carriers.find(({ slug }) => slug === carrier)
  }

  /** What the token endpoint answers one of our clients, which proves itself by our key; undefined = no. */
  async function tokensFor(client, request) {
    const answer = await ask('/oidc/token', {
      method: 'POST',
      body: new URLSearchParams({
        ...request,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: signed({ iss: client, sub: client, aud: `${url}/oidc/token` }),
      }),
    })
    return answer.ok ? answer.json() : undefined
  }

  async function tokenAt(carrier) {
    const held = tokens.get(carrier)
    if (held !== undefined && held.until > Date.now()) return held.text
    const { client, scopes } = (await linked(carrier)) ?? {}
    const given = client === undefined ? undefined : await tokensFor(client, { grant_type: 'client_credentials', scope: scopes.join(' ') })
    if (given === undefined) throw Object.assign(new Error('not granted'), { status: 403 })
    const { access_token: text, expires_in: seconds } = given
    tokens.set(carrier, { text, until: Date.now() + (seconds - 30) * 1000 })
    return text
  }

  return {
    url,
    claimsOf,
    linked,
    /** Where the authorization server of a carrier's FHIR base is. */
    async smart(carrier) {
      return (await ask(`/fhir/${carrier}/.well-known/smart-configuration`)).json()
    },
    /** Tokens of a page of ours in the portal, for its code; undefined = the hub gives none. */
    async exchange(carrier, { code, code_verifier, redirect_uri }) {
      const { slotClient } = (await linked(carrier)) ?? {}
      return slotClient === undefined ? undefined : tokensFor(slotClient, { grant_type: 'authorization_code', code, code_verifier, redirect_uri })
    },
    /** One FHIR read by the token of somebody who looks at our page. */
    async fhirBy(token, carrier, path) {
      const answer = await ask(`/fhir/${carrier}${path}`, { headers: { authorization: `Bearer ${token}` } })
      const text = await answer.text()
      return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
    },
    /** One FHIR request; the answer's status and body. */
    async fhir(carrier, method, path, body, headers = {}, isAgain = false) {
      const answer = await ask(`/fhir/${carrier}${path}`, {
        method,
        headers: { ...headers, authorization: `Bearer ${await tokenAt(carrier)}`, ...(body === undefined ? {} : { 'content-type': 'application/fhir+json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      if (answer.status === 401 && !isAgain) {
        tokens.delete(carrier)
        return this.fhir(carrier, method, path, body, headers, true)
      }
      const text = await answer.text()
      return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) }
    },
    async count(carrier, metric, key) {
      await ask(`/plug/carriers/${carrier}/usage`, { method: 'POST', headers: { ...asService(), 'content-type': 'application/json' }, body: JSON.stringify({ metric, amount: 1, key }) })
    },
  }
}
