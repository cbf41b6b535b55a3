import { Fault, sql, type Ctx } from '@steckwerk/kernel'
import type { Resource } from '@steckwerk/fhir'
import { positionNow, type Store, type Writer } from '@steckwerk/store'
import type { OutboundAnswer, OutboundFetch, OutboundResults } from '@steckwerk/uplink'
import { raiseAlarm } from '../alarms.ts'
import type { HeldPage } from '../contract.ts'
import type { Keys } from '../ports.ts'
import { actorsOf } from './compose.ts'
import { outboundContext } from './feed.ts'

const most = 100

/** Makes the connector's destinations known; true where one is new or is described otherwise. A new one is told of what changes from now on. */
export async function keepDestinations(store: Store, ctx: Ctx, connector: string, channels: OutboundFetch['channels']): Promise<boolean> {
  const known = await store.read(ctx, (reader) => reader.query<{ channel: string; same: boolean }>(sql`
    select c.channel, c.settings = w.settings same from st.outbound_channel c
    join (select key channel, value settings from jsonb_each(${JSON.stringify(channels)}::jsonb)) w using (channel) where c.connector = ${connector}`))
  const changed = Object.entries(channels).filter(([channel]) => known.find((row) => row.channel === channel)?.same !== true)
  if (changed.length === 0) return false
  await store.write(ctx, async (writer) => {
    for (const [channel, settings] of changed) {
      await writer.query(sql`
        insert into st.outbound_channel as c (connector, channel, settings, position, changed_at)
        values (${connector}, ${channel}, ${JSON.stringify(settings)}::jsonb, ${positionNow}, ${ctx.now})
        on conflict (tenant, connector, channel) do update set settings = excluded.settings, revision = c.revision + 1, changed_at = excluded.changed_at`)
    }
  }, { retry: true })
  return true
}

interface MessageRow {
  readonly channel: string
  readonly control: string
  readonly appointment: string
  readonly event: string
  readonly composed_at: Date
  readonly state: string
  readonly sealed: Buffer
}

interface DecisionRow {
  readonly channel: string
  readonly control: string
  readonly decision: 'resend' | 'skip'
  readonly decided_at: Date
}

/** Notes what the connector has made durable, and gives what it does not have yet, in order. What a lost spool had taken is given again. */
export async function nextMessages(store: Store, keys: Keys, ctx: Ctx, connector: string, fetch: OutboundFetch): Promise<OutboundAnswer> {
  const channels = Object.keys(fetch.channels)
  if (fetch.stored.length > 0) {
    await store.write(ctx, (writer) => writer.query(sql`
      update st.outbound set state = 'spooled', spool = ${fetch.spool}
      where connector = ${connector} and control = any(${fetch.stored.map(({ control }) => control)}::text[])
        and (state = 'waiting' or (state in ('spooled', 'held', 'unknown') and spool is distinct from ${fetch.spool}))`), { retry: true })
  }
  const [messages, decisions] = await store.read(ctx, (reader) => Promise.all([
    reader.query<MessageRow>(sql`
      select channel, control, appointment, event, composed_at, state, sealed from st.outbound
      where connector = ${connector} and channel = any(${channels}::text[]) and sealed is not null
        and (state = 'waiting' or (state in ('spooled', 'held', 'unknown') and spool is distinct from ${fetch.spool}))
      order by seq limit ${most}`),
    reader.query<DecisionRow>(sql`
      select channel, control, decision, decided_at from st.outbound
      where connector = ${connector} and channel = any(${channels}::text[]) and state in ('spooled', 'held', 'unknown') and decision is not null and spool = ${fetch.spool}
      order by seq limit ${most}`),
  ]))
  return {
    messages: await Promise.all(messages.map(async (row) => ({
      channel: row.channel,
      control: row.control,
      lane: row.appointment,
      event: row.event,
      composedAt: row.composed_at.getTime(),
      again: row.state !== 'waiting',
      body: (await keys.open(ctx, row.sealed, outboundContext(connector, row.channel, row.control))).toString('base64'),
    }))),
    decisions: decisions.map((row) => ({ channel: row.channel, control: row.control, decision: row.decision, at: row.decided_at.getTime() })),
  }
}

/** Keeps what became of messages; told twice, it changes nothing. */
export async function keepResults(store: Store, ctx: Ctx, connector: string, { results }: OutboundResults): Promise<void> {
  await store.write(ctx, async (writer) => {
    for (const result of results) {
      const at = new Date(result.at)
      const settled = result.state === 'spooled' ? null : at
      const rows = await writer.query(sql`
        update st.outbound set state = ${result.state}, ack = ${result.ack}, reason = ${result.reason}, attempts = ${result.attempts}, settled_at = ${settled}::timestamptz,
          decision = case when decided_at is null or decided_at <= ${new Date(result.decided)}::timestamptz then null else decision end
        where connector = ${connector} and channel = ${result.channel} and control = ${result.control}
          and state not in ('delivered', 'rejected', 'skipped') returning 1`)
      if (rows.length > 0 && (result.state === 'held' || result.state === 'unknown')) await tell(writer, ctx, connector, result.channel)
    }
  }, { retry: true })
}

async function tell(writer: Writer, ctx: Ctx, connector: string, channel: string): Promise<void> {
  await raiseAlarm(writer, ctx, { connector, code: 'outbound-held', count: 1, detail: `channel ${channel}` })
}

interface HeldRow {
  readonly connector: string
  readonly channel: string
  readonly control: string
  readonly appointment: string
  readonly event: string
  readonly state: 'held' | 'unknown'
  readonly composed_at: Date
  readonly attempts: number
  readonly ack: string | null
  readonly reason: string | null
  readonly decision: 'resend' | 'skip' | null
  readonly total: string
}

/** What waits for a decision, the oldest first. */
export async function heldMessages(store: Store, ctx: Ctx): Promise<HeldPage> {
  const rows = await store.read(ctx, (reader) => reader.query<HeldRow>(sql`
    select connector, channel, control, appointment, event, state, composed_at, attempts, ack, reason, decision, count(*) over () total from st.outbound
    where state in ('held', 'unknown') order by composed_at, seq limit 200`))
  return {
    total: Number(rows[0]?.total ?? 0),
    messages: rows.map(({ composed_at, ack, reason, total: _, ...row }) => ({ ...row, composedAt: composed_at.toISOString(), ack: ack ?? '', reason: reason ?? '' })),
  }
}

/** What a decision is about, to be written down with it. */
export interface Decided {
  /** The Appointment's id. */
  readonly appointment: string
  /** Ids of its Patients, as it stands now. */
  readonly patients: readonly string[]
}

/** `noted` runs in the same transaction: what it cannot write down is not decided. Faults: ingest/message-not-held. */
export async function decide(
  store: Store, ctx: Ctx, connector: string, control: string, decision: 'resend' | 'skip', noted: (writer: Writer, decided: Decided) => Promise<void> = async () => {},
): Promise<void> {
  await store.write(ctx, async (writer) => {
    const [row] = await writer.query<{ appointment: string }>(sql`
      update st.outbound set decision = ${decision}, decided_at = ${ctx.now}, decided_by = ${ctx.actor}
      where connector = ${connector} and control = ${control} and state in ('held', 'unknown') returning appointment`)
    if (row === undefined) throw new Fault('not-found', 'ingest/message-not-held', 'There is no such message that waits for a decision.')
    const text = (await writer.get('Appointment', row.appointment))?.text
    const actors = text === undefined ? [] : actorsOf(JSON.parse(text) as Resource)
    await noted(writer, { appointment: row.appointment, patients: actors.filter(({ type }) => type === 'Patient').map(({ id }) => id) })
  })
}
