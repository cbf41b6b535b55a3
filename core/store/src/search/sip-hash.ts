/** SipHash-1-3 with 64-bit output, in 32-bit arithmetic: a keyed hash whose collisions nobody without the key can find.
 *  Source: Aumasson, Bernstein, "SipHash: a fast short-input PRF" (2012). */
export class SipHash {
  readonly #k: readonly [number, number, number, number]
  readonly #rounds: number
  readonly #finalRounds: number
  readonly #out = new BigInt64Array(1)
  readonly #halves = new Int32Array(this.#out.buffer)

  /** `key` has 16 bytes. Other round counts are for the reference vectors of SipHash-2-4. */
  constructor(key: Uint8Array, rounds = 1, finalRounds = 3) {
    const view = new DataView(key.buffer, key.byteOffset, 16)
    this.#k = [view.getInt32(0, true), view.getInt32(4, true), view.getInt32(8, true), view.getInt32(12, true)]
    this.#rounds = rounds
    this.#finalRounds = finalRounds
  }

  /** The hash of `bytes[0 .. length)` as a signed 64-bit number. */
  hash(bytes: Uint8Array, length: number): bigint {
    const [k0l, k0h, k1l, k1h] = this.#k
    let v0l = k0l ^ 0x70736575
    let v0h = k0h ^ 0x736f6d65
    let v1l = k1l ^ 0x6e646f6d
    let v1h = k1h ^ 0x646f7261
    let v2l = k0l ^ 0x6e657261
    let v2h = k0h ^ 0x6c796765
    let v3l = k1l ^ 0x79746573
    let v3h = k1h ^ 0x74656462
    const whole = length & ~7
    // The last turns of the loop are the padded rest and the finalisation, so that the rounds stand here once.
    for (let at = 0, last = false, done = false; !done; at += 8) {
      let ml = 0
      let mh = 0
      let rounds = this.#rounds
      if (last) {
        v2l ^= 0xff
        rounds = this.#finalRounds
        done = true
      } else if (at < whole) {
        ml = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
        mh = bytes[at + 4]! | (bytes[at + 5]! << 8) | (bytes[at + 6]! << 16) | (bytes[at + 7]! << 24)
      } else {
        const rest = length - whole
        for (let i = 0; i < rest; i++) {
          if (i < 4) ml |= bytes[whole + i]! << (8 * i)
          else mh |= bytes[whole + i]! << (8 * (i - 4))
        }
        mh |= (length & 0xff) << 24
        last = true
      }
      v3l ^= ml
      v3h ^= mh
      for (let round = 0; round < rounds; round++) {
        // v0 += v1; v1 = rotl(v1, 13) ^ v0; v0 = rotl(v0, 32)
        let sum = (v0l >>> 0) + (v1l >>> 0)
        v0h = (v0h + v1h + (sum > 0xffffffff ? 1 : 0)) | 0
        v0l = sum | 0
        let high = (v1h << 13) | (v1l >>> 19)
        let low = (v1l << 13) | (v1h >>> 19)
        v1l = low ^ v0l
        v1h = high ^ v0h
        let swap = v0l
        v0l = v0h
        v0h = swap
        // v2 += v3; v3 = rotl(v3, 16) ^ v2
        sum = (v2l >>> 0) + (v3l >>> 0)
        v2h = (v2h + v3h + (sum > 0xffffffff ? 1 : 0)) | 0
        v2l = sum | 0
        high = (v3h << 16) | (v3l >>> 16)
        low = (v3l << 16) | (v3h >>> 16)
        v3l = low ^ v2l
        v3h = high ^ v2h
        // v0 += v3; v3 = rotl(v3, 21) ^ v0
        sum = (v0l >>> 0) + (v3l >>> 0)
        v0h = (v0h + v3h + (sum > 0xffffffff ? 1 : 0)) | 0
        v0l = sum | 0
        high = (v3h << 21) | (v3l >>> 11)
        low = (v3l << 21) | (v3h >>> 11)
        v3l = low ^ v0l
        v3h = high ^ v0h
        // v2 += v1; v1 = rotl(v1, 17) ^ v2; v2 = rotl(v2, 32)
        sum = (v2l >>> 0) + (v1l >>> 0)
        v2h = (v2h + v1h + (sum > 0xffffffff ? 1 : 0)) | 0
        v2l = sum | 0
        high = (v1h << 17) | (v1l >>> 15)
        low = (v1l << 17) | (v1h >>> 15)
        v1l = low ^ v2l
        v1h = high ^ v2h
        swap = v2l
        v2l = v2h
        v2h = swap
      }
      v0l ^= ml
      v0h ^= mh
    }
    this.#halves[0] = v0l ^ v1l ^ v2l ^ v3l
    this.#halves[1] = v0h ^ v1h ^ v2h ^ v3h
    return this.#out[0]!
  }
}
