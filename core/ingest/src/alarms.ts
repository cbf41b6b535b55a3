import { Fault, sql, timeOrderedId, type Ctx } from '@steckwerk/kernel'
import type { Reader, Store, Writer } from '@steckwerk/store'
import type { Alarm } from './contract.ts'

export interface NewAlarm {
  readonly connector: string
  readonly code: 'bytes-differ' | 'spool-restored' | 'spool-lost' | 'outbound-held' | 'outbound-gap' | 'outbound-failed'
  readonly count: number
  /** Technical words only: epoch, channel, sequence range. */
  readonly detail: string
}

/** Raises an alarm unless the same one is still open: one at the start of a trouble, not a flood. */
export async function raiseAlarm(writer: Writer, ctx: Ctx, alarm: NewAlarm): Promise<void> {
  await writer.query(sql`
    insert into st.alarm (id, connector, code, affected, detail, raised_at)
    select ${timeOrderedId(ctx.now.getTime())}::uuid, ${alarm.connector}::text, ${alarm.code}::text, ${alarm.count}::bigint, ${alarm.detail}::text, ${ctx.now}::timestamptz
    where not exists (
      select from st.alarm
      where connector = ${alarm.connector} and code = ${alarm.code} and detail = ${alarm.detail} and acknowledged_at is null)`)
}

export async function openAlarms(reader: Reader): Promise<Map<string, Alarm[]>> {
  const rows = await reader.query<{ id: string; connector: string; code: string; affected: string; detail: string; raised_at: Date }>(sql`
    select id, connector, code, affected, detail, raised_at from st.alarm where acknowledged_at is null order by raised_at desc limit 200`)
  const byConnector = new Map<string, Alarm[]>()
  for (const row of rows) {
    const list = byConnector.get(row.connector) ?? []
    list.push({ id: row.id, code: row.code, at: row.raised_at.toISOString(), count: Number(row.affected), detail: row.detail })
    byConnector.set(row.connector, list)
  }
  return byConnector
}

/** Faults: ingest/alarm-missing. */
export async function acknowledgeAlarm(store: Store, ctx: Ctx, id: string): Promise<void> {
  const known = /^[0-9a-f-]{36}$/.test(id)
    ? await store.write(ctx, (writer) => writer.query(sql`
        update st.alarm set acknowledged_at = ${ctx.now}, acknowledged_by = ${ctx.actor}
        where id = ${id} and acknowledged_at is null returning id`))
    : []
  if (known.length === 0) throw new Fault('not-found', 'ingest/alarm-missing', 'There is no such open alarm.')
}
