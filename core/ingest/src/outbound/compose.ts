import { createHash } from 'node:crypto'
import { sql, type Ctx } from '@steckwerk/kernel'
import type { Resource, ResourceKey } from '@steckwerk/fhir'
import { fillerOf, siuEventOf, writeSiu, type SiuEvent } from '@steckwerk/hl7v2/maps'
import type { Reader } from '@steckwerk/store'
import type { OutboundSettings } from '@steckwerk/uplink'
import { sourcePrefix } from '../map-messages.ts'

/** A destination of a carrier. */
export interface Destination {
  readonly connector: string
  readonly channel: string
  readonly settings: OutboundSettings
}

/** A version of an Appointment. */
export interface Changed {
  readonly id: string
  readonly version: number
}

export interface Composed {
  readonly event: SiuEvent
  readonly control: string
  readonly bytes: Buffer
  /** The hash of the patient it speaks of. */
  readonly patient: bigint
}

/** The message that tells a destination of a version of an Appointment; undefined where there is nothing to tell: the connector's own house
 *  made the version, nothing a message carries differs, it names no patient, or it is no booking yet. */
export async function compose(reader: Reader, ctx: Ctx, destination: Destination, { id, version }: Changed): Promise<Composed | undefined> {
  const { connector, channel, settings } = destination
  const [row, former, known] = await Promise.all([
    reader.version('Appointment', id, version),
    version > 1 ? reader.version('Appointment', id, version - 1) : undefined,
    reader.query(sql`select 1 from st.outbound where connector = ${connector} and channel = ${channel} and appointment = ${id} limit 1`),
  ])
  if (row === undefined) return undefined
  const after = parsed(row.text)
  const before = parsed(former?.text)
  // Who made a version is told by its source; a deletion has none, and no connector deletes.
  if (after?.meta?.source?.startsWith(`${sourcePrefix}${connector}#`) === true) return undefined
  const isKnown = known.length > 0 || (before !== undefined && fillerOf(before, settings.fillerSystem) !== undefined)
  const event = siuEventOf(before, after, isKnown)
  if (event === undefined) return undefined
  const appointment = after ?? { ...before!, status: 'cancelled' }
  const keys = actorsOf(appointment)
  const others = new Map(Array.from(await reader.getMany(keys), ([key, stored]) => [key, parsed(stored.text)] as const).filter((entry): entry is [string, Resource] => entry[1] !== undefined))
  const patient = keys.map(({ type, id: own }) => others.get(`${type}/${own}`)).find((resource) => resource?.resourceType === 'Patient')
  if (patient === undefined) return undefined
  const control = controlOf(ctx, destination, id, version, row.lastUpdated)
  return { event, control, bytes: writeSiu({ event, appointment, patient, others, settings, control, now: ctx.now }), patient: reader.patientHash(patient.id!) }
}

function parsed(text: string | undefined): Resource | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Resource)
}

/** What takes part in an appointment and lies here. */
export function actorsOf(appointment: Resource): ResourceKey[] {
  const keys: ResourceKey[] = []
  for (const { actor } of (appointment['participant'] ?? []) as { actor?: { reference?: string } }[]) {
    const [, type, id] = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})$/.exec(actor?.reference ?? '') ?? []
    if (type !== undefined && id !== undefined) keys.push({ type, id })
  }
  return keys
}

/** The same for the same version of the same history: a hub that was set back and goes another way gives other ones. 20 characters, as MSH-10 allows. */
function controlOf({ tenant }: Ctx, { connector, channel }: Destination, id: string, version: number, lastUpdated: number): string {
  const digest = createHash('sha256').update(JSON.stringify([tenant, connector, channel, id, version, lastUpdated])).digest('hex')
  return BigInt(`0x${digest.slice(0, 24)}`).toString(36).toUpperCase().padStart(19, '0').slice(-20)
}
