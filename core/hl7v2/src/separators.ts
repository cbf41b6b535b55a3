import { Fault } from '@steckwerk/kernel'

/** The separators a message declares in MSH-1 and MSH-2, one ASCII character each. */
export interface Separators {
  readonly field: string
  readonly component: string
  readonly repetition: string
  readonly escape: string
  readonly subcomponent: string
  /** Fifth character of MSH-2 (HL7 v2.7 and later), where sent. */
  readonly truncation?: string
}

/** The separators HL7 recommends; what MSH-2 leaves out is taken from here. */
export const standardSeparators: Separators = Object.freeze({
  field: '|',
  component: '^',
  repetition: '~',
  escape: '\\',
  subcomponent: '&',
})

/** Reads MSH-1 and MSH-2 from the bytes of a message as a latin1 string; `start` is where its MSH begins.
 *  Tolerated, since senders do it: fewer than four characters (the recommended ones fill up), `^~&` without an escape
 *  character, a doubled escape character (`^~\\&`), text behind the fourth character (`^~\&amp;`).
 *  Faults: hl7v2/no-header, hl7v2/separators. */
export function readSeparators(raw: string, start: number): Separators {
  if (!raw.startsWith('MSH', start)) throw noHeader()
  const field = raw[start + 3]
  if (field === undefined || !isSeparator(field)) throw unusable('MSH-1')
  let end = start + 4
  while (end < raw.length && raw[end] !== field && raw[end] !== '\r' && raw[end] !== '\n') end++
  const sent = raw.slice(start + 4, end)
  if (field === '|' && sent === '^~\\&') return standardSeparators
  return fromEncodingCharacters(field, sent)
}

function fromEncodingCharacters(field: string, sent: string): Separators {
  const standard = standardSeparators
  let characters = sent
  if (characters[2] !== undefined && characters[2] === characters[3]) characters = characters.slice(0, 3) + characters.slice(4)
  if (characters.length === 3 && characters.endsWith(standard.subcomponent)) {
    characters = characters.slice(0, 2) + standard.escape + standard.subcomponent
  }
  const [component, repetition, escape, subcomponent, truncation] = characters
  const separators = {
    field,
    component: component ?? standard.component,
    repetition: repetition ?? standard.repetition,
    escape: escape ?? standard.escape,
    subcomponent: subcomponent ?? standard.subcomponent,
    ...(truncation !== undefined && characters.length === 5 ? { truncation } : {}),
  }
  const all = Object.values(separators)
  if (!all.every(isSeparator) || new Set(all).size !== all.length) throw unusable('MSH-2')
  return separators
}

/** Letters, digits, blanks and bytes above 0x7E would tear values or multi-byte characters apart. */
function isSeparator(character: string): boolean {
  return /^[!-/:-@[-`{-~]$/.test(character)
}

export function noHeader(): Fault {
  return new Fault('invalid', 'hl7v2/no-header', 'The message does not begin with an MSH segment.', { at: 'MSH' })
}

function unusable(at: 'MSH-1' | 'MSH-2'): Fault {
  return new Fault('invalid', 'hl7v2/separators', `${at} does not hold usable separators: distinct ASCII punctuation is needed.`, { at })
}
