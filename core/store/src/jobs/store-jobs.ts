import { ident, sql } from '@steckwerk/kernel'
import type { Job } from './jobs.ts'

export interface StoreJobsOptions {
  /** How long the outbox keeps what happened, in hours. */
  readonly outboxHours?: number
}

/** The store's own background work. */
export function storeJobs(options: StoreJobsOptions = {}): readonly Job[] {
  return [cleanTokens, freshStatistics(), pruneOutbox(options.outboxHours ?? 24)]
}

/** Moves freshly written tokens from the GIN's pending list, which every search reads through, into its tree: often and
 *  in small portions, so that neither searches nor the writer that would otherwise have to do it are held up. */
const cleanTokens: Job = {
  name: 'clean-tokens',
  everyMs: 100,
  idleMs: 1_000,
  async run({ query }) {
    const { rows } = await query<{ pages: number }>(sql`select gin_clean_pending_list('base.res_tokens'::regclass) pages`)
    return rows[0]!.pages > 0
  },
}

const smallest = 128 * 1024
const largest = 512 * 1024 * 1024

/** Tells the planner each time a young table has doubled. Hubs plan each statement once; a plan made for an empty table
 *  walks whole indexes, and autovacuum would mend that only after it has hurt for a while. Statistics end the old plans. */
const freshStatistics = (): Job => {
  const known = new Map<string, number>()
  return {
    name: 'fresh-statistics',
    everyMs: 250,
    idleMs: 2_000,
    async run({ query }) {
      const { rows } = await query<{ name: string; size: number }>(sql`
        select c.relname as name, pg_relation_size(c.oid)::int8 as size
        from pg_class c where c.relnamespace = 'base'::regnamespace and c.relkind = 'r'`)
      let analyzed = false
      for (const { name, size } of rows) {
        if (size < Math.max(smallest, 2 * (known.get(name) ?? 0)) || size > largest) continue
        await query(sql`analyze base.${ident(name)}`)
        known.set(name, size)
        analyzed = true
      }
      return analyzed
    },
  }
}

/** Forgets old events and remembers up to where, so that a listener who comes too late is told. */
const pruneOutbox = (hours: number): Job => ({
  name: 'prune-outbox',
  everyMs: 60_000,
  async run({ query }) {
    const { rows } = await query<{ count: number }>(sql`
      with old as (delete from base.outbox where (tenant, xid, seq) in (
          select o.tenant, o.xid, o.seq from base.carrier c
          cross join lateral (select * from base.outbox where tenant = c.tenant and at < now() - make_interval(hours => ${hours}::int) order by at limit 5000) o)
        returning xid),
      mark as (insert into base.meta (name, value)
        select 'outbox-pruned', convert_to(greatest(max(xid), (select convert_from(value, 'UTF8')::xid8 from base.meta where name = 'outbox-pruned'))::text, 'UTF8')
        from old having count(*) > 0
        on conflict (name) do update set value = excluded.value)
      select count(*) count from old`)
    return rows[0]!.count > 0
  },
})
