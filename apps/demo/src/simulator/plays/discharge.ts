import type { Patient } from '../event.ts'
import { placeOf, someMinutesAgo, type HospitalState } from '../state.ts'
import { usualOccupancy, type Play } from './play.ts'

/** A03 of an inpatient. */
export const discharge: Play = {
  name: 'discharge',
  weight: state => (state.inpatients.size === 0 ? 0 : state.occupancy > usualOccupancy ? 18 : 7),
  play: state => dischargeOne(state, state.inpatients.pick(state.random)),
}

/** A03 of an outpatient: the visit ends. */
export const endVisit: Play = {
  name: 'end visit',
  weight: state => (state.outpatients.size > 0 ? 8 : 0),
  play: state => dischargeOne(state, state.outpatients.pick(state.random)),
}

/** A11: an admission or a visit did not happen. */
export const cancelAdmission: Play = {
  name: 'cancel admission',
  weight: state => (state.inpatients.size + state.outpatients.size > 0 ? 1.5 : 0),
  play: state => {
    const pool = state.random.chance(0.5) ? state.inpatients : state.outpatients
    const patient = pool.find(state.random, ({ current }) => current?.movements.length === 1 && !current.newborn)
    const current = patient?.current
    const cancelled = current?.movements.at(-1)
    if (!patient || !current || !cancelled) return undefined
    state.leaveBed(patient)
    state.setStatus(patient, 'cancelled')
    return state.event('A11', patient, {
      case: current,
      place: cancelled.place,
      occurred: cancelled.start,
      movement: { id: cancelled.id, action: 'DELETE', start: cancelled.start, origin: cancelled.trigger },
    })
  },
}

/** A13: a discharge did not happen. */
export const cancelDischarge: Play = {
  name: 'cancel discharge',
  weight: state => (state.recentlyDischarged.length > 0 ? 1.5 : 0),
  play: state => {
    const patient = state.recentlyDischarged.pop()
    const current = patient?.current
    const cancelled = current?.movements.at(-1)
    const before = current?.movements.at(-2)
    if (!patient || !current || !cancelled || !before || patient.mergedInto || current.status !== 'finished') return undefined
    if (cancelled.trigger !== 'A03' || !state.isFree(before.place)) return undefined
    current.movements.pop()
    current.discharged = undefined
    state.setStatus(patient, 'in-progress')
    state.occupy(patient, before.place)
    return state.event('A13', patient, {
      case: current,
      place: before.place,
      occurred: cancelled.start,
      movement: { id: cancelled.id, action: 'DELETE', start: cancelled.start, origin: 'A03' },
    })
  },
}

function dischargeOne(state: HospitalState, patient: Patient | undefined) {
  const current = patient?.current
  const place = placeOf(current)
  if (!patient || !current || !place) return undefined
  const end = someMinutesAgo(state, current)
  const movement = state.move(patient, 'A03', place, end)
  current.discharged = end
  state.setStatus(patient, 'finished')
  state.recentlyDischarged.push(patient)
  if (state.recentlyDischarged.length > 12) state.recentlyDischarged.shift()
  return state.event('A03', patient, {
    case: current,
    place,
    occurred: end,
    movement: { id: movement.id, action: 'INSERT', start: end, origin: 'A03' },
  })
}
