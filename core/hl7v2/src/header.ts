import { part } from './field.ts'
import { headerStart, lines } from './lines.ts'
import { latin1, messageType } from './message.ts'
import { readSeparators, type Separators } from './separators.ts'

/** What an edge needs to know about a message before anything maps it. Values are raw: latin1, one character a byte, not
 *  unescaped, so that they can be echoed byte for byte; empty where absent. */
export interface Header {
  readonly separators: Separators
  /** MSH-2 exactly as sent. */
  readonly encodingCharacters: string
  readonly sendingApplication: string
  readonly sendingFacility: string
  readonly receivingApplication: string
  readonly receivingFacility: string
  /** `ADT^A01`, with `^` whatever the separators are. */
  readonly type: string
  readonly controlId: string
  readonly processingId: string
  /** MSH-12 as sent; `version` holds its first component. */
  readonly versionField: string
  readonly version: string
  readonly acceptAck: string
  readonly applicationAck: string
  /** MSH-18 as sent. */
  readonly charsetLabel: string
  /** The message is an acknowledgement: MSH-9.1 is ACK or MCF, or MSA-1 holds an acknowledgement code. */
  readonly isAcknowledgement: boolean
  /** MSA-2 of an acknowledgement. */
  readonly acknowledges: string
  /** Patient numbers the message concerns, without doubles, in order: of each PID the PID-3 repetition typed MR, else PI, else PT,
   *  else the first with a value, else PID-2; of each MRG likewise MRG-1. More than one means that order has to hold between them
   *  (merge, link, swap). */
  readonly patients: readonly string[]
  /** There is an MRG segment. */
  readonly isMerge: boolean
  /** PV1-19, the admission number: what orders messages without a patient number. */
  readonly visit: string
}

/** Reads the header of a message and the numbers that order it, without decoding its body.
 *  Faults: hl7v2/empty, hl7v2/no-header, hl7v2/separators, hl7v2/charset (UTF-16). */
export function peekHeader(bytes: Uint8Array): Header {
  const raw = latin1(bytes)
  const start = headerStart(raw)
  const separators = readSeparators(raw, start)
  const patients: string[] = []
  let header: readonly string[] = []
  let acknowledgement: readonly string[] = []
  let isMerge = false
  let visit = ''
  for (const line of lines(raw, start)) {
    const name = raw.slice(line.start, line.start + 3)
    if (name === 'MSH' && line.start === start) header = raw.slice(line.start, line.end).split(separators.field)
    else if (name === 'PID' || name === 'MRG') {
      const segment = raw.slice(line.start, line.end)
      const number = name === 'PID' ? patientNumber(segment, separators) : mergedNumber(segment, separators)
      if (number !== '' && !patients.includes(number)) patients.push(number)
      isMerge ||= name === 'MRG'
    } else if (name === 'PV1' && visit === '') visit = firstComponent(raw.slice(line.start, line.end), separators, 19)
    else if (name === 'MSA' && acknowledgement.length === 0) acknowledgement = raw.slice(line.start, line.end).split(separators.field)
  }
  // MSH-n is part n - 1, since MSH-1 is the separator itself.
  const msh = (n: number): string => header[n - 1] ?? ''
  const code = part(msh(9), separators.component, 1) ?? ''
  const event = part(msh(9), separators.component, 2) ?? ''
  return {
    separators,
    encodingCharacters: msh(2),
    sendingApplication: msh(3),
    sendingFacility: msh(4),
    receivingApplication: msh(5),
    receivingFacility: msh(6),
    type: messageType(code || undefined, event || undefined),
    controlId: msh(10),
    processingId: msh(11),
    versionField: msh(12),
    version: part(msh(12), separators.component, 1) ?? '',
    acceptAck: msh(15),
    applicationAck: msh(16),
    charsetLabel: msh(18),
    isAcknowledgement: code === 'ACK' || code === 'MCF' || /^[AC][AER]$/.test(acknowledgement[1] ?? ''),
    acknowledges: acknowledgement[2] ?? '',
    patients,
    isMerge,
    visit,
  }
}

function patientNumber(segment: string, separators: Separators): string {
  return chosenNumber(part(segment, separators.field, 4) ?? '', separators) || firstComponent(segment, separators, 2)
}

function mergedNumber(segment: string, separators: Separators): string {
  return chosenNumber(part(segment, separators.field, 2) ?? '', separators)
}

function chosenNumber(field: string, separators: Separators): string {
  if (field === '' || field === '""') return ''
  let chosen = ''
  let rank = 4
  for (const repetition of field.split(separators.repetition)) {
    const value = part(part(repetition, separators.component, 1) ?? '', separators.subcomponent, 1) ?? ''
    if (value === '' || value === '""') continue
    const own = rankOfType.get(part(repetition, separators.component, 5) ?? '') ?? 3
    if (own < rank) {
      chosen = value
      rank = own
    }
  }
  return chosen
}

const rankOfType: ReadonlyMap<string, number> = new Map([
  ['MR', 0],
  ['PI', 1],
  ['PT', 2],
])

function firstComponent(segment: string, separators: Separators, n: number): string {
  const field = part(segment, separators.field, n + 1) ?? ''
  const value = part(part(field, separators.repetition, 1) ?? '', separators.component, 1) ?? ''
  return value === '""' ? '' : (part(value, separators.subcomponent, 1) ?? '')
}
