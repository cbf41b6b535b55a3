import type { HospitalEvent } from '../event.ts'
import type { HospitalState } from '../state.ts'

/** Something that happens in a hospital. */
export interface Play {
  readonly name: string
  /** How likely it is now, beside the others; 0 where it cannot be. */
  weight(state: HospitalState): number
  /** Makes it happen and tells it; undefined, with nothing changed, where chance found nobody it fits. */
  play(state: HospitalState): HospitalEvent | undefined
}

/** Share of beds the hospital tends to. */
export const usualOccupancy = 0.82
