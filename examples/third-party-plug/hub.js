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

  async function tokenAt(carrier) {
    const held = tokens.get(carrier)
    if (held !== undefined && held.until > Date.now()) return held.text
    const { carriers } = await (await ask('/plug/carriers', { headers: asService() })).json()
    const linked = carriers.find(({ slug }) => slug === carrier)
    if (linked === undefined) throw Object.assign(new Error('not granted'), { status: 403 })
    const answer = await ask('/oidc/token', {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        scope: linked.scopes.join(' '),
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: signed({ iss: linked.client, sub: linked.client, aud: `${url}/oidc/token` }),
      }),
    })
    if (!answer.ok) throw Object.assign(new Error('no token'), { status: 403 })
    const { access_token: text, expires_in: seconds } = await answer.json()
    tokens.set(carrier, { text, until: Date.now() + (seconds - 30) * 1000 })
    return text
  }

  return {
    claimsOf,
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
