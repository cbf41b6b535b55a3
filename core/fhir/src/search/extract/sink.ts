import type { Extracted } from '../types.ts'

type List<name extends keyof Extracted> = Extracted[name] extends readonly (infer Entry)[] ? Entry[] : never

/** Where extraction collects. */
export interface Sink {
  readonly tokens: List<'tokens'>
  readonly references: List<'references'>
  readonly strings: List<'strings'>
  readonly dates: List<'dates'>
  readonly uris: List<'uris'>
  readonly typed: List<'typed'>
  readonly identified: List<'identified'>
  readonly numbers: List<'numbers'>
  readonly composites: List<'composites'>
  position: Extracted['position']
  /** The whole resource, for parts of composites that stand outside their element. */
  readonly resource: object
  /** How many elements with composites were met. */
  elements: number
}

export function emptySink(resource: object): Sink {
  return {
    tokens: [],
    references: [],
    strings: [],
    dates: [],
    uris: [],
    typed: [],
    identified: [],
    numbers: [],
    composites: [],
    position: undefined,
    resource,
    elements: 0,
  }
}

/** Takes one element's value into the sink under a parameter's code. Values of a wrong JSON type are passed over:
 *  mapped messages are stored even where they do not validate. */
export type Emit = (value: unknown, param: string, sink: Sink) => void

export type Members = Readonly<Record<string, unknown>>

const none: Members = {}

/** The members of an object; none of anything else. */
export function members(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : none
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** JSON knows no infinity, but 1e999 reads as one. */
export function finite(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
