import type { MapContext } from '../map-context.ts'
import type { VisitFacts } from '../segments/pv1.ts'
import type { Movement } from '../segments/zbe.ts'
import type { Identifier } from '../values/shapes.ts'
import { instantOf } from '../values/time.ts'
import type { VisitRule, VisitStatus } from '../visit-rule.ts'
import { openStay, putIn, samePlaces, stayOfMovement, stayPlaces, takeOut, hasId, type Stay, type StayPlace } from './stays.ts'

/** A movement that is no stay: a discharge or a leave. */
export interface Mark {
  readonly ids: readonly Identifier[]
  readonly event: string
}

/** The stays and marks of a visit, and what a message does to them. */
export interface Stays {
  readonly stays: Stay[]
  marks: Mark[]
  /** The department where the patient is now, where the message tells. */
  department: string | undefined
  /** A new time of the discharge, told by its movement. */
  discharged: string | undefined
}

interface Event {
  readonly rule: VisitRule
  readonly status: VisitStatus
  readonly facts: VisitFacts
  readonly movement: Movement | undefined
  /** Start of the visit. */
  readonly start: string | undefined
  /** When the event happened. */
  readonly time: string | undefined
  readonly places: readonly StayPlace[]
  readonly context: MapContext
}

const markEvents = new Set(['A03', 'A13', 'A21', 'A22', 'A52', 'A53'])

/** Lays PV1-3 and ZBE over the stays. */
export function moveStays(visit: Stays, event: Omit<Event, 'places'>): void {
  const { rule, movement, facts } = event
  const all: Event = { ...event, places: stayPlaces(facts.location?.places ?? []) }
  visit.department = movement?.historic === true ? undefined : (facts.location?.department ?? facts.service)
  if (rule.event === 'A05' && event.status !== 'planned') return
  if (rule.stay === 'clear' || event.status === 'cancelled') {
    visit.stays.length = 0
    visit.marks.length = 0
  } else if (movement === undefined || movement.ids.length === 0) withoutMovement(visit, all)
  else withMovement(visit, all, movement)
}

function withMovement(visit: Stays, event: Event, movement: Movement): void {
  const { rule } = event
  const action = movement.action ?? rule.action
  const stay = stayOfMovement(visit.stays, movement.ids)
  if (stay === undefined) {
    const mark = visit.marks.findIndex(({ ids }) => ids.some(id => hasId(movement.ids, id)))
    const ownMark = rule.marks && (action !== 'REFERENCE' || rule.stay === 'reopen')
    const isMark =
      movement.originalEvent === undefined ? ownMark || (mark >= 0 && action !== 'INSERT') : markEvents.has(movement.originalEvent)
    if (isMark) return withMark(visit, event, movement, mark)
    // The id of what was told as a discharge or leave now stands for a stay.
    if (mark >= 0) visit.marks.splice(mark, 1)
  } else if (rule.marks && (movement.action === undefined || action === 'DELETE')) {
    // A discharge or leave that names the stay it ends or interrupts: the stay itself is not taken back.
    return withoutMovement(visit, event)
  }
  switch (action) {
    case 'INSERT':
    case 'UPDATE':
      return putMovement(visit, event, movement)
    case 'REFERENCE':
      if (stay === undefined) putMovement(visit, event, movement)
      return
    case 'DELETE':
      return deleteMovement(visit, event, movement)
  }
}

function withMark(visit: Stays, event: Event, movement: Movement, at: number): void {
  const action = movement.action ?? event.rule.action
  const kind = movement.originalEvent ?? (event.rule.marks ? undefined : visit.marks[at]?.event) ?? event.rule.event
  if (action === 'DELETE') {
    if (at >= 0) visit.marks.splice(at, 1)
    if (event.rule.stay !== 'reopen') return
  } else if (action !== 'REFERENCE') {
    visit.marks.splice(at < 0 ? visit.marks.length : at, 1, { ids: movement.ids, event: kind })
    if (kind === 'A03') visit.discharged = movement.start
  }
  if (event.rule.marks) withoutMovement(visit, event)
}

/** Adds the stay of a movement or changes it. A stay that was known without a movement, of the same start or still going on at the same
 *  place, is this one. */
function putMovement(visit: Stays, event: Event, movement: Movement): void {
  const { stays } = visit
  const { places, rule, context } = event
  const known = stayOfMovement(stays, movement.ids)
  const start = movement.start ?? known?.start ?? (rule.begins ? event.start : event.time)
  const same =
    known ??
    stays.find(stay => stay.ids.length === 0 && (sameStart(stay, start) || (stay.end === undefined && samePlaces(stay.places, places))))
  const at = places.length > 0 ? places : (same?.places ?? [])
  if (at.length === 0) {
    if (rule.stay !== 'correct' && event.facts.class?.code !== 'AMB')
      context.warn('PV1-3', 'The movement names no ward, room or bed; its stay was left out.')
    return
  }
  const planned = event.status === 'planned'
  if (rule.stay === 'open' && !planned) dropPlanned(stays, same)
  const ids = [...(known?.ids ?? []).filter(id => !hasId(movement.ids, id)), ...movement.ids]
  const stay: Stay = { ids, start, end: movement.end ?? (same && ownEnd(stays, same)), planned, places: at }
  if (same && sameStart(same, start)) {
    stays[stays.indexOf(same)] = stay
    return
  }
  if (same) takeOut(stays, same)
  putIn(stays, stay)
}

/** An end that was told, not taken from the next stay's start. */
function ownEnd(stays: readonly Stay[], stay: Stay): string | undefined {
  const next = stays[stays.indexOf(stay) + 1]
  return next !== undefined && next.start === stay.end ? undefined : stay.end
}

/** Takes a movement back. Its place in PV1-3 is then no longer where the patient is. */
function deleteMovement(visit: Stays, event: Event, movement: Movement): void {
  const { stays } = visit
  const stay = stayOfMovement(stays, movement.ids)
  visit.department = undefined
  if (stay !== undefined) {
    const last = stays.at(-1) === stay
    takeOut(stays, stay)
    if (last) backTo(visit, event, stay.places)
  } else if (event.rule.stay === 'takeBack' && event.facts.priorLocation !== undefined && (openStay(stays)?.ids.length ?? 0) === 0)
    takeBack(visit, event)
  else event.context.warn('ZBE-1', 'The movement to delete is not known; nothing was deleted.')
}

function withoutMovement(visit: Stays, event: Event): void {
  const { stays } = visit
  const { places, rule } = event
  switch (rule.stay) {
    case 'open':
      return openAt(visit, event)
    case 'move':
      if (places.length === 0 || isOpenAt(stays, places)) return
      if (!stays.some(stay => sameStart(stay, event.time) && samePlaces(stay.places, places))) putIn(stays, newStay(event, event.time))
      return
    case 'correct':
      return correct(visit, event)
    case 'close':
    case 'none':
      if (stays.length === 0 && places.length > 0) putIn(stays, newStay(event, event.start))
      return
    case 'reopen': {
      visit.marks = visit.marks.filter(mark => mark.event !== 'A03')
      const last = stays.at(-1)
      if (places.length === 0 || (last && samePlaces(last.places, places))) return
      putIn(stays, newStay(event, last === undefined ? event.start : event.time))
      return
    }
    case 'takeBack':
      return takeBack(visit, event)
    case 'clear':
      return
  }
}

function openAt({ stays }: Stays, event: Event): void {
  const { places, status, start } = event
  if (places.length === 0) return
  if (status !== 'planned') dropPlanned(stays, undefined)
  if (isOpenAt(stays, places)) return
  const same = stays.find(stay => sameStart(stay, start))
  if (same) same.places = places
  else if (status === 'planned' && stays.at(-1)?.planned === true) stays.splice(-1, 1, newStay(event, start))
  else putIn(stays, newStay(event, start))
}

function correct({ stays }: Stays, event: Event): void {
  const { places, status, start } = event
  if (places.length === 0) return
  const open = openStay(stays)
  if (open) open.places = places
  else if (stays.length === 0) putIn(stays, newStay(event, start))
  else if (status !== 'finished') putIn(stays, newStay(event, event.time))
}

/** Without a movement's id the last stay is taken back only where PV1-3 and PV1-6 fit: either names the stay, the other the one before
 *  (German senders repeat the transfer they cancel, HL7 wants the place the patient stays at). Told twice, nothing fits any more. */
function takeBack(visit: Stays, event: Event): void {
  const { stays } = visit
  const { places, facts, context } = event
  visit.department = undefined
  if (stays.length === 0) return backTo(visit, event, places)
  const last = openStay(stays)
  const before = stays.at(-2)
  if (last === undefined || before === undefined) return context.warn('PV1-3', 'The transfer to cancel is not known; nothing was changed.')
  const prior = stayPlaces(facts.priorLocation?.places ?? [])
  const fits = (a: readonly StayPlace[], stay: Stay): boolean => a.length === 0 || samePlaces(a, stay.places)
  if (!(fits(places, last) && fits(prior, before)) && !(fits(places, before) && fits(prior, last))) {
    return context.warn('PV1-3', 'The transfer to cancel is not known; nothing was changed.')
  }
  takeOut(stays, last)
  backTo(visit, event, last.places)
}

/** The patient is at the stay before, or where PV1-3 or PV1-6 say, whichever is not the cancelled place. */
function backTo(visit: Stays, event: Event, cancelled: readonly StayPlace[]): void {
  const { location, priorLocation } = event.facts
  const current = event.places.length > 0 && !samePlaces(event.places, cancelled) ? location : priorLocation
  visit.department = current?.department
  const places = stayPlaces(current?.places ?? [])
  if (visit.stays.length === 0 && places.length > 0) putIn(visit.stays, { ...newStay(event, event.start), places })
}

function newStay({ places, status }: Event, start: string | undefined): Stay {
  return { ids: [], start, end: undefined, planned: status === 'planned', places }
}

function dropPlanned(stays: Stay[], except: Stay | undefined): void {
  for (let i = stays.length - 1; i >= 0; i--) if (stays[i]!.planned && stays[i] !== except) stays.splice(i, 1)
}

function isOpenAt(stays: readonly Stay[], places: readonly StayPlace[]): boolean {
  const open = openStay(stays)
  return open !== undefined && samePlaces(open.places, places)
}

function sameStart(stay: Stay, start: string | undefined): boolean {
  return stay.start === start || (stay.start !== undefined && start !== undefined && instantOf(stay.start) === instantOf(start))
}
