import { randomBytes } from 'node:crypto'
import { Fault, sql, type Ctx } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import { sealedKeyNumber, sealerOf, unseal } from './seal.ts'

/** Seals with the carrier's current data key; the key's number travels in the bytes. About 5 µs for 2 KB. */
export interface Sealer {
  /** `context` names what is sealed and where it belongs; it is authenticated, so moved bytes do not open. */
  seal(plain: Uint8Array, context: string): Buffer
}

export interface Keys {
  sealer(ctx: Ctx): Promise<Sealer>
  /** Faults: access/unseal. */
  open(ctx: Ctx, sealed: Buffer, context: string): Promise<Buffer>
}

interface KeyRow {
  readonly number: number
  readonly wrapped: Buffer
}

const wrapContext = (tenant: number, number: number): string => `data-key ${tenant}/${number}`

/** Data keys, one or more a carrier, wrapped by the master key and kept behind the tenant wall (st.data_key). The highest number seals;
 *  all open. Unwrapped keys stay in memory. */
export function createKeys(options: { readonly masterKey: Buffer; readonly store: Store }): Keys {
  const { masterKey, store } = options
  const wrap = sealerOf(masterKey, 0)
  const opened = new Map<string, Promise<Buffer>>()
  const sealers = new Map<number, Promise<Sealer>>()

  function unwrap(ctx: Ctx, row: KeyRow): Buffer {
    return unseal(masterKey, row.wrapped, wrapContext(ctx.tenant, row.number))
  }

  async function currentRow(ctx: Ctx): Promise<KeyRow> {
    const newest = sql`select number, wrapped from st.data_key order by tenant, number desc limit 1`
    const found = await store.read(ctx, (r) => r.query<KeyRow>(newest))
    if (found[0] !== undefined) return found[0]
    const first = { number: 1, wrapped: wrap(randomBytes(32), wrapContext(ctx.tenant, 1)) }
    const rows = await store.write(ctx, async (w) => {
      await w.query(sql`
        insert into st.data_key (tenant, number, wrapped, created_at)
        values (${ctx.tenant}, ${first.number}, ${first.wrapped}, ${ctx.now}) on conflict do nothing`)
      return w.query<KeyRow>(newest)
    })
    return rows[0] ?? first
  }

  async function keyOf(ctx: Ctx, number: number): Promise<Buffer> {
    const rows = await store.read(ctx, (r) => r.query<KeyRow>(sql`select number, wrapped from st.data_key where number = ${number}`))
    if (rows[0] === undefined) throw new Fault('internal', 'access/unseal', 'The key that sealed these bytes is not there.')
    return unwrap(ctx, rows[0])
  }

  /** Remembers work that succeeded; what failed is tried again at the next call. */
  function once<K, T>(memory: Map<K, Promise<T>>, name: K, work: () => Promise<T>): Promise<T> {
    const known = memory.get(name)
    if (known !== undefined) return known
    const started = work()
    memory.set(name, started)
    started.catch(() => memory.delete(name))
    return started
  }

  return {
    sealer: (ctx) =>
      once(sealers, ctx.tenant, async () => {
        const row = await currentRow(ctx)
        return { seal: sealerOf(unwrap(ctx, row), row.number) }
      }),
    open: async (ctx, sealed, context) => {
      const number = sealedKeyNumber(sealed)
      const key = await once(opened, `${ctx.tenant}/${number}`, () => keyOf(ctx, number))
      return unseal(key, sealed, context)
    },
  }
}
