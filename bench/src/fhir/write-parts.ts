import { requestBytes, RequestTemplate, slot } from '../http/request.ts'
import type { Answer } from '../http/response-reader.ts'
import { seeded } from '../random.ts'
import { observationBody } from '../store/bodies.ts'
import { someTime } from '../store/region.ts'
import type { Known } from './known.ts'
import type { Asked, Part } from './part.ts'
import { record, recordBundle, type RecordSize } from './record.ts'
import type { Target } from './target.ts'

/** Records made ready; each is sent as many people. */
const readyRecords = { whole: 60, case: 100 } as const
const readyCreates = 500
const readyUpdates = 1000
/** One answer in so many is looked into. */
const sampled = 32

/** Half of everything goes to the first base, as regions are. */
export function baseOfTurn(turn: number, bases: number): number {
  return bases === 1 || turn % 2 === 0 ? 0 : 1 + ((turn - 1) / 2) % (bases - 1)
}

/** A record's transaction; a record always goes to the same base. */
export interface ReadyRecord {
  readonly base: number
  /** Resources in it. */
  readonly count: number
  readonly template: RequestTemplate
}

export function readyRecordsOf(target: Target, size: RecordSize): ReadyRecord[] {
  const headers = { ...target.headers, 'Content-Type': target.contentType, Accept: target.contentType, Prefer: 'return=minimal' }
  return Array.from({ length: readyRecords[size] }, (_, seed) => {
    const entries = record(seed, size, target.outside)
    const base = baseOfTurn(seed, target.bases.length)
    return { base, count: entries.length, template: new RequestTemplate(requestBytes('POST', new URL(target.bases[base]!), headers, recordBundle(entries))) }
  })
}

/** Transactions, a record each, numbered from `first`. With `all` every answer is read for what it made, so that it can be asked for later. */
export function importPart(name: string, ready: readonly ReadyRecord[], first: number, known: Known, all: boolean): Part {
  const of = (turn: number): ReadyRecord => ready[turn % ready.length]!
  return {
    name,
    writes: (turn) => of(turn).count,
    next: (turn) => {
      const { base, count, template } = of(turn)
      const number = first + turn
      const check = ({ body }: Answer): number => {
        const made = known.noteImport(base, number, body)
        if (made !== count) throw new Error(`a transaction of ${count} resources answers with ${made}`)
        return made
      }
      return { request: template.with(number), base, status: 200, ...(all || turn % sampled === 0 ? { check } : {}) }
    },
  }
}

/** Measurements of known patients, one a request. */
export function createPart(target: Target, known: Known): Part {
  const headers = { ...target.headers, 'Content-Type': target.contentType, Accept: target.contentType }
  const ready = spread(known.patients, readyCreates).map(({ base, id }, n) => ({
    base,
    id,
    template: new RequestTemplate(requestBytes('POST', new URL(`${target.bases[base]!}/Observation`), headers, JSON.stringify(measurement(id, n, slot)))),
  }))
  return {
    name: 'create',
    writes: () => 1,
    next: (turn) => {
      const { base, id, template } = ready[turn % ready.length]!
      const check = ({ head }: Answer): number => {
        known.noteCreated(base, id, head)
        return 1
      }
      // The first ones are what updates work on.
      return { request: template.with(turn), base, status: 201, ...(known.created.length < readyUpdates || turn % sampled === 0 ? { check } : {}) }
    },
  }
}

/** Created measurements get another value, then their former one, and so on: every update changes something. */
export function updatePart(target: Target, known: Known): Part {
  const headers = { ...target.headers, 'Content-Type': target.contentType, Accept: target.contentType }
  const ready = known.created.slice(0, readyUpdates).map(({ base, id, patient }, n) => {
    const url = new URL(`${target.bases[base]!}/Observation/${id}`)
    const variant = (seed: number): Buffer => requestBytes('PUT', url, headers, JSON.stringify({ ...measurement(patient, seed, `u${n}-${seed}`), id }))
    return { base, variants: [variant(2 * n), variant(2 * n + 1)] as const }
  })
  if (ready.length === 0) throw new Error('updates need created resources')
  return {
    name: 'update',
    writes: () => 1,
    next: (turn): Asked => {
      const { base, variants } = ready[turn % ready.length]!
      return { request: variants[Math.floor(turn / ready.length) % 2]!, base, status: 200 }
    },
  }
}

/** At most so many of a list, evenly taken from all of it. */
export function spread<T>(list: readonly T[], most: number): T[] {
  const taken = Math.min(most, list.length)
  if (taken === 0) throw new Error('the server has none of what is to be asked for: load more resources first')
  return Array.from({ length: taken }, (_, n) => list[Math.floor((n * list.length) / taken)]!)
}

function measurement(patient: string, seed: number, identifier: string): ReturnType<typeof observationBody> {
  const random = seeded(seed + 0xadd)
  return observationBody(identifier, someTime(random), { patient: `Patient/${patient}` }, random)
}
