import { typeNumber } from '@steckwerk/fhir'
import { SipHash } from './sip-hash.ts'

/** What a hash stands for; the letters are part of the hashed bytes and of every stored index: never change one. */
export type HashKind =
  | 'pair' // system and code
  | 'code' // a code of whatever system
  | 'system' // whatever code of a system
  | 'reference' // a reference parameter: what the target's `me` is XORed with
  | 'uri' // a uri, or a reference by url
  | 'mention' // a Patient's id anywhere in any resource
  | 'string' // a string parameter, for the side table
  | 'day' // a date parameter, for the side table
  | 'permit' // a key that stored resources admit or refuse the holder of
  | 'lock' // a key that transactions wait for each other by; never stored
  | 'me' // a resource itself
  | 'typed' // an identifier's type and value
  | 'number' // a number or quantity parameter in one form of unit
  | 'part' // a part of a composite, in one form of its value

const letters: Readonly<Record<HashKind, number>> = {
  pair: 1, code: 2, system: 3, reference: 4, uri: 5, mention: 6, string: 7, day: 8, me: 10, typed: 11, number: 12, part: 13, permit: 14, lock: 100,
}

/** Hashes index values of one tenant. Tenant, type and parameter are inside each hash, so an index on hashes alone
 *  keeps carriers apart. */
export class IndexHash {
  readonly #sip: SipHash
  readonly #prefixes = new Map<number, Map<string, Map<string, bigint>>>()
  #scratch = Buffer.alloc(4096)

  /** `key` is the database's own secret of 16 bytes. */
  constructor(key: Uint8Array) {
    this.#sip = new SipHash(key)
  }

  /** `type` is '' for what holds over all types. Parts are separated by a byte that UTF-8 never contains. */
  of(tenant: number, type: string, kind: HashKind, param: string, first = '', second = '', third?: string): bigint {
    const most = 7 + (param.length + first.length + second.length + (third?.length ?? 0)) * 3 + 3
    if (most > this.#scratch.length) this.#scratch = Buffer.alloc(most * 2)
    const bytes = this.#scratch
    bytes.writeInt32LE(tenant, 0)
    bytes.writeInt16LE(type === '' ? -1 : typeNumber(type), 4)
    bytes[6] = letters[kind]
    let at = 7
    at += bytes.write(param, at, 'utf8')
    bytes[at++] = 0xff
    at += bytes.write(first, at, 'utf8')
    bytes[at++] = 0xff
    at += bytes.write(second, at, 'utf8')
    if (third !== undefined) {
      bytes[at++] = 0xff
      at += bytes.write(third, at, 'utf8')
    }
    return this.#sip.hash(bytes, at)
  }

  /** A resource itself. */
  me(tenant: number, type: string, id: string): bigint {
    return this.of(tenant, '', 'me', '', type, id)
  }

  /** What the `me` of a reference's target is XORed with to give the reference's token, and the other way round. */
  prefix(tenant: number, type: string, param: string): bigint {
    let types = this.#prefixes.get(tenant)
    if (types === undefined) this.#prefixes.set(tenant, (types = new Map<string, Map<string, bigint>>()))
    let params = types.get(type)
    if (params === undefined) types.set(type, (params = new Map<string, bigint>()))
    let prefix = params.get(param)
    // As many as there are reference parameters: it does not grow.
    if (prefix === undefined) params.set(param, (prefix = this.of(tenant, type, 'reference', param)))
    return prefix
  }

  reference(tenant: number, type: string, param: string, target: string, id: string): bigint {
    return this.prefix(tenant, type, param) ^ this.me(tenant, target, id)
  }
}

/** Of the search parameters there are, so it does not grow. */
const numbers = new Map<string, number>()

/** A parameter's code as 32 bits, for the list of parameters a resource has a value for. FNV-1a.
 *  A test holds that no two parameters of a type share one. */
export function paramNumber(code: string): number {
  const known = numbers.get(code)
  if (known !== undefined) return known
  let hash = 0x811c9dc5
  for (let i = 0; i < code.length; i++) hash = Math.imul(hash ^ code.charCodeAt(i), 0x01000193)
  numbers.set(code, hash | 0)
  return hash | 0
}
