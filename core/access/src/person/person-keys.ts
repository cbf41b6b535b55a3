import { createHmac, hkdfSync } from 'node:crypto'
import { sealerOf, unseal } from '../seal.ts'

/** The keyed values that stand for people. Each purpose has a key of its own, derived from the hub key. */
export interface PersonKeys {
  /** What an account is called at one carrier: another name at every carrier, 32 bytes. */
  pseudonym(tenant: number, account: string): Buffer
  /** Goes into a carrier's logs where an account would lead to other carriers. */
  actor(tenant: number, account: string): string
  /** A request's trace as one carrier gets to see it: a request that looks at several must not join them. */
  trace(tenant: number, trace: string): string
  hash(purpose: 'code' | 'number' | 'number-owner' | 'attempt', text: string): Buffer
  seal(plain: string, context: string): Buffer
  /** Faults: access/unseal. */
  open(sealed: Buffer, context: string): string
}

export function personKeys(hubKey: Buffer): PersonKeys {
  const derived = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', hubKey, '', `steckwerk person ${purpose}`, 32))
  const pseudonyms = derived('pseudonym')
  const traces = derived('trace')
  const hashes = { code: derived('code'), number: derived('number'), 'number-owner': derived('number-owner'), attempt: derived('attempt') }
  const sealing = derived('seal')

  const pseudonym = (tenant: number, account: string): Buffer => createHmac('sha256', pseudonyms).update(`${tenant} ${account}`).digest()
  return {
    pseudonym,
    actor: (tenant, account) => `Person/${pseudonym(tenant, account).toString('base64url').slice(0, 22)}`,
    trace: (tenant, trace) => createHmac('sha256', traces).update(`${tenant} ${trace}`).digest('base64url').slice(0, 22),
    hash: (purpose, text) => createHmac('sha256', hashes[purpose]).update(text).digest(),
    // A sealer for each: one that counts on would number a carrier's row and the account's vault of one transaction in a row.
    seal: (plain, context) => sealerOf(sealing, 0)(Buffer.from(plain), context),
    open: (sealed, context) => unseal(sealing, sealed, context).toString(),
  }
}
