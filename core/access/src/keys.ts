import { randomBytes } from 'node:crypto'
import { Fault, sql, type Ctx } from '@steckwerk/kernel'
import type { KeySealing } from '@steckwerk/objects'
import type { Store } from '@steckwerk/store'
import type { MasterKey } from './master-key.ts'
import { openerOf, sealedKeyNumber, sealerOf } from './seal.ts'

/** Seals with one of the carrier's data keys; the key's number travels in the bytes. About 5 µs for 2 KB. To be asked for anew for each piece of
 *  work: a key that has been replaced seals for seconds more at most. */
export interface Sealer {
  readonly number: number
  /** `context` names what is sealed and where it belongs; it is authenticated, so moved bytes do not open. */
  seal(plain: Uint8Array, context: string): Buffer
}

/** Also seals the keys of objects: core/objects. */
export interface Keys extends KeySealing {
  /** Of the newest key; the carrier's first one is made here. */
  sealer(ctx: Ctx): Promise<Sealer>
  /** Makes the carrier's first key where there is none, without opening any. */
  ensure(ctx: Ctx): Promise<void>
  /** Faults: access/unseal; access/key-gone where the key was retired or destroyed. */
  open(ctx: Ctx, sealed: Buffer, context: string): Promise<Buffer>
  /** A new key, which seals from now on: here at once, at other hubs within seconds. */
  rotate(ctx: Ctx): Promise<number>
  /** Drops what is remembered of a carrier, so that a change holds here at once. */
  forget(ctx: Ctx): void
}

interface KeyRow {
  readonly number: number
  /** null = gone. */
  readonly wrapped: Buffer | null
}

/** A carrier's keys as this hub knows them. */
interface Ring {
  readonly readAt: number
  /** By number. */
  readonly wrapped: ReadonlyMap<number, Buffer | null>
  /** 0 = none that seals. */
  readonly newest: number
}

export const dataKeyContext = (tenant: number, number: number): string => `data-key ${tenant}/${number}`

/** How long a hub goes by what it read: so long an old key seals on at most, and a destroyed one opens on. */
export const keyRefreshMs = 3_000

/** Data keys, one or more a carrier, wrapped by the master key and kept behind the tenant wall (st.data_key). The highest number seals;
 *  all open that are not gone. Unwrapped keys stay in memory. */
export function createKeys(options: { readonly master: MasterKey; readonly store: Store }): Keys {
  const { master, store } = options
  const rings = new Map<number, Ring>()
  const reading = new Map<number, Promise<Ring>>()
  const opened = new Map<string, Promise<Buffer>>()
  const sealers = new Map<string, Promise<Sealer>>()
  const openers = new Map<string, Promise<ReturnType<typeof openerOf>>>()

  async function read(ctx: Ctx): Promise<Ring> {
    const readAt = performance.now()
    const rows = await store.read(ctx, (r) => r.query<KeyRow>(sql`select number, wrapped from st.data_key order by tenant, number`))
    const last = rows.at(-1)
    const ring = { readAt, wrapped: new Map(rows.map(({ number, wrapped }) => [number, wrapped])), newest: last === undefined || last.wrapped === null ? 0 : last.number }
    for (const { number, wrapped } of rows) {
      if (wrapped !== null) continue
      opened.delete(`${ctx.tenant}/${number}`)
      sealers.delete(`${ctx.tenant}/${number}`)
      openers.delete(`${ctx.tenant}/${number}`)
    }
    rings.set(ctx.tenant, ring)
    return ring
  }

  async function ringOf(ctx: Ctx): Promise<Ring> {
    const known = rings.get(ctx.tenant)
    if (known !== undefined && performance.now() - known.readAt < keyRefreshMs) return known
    let started = reading.get(ctx.tenant)
    if (started === undefined) {
      started = read(ctx).finally(() => reading.delete(ctx.tenant))
      reading.set(ctx.tenant, started)
    }
    return started
  }

  /** The key after `after`, unless another hub has made it first. */
  async function make(ctx: Ctx, after: number): Promise<void> {
    const number = after + 1
    await master.sealing((work) => store.write(ctx, work), (w, wrap) => w.query(sql`
      insert into st.data_key (tenant, number, wrapped, created_at)
      values (${ctx.tenant}, ${number}, ${wrap(randomBytes(32), dataKeyContext(ctx.tenant, number))}, ${ctx.now}) on conflict do nothing`), ctx.now.getTime())
  }

  const highest = (ring: Ring): number => Math.max(0, ...ring.wrapped.keys())

  async function sealingRing(ctx: Ctx): Promise<Ring> {
    const ring = await ringOf(ctx)
    if (ring.newest > 0) return ring
    await make(ctx, highest(await read(ctx)))
    return read(ctx)
  }

  function keyOf(ctx: Ctx, ring: Ring, number: number): Promise<Buffer> {
    return once(opened, `${ctx.tenant}/${number}`, async () => {
      let wrapped = ring.wrapped.get(number)
      // Another hub may have made it since.
      if (wrapped === undefined) wrapped = (await read(ctx)).wrapped.get(number)
      if (wrapped === undefined) throw new Fault('internal', 'access/unseal', 'The key that sealed these bytes is not there.')
      if (wrapped === null) throw gone()
      const context = dataKeyContext(ctx.tenant, number)
      try {
        return await master.open(wrapped, context, ctx.now.getTime())
      } catch (thrown) {
        // Read before the master key was replaced.
        const now = (await read(ctx)).wrapped.get(number)
        if (now === undefined || now === null || now.equals(wrapped)) throw thrown
        return master.open(now, context, ctx.now.getTime())
      }
    })
  }

  const keys: Keys = {
    sealer: async (ctx) => {
      const ring = await sealingRing(ctx)
      return once(sealers, `${ctx.tenant}/${ring.newest}`, async () => ({ number: ring.newest, seal: sealerOf(await keyOf(ctx, ring, ring.newest), ring.newest) }))
    },
    ensure: async (ctx) => {
      await sealingRing(ctx)
    },
    seal: async (ctx, plain, context) => (await keys.sealer(ctx)).seal(plain, context),
    open: async (ctx, sealed, context) => {
      const number = sealedKeyNumber(sealed)
      const ring = await ringOf(ctx)
      if (ring.wrapped.get(number) === null) throw gone()
      const open = await once(openers, `${ctx.tenant}/${number}`, async () => openerOf(await keyOf(ctx, ring, number)))
      return open(sealed, context)
    },
    rotate: async (ctx) => {
      const before = highest(await read(ctx))
      await make(ctx, before)
      return (await read(ctx)).newest
    },
    forget: (ctx) => rings.delete(ctx.tenant),
  }
  return keys
}

function gone(): Fault {
  return new Fault('gone', 'access/key-gone', 'The key that sealed this was destroyed; nobody can open it any more.')
}

/** Remembers work that succeeded; what failed is tried again at the next call. */
function once<T>(memory: Map<string, Promise<T>>, name: string, work: () => Promise<T>): Promise<T> {
  const known = memory.get(name)
  if (known !== undefined) return known
  const started = work()
  memory.set(name, started)
  started.catch(() => memory.delete(name))
  return started
}
