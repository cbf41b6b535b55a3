import { timingSafeEqual } from 'node:crypto'
import type { HubSeal } from '@steckwerk/access'

/** reply = stands in addresses that answers and bounces go to; unsubscribe = in the link of one click; link = in the link to the news; edition and edition-end = the first two for
 *  newsletters. None is good for another. */
export type TokenUse = 'reply' | 'unsubscribe' | 'link' | 'edition' | 'edition-end'

/** Tells a mail of ours by 42 letters and digits, in any case: what stands before the @ of an address is lower-cased on some ways, and 64 characters at most. */
export interface MailTokens {
  make(use: TokenUse, id: string): string
  /** The mail's id; undefined for anything the hub has not made for this use. */
  read(use: TokenUse, token: string): string | undefined
}

/** Base 32 of RFC 4648 in lower case. */
const letters = 'abcdefghijklmnopqrstuvwxyz234567'
const idBytes = 16
const macBytes = 10
const bytesOfToken = idBytes + macBytes
export const tokenLength = Math.ceil((bytesOfToken * 8) / 5)

export function createMailTokens(seal: HubSeal): MailTokens {
  const mac = (use: TokenUse, id: Buffer): Buffer => seal.mark('mail-token', use, id.toString('hex')).subarray(0, macBytes)
  return {
    make: (use, id) => {
      const bytes = Buffer.from(id.replaceAll('-', ''), 'hex')
      return encode(Buffer.concat([bytes, mac(use, bytes)]))
    },
    read: (use, token) => {
      const bytes = decode(token)
      if (bytes === undefined) return undefined
      const id = bytes.subarray(0, idBytes)
      if (!timingSafeEqual(bytes.subarray(idBytes), mac(use, id))) return undefined
      return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    },
  }
}

function encode(bytes: Buffer): string {
  let text = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += letters[(held >> bits) & 31]!
    }
    held &= (1 << bits) - 1
  }
  return bits === 0 ? text : text + letters[(held << (5 - bits)) & 31]!
}

/** undefined unless it is exactly what `encode` gives, case aside. */
function decode(token: string): Buffer | undefined {
  if (token.length !== tokenLength) return undefined
  const bytes: number[] = []
  let held = 0
  let bits = 0
  for (const letter of token.toLowerCase()) {
    const value = letters.indexOf(letter)
    if (value < 0) return undefined
    held = (held << 5) | value
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((held >> bits) & 255)
    }
    held &= (1 << bits) - 1
  }
  return held === 0 ? Buffer.from(bytes) : undefined
}
