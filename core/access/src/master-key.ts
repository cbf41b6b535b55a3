import { createHmac } from 'node:crypto'
import { Fault, sql } from '@steckwerk/kernel'
import type { OwnerQuery, Store, Writer } from '@steckwerk/store'
import { readHubSecret, writeHubSecretOnce } from './hub-secret.ts'
import { masterKeySource, type MasterKeyOptions, type MasterKeySource } from './keys/master-key-source.ts'
import { sealerOf, unseal } from './seal.ts'

/** The key that wraps the hub's other keys and secrets. It changes while hubs run (`keys rewrap`), so nobody holds its bytes but this. */
export interface MasterKey {
  readonly source: MasterKeySource['kind']
  /** First 16 hex digits of its fingerprint. */
  readonly id: string
  /** Takes over a new key where the database has gone to one. Faults: access/unseal, access/master-key-mismatch. */
  open(sealed: Buffer, context: string, now: number): Promise<Buffer>
  /** A write of what is sealed by the key that holds, which cannot change before the commit. `work` may run twice. */
  sealing<T>(write: (work: (writer: Writer) => Promise<T>) => Promise<T>, work: (writer: Writer, seal: SealOne) => Promise<T>, now: number): Promise<T>
  /** Goes to a new key: `wrapAnew` brings everything that is wrapped from one to the other, in the transaction that makes the new one hold. Cut off
   *  anywhere it can be called again, and every hub starts with whichever key holds. Faults: access/master-key-next. */
  replace(owner: <T>(work: (query: OwnerQuery) => Promise<T>) => Promise<T>, wrapAnew: WrapAnew, now: number): Promise<void>
}

export type SealOne = (plain: Uint8Array, context: string) => Buffer
export type WrapAnew = (query: OwnerQuery, again: (sealed: Buffer, context: string) => Buffer) => Promise<void>

const fingerprintName = 'master-key-fingerprint'

function fingerprint(key: Buffer): Buffer {
  return createHmac('sha256', key).update('steckwerk master key').digest()
}

class KeyMoved extends Error {}

/** The master key: given, or made on the very first start of a database. A hub that joins a database needs the key its data was sealed with;
 *  without it nothing is made, so that no second key hides the mistake.
 *  Faults: access/master-key-form, access/master-key-missing, access/master-key-mismatch, access/kms. */
export async function openMasterKey(options: MasterKeyOptions, store: Store, now: number): Promise<MasterKey> {
  const source = masterKeySource(options, store)

  async function agreed(at: number): Promise<Buffer> {
    const known = await readHubSecret(store, fingerprintName, at)
    const candidates = await source.candidates(at)
    if (known !== undefined) {
      if (candidates.length === 0) {
        throw new Fault('unavailable', 'access/master-key-missing',
          'This database was set up with a master key that this hub does not have: put its file into the data folder or set STECKWERK_MASTER_KEY.')
      }
      const found = candidates.find((key) => fingerprint(key).equals(known))
      if (found === undefined) throw mismatch()
      await source.settle(found)
      return found
    }
    const first = candidates[0] ?? await source.make(at)
    const holds = await writeHubSecretOnce(store, fingerprintName, fingerprint(first), at)
    if (holds.equals(fingerprint(first))) return first
    return agreed(at)
  }

  const held = { key: await agreed(now) }

  const hold = async (writer: Writer): Promise<void> => {
    const rows = await writer.query<{ value: Buffer }>(sql`select value from st.hub_secret where name = ${fingerprintName} for share`)
    if (rows[0]?.value.equals(fingerprint(held.key)) !== true) throw new KeyMoved()
  }

  return {
    source: source.kind,
    get id() {
      return fingerprint(held.key).toString('hex').slice(0, 16)
    },
    open: async (sealed, context, at) => {
      const before = held.key
      try {
        return unseal(before, sealed, context)
      } catch (thrown) {
        held.key = await agreed(at)
        if (held.key.equals(before)) throw thrown
        return unseal(held.key, sealed, context)
      }
    },
    sealing: async (write, work, at) => {
      for (let attempt = 1; ; attempt++) {
        try {
          return await write(async (writer) => {
            await hold(writer)
            return work(writer, sealerOf(held.key, 0))
          })
        } catch (thrown) {
          if (!(thrown instanceof KeyMoved) || attempt === 3) throw thrown
          held.key = await agreed(at)
        }
      }
    },
    replace: async (owner, wrapAnew, at) => {
      held.key = await agreed(at)
      const next = await source.next(held.key)
      await owner(async (query) => {
        const [row] = await query<{ value: Buffer }>(sql`select value from base.hub_secret where name = ${fingerprintName} for update`)
        if (row?.value.equals(fingerprint(held.key)) !== true) throw new Fault('conflict', 'access/master-key-next', 'Another hub is changing the master key; look again.')
        const seal = sealerOf(next.key, 0)
        await wrapAnew(query, (sealed, context) => seal(unseal(held.key, sealed, context), context))
        await next.keep(query)
        await query(sql`update base.hub_secret set value = ${fingerprint(next.key)}, created_at = ${new Date(at)} where name = ${fingerprintName}`)
      })
      held.key = next.key
      await source.settle(next.key)
    },
  }
}

function mismatch(): Fault {
  return new Fault('unavailable', 'access/master-key-mismatch', 'The master key is not the one this database was set up with.')
}
