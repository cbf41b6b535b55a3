import { createHmac } from 'node:crypto'

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/** 26 characters (130 bits, base 32) from a keyed hash of the parts: the same parts give the same id, and the id tells
 *  nothing of them without the key. */
export function derivedId(key: Uint8Array, tenant: number, type: string, system: string, value: string): string {
  const digest = createHmac('sha256', key).update(`${tenant}|${type.length}|${type}|${system.length}|${system}|${value}`).digest()
  let id = ''
  let bits = 0
  let pool = 0
  for (let i = 0; id.length < 26; i++) {
    pool = ((pool << 8) | digest[i]!) & 0xffff
    bits += 8
    while (bits >= 5 && id.length < 26) {
      bits -= 5
      id += alphabet[(pool >> bits) & 31]
    }
  }
  return id
}
