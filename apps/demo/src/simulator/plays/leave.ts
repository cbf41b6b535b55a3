import type { HospitalEvent, Patient } from '../event.ts'
import { placeOf, type HospitalState } from '../state.ts'
import type { Play } from './play.ts'

/** A21: an inpatient goes on leave; the bed is kept. */
export const goOnLeave: Play = {
  name: 'go on leave',
  weight: state => (state.inpatients.size > 0 && state.away.size < state.house.beds.length / 30 ? 1.2 : 0),
  play: state => tell(state, 'A21', state.inpatients.find(state.random, ({ current }) => current !== undefined && !current.newborn)),
}

/** A22: a patient comes back from leave. */
export const comeBack: Play = {
  name: 'come back from leave',
  weight: state => (state.away.size > 0 ? 1.2 : 0),
  play: state => tell(state, 'A22', state.away.pick(state.random)),
}

function tell(state: HospitalState, trigger: 'A21' | 'A22', patient: Patient | undefined): HospitalEvent | undefined {
  const current = patient?.current
  const place = placeOf(current)
  if (!patient || !current || !place) return undefined
  state.setStatus(patient, trigger === 'A21' ? 'onleave' : 'in-progress')
  return state.event(trigger, patient, {
    case: current,
    place,
    movement: { id: state.movementId(), action: 'INSERT', start: state.now, origin: trigger },
  })
}
