import { sql } from '@steckwerk/kernel'
import type { Job, JobPorts } from '@steckwerk/store'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Rows of one statement: a fraction of a second, so that the elected hub's other jobs are not held up. */
const portion = 1000
/** The Leitstand's chart looks back an hour; a week serves questions asked later. */
const rateDays = 8

/** Deletes sealed originals past their time and old minute counters, over all carriers, a portion at a time. */
export function pruneJob(retentionDays: number): Job {
  return {
    name: 'prune-raw',
    everyMs: 200,
    idleMs: hourMs,
    run: async ({ query }) => {
      const { count: counters } = await query(sql`delete from base.rate where minute < ${new Date(Date.now() - rateDays * dayMs)}`)
      const originals = await pruneOriginals(query, new Date(Date.now() - retentionDays * dayMs))
      return originals > 0 || counters > 0
    },
  }
}

async function pruneOriginals(query: JobPorts['query'], before: Date): Promise<number> {
  const { count } = await query(sql`
    delete from base.raw where ctid = any(array(
      select ctid from base.raw where committed_at < ${before} limit ${portion}))`)
  return count
}
