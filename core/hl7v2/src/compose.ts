import { supportedCharset } from './charset.ts'
import { escape } from './escape.ts'
import { hl7Null } from './field.ts'
import { noHeader, standardSeparators, type Separators } from './separators.ts'
import { encodeText } from './text-codec.ts'

/** A component: text, or its subcomponents. Text is escaped when written; `hl7Null` is written as it is. */
export type ComponentValue = string | undefined | readonly (string | undefined)[]

/** A repetition: text, or its components. */
export type RepetitionValue = string | undefined | readonly ComponentValue[]

/** A field: one repetition, or several wrapped by `repeated`. */
export type FieldValue = RepetitionValue | { readonly repetitions: readonly RepetitionValue[] }

/** A segment: its fields by HL7 number; undefined ones are absent. */
export interface SegmentValue {
  readonly name: string
  readonly fields: Readonly<Record<number, FieldValue>>
}

export interface ComposeOptions {
  /** MSH-1 and MSH-2; default `|^~\&`. */
  readonly separators?: Separators
  /** Charset of the bytes, as a label that `charsetOf` understands; default UTF-8. MSH-18 is for the caller to fill. */
  readonly charset?: string
}

export function repeated(repetitions: readonly RepetitionValue[]): FieldValue {
  return { repetitions }
}

/** Writes a message; MSH-1 and MSH-2 are filled from the separators. Characters that the charset lacks become `?`.
 *  Faults: hl7v2/charset, hl7v2/no-header. */
export function composeMessage(segments: readonly SegmentValue[], options: ComposeOptions = {}): Buffer {
  if (segments[0]?.name !== 'MSH') throw noHeader()
  const separators = options.separators ?? standardSeparators
  const charset = supportedCharset(options.charset ?? 'utf-8')
  return encodeText(segments.map(segment => `${writeSegment(segment, separators)}\r`).join(''), charset)
}

function writeSegment(segment: SegmentValue, separators: Separators): string {
  const header = segment.name === 'MSH'
  const written: string[] = header ? ['MSH', encodingCharacters(separators)] : [segment.name]
  for (const [key, field] of Object.entries(segment.fields)) {
    if (field === undefined) continue
    const at = header ? Number(key) - 1 : Number(key)
    if (at < written.length && (header ? at <= 1 : at < 1)) continue
    while (written.length <= at) written.push('')
    written[at] = writeField(field, separators)
  }
  return written.join(separators.field)
}

function encodingCharacters(separators: Separators): string {
  return `${separators.component}${separators.repetition}${separators.escape}${separators.subcomponent}${separators.truncation ?? ''}`
}

function writeField(field: FieldValue, separators: Separators): string {
  if (typeof field === 'object' && 'repetitions' in field) {
    return field.repetitions.map(repetition => writeRepetition(repetition, separators)).join(separators.repetition)
  }
  return writeRepetition(field, separators)
}

function writeRepetition(repetition: RepetitionValue, separators: Separators): string {
  if (typeof repetition !== 'object') return writeText(repetition, separators)
  return trimmed(
    repetition.map(component =>
      typeof component === 'object'
        ? trimmed(component.map(text => writeText(text, separators))).join(separators.subcomponent)
        : writeText(component, separators),
    ),
  ).join(separators.component)
}

function writeText(text: string | undefined, separators: Separators): string {
  return text === undefined || text === hl7Null ? (text ?? '') : escape(text, separators)
}

function trimmed(parts: readonly string[]): readonly string[] {
  let length = parts.length
  while (length > 0 && parts[length - 1] === '') length--
  return parts.slice(0, length)
}
