import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

interface Credential {
  readonly id: Buffer
  readonly rpId: string
  readonly userHandle: string
  readonly key: KeyObject
  counter: number
}

const sha256 = (bytes: string | Buffer): Buffer => createHash('sha256').update(bytes).digest()
const base64url = (bytes: Buffer): string => bytes.toString('base64url')
const uint16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255])
const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
const flags = { present: 1, verified: 4, attested: 64 }

/** What a test may bend. */
export interface Bend {
  readonly origin?: string
  readonly challenge?: string
  readonly verified?: boolean
}

/** A WebAuthn authenticator and the browser around it, in software: ES256, discoverable, attestation none. For tests. */
export class SoftAuthenticator {
  readonly credentials: Credential[] = []

  create(options: Record<string, unknown>, origin: string, bend: Bend = {}): Record<string, unknown> {
    const { challenge, rp, user } = options as { challenge: string; rp: { id: string }; user: { id: string } }
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    const credential: Credential = { id: randomBytes(32), rpId: rp.id, userHandle: user.id, key: privateKey, counter: 0 }
    this.credentials.push(credential)
    // COSE: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
    const cose = Buffer.concat([
      Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32]), Buffer.from(x, 'base64url'), Buffer.from([0x22, 0x58, 32]), Buffer.from(y, 'base64url'),
    ])
    const authData = Buffer.concat([
      this.#head(credential, flags.attested, bend), Buffer.alloc(16), uint16(credential.id.length), credential.id, cose,
    ])
    const attestation = Buffer.concat([
      Buffer.from([0xa3, 0x63]), Buffer.from('fmt'), Buffer.from([0x64]), Buffer.from('none'), Buffer.from([0x67]), Buffer.from('attStmt'), Buffer.from([0xa0, 0x68]),
      Buffer.from('authData'), Buffer.from([0x59]), uint16(authData.length), authData,
    ])
    return this.#answer(credential, {
      clientDataJSON: base64url(this.#clientData('webauthn.create', challenge, origin, bend)), attestationObject: base64url(attestation), transports: ['internal'],
    })
  }

  /** By the first credential of the place, or the given one. */
  get(options: Record<string, unknown>, origin: string, bend: Bend = {}, chosen?: Credential): Record<string, unknown> {
    const { challenge, rpId } = options as { challenge: string; rpId: string }
    const credential = chosen ?? this.credentials.find((one) => one.rpId === rpId)!
    credential.counter += 1
    const authData = this.#head(credential, 0, bend)
    const clientData = this.#clientData('webauthn.get', challenge, origin, bend)
    return this.#answer(credential, {
      clientDataJSON: base64url(clientData), authenticatorData: base64url(authData), userHandle: credential.userHandle,
      signature: base64url(sign('sha256', Buffer.concat([authData, sha256(clientData)]), credential.key)),
    })
  }

  #head(credential: Credential, more: number, bend: Bend): Buffer {
    const bits = flags.present | more | (bend.verified === false ? 0 : flags.verified)
    return Buffer.concat([sha256(credential.rpId), Buffer.from([bits]), uint32(credential.counter)])
  }

  #clientData(type: string, challenge: string, origin: string, bend: Bend): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge: bend.challenge ?? challenge, origin: bend.origin ?? origin, crossOrigin: false }))
  }

  #answer(credential: Credential, response: Record<string, unknown>): Record<string, unknown> {
    const id = base64url(credential.id)
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response }
  }
}
