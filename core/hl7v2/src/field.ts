import type { Separators } from './separators.ts'

/** The HL7 null: the sender wants the value deleted. An absent value means "unchanged". */
export const hl7Null = '""'

/** How raw values of one message become text. Raw values are latin1 strings, one character a byte. */
export interface Reading {
  readonly separators: Separators
  /** Unescapes and decodes. */
  readonly read: (raw: string) => string
  /** Decodes only. */
  readonly decode: (raw: string) => string
}

/** A field with its repetitions. */
export class Field {
  readonly #raw: string
  readonly #reading: Reading
  #repetitions: readonly Repetition[] | undefined

  constructor(raw: string, reading: Reading) {
    this.#raw = raw
    this.#reading = reading
  }

  /** Empty for an absent field; empty repetitions in between keep their place; a null field has one repetition. */
  get repetitions(): readonly Repetition[] {
    this.#repetitions ??= this.isAbsent
      ? []
      : this.#raw.split(this.#reading.separators.repetition).map(raw => new Repetition(raw, this.#reading))
    return this.#repetitions
  }

  /** The field is `""`. */
  get isNull(): boolean {
    return this.#raw === hl7Null
  }

  /** The field is empty or behind the segment's end. */
  get isAbsent(): boolean {
    return this.#raw === ''
  }
}

/** One repetition of a field. */
export class Repetition {
  readonly #raw: string
  readonly #reading: Reading
  // A map asks for most components of a name or an address, so they are split once.
  #components: readonly string[] | undefined

  constructor(raw: string, reading: Reading) {
    this.#raw = raw
    this.#reading = reading
  }

  /** The n-th component (from 1), unescaped; of a component with subcomponents the first one, as HL7 wants receivers to do that
   *  do not know them. Absent or empty: undefined. Null: `hl7Null`. */
  component(n: number): string | undefined {
    return this.subcomponent(n, 1)
  }

  subcomponent(component: number, n: number): string | undefined {
    this.#components ??= this.#raw.split(this.#reading.separators.component)
    const whole = this.#components[component - 1]
    if (whole === undefined || whole === '') return undefined
    const value = part(whole, this.#reading.separators.subcomponent, n)
    return value === undefined || value === '' ? undefined : this.#reading.read(value)
  }

  /** How many components were sent. */
  get componentCount(): number {
    return this.#raw === '' ? 0 : this.#raw.split(this.#reading.separators.component).length
  }

  /** The whole repetition unescaped, component and subcomponent separators included: for free text. */
  get text(): string {
    return this.#reading.read(this.#raw)
  }
}

/** The text at a component and subcomponent (from 1) of a raw repetition. */
export function valueAt(raw: string, component: number, subcomponent: number, reading: Reading): string | undefined {
  const whole = part(raw, reading.separators.component, component)
  if (whole === undefined || whole === '') return undefined
  const value = part(whole, reading.separators.subcomponent, subcomponent)
  return value === undefined || value === '' ? undefined : reading.read(value)
}

/** The n-th part (from 1) between separators, without splitting the rest. */
export function part(raw: string, separator: string, n: number): string | undefined {
  let start = 0
  for (let i = 1; i < n; i++) {
    const at = raw.indexOf(separator, start)
    if (at < 0) return undefined
    start = at + 1
  }
  const end = raw.indexOf(separator, start)
  if (end >= 0) return raw.slice(start, end)
  return start === 0 ? raw : raw.slice(start)
}
