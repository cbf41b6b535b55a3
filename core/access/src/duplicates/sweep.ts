import { sql, type Ctx } from '@steckwerk/kernel'
import { byReview } from '@steckwerk/ingest'
import type { Store } from '@steckwerk/store'
import { pairColumns, type PairRow } from './pair-row.ts'
import { exchanged, put } from './unmerge.ts'

/** Longer than any transaction that had read the losing Patient before the merge can run. */
const windowMs = 15 * 60_000

/** What was written onto a losing Patient beside its merge, by whoever had read it before, goes to the survivor too, and back again should the merge be
 *  taken back. */
export async function sweepMerges(store: Store, ctx: Ctx): Promise<boolean> {
  const since = new Date(ctx.now.getTime() - windowMs)
  const pairs = await store.read(ctx, (r) => r.query<PairRow>(sql`select ${pairColumns} from st.duplicate where status = 'merged' and decided_at > ${since}`))
  let swept = false
  for (const { id, one, other, survivor } of pairs) {
    if (survivor === null) continue
    const loser = survivor === one ? other : one
    const left = (await store.read(ctx, (r) => r.mentioning(loser))).filter(({ type }) => type !== 'Patient')
    if (left.length === 0) continue
    swept = true
    await store.write(ctx, async (writer) => {
      // Taken back meanwhile, they are where they belong.
      const still = await writer.query(sql`select 1 as still from st.duplicate where id = ${id} and status = 'merged' for share`)
      if (still.length === 0) return
      const rows = await writer.apply(left.map((row) => byReview(put(row, exchanged(row.text!, loser, survivor)))))
      await Promise.all(rows.map((row, at) => writer.query(sql`
        insert into st.duplicate_change as c (duplicate, type, id, before, after, at) values (${id}, ${row.type}, ${row.id}, ${left[at]!.version}, ${row.version}, ${ctx.now})
        on conflict (tenant, duplicate, type, id) do update set before = excluded.before, after = excluded.after`)))
    })
  }
  return swept
}
