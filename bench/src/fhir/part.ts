import type { Answer } from '../http/response-reader.ts'

/** One request and what its answer must be. */
export interface Asked {
  /** The whole request. */
  readonly request: Buffer
  /** Number of the base it goes to. */
  readonly base: number
  readonly status: number
  /** Looks into the answer, where this one is looked into; throws if it is wrong. Gives how many resources it holds or made. */
  readonly check?: (answer: Answer) => number
}

/** A kind of request that is measured. */
export interface Part {
  readonly name: string
  /** Resources that one request writes: what a rate of resources is counted by. */
  readonly writes?: (turn: number) => number
  /** The request of this turn; turns count from 0 over the whole run. */
  next(turn: number): Asked
}
