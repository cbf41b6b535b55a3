import { sql, type Ctx } from '@steckwerk/kernel'
import type { Store } from '@steckwerk/store'
import type { RatePoint } from './contract.ts'

/** Committed messages a minute for the last `minutes` minutes, oldest first, without gaps; the running minute is the last. */
export async function rates(store: Store, ctx: Ctx, minutes: number): Promise<RatePoint[]> {
  const last = Math.floor(ctx.now.getTime() / 60_000)
  const rows = await store.read(ctx, (reader) => reader.query<{ minute: Date; mapped: string; unmapped: string }>(sql`
    select minute, sum(mapped) as mapped, sum(unmapped) as unmapped from st.rate
    where minute > ${new Date((last - minutes) * 60_000)} group by minute`))
  const byMinute = new Map(rows.map((row) => [row.minute.getTime() / 60_000, row]))
  return Array.from({ length: minutes }, (_, index) => {
    const minute = last - minutes + 1 + index
    const row = byMinute.get(minute)
    return {
      minute: new Date(minute * 60_000).toISOString(),
      carrier: ctx.carrier,
      mapped: Number(row?.mapped ?? 0),
      unmapped: Number(row?.unmapped ?? 0),
    }
  })
}
