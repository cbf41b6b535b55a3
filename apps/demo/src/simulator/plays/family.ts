import { berlinTime } from '../berlin-time.ts'
import { inventNewborn } from '../person.ts'
import { placeOf } from '../state.ts'
import { admitTo } from './admission.ts'
import type { Play } from './play.ts'

/** A01 of a newborn whose mother lies on the maternity ward. */
export const birth: Play = {
  name: 'birth',
  weight: state => (state.inpatients.size > 0 ? 2 : 0),
  play: state => {
    const bed = state.freeBed(ward => ward.kind === 'newborn')
    const mother = state.inpatients.find(state.random, patient => placeOf(patient.current)?.ward.kind === 'maternity', 24)
    if (!bed || !mother) return undefined
    const born = new Date(state.now.getTime() - state.random.between(5, 90) * 60_000)
    return admitTo(state, state.register(inventNewborn(state.random, mother.person, berlinTime(born)), mother), bed, born, true)
  },
}
