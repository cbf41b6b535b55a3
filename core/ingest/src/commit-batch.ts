import { Fault, sql, toFault, type Clock, type Ctx, type Issue, type Log, type Sql } from '@steckwerk/kernel'
import { mappingGeneration } from '@steckwerk/hl7v2/maps'
import type { AuditRow, Change, Store, Stored, Writer } from '@steckwerk/store'
import type { Batch, BatchRefused } from '@steckwerk/uplink'
import { raiseAlarm } from './alarms.ts'
import { channelStatements } from './channels.ts'
import { findings, idFunction, loadNeeds, mapMessages, readMessage, type Lately, type Mapped, type ReadMessage } from './map-messages.ts'
import type { KnownPlaces } from './known-places.ts'
import { Overlay } from './overlay.ts'
import type { Kept, Originals } from './originals.ts'
import type { Keys } from './ports.ts'
import { putChange } from './put-change.ts'
import { formatReference } from './reference.ts'
import { insertRows } from './rows.ts'
import { sameContent } from './same-content.ts'

export type BatchAnswer = { readonly kind: 'accepted'; readonly next: number } | ({ readonly kind: 'refused' } & BatchRefused)

export interface CommitBatchPorts {
  readonly store: Store
  readonly keys: Keys
  readonly originals: Originals
  readonly log: Log
  readonly clock: Clock
  readonly places: KnownPlaces
}

interface Slice {
  readonly connector: string
  readonly epoch: string
  readonly stream: number
  readonly position: number
  readonly channels: readonly Sql[]
  readonly messages: Batch['header']['messages']
  readonly bodies: readonly Uint8Array[]
  readonly read: readonly ReadMessage[]
  readonly kept: readonly Kept[]
}

/** Applies a batch exactly once: fence, ledger, sealed originals, mapped resources and outbox in one transaction.
 *  Faults: uplink/epoch-unknown, objects/unavailable, and store/unavailable when the database cannot be reached (nothing is lost: the
 *  connector sends again). Everything about a single message is recorded with it, never thrown. */
export async function commitBatch(ports: CommitBatchPorts, ctx: Ctx, connector: string, batch: Batch): Promise<BatchAnswer> {
  const { header, bodies } = batch
  const sealer = await ports.keys.sealer(ctx)
  const idOf = idFunction(ctx, ports.store)
  const slice: Slice = {
    connector,
    epoch: header.epoch,
    stream: header.stream,
    position: header.position,
    channels: channelStatements(ctx, connector, header.channels),
    messages: header.messages,
    bodies,
    read: header.messages.map((message, i) =>
      readMessage(bodies[i]!, header.channels[message.channel]!, { connector, channel: message.channel }, idOf),
    ),
    kept: await Promise.all(header.messages.map(({ channel, sequence }, i) =>
      ports.originals.keep(ctx, sealer, formatReference({ connector, epoch: header.epoch, channel, sequence }), bodies[i]!))),
  }
  return commitSlice(ports, ctx, slice)
}

/** Commits a slice; where the database refuses its content for good, halves it until the one message at fault is
 *  alone and is recorded unmapped. The fence counts messages, so halves keep exactly-once and order. */
async function commitSlice(ports: CommitBatchPorts, ctx: Ctx, slice: Slice): Promise<BatchAnswer> {
  const lately = { places: ports.places, tenant: ctx.tenant, now: ports.clock.now() }
  try {
    let attempt = 0
    // Tried again, everything is read anew.
    return await ports.store.write(ctx, (writer) => applySlice(ports, ctx, writer, slice, slice.read, attempt++ === 0 ? lately : undefined), { retry: true })
  } catch (thrown) {
    if (thrown instanceof FenceMoved) return refuse(ports, ctx, slice)
    const fault = toFault(thrown)
    // The fence fits, but a key is in the ledger: a spool restored from a copy gave its numbers anew.
    if (fault.code === 'store/duplicate') return refuse(ports, ctx, slice)
    if (fault.kind === 'unavailable' || fault.kind === 'conflict' || fault.kind === 'not-found' || fault.kind === 'full') throw fault
    ports.log.error('ingest.slice-failed', thrown, { carrier: ctx.carrier, connector: slice.connector, stream: slice.stream, count: slice.messages.length })
    if (slice.messages.length === 1) {
      const failure = { code: 'ingest/commit-failed', text: 'The database refused what the map made of this message.' }
      const unmapped = slice.read.map((read) => ({ ...read, message: undefined, failure }))
      return ports.store.write(ctx, (writer) => applySlice(ports, ctx, writer, slice, unmapped), { retry: true })
    }
    const middle = slice.messages.length >> 1
    const first = await commitSlice(ports, ctx, cut(slice, 0, middle))
    return first.kind === 'accepted' ? commitSlice(ports, ctx, cut(slice, middle, slice.messages.length)) : first
  }
}

function cut(slice: Slice, from: number, to: number): Slice {
  return {
    ...slice,
    position: slice.position + from,
    messages: slice.messages.slice(from, to),
    bodies: slice.bodies.slice(from, to),
    read: slice.read.slice(from, to),
    kept: slice.kept.slice(from, to),
  }
}

class FenceMoved extends Error {}

async function applySlice(
  ports: CommitBatchPorts,
  ctx: Ctx,
  writer: Writer,
  slice: Slice,
  read: readonly ReadMessage[],
  lately?: Lately,
): Promise<BatchAnswer> {
  const next = slice.position + slice.messages.length
  const fenced = writer.query<{ next: string }>(sql`
    update st.stream set next = ${next}
    where connector = ${slice.connector} and epoch = ${slice.epoch} and stream = ${slice.stream} and next = ${slice.position}
    returning next`)
  const overlay = new Overlay()
  const [fence, versions] = await Promise.all([fenced, loadNeeds(writer, read, overlay, lately)])
  if (fence.length === 0) throw new FenceMoved()
  const mapped = mapMessages(read, overlay)
  for (const { failure, type } of mapped) {
    if (failure?.cause !== undefined) ports.log.error('ingest.map-failed', failure.cause, { carrier: ctx.carrier, connector: slice.connector, type })
  }
  const amiss = findings(overlay)
  if (amiss.length > 0) ports.log.warn('ingest.findings', { carrier: ctx.carrier, connector: slice.connector, count: amiss.length })
  const changes: Change[] = []
  for (const resource of overlay.written()) {
    const before = overlay.loaded(resource.resourceType, resource.id!)
    // A later message of the batch may have taken back what an earlier one changed.
    if (before !== undefined && sameContent(before, resource)) continue
    changes.push(putChange(overlay, resource, versions.get(`${resource.resourceType}/${resource.id}`) ?? 0))
  }
  const statements = [...recordStatements(ctx, slice, mapped, amiss), ...slice.channels]
  const [written] = await Promise.all([writer.apply(changes), ...statements.map((statement) => writer.query(statement))])
  writer.note(entryOf(ctx, written))
  return { kind: 'accepted', next }
}

/** The batch's entry in the access log: whose data came in. Which messages, the ledger tells. */
function entryOf(ctx: Ctx, written: readonly Stored[]): AuditRow {
  const patients = new Set<bigint>()
  for (const { patient } of written) if (patient !== undefined) patients.add(patient)
  return {
    at: ctx.now.getTime(), actor: ctx.actor, purpose: ctx.purpose, trace: ctx.trace, event: 'ingest-batch', action: 'C', outcome: 0, patients: [...patients],
    address: ctx.address,
  }
}

const ledgerColumns = [
  'connector', 'epoch', 'channel', 'sequence', 'place', 'sha256', 'received_at', 'committed_at', 'message_type', 'patient', 'code',
  'reason', 'generation', 'warnings',
]
const alsoColumns = ['patient', 'connector', 'epoch', 'channel', 'sequence']
const rawColumns = ['connector', 'epoch', 'channel', 'sequence', 'committed_at', 'sealed', 'object']

/** What is amiss in the batch's resources is noted with its last message, after which they stand so. */
function recordStatements(ctx: Ctx, slice: Slice, mapped: readonly Mapped[], amiss: readonly Issue[]): { text: string; values: readonly unknown[] }[] {
  const { connector, epoch } = slice
  const ledger: unknown[][] = []
  const also: unknown[][] = []
  const raw: unknown[][] = []
  let unmapped = 0
  let bytes = 0
  slice.messages.forEach((message, i) => {
    const result = mapped[i]!
    if (result.failure !== undefined) unmapped++
    bytes += slice.bodies[i]!.length
    const warnings = i === slice.messages.length - 1 ? [...result.warnings, ...amiss] : result.warnings
    const patients = [...new Set(result.patients)]
    ledger.push([
      connector, epoch, message.channel, message.sequence, message.order, Buffer.from(message.sha256, 'hex'),
      new Date(message.receivedAt), ctx.now, result.type.slice(0, 32), patients[0] ?? null, result.failure?.code ?? null,
      result.failure?.text ?? null, mappingGeneration, warnings.length === 0 ? null : JSON.stringify(warnings),
    ])
    for (const patient of patients.slice(1)) also.push([patient, connector, epoch, message.channel, message.sequence])
    raw.push([connector, epoch, message.channel, message.sequence, ctx.now, slice.kept[i]!.sealed, slice.kept[i]!.object])
  })
  const minute = new Date(Math.floor(ctx.now.getTime() / 60_000) * 60_000)
  return [
    ...insertRows('ledger', ledgerColumns, ledger),
    ...insertRows('ledger_also', alsoColumns, also),
    ...insertRows('raw', rawColumns, raw),
    sql`insert into st.rate as r (minute, connector, stream, mapped, unmapped, bytes)
        values (${minute}, ${connector}, ${slice.stream}, ${slice.messages.length - unmapped}, ${unmapped}, ${bytes})
        on conflict (tenant, minute, connector, stream) do update
        set mapped = r.mapped + excluded.mapped, unmapped = r.unmapped + excluded.unmapped, bytes = r.bytes + excluded.bytes`,
  ]
}

/** Why the fence did not fit, and what the hub knows of each message: the connector marks, resends or opens an epoch. */
async function refuse(ports: CommitBatchPorts, ctx: Ctx, slice: Slice): Promise<BatchAnswer> {
  return ports.store.read(ctx, async (reader) => {
    const { connector, epoch, stream } = slice
    const [streams, known] = await Promise.all([
      reader.query<{ next: string }>(sql`
        select next from st.stream where connector = ${connector} and epoch = ${epoch} and stream = ${stream}`),
      reader.query<{ channel: string; sequence: string; sha256: Buffer }>(sql`
        select channel, sequence, sha256 from st.ledger
        where connector = ${connector} and epoch = ${epoch}
          and (channel, sequence) in (select * from unnest(
            ${slice.messages.map((message) => message.channel)}::text[], ${slice.messages.map((message) => message.sequence)}::bigint[]))`),
    ])
    if (streams[0] === undefined) throw new Fault('not-found', 'uplink/epoch-unknown', 'This epoch or stream has not been opened.')
    const hashes = new Map(known.map((row) => [`${row.channel}/${row.sequence}`, row.sha256.toString('hex')]))
    const messages = slice.messages.map((message) => {
      const hash = hashes.get(`${message.channel}/${message.sequence}`)
      return hash === undefined ? 'unknown' as const : hash === message.sha256 ? 'applied' as const : 'differs' as const
    })
    const next = Number(streams[0].next)
    if (messages.includes('differs')) {
      await raiseDiffers(ports, ctx, connector, epoch, messages.filter((state) => state === 'differs').length)
      return { kind: 'refused', code: 'uplink/bytes-differ', text: 'The same keys were committed before with other bytes.', next, messages }
    }
    return { kind: 'refused', code: 'uplink/position', text: 'The stream stands elsewhere.', next, messages }
  })
}

async function raiseDiffers(ports: CommitBatchPorts, ctx: Ctx, connector: string, epoch: string, count: number): Promise<void> {
  await ports.store.write(ctx, (writer) =>
    raiseAlarm(writer, ctx, { connector, code: 'bytes-differ', count, detail: `epoch ${epoch}` }))
}
