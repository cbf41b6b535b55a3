import { measured, sid } from './bodies.ts'

/** Whom a search is about. */
export interface Asked {
  /** The Patient's id, and the value of the identifier that the region gave it. */
  readonly patient: string
  readonly number: string
}

/** A search as people and systems ask it. */
export interface SearchShape {
  readonly name: string
  readonly type: string
  /** Parameters for a patient and the how manieth search this is. */
  readonly pairs: (asked: Asked, turn: number) => readonly (readonly [string, string])[]
  /** Whether every such search must find something. */
  readonly always: boolean
}

const loinc = (turn: number): string => `http://loinc.org|${measured[turn % measured.length]![0]}`

/** The five shapes a store of this kind is judged by: each wants another index. */
export const searchShapes: readonly SearchShape[] = [
  {
    name: 'identifier',
    type: 'Patient',
    pairs: ({ number }) => [['identifier', `${sid('patient')}|${number}`]],
    always: true,
  },
  {
    name: 'patient+code sorted',
    type: 'Observation',
    pairs: ({ patient }, turn) => [['patient', `Patient/${patient}`], ['code', loinc(turn)], ['_sort', '-date'], ['_count', '20']],
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
    pairs: (_asked, turn) => [['code', loinc(turn)], ['date', `ge2024-${String(1 + (turn % 12)).padStart(2, '0')}-01`], ['_sort', '-date'], ['_count', '20']],
    always: true,
  },
  {
    name: 'family name',
    type: 'Patient',
    pairs: (_asked, turn) => [['family', ['Böt', 'Müll', 'Jäg', 'Schä', 'Tön'][turn % 5]!], ['_count', '20']],
    always: false,
  },
]
