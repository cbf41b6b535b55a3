import { hash } from 'node:crypto'

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/** 26 characters (130 bits, base 32) of SHA-256 over the secret key and the parts: the same parts give the same id, and
 *  the id tells nothing of them without the key. The plain form costs a sixth of an HMAC; it is as good here, since half
 *  of the digest is never shown and so cannot be extended. */
function derivedId(key: string, tenant: number, type: string, system: string, value: string): string {
  const digest = hash('sha256', `${key}|${tenant}|${type.length}|${type}|${system.length}|${system}|${value}`, 'buffer')
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

const remembered = 20_000

/** Derived ids of one database, the recent ones remembered: every message names the same ward, department and physician. */
export class DerivedIds {
  readonly #key: string
  #recent = new Map<string, string>()
  #before = new Map<string, string>()

  constructor(key: string) {
    this.#key = key
  }

  of(tenant: number, type: string, system: string, value: string): string {
    const name = `${tenant}|${type}|${system.length}|${system}|${value}`
    const known = this.#recent.get(name)
    if (known !== undefined) return known
    const id = this.#before.get(name) ?? derivedId(this.#key, tenant, type, system, value)
    // Two generations: what is asked for again within the last `remembered` names survives.
    if (this.#recent.size >= remembered) {
      this.#before = this.#recent
      this.#recent = new Map()
    }
    this.#recent.set(name, id)
    return id
  }
}
