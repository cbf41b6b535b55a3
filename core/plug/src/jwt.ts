import { randomUUID } from 'node:crypto'
import { SignJWT, errors, importJWK, jwtVerify, type CryptoKey, type JWTPayload, type JWTVerifyGetKey } from 'jose'

/** The two algorithms of SMART's asymmetric clients. Source: SMART App Launch 2.2, client-confidential-asymmetric; RFC 7518. */
export type JwtAlgorithm = 'ES384' | 'RS384'

export interface PlugKey {
  readonly kid: string
  readonly alg: JwtAlgorithm
  readonly key: CryptoKey
  /** To be published. */
  readonly jwk: JsonWebKey & { readonly kid: string }
}

/** A private key (JWK, P-384 or RSA) with a kid. Throws a TypeError where it is none. */
export async function readPlugKey(jwk: JsonWebKey & { readonly kid?: unknown }): Promise<PlugKey> {
  const { kid, kty, crv, x, y, n, e } = jwk
  const alg = kty === 'EC' && crv === 'P-384' ? 'ES384' : kty === 'RSA' ? 'RS384' : undefined
  const none = (cause?: unknown): TypeError => new TypeError('The private key must be a P-384 or RSA key as JWK, with a kid.', { cause })
  if (alg === undefined || typeof kid !== 'string' || kid === '' || jwk.d === undefined) throw none()
  const shown = alg === 'ES384' ? { kty: 'EC', crv: 'P-384', ...(x === undefined ? {} : { x }), ...(y === undefined ? {} : { y }) } : { kty: 'RSA', ...(n === undefined ? {} : { n }), ...(e === undefined ? {} : { e }) }
  const key = await importJWK({ ...shown, ...jwk, kty: shown.kty, kid }, alg).catch((cause: unknown) => {
    throw none(cause)
  })
  if (!('type' in key) || key.type !== 'private') throw none()
  return { kid, alg, key, jwk: { ...shown, kid, alg, use: 'sig' } }
}

/** A JWT with iat, exp after `seconds`, and a jti of its own. */
export async function signJwt(key: PlugKey, claims: JWTPayload, now: number, seconds: number): Promise<string> {
  const iat = Math.floor(now / 1000)
  return new SignJWT(claims).setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'JWT' }).setIssuedAt(iat).setExpirationTime(iat + seconds).setJti(randomUUID()).sign(key.key)
}

/** How far two machines' clocks may lie apart, in seconds. */
const tolerance = 30
/** The hub's tokens live for a minute. */
const mostSeconds = 300

/** The claims of a JWT (ES384) by one of these keys, for this issuer and audience and in its time; undefined = anything else. What fails while
 *  the keys are fetched is thrown. */
export async function verifyJwt(token: string, keys: JWTVerifyGetKey, expected: { readonly iss: string; readonly aud: string; readonly now: number }): Promise<JWTPayload | undefined> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      // The algorithm is ours to say, never the token's.
      algorithms: ['ES384'], issuer: expected.iss, audience: expected.aud, clockTolerance: tolerance, currentDate: new Date(expected.now), requiredClaims: ['exp', 'iat'], maxTokenAge: mostSeconds,
    })
    return payload
  } catch (thrown) {
    if (thrown instanceof errors.JOSEError) return undefined
    throw thrown
  }
}
