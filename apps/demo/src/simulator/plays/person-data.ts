import { inventAddress, inventInsurance, inventPerson, type Person } from '../person.ts'
import { placeOf, type HospitalState } from '../state.ts'
import type { Play } from './play.ts'

/** A08: data of a patient in the house changed. */
export const updateInHouse: Play = {
  name: 'update in house',
  weight: state => (state.inpatients.size + state.outpatients.size > 0 ? 20 : 0),
  play: state => {
    const patient = (state.random.chance(0.8) ? state.inpatients : state.outpatients).pick(state.random)
    const current = patient?.current
    const last = current?.movements.at(-1)
    if (!patient || !current || !last) return undefined
    patient.person = changed(state, patient.person)
    return state.event('A08', patient, {
      case: current,
      place: placeOf(current),
      movement: { id: last.id, action: 'REFERENCE', start: last.start, origin: last.trigger },
    })
  },
}

/** A31: data of a person who is not in the house changed. */
export const updatePerson: Play = {
  name: 'update person',
  weight: state => (state.idle.size > 0 ? 4 : 0),
  play: state => {
    const patient = state.idle.pick(state.random)
    if (!patient) return undefined
    patient.person = changed(state, patient.person)
    return state.event('A31', patient, {})
  },
}

/** A28: a person is registered without a case. */
export const addPerson: Play = {
  name: 'add person',
  weight: () => 2,
  play: state => state.event('A28', state.register(inventPerson(state.random, state.year)), {}),
}

function changed(state: HospitalState, person: Person): Person {
  const { random } = state
  const kind = random.weighted([['address', 4], ['insurance', 2], ['marital', 1], ['contact', 4], ['title', 1]] as const)
  switch (kind) {
    case 'address':
      return { ...person, ...inventAddress(random) }
    case 'insurance':
      return { ...person, ...inventInsurance(random, person.family), insuranceNumber: person.insuranceNumber }
    case 'marital':
      return !person.adult ? person : { ...person, marital: random.pick(['M', 'D', 'W'] as const) }
    case 'contact':
      return { ...person, ...(({ phone, mobile }) => ({ phone, mobile }))(inventAddress(random)) }
    case 'title':
      return !person.adult ? person : { ...person, title: random.pick(['Dr.', 'Dr. med.', undefined]) }
  }
}
