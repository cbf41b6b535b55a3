import { measured, patientNumber } from './region.ts'

/** A search as people and systems ask it. */
export interface SearchShape {
  readonly name: string
  readonly type: string
  /** Parameters for a patient's number and the how manieth search this is. */
  readonly pairs: (file: number, turn: number) => readonly (readonly [string, string])[]
  /** Whether every such search must find something. */
  readonly always: boolean
}

const loinc = (turn: number): string => `http://loinc.org|${measured[turn % measured.length]![0]}`

/** The five shapes a store of this kind is judged by: each wants another index. */
export const searchShapes: readonly SearchShape[] = [
  {
    name: 'identifier',
    type: 'Patient',
    pairs: (file) => [['identifier', `${patientNumber(file).system}|${patientNumber(file).value}`]],
    always: true,
  },
  {
    name: 'patient+code sorted',
    type: 'Observation',
    pairs: (file, turn) => [['patient', `Patient/p${file}`], ['code', loinc(turn)], ['_sort', '-date'], ['_count', '20']],
    always: false,
  },
  {
    name: 'low selectivity sorted',
    type: 'Observation',
    pairs: () => [['status', 'final'], ['category', 'vital-signs'], ['_sort', '-date'], ['_count', '20']],
    always: true,
  },
  {
    name: 'code+date sorted',
    type: 'Observation',
    pairs: (_file, turn) => [['code', loinc(turn)], ['date', `ge2024-${String(1 + (turn % 12)).padStart(2, '0')}-01`], ['_sort', '-date'], ['_count', '20']],
    always: true,
  },
  {
    name: 'family name',
    type: 'Patient',
    pairs: (_file, turn) => [['family', ['Böt', 'Müll', 'Jäg', 'Schä', 'Tön'][turn % 5]!], ['_count', '20']],
    always: false,
  },
]
