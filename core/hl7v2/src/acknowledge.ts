import { escape } from './escape.ts'
import type { Header } from './header.ts'
import { standardSeparators } from './separators.ts'

/** How a channel acknowledges: as the message asks, or always in one mode. */
export type AckMode = 'auto' | 'original' | 'enhanced'

/** What became of a message. `error`: could not be taken now, the sender shall try again (AE, CE). `reject`: will never be taken
 *  (AR, CR). `text` goes to the sender and into its logs: it never repeats a submitted value. `code` and `at`: HL7 table 0357 and an
 *  ERR-2 location (`PID^1^3`). */
export type AckOutcome =
  | { readonly kind: 'ok' }
  | { readonly kind: 'error' | 'reject'; readonly text: string; readonly code?: string; readonly at?: string }

export interface AckOptions {
  /** MSH-10 of the acknowledgement; default the control id that it acknowledges. */
  readonly controlId?: string
  readonly now: Date
}

export interface Acknowledgement {
  readonly mode: 'original' | 'enhanced'
  readonly code: 'AA' | 'AE' | 'AR' | 'CA' | 'CE' | 'CR'
  /** The unframed acknowledgement; undefined where the sender wants none. */
  readonly bytes: Buffer | undefined
  /** In enhanced mode: the sender wishes an application acknowledgement as well (MSH-16 AL, ER or SU). */
  readonly wishesApplication: boolean
}

/** Builds the acknowledgement of a message; call it once the outcome is durable.
 *  Mode `auto`: MSH-15 or MSH-16 valued → enhanced (CA/CE/CR as MSH-15 wishes: AL, NE, ER, SU; nothing where only MSH-16 is valued;
 *  always for a code that HL7 does not know), both empty → original (AA/AE/AR, always). `original` and `enhanced` overrule the message;
 *  an enhanced channel takes an empty MSH-15 for AL. A message that is an acknowledgement itself gets none.
 *  Without a header (no readable MSH) the answer is an AR with HL7's own separators.
 *  Separators, version and charset are those of the message, sender and receiver swapped, the control id echoed byte for byte; version
 *  2.5 and later get an ERR segment. Times are UTC with offset.
 *  Source: HL7 v2.5.1 chapter 2.9, tables 0008, 0155, 0357. */
export function acknowledge(header: Header | undefined, mode: AckMode, outcome: AckOutcome, options: AckOptions): Acknowledgement {
  if (header === undefined) {
    return { mode: 'original', code: 'AR', bytes: write(unknownHeader, 'AR', 'original', outcome, options), wishesApplication: false }
  }
  const own = mode === 'auto' ? (valued(header.acceptAck) || valued(header.applicationAck) ? 'enhanced' : 'original') : mode
  const code = codes[own][outcome.kind]
  const wanted = !header.isAcknowledgement && (own === 'original' || wishes(acceptWish(header, mode), outcome.kind))
  return {
    mode: own,
    code,
    bytes: wanted ? write(header, code, own, outcome, options) : undefined,
    wishesApplication: own === 'enhanced' && !header.isAcknowledgement && ['AL', 'ER', 'SU'].includes(wishOf(header.applicationAck)),
  }
}

const codes = {
  original: { ok: 'AA', error: 'AE', reject: 'AR' },
  enhanced: { ok: 'CA', error: 'CE', reject: 'CR' },
} as const

function acceptWish(header: Header, mode: AckMode): string {
  const wish = wishOf(header.acceptAck)
  if (wish !== '') return wish
  return mode === 'enhanced' ? 'AL' : 'NE'
}

function wishes(wish: string, outcome: AckOutcome['kind']): boolean {
  if (wish === 'NE') return false
  if (wish === 'ER') return outcome !== 'ok'
  if (wish === 'SU') return outcome === 'ok'
  return true
}

function valued(value: string): boolean {
  return wishOf(value) !== ''
}

function wishOf(value: string): string {
  const wish = value.trim().toUpperCase()
  return wish === '""' ? '' : wish
}

type AckHeader = Pick<
  Header,
  | 'separators'
  | 'encodingCharacters'
  | 'sendingApplication'
  | 'sendingFacility'
  | 'receivingApplication'
  | 'receivingFacility'
  | 'type'
  | 'controlId'
  | 'processingId'
  | 'versionField'
  | 'version'
  | 'charsetLabel'
>

const unknownHeader: AckHeader = {
  separators: standardSeparators,
  encodingCharacters: '^~\\&',
  sendingApplication: '',
  sendingFacility: '',
  receivingApplication: '',
  receivingFacility: '',
  type: '',
  controlId: '',
  processingId: 'P',
  versionField: '2.5',
  version: '2.5',
  charsetLabel: '',
}

function write(header: AckHeader, code: string, mode: 'original' | 'enhanced', outcome: AckOutcome, options: AckOptions): Buffer {
  const { separators } = header
  const text = outcome.kind === 'ok' ? '' : escape(outcome.text, separators)
  const none = mode === 'enhanced' ? 'NE' : ''
  const msh = [
    'MSH',
    header.encodingCharacters,
    header.receivingApplication,
    header.receivingFacility,
    header.sendingApplication,
    header.sendingFacility,
    hl7Time(options.now),
    '',
    ackType(header),
    options.controlId === undefined ? header.controlId : escape(options.controlId, separators),
    header.processingId,
    header.versionField,
    '',
    '',
    none,
    none,
    '',
    header.charsetLabel,
  ]
  // MSA-3 was withdrawn with v2.7, ERR as it is written here came with v2.5.
  const msa = ['MSA', code, header.controlId, atLeast(header.version, 2, 7) ? '' : text]
  const segments = [msh, msa]
  if (outcome.kind !== 'ok' && atLeast(header.version, 2, 5)) segments.push(errorSegment(header, outcome, text))
  const message = segments.map(fields => `${joined(fields, separators.field)}\r`).join('')
  // Our own text may hold characters beyond latin1; the echoed values are latin1 by construction.
  return Buffer.from(message.replace(/[^\x00-\xff]/g, '?'), 'latin1')
}

function errorSegment(header: AckHeader, outcome: Exclude<AckOutcome, { kind: 'ok' }>, text: string): string[] {
  const { component } = header.separators
  const code = outcome.code ?? '207'
  const at = (outcome.at ?? '').split('^').join(component)
  return ['ERR', '', at, [code, escape(errorCodes.get(code) ?? '', header.separators), 'HL70357'].join(component), 'E', '', '', '', text]
}

/** Source: HL7 table 0357. */
const errorCodes: ReadonlyMap<string, string> = new Map([
  ['100', 'Segment sequence error'],
  ['101', 'Required field missing'],
  ['102', 'Data type error'],
  ['103', 'Table value not found'],
  ['200', 'Unsupported message type'],
  ['201', 'Unsupported event code'],
  ['202', 'Unsupported processing id'],
  ['203', 'Unsupported version id'],
  ['204', 'Unknown key identifier'],
  ['205', 'Duplicate key identifier'],
  ['206', 'Application record locked'],
  ['207', 'Application internal error'],
])

/** The event came into MSH-9 of acknowledgements with v2.3, the structure with v2.3.1; a message without a version gets both. */
function ackType(header: AckHeader): string {
  const event = header.type.split('^')[1]
  const { component } = header.separators
  if (event === undefined || (header.version !== '' && !atLeast(header.version, 2, 3))) return 'ACK'
  return header.version === '2.3' ? `ACK${component}${event}` : `ACK${component}${event}${component}ACK`
}

function atLeast(version: string, major: number, minor: number): boolean {
  const match = /^(\d+)\.(\d+)/.exec(version)
  if (!match) return false
  const [sentMajor, sentMinor] = [Number(match[1]), Number(match[2])]
  return sentMajor > major || (sentMajor === major && sentMinor >= minor)
}

function hl7Time(now: Date): string {
  return `${now.toISOString().slice(0, 19).replace(/[-:T]/g, '')}+0000`
}

/** A segment without the empty fields at its end. */
function joined(fields: readonly string[], separator: string): string {
  return fields.slice(0, fields.findLastIndex(field => field !== '') + 1).join(separator)
}
