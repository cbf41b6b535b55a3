import { createPrivateKey, createPublicKey, randomUUID, sign, verify, type KeyObject } from 'node:crypto'

/** The two algorithms of SMART's asymmetric clients. Source: SMART App Launch 2.2, client-confidential-asymmetric; RFC 7518. */
export type JwtAlgorithm = 'ES384' | 'RS384'

export interface PlugKey {
  readonly kid: string
  readonly alg: JwtAlgorithm
  readonly key: KeyObject
  /** To be published. */
  readonly jwk: JsonWebKey & { readonly kid: string }
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A private key (JWK, P-384 or RSA) with a kid. Throws a TypeError where it is none. */
export function readPlugKey(jwk: JsonWebKey & { readonly kid?: unknown }): PlugKey {
  const alg = jwk.kty === 'EC' && jwk.crv === 'P-384' ? 'ES384' : jwk.kty === 'RSA' ? 'RS384' : undefined
  if (alg === undefined || typeof jwk.kid !== 'string' || jwk.d === undefined) throw new TypeError('The private key must be a P-384 or RSA key as JWK, with a kid.')
  const key = createPrivateKey({ key: jwk, format: 'jwk' })
  return { kid: jwk.kid, alg, key, jwk: { ...createPublicKey(key).export({ format: 'jwk' }), kid: jwk.kid, alg, use: 'sig' } }
}

/** A JWT with iat, exp after `seconds`, and a jti of its own. */
export function signJwt(key: PlugKey, claims: Readonly<Record<string, unknown>>, now: number, seconds: number): string {
  const iat = Math.floor(now / 1000)
  const text = `${part({ alg: key.alg, kid: key.kid, typ: 'JWT' })}.${part({ ...claims, iat, exp: iat + seconds, jti: randomUUID() })}`
  return `${text}.${sign('sha384', Buffer.from(text), key.alg === 'ES384' ? { key: key.key, dsaEncoding: 'ieee-p1363' } : key.key).toString('base64url')}`
}

function objectOf(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text ?? '', 'base64url').toString())
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** How far two machines' clocks may lie apart, in seconds. */
const tolerance = 30

/** The claims of a JWT (ES384) by one of these keys, for this issuer and audience and in its time; undefined = anything else. */
export function verifyJwt(
  token: string, keys: readonly JsonWebKey[], expected: { readonly iss: string; readonly aud: string; readonly now: number },
): Readonly<Record<string, unknown>> | undefined {
  const parts = token.split('.')
  const header = objectOf(parts[0])
  // The algorithm is ours to say, never the token's.
  const jwk = keys.find((one) => (one as { kid?: unknown }).kid === header?.['kid'] && one.kty === 'EC' && one.crv === 'P-384')
  if (parts.length !== 3 || header?.['alg'] !== 'ES384' || jwk === undefined) return undefined
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  if (!verify('sha384', Buffer.from(`${parts[0]}.${parts[1]}`), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(parts[2]!, 'base64url'))) return undefined
  const claims = objectOf(parts[1])
  const { iss, aud, exp, iat } = claims ?? {}
  const now = expected.now / 1000
  const stands = iss === expected.iss && aud === expected.aud && typeof exp === 'number' && exp > now - tolerance && typeof iat === 'number' && iat < now + tolerance
  return stands ? claims : undefined
}

export function kidOf(token: string): unknown {
  return objectOf(token.split('.')[0])?.['kid']
}
