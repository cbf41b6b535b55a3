import type { HospitalEvent, Patient, Place } from '../event.ts'
import type { Ward } from '../house.ts'
import { inventPerson } from '../person.ts'
import { someMinutesAgo, type HospitalState } from '../state.ts'
import { usualOccupancy, type Play } from './play.ts'

/** A01 of somebody who comes unannounced. */
export const admit: Play = {
  name: 'admit',
  weight: state => (state.occupancy >= 0.97 ? 0 : state.occupancy < usualOccupancy ? 18 : 8),
  play: state => {
    const bed = state.freeBed(ward => ward.kind !== 'newborn' && ward.kind !== 'intensive')
    if (!bed) return undefined
    const known = bed.ward.kind === 'general' && state.random.chance(0.25) ? state.idle.find(state.random, mayReturn) : undefined
    return admitTo(state, known ?? state.register(fitting(state, bed.ward)), bed, someMinutesAgo(state, undefined))
  },
}

/** A01 of the first days: fills the house before the day begins. */
export function admitEarlier(state: HospitalState): HospitalEvent | undefined {
  const bed = state.freeBed(ward => ward.kind !== 'newborn')
  if (!bed) return undefined
  const admitted = new Date(state.now.getTime() - state.random.between(30, 6 * 24 * 60) * 60_000)
  return admitTo(state, state.register(fitting(state, bed.ward)), bed, admitted)
}

/** A05: somebody is expected. */
export const preadmit: Play = {
  name: 'preadmit',
  weight: state => (state.planned.size < state.house.beds.length / 8 ? 5 : 0),
  play: state => {
    const known = state.random.chance(0.4) ? state.idle.find(state.random, mayReturn) : undefined
    const patient = known ?? state.register(inventPerson(state.random, state.year))
    const ward = state.random.pick(state.house.beds).ward
    const place: Place = { ward: ward.kind === 'general' ? ward : generalWard(state) }
    const opened = state.open(patient, 'inpatient', place, 'planned')
    const planned = new Date(state.now.getTime() + state.random.between(1, 14) * 24 * 3_600_000)
    const movement = state.move(patient, 'A05', place, planned)
    opened.admitted = planned
    return state.event('A05', patient, {
      case: opened,
      place,
      movement: { id: movement.id, action: 'INSERT', start: planned, origin: 'A05' },
    })
  },
}

/** A01 of somebody who was expected. */
export const admitPlanned: Play = {
  name: 'admit planned',
  weight: state => (state.planned.size > 0 && state.occupancy < 0.97 ? 5 : 0),
  play: state => {
    const patient = state.planned.pick(state.random)
    const opened = patient?.current
    if (!patient || !opened) return undefined
    const expected = opened.movements[0]?.place.ward
    const bed = state.freeBed(ward => ward === expected) ?? state.freeBed(ward => ward.kind === 'general')
    if (!bed) return undefined
    // The plan is no movement of the case once it has begun.
    opened.movements = []
    opened.admitted = state.now
    opened.department = bed.ward.department
    state.setStatus(patient, 'in-progress')
    const movement = state.move(patient, 'A01', bed, state.now)
    return state.event('A01', patient, {
      case: opened,
      place: bed,
      movement: { id: movement.id, action: 'INSERT', start: movement.start, origin: 'A01' },
    })
  },
}

/** A04: an outpatient visit begins. */
export const visit: Play = {
  name: 'visit',
  weight: state => (state.outpatients.size < state.house.beds.length / 4 ? 9 : 0),
  play: state => {
    const known = state.random.chance(0.4) ? state.idle.find(state.random, mayReturn) : undefined
    const patient = known ?? state.register(inventPerson(state.random, state.year))
    return openVisit(state, patient)
  },
}

export function openVisit(state: HospitalState, patient: Patient): HospitalEvent {
  const place: Place = { ward: state.random.pick(state.house.outpatient) }
  const start = someMinutesAgo(state, undefined)
  const opened = state.open(patient, 'outpatient', place, 'in-progress')
  opened.admitted = start
  const movement = state.move(patient, 'A04', place, start)
  return state.event('A04', patient, {
    case: opened,
    place,
    occurred: start,
    movement: { id: movement.id, action: 'INSERT', start, origin: 'A04' },
  })
}

export function admitTo(state: HospitalState, patient: Patient, place: Place, admitted: Date, newborn = false): HospitalEvent {
  const opened = state.open(patient, 'inpatient', place, 'in-progress', newborn)
  opened.admitted = admitted
  const movement = state.move(patient, 'A01', place, admitted)
  return state.event('A01', patient, {
    case: opened,
    place,
    occurred: admitted,
    movement: { id: movement.id, action: 'INSERT', start: admitted, origin: 'A01' },
  })
}

/** Grown-ups only, since a returning patient may be sent to any general ward. */
function mayReturn(patient: Patient): boolean {
  return patient.person.adult
}

function fitting(state: HospitalState, ward: Ward) {
  if (ward.kind === 'maternity') return inventPerson(state.random, state.year, { gender: 'F', youngest: 19, oldest: 43 })
  if (ward.kind === 'children') return inventPerson(state.random, state.year, { youngest: 1, oldest: 15 })
  return inventPerson(state.random, state.year)
}

function generalWard(state: HospitalState): Ward {
  const wards = state.house.beds.map(bed => bed.ward).filter(ward => ward.kind === 'general')
  return state.random.pick(wards)
}
