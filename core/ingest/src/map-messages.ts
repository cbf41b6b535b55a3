import { Fault, type Ctx, type Issue, type Tenant } from '@steckwerk/kernel'
import { validate, type Resource, type ResourceKey } from '@steckwerk/fhir'
import { parseMessage, type Message } from '@steckwerk/hl7v2'
import { map, needs, type MapSettings, type NumberKey } from '@steckwerk/hl7v2/maps'
import type { Reader, Store, Stored } from '@steckwerk/store'
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
    ...(channel.placerSystem === undefined ? {} : { placerSystem: channel.placerSystem }),
    ...(channel.fillerSystem === undefined ? {} : { fillerSystem: channel.fillerSystem }),
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
  const numbers = new Map<string, NumberKey>()
  for (const { message, settings } of messages) {
    if (message === undefined) continue
    const needed = safeNeeds(message, settings)
    for (const key of needed.read) keys.set(`${key.type}/${key.id}`, key)
    for (const id of needed.mentioning) mentioning.add(id)
    for (const number of needed.identified ?? []) numbers.set(JSON.stringify(number), number)
  }
  for (const row of await identified(reader, [...numbers.values()])) keys.set(`${row.type}/${row.id}`, { type: row.type, id: row.id })
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
      for (const key of followed(resource)) {
        const name = `${key.type}/${key.id}`
        if (!keys.has(name)) {
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

/** What comes along with a resource: the survivor of a replaced Patient, the Slots of an Appointment. */
function followed(resource: Resource): ResourceKey[] {
  const references: (string | undefined)[] = []
  if (resource.resourceType === 'Patient' && Array.isArray(resource.link)) {
    for (const link of resource.link as { type?: string; other?: { reference?: string } }[]) if (link.type === 'replaced-by') references.push(link.other?.reference)
  } else if (resource.resourceType === 'Appointment' && Array.isArray(resource['slot'])) {
    for (const slot of resource['slot'] as { reference?: string }[]) references.push(slot.reference)
  }
  return references.flatMap((reference): ResourceKey[] => {
    const [, type, id] = /^(Patient|Slot)\/([A-Za-z0-9.-]{1,64})$/.exec(reference ?? '') ?? []
    return type === undefined || id === undefined ? [] : [{ type, id }]
  })
}

/** Resources by the numbers they have been given. */
async function identified(reader: Reader, numbers: readonly NumberKey[]): Promise<readonly Stored[]> {
  const byType = Map.groupBy(numbers, ({ type }) => type)
  const found = await Promise.all(Array.from(byType, async ([type, of]) => (await reader.search({
    type, conditions: [{ kind: 'token', param: 'identifier', negate: false, values: of.map(({ system, value }) => ({ system, code: value })) }], sort: [],
    count: of.length * 2, total: 'none', cursor: undefined, includes: [], summary: 'false', elements: undefined,
  })).rows))
  return found.flat()
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
