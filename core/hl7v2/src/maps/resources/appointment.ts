import type { Resource, ResourceKey } from '@steckwerk/fhir'
import type { Draft } from '../draft.ts'
import type { MapContext } from '../map-context.ts'
import { setElement, withExtensions } from '../patch.ts'
import type { AppointmentFacts } from '../segments/sch.ts'
import { changedByExtension, ownPlacer } from '../values/appointment-codes.ts'
import { nameText } from '../values/human-name.ts'
import type { PatientLocation } from '../values/place.ts'
import { siteOf } from '../values/place.ts'
import type { CodeableConcept, Extension, HumanName, Identifier, Reference } from '../values/shapes.ts'
import type { StaffMember } from '../values/staff.ts'
import { derivedSystem } from '../values/systems.ts'
import { mergedIdentifiers } from './patient.ts'
import { departmentId, putSiteOrganization, siteOrganizationId } from './organizations.ts'
import { putPlaces } from './places.ts'
import { putPractitioner } from './practitioners.ts'

/** Who and what an appointment takes: AIS, AIP, AIL, AIG. */
export interface AppointmentResources {
  readonly service: CodeableConcept | undefined
  readonly staff: readonly StaffMember[]
  readonly places: readonly PatientLocation[]
  readonly others: readonly string[]
}

/** The effect of an event: `book` a new one, `move` or change, `cancel`, `remove` one that never should have been, `noshow`. */
export type AppointmentEffect = 'book' | 'change' | 'cancel' | 'remove' | 'noshow'

/** Ids of what an appointment of the house becomes. */
export interface AppointmentIds {
  readonly appointment: string
  readonly slot: string
  readonly schedule: string | undefined
}

/** Ids by the leading number: the calendar keeper's own, else the one it was asked for under. */
export function appointmentIds(facts: AppointmentFacts, resources: AppointmentResources, context: MapContext): AppointmentIds {
  const own = facts.own === undefined ? undefined : { system: derivedSystem(context.settings.caseSystem, ownPlacer), value: facts.own }
  const number = facts.filler ?? facts.placer ?? own!
  const actor = actorOf(resources)
  return {
    appointment: context.id('Appointment', number.system, number.value),
    slot: context.id('Slot', derivedSystem(number.system, 'slot'), number.value),
    schedule: actor === undefined ? undefined : context.id('Schedule', derivedSystem(context.settings.caseSystem, 'schedule'), actor),
  }
}

/** Whose calendar the appointment stands in: the first person with a number, else the first place. */
function actorOf({ staff, places }: AppointmentResources): string | undefined {
  const practitioner = staff.find(({ id }) => id !== undefined)?.id
  if (practitioner !== undefined) return `Practitioner/${practitioner}`
  const place = places.flatMap((one) => one.places.at(-1)?.id ?? [])[0]
  return place === undefined ? undefined : `Location/${place}`
}

export function resourceKeys({ staff, places }: AppointmentResources, context: MapContext, keys: ResourceKey[]): void {
  for (const { id } of staff) if (id !== undefined) keys.push({ type: 'Practitioner', id })
  if (places.length > 0) keys.push({ type: 'Organization', id: siteOrganizationId(context) }, { type: 'Location', id: siteOf(context).id })
  for (const location of places) {
    for (const { id } of location.places) keys.push({ type: 'Location', id })
    if (location.department !== undefined) keys.push({ type: 'Organization', id: departmentId(location.department, context) })
  }
}

/** The Appointment a message speaks of: its own id, or whatever has the number already. */
export function knownAppointment(draft: Draft, facts: AppointmentFacts, ids: AppointmentIds): Resource | undefined {
  const own = facts.own === undefined ? undefined : draft.get('Appointment', facts.own)
  if (own !== undefined) return own
  const derived = draft.get('Appointment', ids.appointment)
  if (derived !== undefined) return derived
  const number = facts.filler ?? facts.placer
  return number && draft.identified('Appointment', number.system, number.value)
}

/** Lays what a message says over the Appointment, and keeps its Slots in step.
 *  One that was asked for here keeps its participants. The booking of one that stands, and what we sent coming back, is a confirmation only: it brings
 *  the house's number, and never the state we have left behind meanwhile. */
export function putAppointment(
  draft: Draft, effect: AppointmentEffect, current: Resource | undefined, patientId: string,
  facts: AppointmentFacts, resources: AppointmentResources, ids: AppointmentIds, context: MapContext,
): void {
  const appointment: Resource = current === undefined ? { resourceType: 'Appointment', id: ids.appointment } : { ...current }
  const isOurs = facts.own !== undefined && current !== undefined
  const numbers = [facts.placer, facts.filler].filter((one) => one !== undefined)
  setElement(appointment, 'identifier', mergedIdentifiers(current?.['identifier'] as Identifier[] | undefined, numbers))
  const confirms = isOurs && (facts.byUs || (effect === 'book' && current['start'] !== undefined))
  appointment['status'] = statusOf(effect, current, facts, confirms)
  if (!confirms) {
    if (facts.start !== undefined && effect !== 'cancel' && effect !== 'remove') {
      appointment['start'] = facts.start
      appointment['end'] = facts.end
      setElement(appointment, 'minutesDuration', facts.minutes ?? Math.round((Date.parse(facts.end ?? facts.start) - Date.parse(facts.start)) / 60_000))
      if (appointment['minutesDuration'] === 0) delete appointment['minutesDuration']
    }
    setSaid(appointment, 'comment', facts.comment)
    if (!isOurs) describe(appointment, facts, resources)
  }
  if (!confirms) applyReason(draft, appointment, effect, facts, context)
  if (!isOurs || !Array.isArray(appointment['participant'])) appointment['participant'] = participants(draft, patientId, resources, context)
  keepSlots(draft, appointment, current, ids, resources, confirms)
  draft.put(appointment)
}

function statusOf(effect: AppointmentEffect, current: Resource | undefined, facts: AppointmentFacts, confirms: boolean): string {
  const before = current?.['status'] as string | undefined
  if (confirms) return effect === 'book' && (before === 'proposed' || before === 'pending' || before === 'waitlist') ? 'booked' : before!
  if (effect === 'cancel') return 'cancelled'
  if (effect === 'remove') return 'entered-in-error'
  if (effect === 'noshow') return 'noshow'
  if (effect === 'change' && facts.status !== undefined) return facts.status
  return effect === 'change' && before !== undefined && before !== 'cancelled' && before !== 'entered-in-error' ? before : (facts.status ?? 'booked')
}

function setSaid(resource: Resource, element: string, value: unknown): void {
  if (value !== undefined) resource[element] = value
}

function describe(appointment: Resource, { purpose, type }: AppointmentFacts, { service }: AppointmentResources): void {
  setSaid(appointment, 'reasonCode', purpose && [purpose])
  setSaid(appointment, 'description', purpose?.text)
  setSaid(appointment, 'appointmentType', type)
  setSaid(appointment, 'serviceType', service && [service])
}

/** A reason belongs to a cancellation only; who did it to every change of what stood. */
function applyReason(draft: Draft, appointment: Resource, effect: AppointmentEffect, facts: AppointmentFacts, context: MapContext): void {
  const ends = effect === 'cancel' || effect === 'noshow'
  if (ends) setSaid(appointment, 'cancelationReason', facts.reason)
  else if (effect !== 'remove' && appointment['status'] !== 'cancelled' && appointment['status'] !== 'noshow') delete appointment['cancelationReason']
  if (effect === 'book') return
  const by: Reference = facts.changedBy === undefined ? { display: context.facility ?? context.settings.site } : putPractitioner(draft, facts.changedBy)
  const change = new Map<string, Extension | null>([[changedByExtension, { url: changedByExtension, valueReference: by }]])
  setElement(appointment, 'extension', withExtensions(appointment['extension'] as Extension[] | undefined, change))
}

function participants(draft: Draft, patientId: string, resources: AppointmentResources, context: MapContext): unknown[] {
  const accepted = (actor: Reference): unknown => ({ actor, status: 'accepted' })
  if (resources.places.length > 0) putSiteOrganization(draft, context)
  const staff = resources.staff.map((member) => putPractitioner(draft, member)).filter((actor) => Object.keys(actor).length > 0)
  const places = resources.places.flatMap((location): Reference[] => {
    putPlaces(draft, location, context)
    const last = location.places.at(-1)
    return last === undefined ? [] : [{ reference: `Location/${last.id}`, display: last.name }]
  })
  return [patientActor(draft, patientId), ...staff, ...places, ...resources.others.map((display) => ({ display }))].map(accepted)
}

/** Named, for the desk that sees who comes before there is a case. */
function patientActor(draft: Draft, id: string): Reference {
  const names = (draft.get('Patient', id)?.['name'] ?? []) as HumanName[]
  const name = names.find(({ use }) => use === 'official') ?? names[0]
  return { reference: `Patient/${id}`, ...(name === undefined ? {} : { display: nameText(name) }) }
}

/** What ended or moved frees its Slots; what stands in a calendar of the house has a busy one there. */
function keepSlots(
  draft: Draft, appointment: Resource, current: Resource | undefined, ids: AppointmentIds, resources: AppointmentResources, confirms: boolean,
): void {
  if (confirms) return
  const status = appointment['status'] as string
  const ended = status === 'cancelled' || status === 'entered-in-error'
  const [former, now] = [current?.['start'], appointment['start']] as (string | undefined)[]
  const moved = former !== undefined && (now === undefined || Date.parse(former) !== Date.parse(now))
  if (ended || moved) {
    for (const { reference } of (current?.['slot'] ?? []) as Reference[]) {
      const [type, id] = reference?.split('/') ?? []
      const slot = type === 'Slot' && id !== undefined && id !== ids.slot ? draft.get('Slot', id) : undefined
      if (slot?.['status'] === 'busy') draft.put({ ...slot, status: 'free' })
    }
    if (moved) delete appointment['slot']
  }
  const busy = draft.get('Slot', ids.slot)
  if (ended || appointment['start'] === undefined || appointment['end'] === undefined) {
    if (busy !== undefined && busy['status'] !== 'free') draft.put({ ...busy, status: 'free' })
    return
  }
  const others = ((appointment['slot'] ?? []) as Reference[]).filter(({ reference }) => reference !== `Slot/${ids.slot}`)
  // A Slot that a service here keeps is enough.
  if (ids.schedule === undefined || others.length > 0) return
  const schedule = { reference: `Schedule/${ids.schedule}` }
  if (draft.get('Schedule', ids.schedule) === undefined) {
    draft.put({ resourceType: 'Schedule', id: ids.schedule, active: true, actor: [{ reference: actorOf(resources)! }] })
  }
  draft.put({ ...busy, resourceType: 'Slot', id: ids.slot, schedule, status: 'busy', start: appointment['start'], end: appointment['end'] })
  appointment['slot'] = [{ reference: `Slot/${ids.slot}` }]
}
