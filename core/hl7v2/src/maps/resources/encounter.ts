import type { Resource } from '@steckwerk/fhir'
import type { Draft } from '../draft.ts'
import type { MapContext } from '../map-context.ts'
import { applyTo, setElement, withExtensions } from '../patch.ts'
import { serviceTypeOf, type VisitFacts } from '../segments/pv1.ts'
import { plannedStart, plannedStartUrl } from '../segments/pv2.ts'
import type { Movement } from '../segments/zbe.ts'
import { actCodeSystem } from '../tables/visit-codes.ts'
import { codeable, unknownValue, type Extension, type Identifier, type Period, type Reference } from '../values/shapes.ts'
import { movementExtension } from '../values/systems.ts'
import { instantOf } from '../values/time.ts'
import type { VisitRule, VisitStatus } from '../visit-rule.ts'
import { putDepartment } from './organizations.ts'
import { putPractitioner } from './practitioners.ts'
import { readStays, settle, writeStays, type LocationEntry } from './stays.ts'
import { moveStays, type Mark, type Stays } from './visit-stays.ts'

/** A visit as a message tells it. */
export interface Visit {
  readonly id: string
  readonly identifier: Identifier
  readonly facts: VisitFacts
  readonly movement: Movement | undefined
  /** When the message was sent (MSH-7). */
  readonly sent: string | undefined
}

const contactLevels = 'http://fhir.de/CodeSystem/Kontaktebene'

// One Encounter a case stands for both levels: docs/decisions/0011-one-encounter-per-case.md.
const contactTypes = [codeable(contactLevels, 'einrichtungskontakt'), codeable(contactLevels, 'abteilungskontakt')]

/** Lays a visit over its Encounter. */
export function putEncounter(draft: Draft, visit: Visit, patientId: string, rule: VisitRule, context: MapContext): void {
  const { facts, movement } = visit
  const current = draft.get('Encounter', visit.id)
  const before = current?.status as VisitStatus | undefined
  const status = movement?.historic === true && before !== undefined ? before : rule.status(before, facts)
  const encounter: Resource = current ? { ...current } : { resourceType: 'Encounter', id: visit.id, identifier: [visit.identifier] }
  checkSubject(current, patientId, context)
  encounter.status = status
  encounter.class = facts.class ??
    current?.class ?? { system: actCodeSystem, code: (facts.location?.places.length ?? 0) > 0 ? 'IMP' : 'AMB' }
  encounter.type = contactTypes
  encounter.subject = { reference: `Patient/${patientId}` }
  applyTo(encounter, facts.patch)
  applyHospitalization(encounter, facts, rule)

  const stays: Stays = {
    stays: readStays(current?.location as LocationEntry[] | undefined),
    marks: marksOf(current),
    department: undefined,
    discharged: undefined,
  }
  const known = current?.period as Period | undefined
  const last = stays.stays.at(-1)
  if (last?.end !== undefined && last.end === known?.end) last.end = undefined
  const start = startOf(visit, rule, known, status)
  const time = facts.occurred ?? movement?.start ?? facts.recorded ?? visit.sent
  moveStays(stays, { rule, status, facts, movement, start: status === 'planned' ? plannedTime(visit) : start, time, context })

  const period = periodOf(visit, rule, status, start, stays.discharged, known, context)
  setElement(encounter, 'period', period)
  applyPlannedStart(encounter, visit, status)
  settle(stays.stays, period?.end ?? (status === 'finished' ? known?.end : undefined))
  if (status !== 'planned') for (const stay of stays.stays) stay.planned = false
  setElement(encounter, 'location', writeStays(stays.stays, status === 'finished'))
  applyMarks(encounter, stays.marks)
  applyDepartment(draft, encounter, stays.department, facts.patch.elements.serviceType !== undefined, context)
  applyStaff(draft, encounter, facts)
  if (facts.account !== undefined) setElement(encounter, 'account', facts.account && [{ identifier: facts.account }])
  draft.put(encounter)
}

function checkSubject(current: Resource | undefined, patientId: string, context: MapContext): void {
  const before = (current?.subject as { reference?: string } | undefined)?.reference
  if (before !== undefined && before !== `Patient/${patientId}`) {
    context.warn('PV1-19', 'The visit belonged to another patient; it belongs to the one of this message now.')
  }
}

/** PV1-44; where it is absent the start that is known, else for an admission the event's own time. */
function startOf({ facts, movement, sent }: Visit, rule: VisitRule, known: Period | undefined, status: VisitStatus): string | undefined {
  if (status === 'planned') return undefined
  return facts.admitted ?? known?.start ?? (rule.begins ? (facts.occurred ?? movement?.start ?? facts.recorded ?? sent) : undefined)
}

function plannedTime({ facts, movement }: Visit): string | undefined {
  return facts.plannedStart ?? facts.admitted ?? movement?.start
}

/** A planned visit has no period; one that goes on has a start; a finished one has an end. What is not known says so. */
function periodOf(
  visit: Visit,
  rule: VisitRule,
  status: VisitStatus,
  start: string | undefined,
  discharged: string | undefined,
  known: Period | undefined,
  context: MapContext,
): Period | undefined {
  if (status === 'planned' || (status === 'cancelled' && start === undefined)) return undefined
  const period: Period = start === undefined ? { _start: unknownValue } : { start }
  if (status !== 'finished') return period
  const { facts, movement, sent } = visit
  const end =
    facts.discharged ??
    discharged ??
    (rule.event === 'A03' ? (facts.occurred ?? movement?.start ?? facts.recorded ?? sent) : undefined) ??
    known?.end
  if (end !== undefined && start !== undefined && instantOf(end) < instantOf(start)) {
    context.warn(facts.discharged === undefined ? 'PV1-44' : 'PV1-45', 'The visit would end before it began; its end was left out.')
    return { ...period, _end: unknownValue }
  }
  return end === undefined ? { ...period, _end: unknownValue } : { ...period, end }
}

function applyPlannedStart(encounter: Resource, visit: Visit, status: VisitStatus): void {
  const time = visit.facts.plannedStart ?? (status === 'planned' ? plannedTime(visit) : undefined)
  const known = (encounter.extension as Extension[] | undefined)?.some(({ url }) => url === plannedStartUrl) === true
  if (time === undefined && (status !== 'planned' || known)) return
  setElement(
    encounter,
    'extension',
    withExtensions(encounter.extension as Extension[] | undefined, new Map([[plannedStartUrl, plannedStart(time)]])),
  )
}

function applyHospitalization(encounter: Resource, { admitSource, disposition }: VisitFacts, rule: VisitRule): void {
  const gone = rule.stay === 'reopen' ? null : disposition
  if (admitSource === undefined && gone === undefined) return
  const hospitalization = { ...(encounter.hospitalization as Record<string, unknown> | undefined) }
  if (admitSource === null) delete hospitalization.admitSource
  else if (admitSource !== undefined) hospitalization.admitSource = admitSource
  if (gone === null) delete hospitalization.dischargeDisposition
  else if (gone !== undefined) hospitalization.dischargeDisposition = gone
  setElement(encounter, 'hospitalization', Object.keys(hospitalization).length === 0 ? null : hospitalization)
}

function applyDepartment(
  draft: Draft,
  encounter: Resource,
  department: string | undefined,
  serviceSent: boolean,
  context: MapContext,
): void {
  if (department === undefined) return
  const before = encounter.serviceProvider as Reference | undefined
  const provider = putDepartment(draft, department, context)
  encounter.serviceProvider = provider
  if (serviceSent) return
  // The service of another department is not this one's.
  const type = serviceTypeOf(department)
  if (type || before?.reference !== provider.reference) setElement(encounter, 'serviceType', type)
}

interface Participant {
  readonly type?: readonly { readonly coding?: readonly { readonly code?: string }[] }[]
}

function applyStaff(draft: Draft, encounter: Resource, { staff }: VisitFacts): void {
  if (staff.size === 0) return
  const participants: Participant[] = []
  const placed = new Set<string>()
  const place = (role: string): void => {
    if (placed.has(role)) return
    placed.add(role)
    for (const member of staff.get(role) ?? []) {
      const type = [codeable('http://terminology.hl7.org/CodeSystem/v3-ParticipationType', role)]
      participants.push({ type, individual: putPractitioner(draft, member) } as Participant)
    }
  }
  for (const participant of (encounter.participant as Participant[] | undefined) ?? []) {
    const role = participant.type?.[0]?.coding?.[0]?.code
    if (role !== undefined && staff.has(role)) place(role)
    else participants.push(participant)
  }
  for (const role of staff.keys()) place(role)
  setElement(encounter, 'participant', participants.length === 0 ? null : participants)
}

function marksOf(encounter: Resource | undefined): Mark[] {
  const marks: Mark[] = []
  for (const { url, extension } of (encounter?.extension as Extension[] | undefined) ?? []) {
    if (url !== movementExtension) continue
    const ids = (extension ?? []).filter(part => part.url === 'id').map(part => part.valueIdentifier as Identifier)
    marks.push({ ids, event: String(extension?.find(part => part.url === 'event')?.valueCode) })
  }
  return marks
}

function applyMarks(encounter: Resource, marks: readonly Mark[]): void {
  const others = ((encounter.extension as Extension[] | undefined) ?? []).filter(({ url }) => url !== movementExtension)
  const own = marks.map(({ ids, event }) => ({
    url: movementExtension,
    extension: [...ids.map(id => ({ url: 'id', valueIdentifier: id })), { url: 'event', valueCode: event }],
  }))
  const all = [...others, ...own]
  setElement(encounter, 'extension', all.length === 0 ? null : all)
}
