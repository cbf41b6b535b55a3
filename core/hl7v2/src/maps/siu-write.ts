import type { Resource } from '@steckwerk/fhir'
import { charsetOf } from '../charset.ts'
import { composeMessage, repeated, type FieldValue, type RepetitionValue, type SegmentValue } from '../compose.ts'
import { fillerOfStatus, guestSystem, ownPlacer } from './values/appointment-codes.ts'
import type { Address, CodeableConcept, ContactPoint, HumanName, Identifier, Reference } from './values/shapes.ts'
import { derivedSystem, lanrSystem } from './values/systems.ts'
import { writeTime } from './values/write-time.ts'

export type SiuEvent = 'S12' | 'S13' | 'S14' | 'S15'

/** How a receiver wants its messages; what HL7 v2 leaves open. */
export interface SiuSettings {
  readonly zone: string
  /** A label `charsetOf` understands. */
  readonly charset: string
  /** Identifier system of the patient numbers (MR) and of the appointment numbers (SCH-2) the receiver knows. */
  readonly patientSystem: string
  readonly fillerSystem: string
  /** PID-3.4. */
  readonly patientAssigner?: string | undefined
  readonly sendingApplication: string
  readonly sendingFacility: string
  readonly receivingApplication: string
  readonly receivingFacility: string
}

export interface SiuParts {
  readonly event: SiuEvent
  readonly appointment: Resource
  readonly patient: Resource
  /** What the Appointment's participants and services are, by `Type/id`, as far as known. */
  readonly others: ReadonlyMap<string, Resource>
  readonly settings: SiuSettings
  /** MSH-10: at most 20 letters and digits. */
  readonly control: string
  readonly now: Date
}

interface Participant {
  readonly actor?: Reference
}

/** Writes the message that tells a system of its house of an appointment. Version 2.5; asks for no enhanced acknowledgement.
 *  Source: HL7 v2.5 chapter 10 (SIU), table 0206 (segment actions), table 0278 (status). Faults: hl7v2/charset, hl7v2/zone. */
export function writeSiu(parts: SiuParts): Buffer {
  const { event, settings } = parts
  const segments: SegmentValue[] = [header(parts), schedule(parts)]
  const { start, end } = parts.appointment as { start?: string; end?: string }
  if (start !== undefined) segments.push({ name: 'TQ1', fields: { 1: '1', 7: writeTime(start, settings.zone), ...(end === undefined ? {} : { 8: writeTime(end, settings.zone) }) } })
  const comment = parts.appointment['comment']
  if (typeof comment === 'string') segments.push({ name: 'NTE', fields: { 1: '1', 3: comment } })
  segments.push(
    patientSegment(parts.patient, settings),
    { name: 'PV1', fields: { 1: '1', 2: 'O' } },
    { name: 'RGS', fields: { 1: '1', 2: actions[event] } },
    ...resourceSegments(parts),
  )
  return composeMessage(segments, { charset: settings.charset })
}

const actions: Readonly<Record<SiuEvent, string>> = { S12: 'A', S13: 'U', S14: 'U', S15: 'D' }

function header({ event, settings, control, now }: SiuParts): SegmentValue {
  return {
    name: 'MSH',
    fields: {
      3: settings.sendingApplication, 4: settings.sendingFacility, 5: settings.receivingApplication, 6: settings.receivingFacility,
      7: writeTime(now.toISOString(), settings.zone), 9: ['SIU', event, 'SIU_S12'], 10: control, 11: 'P', 12: '2.5', 17: 'DEU', 18: charsetLabel(settings.charset),
    },
  }
}

/** A charset as HL7 table 0211 names it; others by their own name. */
function charsetLabel(charset: string): string {
  const name = charsetOf(charset) ?? charset
  if (name === 'utf-8') return 'UNICODE UTF-8'
  return name.startsWith('iso-8859-') ? `8859/${name.slice('iso-8859-'.length)}` : name.toUpperCase()
}

function schedule({ appointment, settings }: SiuParts): SegmentValue {
  const { start, end } = appointment as { start?: string; end?: string }
  const filler = fillerOf(appointment, settings.fillerSystem)
  const minutes = durationOf(appointment)
  const status = fillerOfStatus[String(appointment['status'])]
  const entered: RepetitionValue = [ownPlacer]
  return {
    name: 'SCH',
    fields: {
      1: [appointment.id, ownPlacer],
      ...(filler === undefined ? {} : { 2: [filler] }),
      6: conceptField(appointment['cancelationReason'] as CodeableConcept | undefined),
      7: conceptField((appointment['reasonCode'] as CodeableConcept[] | undefined)?.[0], appointment['description'] as string | undefined),
      8: conceptField(appointment['appointmentType'] as CodeableConcept | undefined),
      ...(minutes === undefined ? {} : { 9: String(minutes), 10: 'min' }),
      ...(start === undefined ? {} : { 11: [undefined, undefined, undefined, writeTime(start, settings.zone), end === undefined ? undefined : writeTime(end, settings.zone)] }),
      16: entered,
      20: entered,
      ...(status === undefined ? {} : { 25: [status, undefined, 'HL70278'] }),
    },
  }
}

/** The receiver's own number of an appointment, once it has told it. */
export function fillerOf(appointment: Resource, fillerSystem: string): string | undefined {
  return (appointment['identifier'] as Identifier[] | undefined)?.find(({ system }) => system === fillerSystem)?.value
}

function durationOf(appointment: Resource): number | undefined {
  const { start, end, minutesDuration } = appointment as { start?: string; end?: string; minutesDuration?: number }
  if (typeof minutesDuration === 'number') return minutesDuration
  return start === undefined || end === undefined ? undefined : Math.round((Date.parse(end) - Date.parse(start)) / 60_000)
}

function conceptField(concept: CodeableConcept | undefined, text?: string): FieldValue {
  const coding = concept?.coding?.[0]
  const said = concept?.text ?? coding?.display ?? text
  if (coding?.code === undefined && said === undefined) return undefined
  const table = /^http:\/\/terminology\.hl7\.org\/CodeSystem\/v2-(\d{4})$/.exec(coding?.system ?? '')?.[1]
  return [coding?.code, said, table === undefined ? undefined : `HL7${table}`]
}

function patientSegment(patient: Resource, settings: SiuSettings): SegmentValue {
  const names = (patient['name'] as HumanName[] | undefined) ?? []
  const name = names.find(({ use }) => use === 'official') ?? names[0]
  const addresses = ((patient['address'] as Address[] | undefined) ?? []).slice(0, 1)
  const telecom = ((patient['telecom'] as ContactPoint[] | undefined) ?? []).filter(({ system }) => system === 'phone' || system === 'email')
  const birthDate = patient['birthDate']
  return {
    name: 'PID',
    fields: {
      1: '1',
      3: patientNumber(patient, settings),
      5: name === undefined ? undefined : nameField(name),
      ...(typeof birthDate === 'string' ? { 7: birthDate.replaceAll('-', '') } : {}),
      8: genderCode(patient),
      ...(addresses.length === 0 ? {} : { 11: repeated(addresses.map(addressField)) }),
      ...(telecom.length === 0 ? {} : { 13: repeated(telecom.map(telecomField)) }),
    },
  }
}

/** The number the house knows the patient by; somebody without one goes by a temporary number of ours (PT). */
function patientNumber(patient: Resource, settings: SiuSettings): RepetitionValue {
  const identifiers = (patient['identifier'] as Identifier[] | undefined) ?? []
  const number = identifiers.find(({ system }) => system === settings.patientSystem)?.value
  if (number !== undefined) return [number, undefined, undefined, settings.patientAssigner, 'MR']
  return [identifiers.find(({ system }) => system === guestSystem)?.value ?? patient.id, undefined, undefined, ownPlacer, 'PT']
}

function nameField(name: HumanName): RepetitionValue {
  const [first, ...more] = name.given ?? []
  const family = name.family ?? (first === undefined ? name.text : undefined)
  return [family, first, more.length === 0 ? undefined : more.join(' '), name.suffix?.join(' '), name.prefix?.join(' '), undefined, 'L']
}

function genderCode(patient: Resource): string | undefined {
  const codes: Readonly<Record<string, string>> = { male: 'M', female: 'F', other: 'D', unknown: 'U' }
  return codes[String(patient['gender'])]
}

function addressField(address: Address): RepetitionValue {
  return [address.line?.[0], address.line?.[1], address.city, address.state, address.postalCode, address.country, 'H']
}

function telecomField(point: ContactPoint): RepetitionValue {
  return point.system === 'email' ? [undefined, 'NET', 'Internet', point.value] : [point.value, 'PRN', point.use === 'mobile' ? 'CP' : 'PH']
}

function resourceSegments({ event, appointment, others, settings }: SiuParts): SegmentValue[] {
  const action = actions[event]
  const { start } = appointment as { start?: string }
  const at = start === undefined ? undefined : writeTime(start, settings.zone)
  const segments: SegmentValue[] = []
  const service = conceptField((appointment['serviceType'] as CodeableConcept[] | undefined)?.[0])
  if (service !== undefined) segments.push({ name: 'AIS', fields: { 1: '1', 2: action, 3: service, ...(at === undefined ? {} : { 4: at }) } })
  const counts = { AIG: 0, AIL: 0, AIP: 0 }
  for (const { actor } of (appointment['participant'] as Participant[] | undefined) ?? []) {
    const type = actor?.reference?.split('/').at(-2)
    if (actor === undefined || type === 'Patient' || type === 'RelatedPerson') continue
    const resource = actor.reference === undefined ? undefined : others.get(actor.reference)
    const name = type === 'Practitioner' ? 'AIP' : type === 'Location' ? 'AIL' : 'AIG'
    const field = name === 'AIP' ? staffField(resource, actor, settings) : name === 'AIL' ? placeField(resource, actor) : generalField(resource, actor)
    if (field === undefined) continue
    const fields = { 1: String(++counts[name]), 2: action, 3: field }
    segments.push({ name, fields: at === undefined ? fields : { ...fields, [name === 'AIG' ? 8 : 6]: at } })
  }
  return segments
}

function staffField(practitioner: Resource | undefined, actor: Reference, settings: SiuSettings): FieldValue {
  const identifiers = (practitioner?.['identifier'] as Identifier[] | undefined) ?? []
  const system = derivedSystem(settings.patientSystem, 'staff')
  const number = (identifiers.find((one) => one.system === lanrSystem) ?? identifiers.find((one) => one.system === system) ?? identifiers[0])?.value
  const name = (practitioner?.['name'] as HumanName[] | undefined)?.[0]
  if (number === undefined && name === undefined) return actor.display === undefined ? undefined : [undefined, actor.display]
  return [number, name?.family ?? actor.display, name?.given?.join(' '), undefined, name?.suffix?.join(' '), name?.prefix?.join(' ')]
}

/** A PL: ward, room and bed of a Location that messages made, by its path; another one by its name as the point of care. */
function placeField(location: Resource | undefined, actor: Reference): FieldValue {
  const identifiers = (location?.['identifier'] as Identifier[] | undefined) ?? []
  const path = identifiers.find(({ system }) => system?.includes('#location-') === true)?.value
  if (path !== undefined) return path.split('/').map((level) => level.replaceAll('%2F', '/').replaceAll('%25', '%'))
  const name = location?.['name'] ?? actor.display
  return typeof name === 'string' ? [name] : undefined
}

function generalField(resource: Resource | undefined, actor: Reference): FieldValue {
  const identifier = (resource?.['identifier'] as Identifier[] | undefined)?.[0]?.value
  const name = typeof resource?.['name'] === 'string' ? resource['name'] : actor.display
  return identifier === undefined && name === undefined ? undefined : [identifier, name]
}
