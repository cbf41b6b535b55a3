import { hash } from 'node:crypto'
import { Fault, sql, type Ctx } from '@steckwerk/kernel'
import type { Job, Store } from '@steckwerk/store'
import type { UsageLine } from './contract.ts'

/** How long it is remembered that something was counted, in days. */
const keyDays = 400

/** Counts for the month of ctx.now; with a key once. Faults: plugboard/amount. */
export async function countUsage(store: Store, ctx: Ctx, counted: { readonly plug: string; readonly metric: string; readonly amount: number; readonly key: string | undefined }): Promise<void> {
  const { plug, metric, amount, key } = counted
  if (!Number.isFinite(amount) || amount < 0 || amount > 1e9) throw new Fault('invalid', 'plugboard/amount', 'What is counted must be a number from 0 to a thousand million.')
  const month = `${ctx.now.toISOString().slice(0, 7)}-01`
  await store.write(ctx, async (w) => {
    if (key !== undefined) {
      const first = await w.query(sql`
        insert into st.plug_usage_key (plug, metric, key, at) values (${plug}, ${metric}, ${hash('sha256', key, 'buffer')}, ${ctx.now})
        on conflict do nothing returning metric`)
      if (first.length === 0) return
    }
    await w.query(sql`
      insert into st.plug_usage as usage (plug, metric, month, amount) values (${plug}, ${metric}, ${month}::date, ${amount}::numeric)
      on conflict (tenant, plug, metric, month) do update set amount = usage.amount + excluded.amount`)
  })
}

export async function usageOf(store: Store, ctx: Ctx, { from, to }: { readonly from: string; readonly to: string }): Promise<readonly UsageLine[]> {
  if (![from, to].every((month) => /^\d{4}-(0[1-9]|1[0-2])$/.test(month))) throw new Fault('invalid', 'plugboard/month', 'A month is given as 2026-11.')
  const rows = await store.read(ctx, (r) => r.query<{ plug: string; metric: string; month: string; amount: string }>(sql`
    select plug, metric, to_char(month, 'YYYY-MM') as month, amount::text from st.plug_usage
    where month between ${`${from}-01`}::date and ${`${to}-01`}::date order by month, plug, metric`))
  return rows.map(({ amount, ...row }) => ({ ...row, amount: Number(amount) }))
}

/** Forgets what was counted so long ago that nobody tells it again. */
export const pruneUsageKeys: Job = {
  name: 'prune-plug-usage-keys',
  everyMs: 60_000,
  idleMs: 3_600_000,
  async run({ query }) {
    const { count } = await query(sql`
      delete from base.plug_usage_key where (tenant, plug, metric, key) in (
        select tenant, plug, metric, key from base.plug_usage_key where at < now() - make_interval(days => ${keyDays}) limit 5000)`)
    return count > 0
  },
}
