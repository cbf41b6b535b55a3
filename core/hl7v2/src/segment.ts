import { Field, part, valueAt, type Reading } from './field.ts'
import { parseFieldPath, type FieldPath } from './path.ts'

/** One segment. Fields are numbered as HL7 does: MSH-1 is the field separator itself, MSH-2 the encoding characters. */
export class Segment {
  readonly name: string
  readonly #raw: string
  readonly #reading: Reading
  #parts: readonly string[] | undefined

  /** `raw`: the segment without its end, latin1. */
  constructor(raw: string, reading: Reading) {
    const end = raw.indexOf(reading.separators.field)
    this.name = end < 0 ? raw : raw.slice(0, end)
    this.#raw = raw
    this.#reading = reading
  }

  /** Number of the last field sent. */
  get fieldCount(): number {
    const parts = this.#split()
    return isHeader(this.name) ? parts.length : parts.length - 1
  }

  field(n: number): Field {
    return new Field(this.#rawField(n), this.#readingOf(n))
  }

  /** The value at `5`, `5.1`, `3(2).4` or `11.1.2`: the first repetition, component and subcomponent where not named.
   *  Unescaped; absent or empty: undefined; null: `hl7Null`. Fault: hl7v2/path. */
  text(path: string): string | undefined {
    return this.at(parseFieldPath(path))
  }

  /** As `text`, for a path that is parsed already. */
  at(path: FieldPath): string | undefined {
    const raw = this.#rawField(path.field)
    if (raw === '') return undefined
    const reading = this.#readingOf(path.field)
    const repetition = part(raw, reading.separators.repetition, path.repetition || 1)
    return repetition === undefined ? undefined : valueAt(repetition, path.component || 1, path.subcomponent || 1, reading)
  }

  /** The segment decoded as it was sent: escape sequences stay. */
  toString(): string {
    return this.#reading.decode(this.#raw)
  }

  #rawField(n: number): string {
    if (!isHeader(this.name)) return n < 1 ? '' : (this.#split()[n] ?? '')
    return n === 1 ? this.#reading.separators.field : n < 1 ? '' : (this.#split()[n - 1] ?? '')
  }

  #readingOf(n: number): Reading {
    return n <= 2 && isHeader(this.name) ? literal : this.#reading
  }

  #split(): readonly string[] {
    this.#parts ??= this.#raw.split(this.#reading.separators.field)
    return this.#parts
  }
}

/** Segments whose first two fields are the separators. */
export function isHeader(name: string): boolean {
  return name === 'MSH' || name === 'BHS' || name === 'FHS'
}

/** MSH-1 and MSH-2 hold the separators as values; control characters cannot be among them. */
const literal: Reading = {
  separators: { field: '\u0001', component: '\u0002', repetition: '\u0003', escape: '\u0004', subcomponent: '\u0005' },
  read: raw => raw,
  decode: raw => raw,
}
