import { measured, rarelyMeasured } from '../store/bodies.ts'
import { searchShapes, type SearchShape } from '../store/shapes.ts'

/** Which way to the answer is right where a carrier is large; the other way takes a thousand times as long there. */
export interface GrowthShape extends SearchShape {
  readonly right?: readonly ('collect' | 'walk' | 'walk-then-collect')[]
}

const newest = (loinc: string): [string, string][] => [['code', `http://loinc.org|${loinc}`], ['_sort', '-date'], ['_count', '20']]

/** The five shapes, and the two that a wrong choice of the way ruins: walking the newest first until twenty of a rare code have come by reads
 *  everything there is; collecting a frequent one sorts a tenth of it. */
export const growthShapes: readonly GrowthShape[] = [
  ...searchShapes,
  { name: 'rare code, newest first', type: 'Observation', pairs: () => newest(rarelyMeasured[0]), always: true, right: ['collect'] },
  { name: 'frequent code, newest first', type: 'Observation', pairs: () => newest(measured[0][0]), always: true, right: ['walk', 'walk-then-collect'] },
]
