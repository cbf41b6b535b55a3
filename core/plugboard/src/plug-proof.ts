import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet } from 'jose'
import type { Clock } from '@steckwerk/kernel'
import type { Registry } from './registry.ts'

const mostSeconds = 300

/** Which outside service a JWT of its own proves: iss = sub = its id, by a key it has shown, for five minutes at most. undefined = none. */
export async function provenPlug(registry: Registry, clock: Clock, token: string, audience: string): Promise<string | undefined> {
  try {
    const { iss = '' } = decodeJwt(token)
    const plug = (await registry.all()).get(iss)
    if (plug?.jwks === undefined) return undefined
    const { payload } = await jwtVerify(token, createLocalJWKSet(plug.jwks as unknown as JSONWebKeySet), {
      issuer: iss, subject: iss, audience, algorithms: ['ES384', 'RS384'], requiredClaims: ['exp', 'iat', 'jti'], maxTokenAge: mostSeconds, clockTolerance: 10,
      currentDate: new Date(clock.now()),
    })
    return payload.exp! - payload.iat! > mostSeconds ? undefined : iss
  } catch {
    return undefined
  }
}
