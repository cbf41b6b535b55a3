import { asTenant, sql, type Ctx } from '@steckwerk/kernel'
import type { ObjectStore } from '@steckwerk/objects'
import type { Job, JobPorts } from '@steckwerk/store'
import { rawObject } from './originals.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Rows of one statement: a fraction of a second, so that the elected hub's other jobs are not held up. */
const portion = 1000
/** The Leitstand's chart looks back an hour; a week serves questions asked later. */
const rateDays = 8

/** Deletes sealed originals past their time and old minute counters, over all carriers, a portion at a time. */
export function pruneJob(retentionDays: number, objects?: ObjectStore): Job {
  return {
    name: 'prune-raw',
    everyMs: 200,
    idleMs: hourMs,
    run: async ({ query }) => {
      const before = new Date(Date.now() - retentionDays * dayMs)
      const { count: counters } = await query(sql`delete from base.rate where minute < ${new Date(Date.now() - rateDays * dayMs)}`)
      const large = objects === undefined ? 0 : await pruneObjects(query, objects, before)
      const originals = await pruneOriginals(query, before)
      const { count: sent } = await query(sql`
        update base.outbound set sealed = null where ctid = any(array(
          select ctid from base.outbound where sealed is not null and settled_at < ${before} and state in ('delivered', 'rejected', 'skipped') limit ${portion}))`)
      return originals + large + sent > 0 || counters > 0
    },
  }
}

async function pruneOriginals(query: JobPorts['query'], before: Date): Promise<number> {
  const { count } = await query(sql`
    delete from base.raw where ctid = any(array(
      select ctid from base.raw where committed_at < ${before} and object is null limit ${portion}))`)
  return count
}

interface LargeRow {
  readonly tenant: number
  readonly slug: string
  readonly object: string
}

/** The object first: cut off between the two, a row without its object is found again; an object without a row never would be. */
async function pruneObjects(query: JobPorts['query'], objects: ObjectStore, before: Date): Promise<number> {
  const { rows } = await query<LargeRow>(sql`
    select r.tenant, c.slug, r.object from base.raw r join base.carrier c using (tenant)
    where r.committed_at < ${before} and r.object is not null limit 50`)
  for (const { tenant, slug, object } of rows) {
    const ctx: Ctx = { tenant: asTenant(tenant), carrier: slug, actor: 'Device/hub', purpose: 'HSYSADMIN', trace: 'prune-raw', now: new Date() }
    await objects.remove(ctx, rawObject(object))
    await query(sql`delete from base.raw where tenant = ${tenant} and object = ${object}`)
  }
  return rows.length
}
