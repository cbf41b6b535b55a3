import { Fault, sql, type Ctx, type Sql } from '@steckwerk/kernel'
import type { Resource } from '@steckwerk/fhir'
import { mappingGeneration } from '@steckwerk/hl7v2/maps'
import type { Change, Store, Writer } from '@steckwerk/store'
import type { ChannelSettings } from '@steckwerk/uplink'
import { readChannels } from './channels.ts'
import type { ReplayResult } from './contract.ts'
import { idFunction, isConnectors, loadNeeds, mapMessages, mapOne, readMessage, type Failure, type Mapped, type ReadMessage } from './map-messages.ts'
import { Overlay } from './overlay.ts'
import type { Originals } from './originals.ts'
import { openRaw } from './raw-message.ts'
import { putChange } from './put-change.ts'
import { formatReference, parseReference, type MessageKey } from './reference.ts'
import { baseline, sharedTypes, type Baseline } from './replay-baseline.ts'
import { messageCount, relatedPatients, retainedMessages, type LedgerMessage } from './replay-history.ts'
import { sameContent } from './same-content.ts'

/** Maps a message again by rebuilding all that its patients' retained messages made: from the state before the first
 *  of them, in order, under the present maps and channel settings; only differences are written. An old message is
 *  so never laid over newer state.
 *  Faults: ingest/reference, ingest/message-missing, ingest/raw-gone. */
export async function replay(store: Store, originals: Originals, ctx: Ctx, ref: string): Promise<ReplayResult> {
  const key = parseReference(ref)
  return store.write(ctx, (writer) => replayIn({ store, originals, ctx, writer, channels: new Map() }, key), { retry: true })
}

interface Replay {
  readonly store: Store
  readonly originals: Originals
  readonly ctx: Ctx
  readonly writer: Writer
  channels: Map<string, ChannelSettings>
}

async function replayIn(run: Replay, key: MessageKey): Promise<ReplayResult> {
  const { writer } = run
  run.channels = await readChannels(writer)
  const asked = read(run, key, await openRaw(run.originals, run.ctx, writer, key))
  const trial = new Overlay()
  await loadNeeds(writer, [asked], trial)
  const [outcome] = mapMessages([asked], trial) as [Mapped]
  if (outcome.failure !== undefined && outcome.patients.length === 0) {
    await writer.query(recordStatement(key, outcome))
    return unmapped(outcome.failure, 1, 0)
  }
  return rebuild(run, key, await relatedPatients(writer, outcome.patients))
}

async function rebuild(run: Replay, key: MessageKey, patients: readonly string[]): Promise<ReplayResult> {
  const { writer } = run
  const count = await messageCount(writer, patients)
  const messages = await retainedMessages(writer, patients, key)
  if (!messages.some((message) => formatReference(message) === formatReference(key))) {
    throw new Fault('gone', 'ingest/raw-gone', 'A later message of this patient is no longer kept: the state cannot be rebuilt from here.')
  }
  const opened = await Promise.all(messages.map((message) => run.originals.open(run.ctx, formatReference(message), message)))
  const reads = messages.map((message, i) => read(run, message, opened[i]!))
  const current = new Overlay()
  const versions = await loadNeeds(writer, reads, current)
  const mentioned = await Promise.all(patients.map((patient) => writer.mentioning(patient)))
  for (const row of mentioned.flat()) {
    const name = `${row.type}/${row.id}`
    if (versions.has(name) || row.text === undefined) continue
    const resource = JSON.parse(row.text) as Resource
    if (!isConnectors(resource)) continue
    versions.set(name, row.version)
    current.load(resource)
  }
  const present = new Map<string, Resource>()
  for (const name of versions.keys()) {
    const [type, id] = name.split('/') as [string, string]
    const resource = current.loaded(type, id)
    if (resource !== undefined) present.set(name, resource)
  }
  const strangers = patientsOf(present).filter((patient) => !patients.includes(patient))
  if (strangers.length > 0) return rebuild(run, key, await relatedPatients(writer, [...patients, ...strangers]))
  // Statements see what others commit meanwhile. A message that came before the versions were read is in them, though not in this
  // replay, which would undo it; one that comes later moves a version, which the write notices.
  if (await messageCount(writer, patients) !== count) throw new Fault('conflict', 'store/version-conflict', 'A message of this patient came meanwhile; try again.')
  const since = new Date(Math.min(...messages.map((message) => message.committedAt.getTime())))
  const start = await baseline(writer, present, versions, since)
  const results = mapInTime(messages, reads, start)
  const changes = differences(current, start.overlay, present, versions, start.edited)
  await Promise.all([writer.apply(changes), ...messages.flatMap((message, i) => recordStatements(message, results[i]!)).map((statement) => writer.query(statement))])
  writer.note({
    at: run.ctx.now.getTime(), actor: run.ctx.actor, client: run.ctx.client, address: run.ctx.address, purpose: run.ctx.purpose, trace: run.ctx.trace,
    event: 'replay', action: 'E', outcome: 0, patients: patients.map((patient) => writer.patientHash(patient)),
  })
  const asked = results[messages.findIndex((message) => formatReference(message) === formatReference(key))]
  if (asked?.failure !== undefined) return unmapped(asked.failure, messages.length, changes.length)
  return { state: 'mapped', messages: messages.length, changed: changes.length, code: null, text: null }
}

/** Patients that the rebuilt patients' resources speak of: a case may have gone from one patient number to another without a merge. */
function patientsOf(present: ReadonlyMap<string, Resource>): string[] {
  const found = new Set<string>()
  for (const resource of present.values()) {
    if (!ownedBy.has(resource.resourceType)) continue
    const owner = (resource[ownedBy.get(resource.resourceType)!] as { reference?: string } | undefined)?.reference
    if (owner?.startsWith('Patient/') === true) found.add(owner.slice('Patient/'.length))
  }
  return [...found]
}

const ownedBy: ReadonlyMap<string, string> = new Map([['Encounter', 'subject'], ['Coverage', 'beneficiary'], ['RelatedPerson', 'patient']])

/** Maps the messages in order, with what was edited over the API between them in its place. */
function mapInTime(messages: readonly LedgerMessage[], reads: readonly ReadMessage[], { overlay, edits }: Baseline): Mapped[] {
  let next = 0
  return messages.map((message, i) => {
    for (; next < edits.length && edits[next]!.at < message.committedAt.getTime(); next++) overlay.write(edits[next]!.resource)
    return mapOne(reads[i]!, overlay)
  })
}

function read(run: Replay, key: MessageKey, bytes: Buffer): ReadMessage {
  const settings = run.channels.get(`${key.connector}/${key.channel}`)
  if (settings === undefined) throw new Fault('not-found', 'ingest/message-missing', 'There is no such message.')
  return readMessage(bytes, settings, key, idFunction(run.ctx, run.store))
}

/** What has to change so that the store shows the rebuilt state. */
function differences(
  stored: Overlay,
  rebuilt: Overlay,
  present: ReadonlyMap<string, Resource>,
  versions: ReadonlyMap<string, number>,
  edited: ReadonlySet<string>,
): Change[] {
  const changes: Change[] = []
  const names = new Set([...present.keys(), ...Array.from(rebuilt.written(), (resource) => `${resource.resourceType}/${resource.id}`)])
  for (const name of names) {
    if (edited.has(name)) continue
    // What was deleted stays deleted until a new message names it: who deleted it had a reason.
    if (versions.has(name) && !present.has(name)) continue
    const [type, id] = name.split('/') as [string, string]
    const now = present.get(name)
    const shall = rebuilt.get(type, id)
    const expect = versions.get(name) ?? 0
    if (shall === undefined) {
      if (now !== undefined) changes.push({ kind: 'delete', type, id, expect })
    } else if (now === undefined || (!sharedTypes.has(type) && !sameContent(now, shall))) {
      changes.push(putChange(stored, shall, expect))
    }
  }
  return changes
}

function recordStatements(key: MessageKey, result: Mapped): Sql[] {
  return [recordStatement(key, result), ...[...new Set(result.patients)].slice(1).map((patient) => sql`
    insert into st.ledger_also (patient, connector, epoch, channel, sequence)
    values (${patient}, ${key.connector}, ${key.epoch}, ${key.channel}, ${key.sequence})
    on conflict do nothing`)]
}

function recordStatement(key: MessageKey, result: Mapped): Sql {
  return sql`
    update st.ledger set
      message_type = ${result.type.slice(0, 32)}, patient = coalesce(${result.patients[0] ?? null}, patient),
      code = ${result.failure?.code ?? null}, reason = ${result.failure?.text ?? null}, generation = ${mappingGeneration},
      warnings = ${result.warnings.length === 0 ? null : JSON.stringify(result.warnings)}
    where connector = ${key.connector} and epoch = ${key.epoch} and channel = ${key.channel} and sequence = ${key.sequence}`
}

function unmapped(failure: Failure, messages: number, changed: number): ReplayResult {
  return { state: 'unmapped', messages, changed, code: failure.code, text: failure.text }
}
