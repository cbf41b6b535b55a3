import { currentName, listName, spokenName } from '../names.ts'
import { referencedId, type Encounter, type Patient } from '../fhir-shapes.ts'
import type { Person, Stay } from './model.ts'
import type { Place } from './places.ts'
import type { ResourcePool } from './resource-pool.ts'

export interface PlacedStay {
  readonly stay: Stay
  readonly place: Place | undefined
}

/** Ids of resources that are referred to but not in the pool. */
export interface Missing {
  readonly Patient: Set<string>
  readonly Practitioner: Set<string>
  readonly Organization: Set<string>
}

const plannedStart = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedStartDate'

/** Everybody who is here, on leave, or expected on the day of `now`, with the place each has. */
export function placedStays(pool: ResourcePool, places: ReadonlyMap<string, Place>, now: Date, missing: Missing): PlacedStay[] {
  const covered = coveredByParts(pool)
  const placed: PlacedStay[] = []
  for (const [id, encounter] of pool.encounters) {
    if (covered.has(id)) continue
    if (encounter.status === 'planned' && !sameDay(startOf(encounter), now)) continue
    const place = placeOf(encounter, places)
    // Outpatients without a ward are not a ward's concern.
    if (place?.ward === undefined && encounter.class?.code === 'AMB') continue
    placed.push({ stay: stayOf(id, encounter, place, pool, missing), place })
  }
  return placed
}

/** Encounters that a part of theirs describes better: a hospital stay split into contacts shows its innermost contact. */
function coveredByParts(pool: ResourcePool): ReadonlySet<string> {
  const covered = new Set<string>()
  for (const encounter of pool.encounters.values()) {
    const whole = referencedId(encounter.partOf, 'Encounter')
    if (whole !== undefined && (encounter.location?.length ?? 0) > 0) covered.add(whole)
  }
  return covered
}

function placeOf(encounter: Encounter, places: ReadonlyMap<string, Place>): Place | undefined {
  const wanted = encounter.status === 'planned' ? ['active', 'planned', 'reserved'] : ['active', 'reserved']
  const depth = { site: 1, ward: 2, room: 3, bed: 4 }
  let best: { place: Place; depth: number; start: string } | undefined
  for (const { location, status, period } of encounter.location ?? []) {
    if (status === undefined ? period?.end !== undefined : !wanted.includes(status)) continue
    const place = places.get(referencedId(location, 'Location') ?? '')
    if (place === undefined) continue
    const candidate = { place, depth: place.level === undefined ? 0 : depth[place.level], start: period?.start ?? '' }
    if (best === undefined || candidate.depth > best.depth || (candidate.depth === best.depth && candidate.start > best.start)) best = candidate
  }
  return best?.place
}

function stayOf(id: string, encounter: Encounter, place: Place | undefined, pool: ResourcePool, missing: Missing): Stay {
  const patientId = referencedId(encounter.subject, 'Patient')
  const patient = patientId === undefined ? undefined : pool.patients.get(patientId)
  if (patientId !== undefined && patient === undefined) missing.Patient.add(patientId)
  return {
    id,
    status: encounter.status === 'planned' ? 'planned' : encounter.status === 'onleave' ? 'onLeave' : 'present',
    patient: patient === undefined || patientId === undefined ? null : person(patientId, patient),
    caseNumber: caseNumber(encounter, pool),
    since: startOf(encounter) ?? null,
    attending: attending(encounter, pool, missing),
    department: department(encounter, pool, missing),
    bedName: place?.bed?.name ?? '',
  }
}

function person(id: string, patient: Patient): Person {
  const gender = patient.gender === 'male' || patient.gender === 'female' || patient.gender === 'other' ? patient.gender : 'unknown'
  const deceased = patient.deceasedBoolean === true || patient.deceasedDateTime !== undefined
  return { id, name: listName(patient.name) || currentName(patient.name)?.text || '', birthDate: patient.birthDate ?? null, gender, deceased }
}

function startOf(encounter: Encounter): string | undefined {
  const planned = encounter.extension?.find(({ url }) => url === plannedStart)?.valueDateTime
  return encounter.status === 'planned' ? (planned ?? encounter.period?.start) : (encounter.period?.start ?? planned)
}

function sameDay(instant: string | undefined, now: Date): boolean {
  if (instant === undefined) return false
  // A bare date means that day wherever the reader is, and not midnight in Greenwich.
  const date = /^\d{4}-\d{2}-\d{2}$/.test(instant) ? new Date(`${instant}T00:00`) : new Date(instant)
  return date.toDateString() === now.toDateString()
}

/** The admission number (VN): the encounter's own, else that of the stay it is part of. */
function caseNumber(encounter: Encounter, pool: ResourcePool): string {
  const own = encounter.identifier?.find(({ type }) => type?.coding?.some(({ code }) => code === 'VN'))?.value
  if (own !== undefined) return own
  const whole = pool.encounters.get(referencedId(encounter.partOf, 'Encounter') ?? '')
  return whole === undefined || whole === encounter ? encounter.identifier?.[0]?.value ?? '' : caseNumber({ ...whole, partOf: {} }, pool)
}

function attending(encounter: Encounter, pool: ResourcePool, missing: Missing): string {
  const isAttending = (participant: { readonly type?: readonly { readonly coding?: readonly { readonly code?: string }[] }[] }) =>
    participant.type?.some(type => type.coding?.some(({ code }) => code === 'ATND')) ?? false
  const reference = (encounter.participant?.find(isAttending) ?? encounter.participant?.[0])?.individual
  const id = referencedId(reference, 'Practitioner')
  const practitioner = id === undefined ? undefined : pool.practitioners.get(id)
  if (practitioner !== undefined) return spokenName(practitioner.name)
  // The reference mostly says the name itself; only where it does not is the resource worth fetching.
  if (id !== undefined && reference?.display === undefined) missing.Practitioner.add(id)
  return reference?.display ?? ''
}

function department(encounter: Encounter, pool: ResourcePool, missing: Missing): string {
  const id = referencedId(encounter.serviceProvider, 'Organization')
  const organization = id === undefined ? undefined : pool.organizations.get(id)
  const display = encounter.serviceProvider?.display
  if (id !== undefined && organization === undefined && display === undefined) missing.Organization.add(id)
  const type = encounter.serviceType
  return organization?.name ?? display ?? type?.text ?? type?.coding?.[0]?.display ?? ''
}
