import { randomBytes } from 'node:crypto'
import { SignJWT, importJWK } from 'jose'
import { Fault, type Clock } from '@steckwerk/kernel'
import type { ClientRegistry } from './client-registry.ts'
import type { SigningKey } from './oidc-keys.ts'
import type { OidcRecords } from './oidc-records.ts'

/** As long as the token endpoint gives one to a backend service. Source: SMART App Launch 2.2, backend-services. */
const tokenSeconds = 300
/** What the hub signs is used at once. */
const signedSeconds = 60

/** The token endpoint's answer to a backend service, for one that runs in this process: no assertion, since nobody else asks. What is remembered of it
 *  is what the provider remembers of its own. Faults: access/client-unknown. */
export async function newClientToken(options: {
  readonly clients: ClientRegistry
  readonly records: OidcRecords
  readonly clock: Clock
  readonly id: string
}): Promise<string> {
  const { clients, records, clock, id } = options
  const client = await clients.find(id)
  if (client === undefined || client.disabled || !client.backend) throw new Fault('not-found', 'access/client-unknown', 'There is no such client at this carrier.')
  const token = randomBytes(32).toString('base64url')
  const iat = Math.floor(clock.now() / 1000)
  await records.put('ClientCredentials', token, {
    kind: 'ClientCredentials', jti: token, clientId: id, scope: client.scopes.join(' '), iat, exp: iat + tokenSeconds,
  }, { lives: tokenSeconds })
  return token
}

export async function hubSigned(keys: readonly SigningKey[], issuer: string, claims: Readonly<Record<string, unknown>>, now: number): Promise<string> {
  const key = keys.find(({ alg }) => alg === 'ES384')!
  const iat = Math.floor(now / 1000)
  return new SignJWT({ ...claims, iss: issuer, iat, exp: iat + signedSeconds, jti: randomBytes(16).toString('base64url') })
    .setProtectedHeader({ alg: 'ES384', kid: key.kid, typ: 'JWT' }).sign(await importJWK({ ...key }, 'ES384'))
}
