import { generateKeyPairSync, hash } from 'node:crypto'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { PasskeyPlace } from './passkey-place.ts'

// Loaded with the first passkey: it reads certificates of every make, which is more than the rest of a hub's start.
const library = (): Promise<typeof import('@simplewebauthn/server')> => import('@simplewebauthn/server')

/** EdDSA, ES256, RS256: what authenticators in use have. */
const algorithms = [-8, -7, -257]
const timeout = 5 * 60_000

export interface KnownPasskey {
  /** base64url. */
  readonly id: string
  readonly publicKey: Uint8Array<ArrayBuffer>
  readonly counter: number
  readonly transports: readonly string[]
}

export interface NewPasskeyFacts extends KnownPasskey {
  readonly synced: boolean
}

/** What the browser is asked to make: discoverable, so that nobody types an account name, with the person verified by the device (finger, face,
 *  PIN), so that it is two factors in one. No attestation: which make of device somebody has is not for us. */
export async function registrationOptions(place: PasskeyPlace, who: {
  readonly handle: Uint8Array<ArrayBuffer>
  readonly login: string
  readonly name: string
  readonly known: readonly Pick<KnownPasskey, 'id' | 'transports'>[]
}): Promise<{ readonly options: object; readonly challenge: string }> {
  const { generateRegistrationOptions } = await library()
  const options = await generateRegistrationOptions({
    rpName: 'Steckwerk', rpID: place.rpId, userID: who.handle, userName: who.login, userDisplayName: who.name, timeout, attestationType: 'none',
    excludeCredentials: who.known.map(({ id, transports }) => ({ id, transports: [...transports] })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: algorithms,
  })
  return { options, challenge: options.challenge }
}

/** undefined = not what was asked for. */
export async function verifyRegistration(response: unknown, challenge: string, place: PasskeyPlace): Promise<NewPasskeyFacts | undefined> {
  const { verifyRegistrationResponse } = await library()
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: response as RegistrationResponseJSON, expectedChallenge: challenge, expectedOrigin: place.origin, expectedRPID: place.rpId,
      requireUserVerification: true, supportedAlgorithmIDs: algorithms,
    })
    if (!verified) return undefined
    const { credential, credentialBackedUp } = registrationInfo
    return {
      id: credential.id, publicKey: Uint8Array.from(credential.publicKey), counter: credential.counter, transports: credential.transports ?? [],
      synced: credentialBackedUp,
    }
  } catch {
    // Whatever is wrong with it, and however it was malformed: the same answer.
    return undefined
  }
}

/** Without `known`, the browser offers all it has for this place. */
export async function signInOptions(place: PasskeyPlace, known?: readonly Pick<KnownPasskey, 'id' | 'transports'>[]): Promise<{
  readonly options: object
  readonly challenge: string
}> {
  const { generateAuthenticationOptions } = await library()
  const options = await generateAuthenticationOptions({
    rpID: place.rpId, timeout, userVerification: 'required',
    ...(known === undefined ? {} : { allowCredentials: known.map(({ id, transports }) => ({ id, transports: [...transports] })) }),
  })
  return { options, challenge: options.challenge }
}

/** The signature is looked at for an unknown passkey too, with a key nobody has: the same work, the same answer. */
export async function verifySignIn(response: unknown, challenge: string, place: PasskeyPlace, passkey: KnownPasskey | undefined): Promise<
  { readonly counter: number; readonly synced: boolean } | undefined
> {
  const answer = response as AuthenticationResponseJSON
  const { verifyAuthenticationResponse } = await library()
  try {
    const credential = passkey ?? { id: answer.id, publicKey: await nobodysKey(), counter: 0, transports: [] }
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer, expectedChallenge: challenge, expectedOrigin: place.origin, expectedRPID: place.rpId, requireUserVerification: true,
      credential: { id: credential.id, publicKey: credential.publicKey, counter: credential.counter },
    })
    return verified && passkey !== undefined ? { counter: authenticationInfo.newCounter, synced: authenticationInfo.credentialBackedUp } : undefined
  } catch {
    return undefined
  }
}

/** An account's name towards authenticators: tells nothing, and is the same at every hub. */
export function userHandle(mark: Buffer): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hash('sha256', mark, 'buffer'))
}

async function nobodysKey(): Promise<Uint8Array<ArrayBuffer>> {
  const { isoCBOR } = await import('@simplewebauthn/server/helpers')
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const cose = new Map<number, number | Uint8Array>([[1, 2], [3, -7], [-1, 1], [-2, Uint8Array.from(Buffer.from(x, 'base64url'))], [-3, Uint8Array.from(Buffer.from(y, 'base64url'))]])
  return Uint8Array.from(isoCBOR.encode(cose))
}
