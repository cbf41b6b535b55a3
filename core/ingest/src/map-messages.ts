import { Fault, type Ctx, type Issue, type Tenant } from '@steckwerk/kernel'
import { validate, type Resource, type ResourceKey } from '@steckwerk/fhir'
import { parseMessage, type Message } from '@steckwerk/hl7v2'
import { map, needs, type MapSettings } from '@steckwerk/hl7v2/maps'
import type { Reader, Store } from '@steckwerk/store'
import type { ChannelSettings } from '@steckwerk/uplink'
import type { KnownPlaces } from './known-places.ts'
import type { Overlay } from './overlay.ts'

/** A message read, or the reason why it cannot be. */
export interface ReadMessage {
  readonly message: Message | undefined
  readonly settings: MapSettings
  /** meta.source of what it writes. */
  readonly source: string
  readonly failure: Failure | undefined
}

export interface Failure {
  readonly code: string
  readonly text: string
  /** What a map threw that was no fault; for the log, which tells its class and frames only. */
  readonly cause?: unknown
}

/** What became of one message. */
export interface Mapped {
  readonly type: string
  readonly patients: readonly string[]
  readonly failure: Failure | undefined
  readonly warnings: readonly Issue[]
}

/** The prefix of meta.source that marks what a connector wrote, against edits over the API. */
export const sourcePrefix = 'urn:steckwerk:connector:'

/** Whether a connector's message made this version. */
export function isConnectors(resource: Resource): boolean {
  return resource.meta?.source?.startsWith(sourcePrefix) === true
}

export function readMessage(
  bytes: Uint8Array,
  channel: ChannelSettings,
  names: { readonly connector: string; readonly channel: string },
  idOf: MapSettings['idOf'],
): ReadMessage {
  const settings: MapSettings = {
    zone: channel.zone,
    patientSystem: channel.patientSystem,
    caseSystem: channel.caseSystem,
    site: channel.site,
    ...(channel.assigners === undefined ? {} : { assigners: channel.assigners }),
    ...(channel.classes === undefined ? {} : { classes: channel.classes }),
    idOf,
  }
  const source = `${sourcePrefix}${names.connector}#${names.channel}`
  try {
    const message = parseMessage(bytes, channel.charset === undefined ? {} : { charset: channel.charset })
    return { message, settings, source, failure: undefined }
  } catch (thrown) {
    return { message: undefined, settings, source, failure: failureOf(thrown) }
  }
}

/** An unexpected error in a map is the map's fault, not the message's: it is kept like an unmappable one and can be
 *  replayed once the map is mended. */
function failureOf(thrown: unknown): Failure {
  if (thrown instanceof Fault) return { code: thrown.code, text: thrown.message }
  return { code: 'ingest/map-failed', text: 'The map failed unexpectedly on this message.', cause: thrown }
}

/** Loads into the overlay all that the messages' maps may read: their keys, what mentions a merged patient, and the
 *  survivors of replaced patients, chains included. */
export async function loadNeeds(reader: Reader, messages: readonly ReadMessage[], overlay: Overlay, lately?: Lately): Promise<Map<string, number>> {
  const versions = new Map<string, number>()
  const keys = new Map<string, ResourceKey>()
  const mentioning = new Set<string>()
  for (const { message, settings } of messages) {
    if (message === undefined) continue
    const needed = safeNeeds(message, settings)
    for (const key of needed.read) keys.set(`${key.type}/${key.id}`, key)
    for (const id of needed.mentioning) mentioning.add(id)
  }
  const mentioned = Promise.all(Array.from(mentioning, (id) => reader.mentioning(id)))
  // Waited for below, unless something else fails before.
  mentioned.catch(() => {})
  let wanted = lately === undefined ? [...keys.values()] : unknownOf(keys, lately, overlay, versions)
  while (wanted.length > 0) {
    const rows = await reader.getMany(wanted)
    wanted = []
    for (const [key, row] of rows) {
      versions.set(key, row.version)
      if (row.text === undefined) continue
      const resource = JSON.parse(row.text) as Resource
      overlay.load(resource)
      lately?.places.put(lately.tenant, resource, row.version, lately.now)
      for (const survivor of survivors(resource)) {
        const name = `Patient/${survivor}`
        if (!keys.has(name)) {
          const key = { type: 'Patient', id: survivor }
          keys.set(name, key)
          wanted.push(key)
        }
      }
    }
  }
  for (const rows of await mentioned) {
    for (const row of rows) {
      const key = `${row.type}/${row.id}`
      if (versions.has(key) || row.text === undefined) continue
      versions.set(key, row.version)
      overlay.load(JSON.parse(row.text) as Resource, row.text)
    }
  }
  return versions
}

/** Places read lately, for one carrier at one time. */
export interface Lately {
  readonly places: KnownPlaces
  readonly tenant: Tenant
  readonly now: number
}

/** Loads what is known lately and gives the keys of the rest. */
function unknownOf(keys: ReadonlyMap<string, ResourceKey>, { places, tenant, now }: Lately, overlay: Overlay, versions: Map<string, number>): ResourceKey[] {
  const unknown: ResourceKey[] = []
  for (const [name, key] of keys) {
    const place = places.get(tenant, key, now)
    if (place === undefined) {
      unknown.push(key)
      continue
    }
    overlay.load(place.resource)
    versions.set(name, place.version)
  }
  return unknown
}

function safeNeeds(message: Message, settings: MapSettings): ReturnType<typeof needs> {
  try {
    return needs(message, settings)
  } catch {
    return { read: [], mentioning: [] }
  }
}

function survivors(resource: Resource): string[] {
  if (resource.resourceType !== 'Patient' || !Array.isArray(resource.link)) return []
  const found: string[] = []
  for (const link of resource.link as { type?: string; other?: { reference?: string } }[]) {
    const reference = link.other?.reference
    if (link.type === 'replaced-by' && reference?.startsWith('Patient/') === true) found.push(reference.slice('Patient/'.length))
  }
  return found
}

/** Maps messages one after the other over the overlay. Nothing is thrown: what fails is kept with its reason. */
export function mapMessages(messages: readonly ReadMessage[], overlay: Overlay): Mapped[] {
  return messages.map((read) => mapOne(read, overlay))
}

/** MSH-9 where it looks like a type, else empty: fields out of place may have put anything there, and the type is shown and logged. */
export function typeOf(message: Message): string {
  return /^[A-Z]{3}(\^[A-Z][A-Z0-9]{2})?$/.test(message.type) ? message.type : ''
}

export function mapOne(read: ReadMessage, overlay: Overlay): Mapped {
  const { message } = read
  if (message === undefined) return { type: '', patients: [], failure: read.failure, warnings: [] }
  const type = typeOf(message)
  try {
    const result = map(message, read.settings, overlay)
    if (result.kind === 'unmappable') {
      return { type, patients: result.patients, failure: { code: result.code, text: result.text }, warnings: [] }
    }
    for (const resource of result.writes) overlay.write({ ...resource, meta: { ...resource.meta, source: read.source } })
    return { type, patients: result.patients, failure: undefined, warnings: result.warnings }
  } catch (thrown) {
    return { type, patients: [], failure: failureOf(thrown), warnings: [] }
  }
}

/** What base R4 finds amiss in the resources of a run, as they will be stored. It is reported, never a reason to lose a message. */
export function findings(overlay: Overlay): Issue[] {
  const found: Issue[] = []
  for (const resource of overlay.written()) for (const issue of validate(resource)) if (issue.severity === 'error') found.push(issue)
  return found
}

/** A context's id function, bound to its tenant. */
export function idFunction(ctx: Ctx, store: Pick<Store, 'idOf'>): MapSettings['idOf'] {
  return (type, system, value) => store.idOf(ctx.tenant, type, system, value)
}
