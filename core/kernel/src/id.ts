import { randomFillSync } from 'node:crypto'

const pool = new Uint8Array(4096)
let used = pool.length

function random(count: number): Uint8Array {
  if (used + count > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  return pool.subarray(used, (used += count))
}

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** A UUID of version 7 in lower case: time-ordered to the millisecond, random after that.
 *  Source: RFC 9562 section 5.7. */
export function timeOrderedId(now: number = Date.now()): string {
  const time = now.toString(16).padStart(12, '0')
  const b = random(10)
  const version = hex[(b[0]! & 0x0f) | 0x70]! + hex[b[1]!]!
  const variant = hex[(b[2]! & 0x3f) | 0x80]! + hex[b[3]!]!
  const rest = hex[b[4]!]! + hex[b[5]!]! + hex[b[6]!]! + hex[b[7]!]! + hex[b[8]!]! + hex[b[9]!]!
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${rest}`
}
