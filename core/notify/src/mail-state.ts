import { sql } from '@steckwerk/kernel'
import { hubCtx } from './hub-ctx.ts'
import type { NotifyParts } from './parts.ts'

/** How mail is doing, for the operator: numbers, nobody's name. Of the last 30 days. */
export interface MailState {
  readonly counts: Readonly<Record<'waiting' | 'sent' | 'failed' | 'expired', number>>
  /** Minutes the oldest that waits is overdue. */
  readonly overdueMinutes: number
  readonly received: Readonly<Record<'bounced' | 'delayed' | 'unsubscribed' | 'automatic' | 'replies' | 'unmatched', number>>
  readonly bouncedAddresses: number
}

const spanMs = 30 * 86_400_000

export async function readMailState({ store, clock }: Pick<NotifyParts, 'store' | 'clock'>): Promise<MailState> {
  const now = clock.now()
  const since = new Date(now - spanMs)
  return store.read(hubCtx(now), async (r) => {
    const [counts, received, [rest]] = await Promise.all([
      r.query<{ state: keyof MailState['counts']; n: number }>(sql`select state, count(*)::int n from st.mail where changed_at > ${since} or state = 'waiting' group by state`),
      r.query<{ kind: keyof MailState['received']; n: number }>(sql`select kind, sum(count)::int n from st.mail_received where on_day > ${since.toISOString().slice(0, 10)} group by kind`),
      r.query<{ overdue: Date | null; bounced: number }>(sql`
        select (select min(due_at) from st.mail where state = 'waiting') as overdue, (select count(*)::int from st.mail_account where state = 'bounced') as bounced`),
    ])
    return {
      counts: { waiting: 0, sent: 0, failed: 0, expired: 0, ...Object.fromEntries(counts.map(({ state, n }) => [state, n])) },
      received: { bounced: 0, delayed: 0, unsubscribed: 0, automatic: 0, replies: 0, unmatched: 0, ...Object.fromEntries(received.map(({ kind, n }) => [kind, n])) },
      overdueMinutes: rest!.overdue === null ? 0 : Math.max(0, Math.floor((now - rest!.overdue.getTime()) / 60_000)),
      bouncedAddresses: rest!.bounced,
    }
  })
}
