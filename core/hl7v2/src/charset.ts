import { isAscii, isUtf8 } from 'node:buffer'
import { Fault } from '@steckwerk/kernel'

/** How a message's charset was found: by the caller's setting, by MSH-18, or from the bytes. */
export type CharsetSource = 'override' | 'declared' | 'detected'

export interface ChosenCharset {
  /** Canonical name: `utf-8`, `iso-8859-15`, `windows-1252`, `cp850`, … */
  readonly name: string
  readonly source: CharsetSource
}

/** The canonical charset behind a label of MSH-18 or of a setting; undefined where it names none that is supported.
 *  Understands HL7 table 0211 (`8859/1`, `UNICODE UTF-8`), MIME and DICOM names and the spellings seen in the field.
 *  `UNICODE` means UTF-8, since wider encodings cannot travel over MLLP. Encodings in which an ASCII byte may be part of
 *  another character (UTF-16, ISO IR87, GB 18030, BIG-5) are not supported. */
export function charsetOf(label: string): string | undefined {
  const key = label.toUpperCase().replace(/[^A-Z0-9]/g, '')
  const iso = /^(?:ISO)?(?:IEC)?8859(1[0-6]|[1-9])$/.exec(key)
  if (iso) return iso[1] === '12' ? undefined : `iso-8859-${iso[1]}`
  const windows = /^(?:WINDOWS|WIN|CP|MSANSI|)(125[0-8])$/.exec(key)
  if (windows) return `windows-${windows[1]}`
  return named.get(key)
}

const named: ReadonlyMap<string, string> = new Map([
  ['UTF8', 'utf-8'],
  ['UNICODE', 'utf-8'],
  ['UNICODEUTF8', 'utf-8'],
  ['UTF8UNICODE', 'utf-8'],
  ['ISOIR192', 'utf-8'],
  ['ASCII', 'ascii'],
  ['USASCII', 'ascii'],
  ['ISOIR6', 'ascii'],
  ['ISO646', 'ascii'],
  ['LATIN1', 'iso-8859-1'],
  ['ISOIR100', 'iso-8859-1'],
  ['LATIN9', 'iso-8859-15'],
  ['ISOIR203', 'iso-8859-15'],
  ['ANSI', 'windows-1252'],
  ['CP850', 'cp850'],
  ['IBM850', 'cp850'],
  ['CP437', 'cp437'],
  ['IBM437', 'cp437'],
])

/** Chooses the charset of a message.
 *  1. `override`, where given, is obeyed.
 *  2. The first label of MSH-18 that is understood. A label of a one-byte charset is disbelieved where the bytes are valid UTF-8
 *     beyond ASCII and read as Latin letters: real one-byte text is practically never that.
 *  3. Nothing declared, nothing understood, or ASCII declared: UTF-8 where the bytes are valid UTF-8, else windows-1252, which is
 *     ISO-8859-1 for every printable character.
 *  Fault: hl7v2/charset for an override that is not supported. */
export function chooseCharset(bytes: Uint8Array, labels: readonly string[], override: string | undefined): ChosenCharset {
  if (override !== undefined) return { name: supportedCharset(override), source: 'override' }
  const declared = firstUnderstood(labels)
  if (declared === 'utf-8') return { name: declared, source: 'declared' }
  const ascii = isAscii(bytes)
  if (declared !== undefined && declared !== 'ascii') {
    if (!ascii && isUtf8(bytes) && readsAsLatin(bytes)) return { name: 'utf-8', source: 'detected' }
    return { name: declared, source: 'declared' }
  }
  if (ascii && declared !== undefined) return { name: declared, source: 'declared' }
  return { name: ascii || isUtf8(bytes) ? 'utf-8' : 'windows-1252', source: 'detected' }
}

/** The canonical name of a charset setting. Fault: hl7v2/charset. */
export function supportedCharset(label: string): string {
  const name = charsetOf(label)
  if (name === undefined) throw new Fault('invalid', 'hl7v2/charset', 'The charset setting names no supported charset.')
  return name
}

function firstUnderstood(labels: readonly string[]): string | undefined {
  for (const label of labels) {
    const name = charsetOf(label)
    if (name !== undefined) return name
  }
  return undefined
}

/** Latin letters, punctuation and currency only: what UTF-8 text in Europe consists of, and what two bytes of one-byte text that
 *  happen to form a UTF-8 sequence rarely give. */
function readsAsLatin(bytes: Uint8Array): boolean {
  return !/[^\u0000-\u007f\u00a0-\u024f\u0300-\u036f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2100-\u214f]/.test(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'),
  )
}
