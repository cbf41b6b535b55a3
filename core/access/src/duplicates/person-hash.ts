import { hash } from 'node:crypto'
import { sql, type Ctx } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'

/** Keyed hashes of what is compared: 64 bits, of one carrier. They tell nothing without the database's key, and those of two carriers cannot be compared.
 *  As decimal text: numbers of JavaScript are too small. */
export type PersonHash = (kind: 'key' | 'given' | 'family' | 'digest', value: string) => string

export function createPersonHashes(store: Store): (ctx: Ctx) => Promise<PersonHash> {
  let secret: Promise<string> | undefined
  const read = async (ctx: Ctx): Promise<string> => {
    const rows = await store.read(ctx, (r) => r.query<{ value: Buffer }>(sql`select value from st.meta where name = 'id-key'`))
    return rows[0]!.value.toString('hex')
  }
  return async (ctx) => {
    secret ??= read(ctx).catch((thrown: unknown) => {
      secret = undefined
      throw thrown
    })
    const key = await secret
    return (kind, value) => hash('sha256', `duplicate|${key}|${ctx.tenant}|${kind}|${value}`, 'buffer').readBigInt64BE().toString()
  }
}
