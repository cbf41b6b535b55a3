import { asTenant, sql, type Clock, type Ctx } from '@steckwerk/kernel'
import type { Job, Store } from '@steckwerk/store'
import { systemCtx } from '../system-ctx.ts'
import type { AuditTrail } from './audit-log.ts'
import { deletionMessage } from './segment.ts'
import type { AuditKey } from './signing-key.ts'

/** Three years: what § 309 SGB V asks of applications of the telematics infrastructure. */
export const defaultKeptDays = 1095
const dayMs = 86_400_000

export interface AuditRetention {
  /** How long the carrier of ctx keeps its log, in days. */
  keptDays(ctx: Ctx): Promise<number>
  /** Between 30 and 36,500 days. */
  keep(ctx: Ctx, days: number): Promise<void>
}

export function createAuditRetention(store: Store, trail: AuditTrail): AuditRetention {
  return {
    keptDays: async (ctx) => {
      const rows = await store.read(ctx, (reader) => reader.query<{ days: number }>(sql`select days from st.audit_retention`))
      return rows[0]?.days ?? defaultKeptDays
    },
    keep: async (ctx, days) => {
      await store.write(ctx, async (writer) => {
        await writer.query(sql`insert into st.audit_retention (days) values (${days}) on conflict (tenant) do update set days = excluded.days`)
        await trail.note(writer, ctx, { event: 'setting-changed', detail: { setting: 'audit-retention', days: String(days) } })
      })
    },
  }
}

interface Expired {
  readonly tenant: number
  readonly number: number
  readonly hash: Buffer
}

/** So many segments at a time: one has some 10,000 entries. */
const portion = 5

/** Deletes segments whose newest entry is past its carrier's time, oldest first, so that what is left is one piece. The hub signs each
 *  deletion: without it a missing segment is told from one whose time was over. */
export function pruneAuditJob(options: { readonly key: AuditKey; readonly trail: AuditTrail; readonly clock: Clock }): Job {
  const { key, trail, clock } = options
  return {
    name: 'prune-audit',
    everyMs: 1_000,
    idleMs: 3_600_000,
    run: async ({ query }) => {
      const now = clock.now()
      const { rows } = await query<Expired>(sql`
        select s.tenant, s.number, s.hash from (select 0 tenant union all select tenant from base.carrier) t
        cross join lateral (
          select s.* from base.audit_segment s where s.tenant = t.tenant and s.number > coalesce((select max(d.number) from base.audit_deleted d where d.tenant = t.tenant), 0)
          order by s.number limit ${portion}) s
        left join base.audit_retention r on r.tenant = s.tenant
        where s.high < ${now} - coalesce(r.days, ${defaultKeptDays}) * ${dayMs}::int8
        order by s.tenant, s.number`)
      let deleted = 0
      const ended = new Map<number, { first: number; last: number }>()
      const held = new Set<number>()
      for (const { tenant, number, hash } of rows) {
        // Not over a younger one that a wrong clock has put between.
        if (held.has(tenant) || (ended.has(tenant) && ended.get(tenant)!.last + 1 !== number)) {
          held.add(tenant)
          continue
        }
        await query(sql`select base.delete_audit_segment(${tenant}, ${number}, ${now}, ${key.id}, ${key.sign(deletionMessage(tenant, number, hash, now))})`)
        ended.set(tenant, { first: ended.get(tenant)?.first ?? number, last: number })
        deleted++
      }
      for (const [tenant, { first, last }] of ended) {
        await trail.record({ ...systemCtx(now), tenant: asTenant(tenant) }, { event: 'audit-segment-deleted', detail: { segments: first === last ? String(first) : `${first}-${last}` } })
      }
      return deleted > 0
    },
  }
}
