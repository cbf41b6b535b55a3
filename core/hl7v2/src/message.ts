import { chooseCharset, type ChosenCharset, type CharsetSource } from './charset.ts'
import { dropFrom } from './drop.ts'
import { unescape } from './escape.ts'
import { part, type Reading } from './field.ts'
import { headerStart, lines } from './lines.ts'
import { parsePath } from './path.ts'
import { Segment } from './segment.ts'
import { readSeparators, type Separators } from './separators.ts'
import { textDecoder } from './text-codec.ts'

export interface ParseOptions {
  /** Charset that is used whatever MSH-18 says; any label that `charsetOf` understands. */
  readonly charset?: string
}

/** Parses one message. Its segments end with CR; CRLF and LF are tolerated, and a byte order mark or blank lines in front.
 *  Values are split and decoded when asked for. The bytes are copied.
 *  Faults: hl7v2/empty, hl7v2/no-header, hl7v2/separators, hl7v2/charset.
 *  Source: HL7 v2.5.1 chapter 2. */
export function parseMessage(bytes: Uint8Array, options: ParseOptions = {}): Message {
  const raw = latin1(bytes)
  const start = headerStart(raw)
  const separators = readSeparators(raw, start)
  const labels = headerField(raw, start, separators, 18).split(separators.repetition)
  return new Message(raw, start, separators, chooseCharset(bytes, labels, options.charset))
}

/** A parsed message. Immutable; keeps the sender's bytes. */
export class Message {
  readonly separators: Separators
  /** Canonical name of the charset used for decoding. */
  readonly charset: string
  readonly charsetSource: CharsetSource
  readonly #raw: string
  readonly #start: number
  readonly #reading: Reading
  #segments: readonly Segment[] | undefined

  /** @internal Use `parseMessage`. */
  constructor(raw: string, start: number, separators: Separators, charset: ChosenCharset) {
    const decode = textDecoder(charset.name)
    this.separators = separators
    this.charset = charset.name
    this.charsetSource = charset.source
    this.#raw = raw
    this.#start = start
    this.#reading = { separators, decode, read: value => decode(unescape(value, separators)) }
  }

  get segments(): readonly Segment[] {
    if (!this.#segments) {
      const segments: Segment[] = []
      for (const line of lines(this.#raw, this.#start)) segments.push(new Segment(this.#raw.slice(line.start, line.end), this.#reading))
      this.#segments = segments
    }
    return this.#segments
  }

  /** The segment of that name; `index` counts those of the name from 0. */
  segment(name: string, index = 0): Segment | undefined {
    let left = index
    for (const segment of this.segments) if (segment.name === name && left-- === 0) return segment
    return undefined
  }

  all(name: string): readonly Segment[] {
    return this.segments.filter(segment => segment.name === name)
  }

  /** The value at `PID-5.1`, `PID-3(2).4.1`, `ZBE-4` in the first segment of that name, unescaped and decoded; repetition, component
   *  and subcomponent not named are the first. Absent or empty: undefined. Null: `hl7Null`. Fault: hl7v2/path. */
  text(path: string): string | undefined {
    const parsed = parsePath(path)
    return this.segment(parsed.segment)?.at(parsed)
  }

  /** `ADT^A01` from MSH-9; the part that is absent and its separator are left out. */
  get type(): string {
    return messageType(this.text('MSH-9.1'), this.text('MSH-9.2'))
  }

  /** MSH-10; empty where absent. */
  get controlId(): string {
    return this.text('MSH-10') ?? ''
  }

  /** The message as bytes: exactly those parsed, less what `without` took out. */
  toBytes(): Buffer {
    return Buffer.from(this.#raw, 'latin1')
  }

  /** The message without what the rules name: `NK1` takes every segment of that name with its end, `PID-17`, `ZXY-3.2` and
   *  `PID-3(2)` empty the value in every segment of that name (and every repetition where none is named). All other bytes stay as
   *  they are. Fault: hl7v2/drop-rule for the MSH segment itself, MSH-1 and MSH-2; hl7v2/path. */
  without(rules: readonly string[]): Message {
    const raw = dropFrom(this.#raw, this.#start, this.separators, rules)
    if (raw === this.#raw) return this
    return new Message(raw, this.#start, this.separators, { name: this.charset, source: this.charsetSource })
  }
}

export function messageType(code: string | undefined, event: string | undefined): string {
  return code !== undefined && event !== undefined ? `${code}^${event}` : (code ?? event ?? '')
}

/** Bytes as a string with one character a byte: what the codec splits, so that nothing can get lost. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

/** A raw field of the MSH segment that begins at `start`. */
function headerField(raw: string, start: number, separators: Separators, n: number): string {
  const line = lines(raw, start).next().value
  return line ? (part(raw.slice(line.start, line.end), separators.field, n) ?? '') : ''
}
