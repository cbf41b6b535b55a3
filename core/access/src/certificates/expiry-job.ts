import { sql, timeOrderedId, type Clock } from '@steckwerk/kernel'
import type { Job } from '@steckwerk/store'

const dayMs = 86_400_000
/** Connectors renew with a third of their certificate's year left: with so little left something is amiss for months. */
export const overdueMs = 14 * dayMs

/** The alarm of a connector whose certificate runs out although it should have renewed it; ends by itself once there is another one. */
export const expiringCertificate = 'certificate-expiring'

export function expiryJob(clock: Clock): Job {
  return {
    name: 'certificate-expiry',
    everyMs: 60_000,
    idleMs: 3_600_000,
    run: async ({ query }) => {
      const at = new Date(clock.now())
      const soon = new Date(clock.now() + overdueMs)
      const { rows } = await query<{ tenant: number; connector: string; days: number }>(sql`
        select c.tenant, c.connector, greatest(0, floor(extract(epoch from c.expires_at - ${at}::timestamptz) / 86400))::int days
        from base.connector_certificate c
        where c.ended_at is null and not c.waiting and c.expires_at < ${soon} and not exists (
          select from base.alarm a where a.tenant = c.tenant and a.connector = c.connector and a.code = ${expiringCertificate} and a.acknowledged_at is null)`)
      for (const { tenant, connector, days } of rows) {
        await query(sql`
          insert into base.alarm (tenant, id, connector, code, affected, detail, raised_at)
          values (${tenant}, ${timeOrderedId(clock.now())}, ${connector}, ${expiringCertificate}, ${days}, '', ${at})`)
      }
      const { count } = await query(sql`
        update base.alarm a set acknowledged_at = ${at}, acknowledged_by = 'Device/hub'
        where a.code = ${expiringCertificate} and a.acknowledged_at is null and not exists (
          select from base.connector_certificate c
          where c.tenant = a.tenant and c.connector = a.connector and c.ended_at is null and not c.waiting and c.expires_at < ${soon})`)
      return rows.length > 0 || count > 0
    },
  }
}
