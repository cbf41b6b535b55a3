import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'

/** Sealed bytes: form (1) | key number (4) | salt (16) | counter (4) | ciphertext | tag (16).
 *  AES-256-GCM under HKDF-SHA256(data key, salt). Each sealer draws a salt of its own and counts up, so no nonce ever repeats under
 *  one derived key, however many hubs seal with one data key and for however long: random 96-bit nonces would reach their bound of
 *  2^32 in three weeks at 2,500 messages a second. */
const form = 1
const saltBytes = 16
const headBytes = 1 + 4 + saltBytes + 4
const tagBytes = 16
const counterLimit = 0xffff_ffff

export const sealOverhead = headBytes + tagBytes

function derive(key: Buffer, salt: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, 'steckwerk seal 1', 32))
}

function unsealable(cause?: unknown): Fault {
  return new Fault('internal', 'access/unseal', 'Sealed bytes do not open: the key or the place they belong to is another one.', { cause })
}

/** A function that seals under one data key; `keyNumber` travels in the bytes. */
export function sealerOf(key: Buffer, keyNumber: number): (plain: Uint8Array, context: string) => Buffer {
  let salt = randomBytes(saltBytes)
  let derived = derive(key, salt)
  let counter = 0
  const nonce = Buffer.alloc(12)
  return (plain, context) => {
    if (counter === counterLimit) {
      salt = randomBytes(saltBytes)
      derived = derive(key, salt)
      counter = 0
    }
    counter += 1
    nonce.writeUInt32BE(counter, 8)
    const cipher = createCipheriv('aes-256-gcm', derived, nonce)
    cipher.setAAD(Buffer.from(context))
    const sealed = Buffer.allocUnsafe(headBytes + plain.length + tagBytes)
    sealed[0] = form
    sealed.writeUInt32BE(keyNumber, 1)
    salt.copy(sealed, 5)
    sealed.writeUInt32BE(counter, 5 + saltBytes)
    cipher.update(plain).copy(sealed, headBytes)
    cipher.final()
    cipher.getAuthTag().copy(sealed, headBytes + plain.length)
    return sealed
  }
}

/** The number of the key that sealed these bytes. Faults: access/unseal. */
export function sealedKeyNumber(sealed: Buffer): number {
  if (sealed.length < sealOverhead || sealed[0] !== form) throw unsealable()
  return sealed.readUInt32BE(1)
}

/** Opens what a sealer made with the same key and context. Faults: access/unseal. */
export function unseal(key: Buffer, sealed: Buffer, context: string): Buffer {
  return openerOf(key)(sealed, context)
}

const mostDerived = 64

/** A function that opens what sealers of one data key made. Deriving costs more than opening a small text, and what one sealer sealed shares its salt: the keys of the last salts are kept.
 *  Faults of the function: access/unseal. */
export function openerOf(key: Buffer): (sealed: Buffer, context: string) => Buffer {
  const derivedOf = new Map<string, Buffer>()

  function derivedFor(salt: Buffer): Buffer {
    const name = salt.toString('latin1')
    const derived = derivedOf.get(name) ?? derive(key, salt)
    // Asked for last stands last.
    derivedOf.delete(name)
    derivedOf.set(name, derived)
    if (derivedOf.size > mostDerived) derivedOf.delete(derivedOf.keys().next().value!)
    return derived
  }

  return (sealed, context) => {
    if (sealed.length < sealOverhead || sealed[0] !== form) throw unsealable()
    const nonce = Buffer.alloc(12)
    sealed.copy(nonce, 8, 5 + saltBytes, headBytes)
    const opener = createDecipheriv('aes-256-gcm', derivedFor(sealed.subarray(5, 5 + saltBytes)), nonce)
    opener.setAAD(Buffer.from(context))
    opener.setAuthTag(sealed.subarray(sealed.length - tagBytes))
    try {
      return Buffer.concat([opener.update(sealed.subarray(headBytes, sealed.length - tagBytes)), opener.final()])
    } catch (error) {
      throw unsealable(error)
    }
  }
}
