import { setTimeout as pause } from 'node:timers/promises'
import { Fault, sql, toFault, type Ctx, type Log } from '@steckwerk/kernel'
import { eventBatches, positionNow, restingPosition, type AuditRow, type Carrier, type FhirChange, type OutboxEvent, type Store, type Writer } from '@steckwerk/store'
import { outboundSettings } from '@steckwerk/uplink'
import { raiseAlarm } from '../alarms.ts'
import type { Keys } from '../ports.ts'
import { compose, type Changed, type Destination } from './compose.ts'

export interface FeedPorts {
  readonly store: Store
  readonly keys: Keys
  readonly log: Log
  /** Called when the destination may have new messages, whichever hub wrote them. */
  readonly onMessages: () => void
  /** After so long without an event, in milliseconds, the place goes on by itself. */
  readonly restMs: number
}

/** So many events without an Appointment, and the place in the outbox is kept all the same, so that it stays within what the outbox holds. */
const keepEvery = 500
const retryMs = 1_000

class StepTaken extends Error {}

interface Place {
  readonly position: string
  readonly revision: number
  readonly destination: Destination
}

/** Turns what changes at a carrier into messages for one destination until the signal aborts. Every hub follows; the revision of the
 *  destination's row lets one of them take each step, in the order of the commits. */
export async function followChanges(ports: FeedPorts, carrier: Carrier, connector: string, channel: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const place = await readPlace(ports, ctxOf(carrier), connector, channel)
      if (place === undefined) return
      await follow(ports, carrier, place, signal)
    } catch (thrown) {
      if (thrown instanceof StepTaken || signal.aborted) continue
      const fault = toFault(thrown)
      if (fault.code === 'store/events-expired') await beginAnew(ports, carrier, connector, channel).catch(() => {})
      if (fault.kind !== 'unavailable') ports.log.error('outbound.feed-failed', thrown, { carrier: carrier.slug, connector })
      await pause(retryMs, undefined, { signal }).catch(() => {})
    }
  }
}

function ctxOf({ tenant, slug }: Carrier): Ctx {
  return { tenant, carrier: slug, actor: 'Device/hub', purpose: 'TREAT', trace: 'outbound', now: new Date() }
}

async function readPlace({ store }: FeedPorts, ctx: Ctx, connector: string, channel: string): Promise<Place | undefined> {
  const [row] = await store.read(ctx, (reader) => reader.query<{ position: string; revision: string; settings: unknown }>(sql`
    select position, revision, settings from st.outbound_channel where connector = ${connector} and channel = ${channel}`))
  const settings = outboundSettings.safeParse(row?.settings)
  return row === undefined || !settings.success ? undefined
    : { position: row.position, revision: Number(row.revision), destination: { connector, channel, settings: settings.data } }
}

async function follow(ports: FeedPorts, carrier: Carrier, place: Place, signal: AbortSignal): Promise<void> {
  let { revision } = place
  let idle = 0
  let at = place.position
  const over = new AbortController()
  try {
    const events = ports.store.events(carrier.tenant, AbortSignal.any([signal, over.signal]), at)
    for await (const batch of eventBatches(events, ports.restMs)) {
      if (batch.length === 0) {
        const rested = await ports.store.read(ctxOf(carrier), (reader) => restingPosition(reader, at))
        if (rested === undefined) continue
        await takeStep(ports, ctxOf(carrier), place.destination, revision++, rested, [])
        at = rested
        idle = 0
      }
      for (const event of batch) {
        at = event.position
        const changed = appointmentsOf(event)
        if (changed.length === 0 && ++idle < keepEvery) continue
        idle = 0
        await takeStep(ports, ctxOf(carrier), place.destination, revision++, at, changed)
        if (changed.length > 0) ports.onMessages()
      }
    }
  } finally {
    over.abort()
  }
}

function appointmentsOf({ topic, payload }: OutboxEvent): Changed[] {
  if (topic !== 'fhir.change') return []
  return (payload as FhirChange).items.filter(({ type }) => type === 'Appointment').map(({ id, version }) => ({ id, version }))
}

/** Messages and place in one transaction. A change that cannot be written as a message is noted and passed: it must not hold up the others. */
async function takeStep(ports: FeedPorts, ctx: Ctx, destination: Destination, revision: number, position: string, changed: readonly Changed[]): Promise<void> {
  const { connector, channel } = destination
  const sealer = changed.length === 0 ? undefined : await ports.keys.sealer(ctx)
  await ports.store.write(ctx, async (writer) => {
    const taken = await writer.query(sql`
      update st.outbound_channel set position = ${position}, revision = revision + 1
      where connector = ${connector} and channel = ${channel} and revision = ${revision} returning 1`)
    if (taken.length === 0) {
      // Another hub has written them: who waits here for messages wants to know.
      ports.onMessages()
      throw new StepTaken()
    }
    for (const change of changed) {
      try {
        const composed = await compose(writer, ctx, destination, change)
        if (composed === undefined) continue
        const sealed = sealer!.seal(composed.bytes, outboundContext(connector, channel, composed.control))
        await writer.query(sql`
          insert into st.outbound (connector, channel, appointment, version, event, control, sealed, composed_at, state)
          values (${connector}, ${channel}, ${change.id}, ${change.version}, ${composed.event}, ${composed.control}, ${sealed}, ${ctx.now}, 'waiting')
          on conflict do nothing`)
        writer.note(entryOf(ctx, change, composed.patient))
      } catch (thrown) {
        if (!isOfMessage(thrown)) throw thrown
        ports.log.error('outbound.compose-failed', thrown, { carrier: ctx.carrier, connector })
        await alarm(writer, ctx, destination, 'outbound-failed')
      }
    }
  })
}

/** What a sealed message is sealed for. */
export function outboundContext(connector: string, channel: string, control: string): string {
  return `outbound ${connector}/${channel}/${control}`
}

/** A fault of the map or an unexpected error in it; the database's own are tried again. */
function isOfMessage(thrown: unknown): boolean {
  return thrown instanceof Fault ? thrown.code.startsWith('hl7v2/') : thrown instanceof TypeError || thrown instanceof RangeError
}

async function alarm(writer: Writer, ctx: Ctx, { connector, channel }: Pick<Destination, 'connector' | 'channel'>, code: 'outbound-failed' | 'outbound-gap'): Promise<void> {
  await raiseAlarm(writer, ctx, { connector, code, count: 1, detail: `channel ${channel}` })
}

function entryOf(ctx: Ctx, { id, version }: Changed, patient: bigint): AuditRow {
  return {
    at: ctx.now.getTime(), actor: ctx.actor, purpose: ctx.purpose, trace: ctx.trace, event: 'export', action: 'R', outcome: 0, type: 'Appointment', id, version, patients: [patient],
  }
}

/** The outbox no longer holds what came after the place: what was missed is told as a gap, and it goes on from now. */
async function beginAnew({ store }: FeedPorts, carrier: Carrier, connector: string, channel: string): Promise<void> {
  const ctx = ctxOf(carrier)
  await store.write(ctx, async (writer) => {
    await writer.query(sql`
      update st.outbound_channel set position = ${positionNow}, revision = revision + 1 where connector = ${connector} and channel = ${channel}`)
    await alarm(writer, ctx, { connector, channel }, 'outbound-gap')
  })
}
