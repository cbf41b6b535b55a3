import { clinicalRecords } from './region-clinical.ts'
import { measured } from './region-measured.ts'
import { people } from './region-people.ts'

/** All resources of the region; some refer to ones that stand behind them, so it is loaded by a transaction. */
export const region: readonly object[] = [...people, ...clinicalRecords, ...measured]
