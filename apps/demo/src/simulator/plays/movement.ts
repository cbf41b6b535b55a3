import type { Ward } from '../house.ts'
import { placeOf, someMinutesAgo } from '../state.ts'
import type { Play } from './play.ts'

/** A02: a patient moves to a free bed. */
export const transfer: Play = {
  name: 'transfer',
  weight: state => (state.inpatients.size > 0 && state.occupancy < 1 ? 14 : 0),
  play: state => {
    const patient = state.inpatients.pick(state.random)
    const current = patient?.current
    const prior = placeOf(current)
    if (!patient || !current || !prior) return undefined
    const stays = state.random.chance(0.35)
    const bed = state.freeBed(ward => (stays ? ward === prior.ward : mayMove(prior.ward, ward)))
    if (!bed) return undefined
    const start = someMinutesAgo(state, current)
    const movement = state.move(patient, 'A02', bed, start)
    current.department = bed.ward.department
    return state.event('A02', patient, {
      case: current,
      place: bed,
      prior,
      occurred: start,
      movement: { id: movement.id, action: 'INSERT', start, origin: 'A02' },
    })
  },
}

/** A12: the last transfer did not happen. */
export const cancelTransfer: Play = {
  name: 'cancel transfer',
  weight: state => (state.inpatients.size > 0 ? 1.5 : 0),
  play: state => {
    const patient = state.inpatients.find(state.random, ({ current }) => {
      const before = current?.movements.at(-2)
      return current?.movements.at(-1)?.trigger === 'A02' && before !== undefined && state.isFree(before.place)
    })
    const current = patient?.current
    const cancelled = current?.movements.at(-1)
    if (!patient || !current || !cancelled) return undefined
    state.leaveBed(patient)
    current.movements.pop()
    const place = placeOf(current)
    if (!place) return undefined
    state.occupy(patient, place)
    current.department = place.ward.department
    return state.event('A12', patient, {
      case: current,
      place,
      prior: cancelled.place,
      occurred: cancelled.start,
      movement: { id: cancelled.id, action: 'DELETE', start: cancelled.start, origin: 'A02' },
    })
  },
}

/** A08 with a corrected movement: the patient lies in another bed of the ward than was sent. */
export const correctBed: Play = {
  name: 'correct bed',
  weight: state => (state.inpatients.size > 0 && state.occupancy < 1 ? 2 : 0),
  play: state => {
    const patient = state.inpatients.pick(state.random)
    const current = patient?.current
    const last = current?.movements.at(-1)
    if (!patient || !current || !last) return undefined
    const bed = state.freeBed(ward => ward === last.place.ward)
    if (!bed) return undefined
    state.leaveBed(patient)
    last.place = bed
    state.occupy(patient, bed)
    return state.event('A08', patient, {
      case: current,
      place: bed,
      occurred: last.start,
      movement: { id: last.id, action: 'UPDATE', start: last.start, origin: last.trigger },
    })
  },
}

function mayMove(from: Ward, to: Ward): boolean {
  if (from.kind === 'newborn') return to.kind === 'newborn'
  if (from.kind === 'maternity' || from.kind === 'children') return to.kind === from.kind || to.kind === 'intensive'
  return to.kind === 'general' || to.kind === 'intensive'
}
