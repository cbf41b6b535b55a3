import type { Patient } from '../event.ts'
import { mistyped } from '../person.ts'
import type { HospitalState } from '../state.ts'
import { openVisit } from './admission.ts'
import type { Play } from './play.ts'

/** Somebody is registered a second time, at the desk (A28) or as an outpatient (A04). */
export const registerTwice: Play = {
  name: 'register twice',
  weight: state => (state.idle.size > 0 && state.duplicates.size < 12 ? 0.6 : 0),
  play: state => {
    const original = state.idle.find(state.random, patient => patient.mother === undefined)
    if (!original) return undefined
    const duplicate = state.register(mistyped(state.random, original.person))
    state.duplicates.add({ duplicate, original })
    return state.random.chance(0.5) ? openVisit(state, duplicate) : state.event('A28', duplicate, {})
  },
}

/** A40: the second registration ends in the first, with its cases. */
export const merge: Play = {
  name: 'merge',
  weight: state => (state.duplicates.size > 0 ? 2 : 0),
  play: state => {
    const pair = state.duplicates.find(state.random, ({ duplicate, original }) => !isOpen(duplicate) || !isOpen(original))
    if (!pair) return undefined
    state.duplicates.delete(pair)
    mergeInto(state, pair.duplicate, survivorOf(pair.original))
    return state.event('A40', survivorOf(pair.original), { merged: pair.duplicate })
  },
}

function mergeInto(state: HospitalState, duplicate: Patient, survivor: Patient): void {
  for (const pool of [state.inpatients, state.outpatients, state.planned, state.away, state.idle]) pool.delete(duplicate)
  const place = duplicate.current?.movements.at(-1)?.place
  const takesOver = isOpen(duplicate) || survivor.current === undefined
  const lies = duplicate.current?.status === 'in-progress' || duplicate.current?.status === 'onleave'
  if (lies && place) state.leaveBed(duplicate)
  survivor.cases.push(...duplicate.cases)
  duplicate.mergedInto = survivor
  if (takesOver && duplicate.current) {
    survivor.current = duplicate.current
    state.setStatus(survivor, duplicate.current.status)
    if (lies && place) state.occupy(survivor, place)
  }
  duplicate.current = undefined
}

function isOpen(patient: Patient): boolean {
  const { current } = survivorOf(patient)
  return current?.status === 'in-progress' || current?.status === 'onleave' || current?.status === 'planned'
}

function survivorOf(patient: Patient): Patient {
  return patient.mergedInto ? survivorOf(patient.mergedInto) : patient
}
