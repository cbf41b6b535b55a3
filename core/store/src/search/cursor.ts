import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import type { SearchQuery } from '@steckwerk/fhir'

/** What a cursor belongs to: a search, or whatever else tells one list from another. */
export type Listing = SearchQuery | readonly unknown[]

/** Seals a place in a result list. It holds the sort keys (a name, a date of birth), so it is encrypted, and it is bound
 *  to the carrier and the list it came from. */
export class Cursors {
  readonly #key: Uint8Array

  /** 32 bytes. */
  constructor(key: Uint8Array) {
    this.#key = key
  }

  seal(tenant: number, list: Listing, keys: readonly string[]): string {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce)
    cipher.setAAD(fingerprint(tenant, list))
    const sealed = Buffer.concat([cipher.update(JSON.stringify(keys), 'utf8'), cipher.final()])
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
  }

  /** Faults: store/bad-cursor. */
  open(tenant: number, list: Listing, cursor: string): string[] {
    try {
      const bytes = Buffer.from(cursor, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, 12), { authTagLength: 16 })
      decipher.setAAD(fingerprint(tenant, list))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return JSON.parse(decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8')) as string[]
    } catch {
      throw new Fault('invalid', 'store/bad-cursor', 'This page link belongs to another search or has been altered; start the search again.')
    }
  }
}

function fingerprint(tenant: number, list: Listing): Buffer {
  const told = 'conditions' in list ? [list.type, list.conditions, list.sort] : list
  return createHash('sha256').update(JSON.stringify([tenant, ...told])).digest()
}
