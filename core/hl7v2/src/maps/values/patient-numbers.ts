import type { Field, Repetition } from '../../field.ts'
import type { MapContext } from '../map-context.ts'
import { assignerOf, type Assigner } from './assigner.ts'
import { isKvnr, isKvnrFormat } from './number-formats.ts'
import { ownEntry } from './concept.ts'
import { codeable, type BusinessNumber, type Identifier } from './shapes.ts'
import { derivedSystem, germanIdentifierTypes, kvnrSystem, privateKvnrSystem, v2IdentifierTypes } from './systems.ts'
import { valueOf } from './text.ts'

/** One number of PID-3, PID-2, PID-4 or MRG-1. */
interface SentNumber {
  readonly value: string
  readonly type: string | undefined
  readonly assigner: Assigner
}

/** The numbers a field holds: which one names the patient, and all of them as identifiers. */
export interface PatientNumbers {
  readonly leading: BusinessNumber
  readonly identifiers: readonly Identifier[]
}

const internalTypes = new Set(['MR', 'PI'])
const kvnrTypes = new Set(['NI', 'NNDEU', 'KVNR', 'KV', 'KVZ10', 'GKV', 'PKV', 'HC', 'NH', 'SS', 'MB', 'SN'])
const certainKvnrTypes = new Set(['NNDEU', 'KVNR', 'KVZ10'])
const knownTypes = new Set(
  (
    'AM AN AND ANON ANT BA BC BR BRN CC CY DI DL DN DP DR DS EI EN FI GI GN HC IND JHN LI LN LR MA MB MC MCD MCN MCR MD MI MR MRT MS ' +
    'NCT NE NH NI NP NPI PE PEN PI PN PNT PPIN PPN PRC PRN PT QA RI RN RPH RR RRI SB SL SN SP SR SS TAX TN TPR U UPIN USID VN VP VS WC ' +
    'WCN WP XX'
  ).split(' '),
)

/** Reads PID-3 or MRG-1. The number that names the patient is the first one of the best rank: the house's own number (type MR, PI or
 *  none, no worldwide system) before others; a number with a worldwide system only where the house sends none of its own, a health
 *  insurance number only where there is nothing else. Undefined where the field holds no number. */
export function patientNumbersOf(field: Field, at: string, context: MapContext): PatientNumbers | undefined {
  const numbers = sentNumbers(field)
  let leading: SentNumber | undefined
  for (const number of numbers) if (leading === undefined || rankOf(number) > rankOf(leading)) leading = number
  if (leading === undefined) return undefined
  const first = leading
  const identifiers: Identifier[] = []
  for (const number of numbers)
    add(identifiers, number === first ? leadingIdentifier(number, context) : otherIdentifier(number, first, at, context))
  const { system, value } = leadingIdentifier(first, context)
  return { leading: { system: system!, value: value! }, identifiers }
}

/** Further numbers of a patient (PID-2, PID-4), none of which names the patient. */
export function furtherNumbersOf(field: Field, at: string, context: MapContext): Identifier[] {
  const identifiers: Identifier[] = []
  for (const number of sentNumbers(field)) add(identifiers, otherIdentifier(number, undefined, at, context))
  return identifiers
}

/** A number's identifier where it is a health insurance number by its type, or by its format and check digit. */
export function kvnrIdentifier(value: string, type: string | undefined, system?: string): Identifier | undefined {
  const expected = type !== undefined && kvnrTypes.has(type)
  if (!(expected ? isKvnrFormat(value) : isKvnr(value))) return undefined
  return type === 'PKV' || system === privateKvnrSystem
    ? { type: codeable(germanIdentifierTypes, 'PKV'), system: privateKvnrSystem, value }
    : { type: codeable(germanIdentifierTypes, 'KVZ10'), system: kvnrSystem, value }
}

/** Appends unless the same number is there. */
export function add(identifiers: Identifier[], identifier: Identifier): void {
  for (const known of identifiers) if (known.value === identifier.value && known.system === identifier.system) return
  identifiers.push(identifier)
}

function sentNumbers(field: Field): SentNumber[] {
  const numbers: SentNumber[] = []
  for (const repetition of field.repetitions) {
    const value = valueOf(repetition, 1)
    if (value !== undefined) numbers.push({ value, type: typeOf(repetition), assigner: assignerOf(repetition, 4) })
  }
  return numbers
}

function typeOf(repetition: Repetition): string | undefined {
  return valueOf(repetition, 5)?.toUpperCase()
}

function rankOf({ value, type, assigner }: SentNumber): number {
  if (type !== undefined && kvnrTypes.has(type)) return 0
  const internal = type === undefined || internalTypes.has(type)
  if (type === undefined && isKvnr(value)) return 1
  if (!internal) return assigner.system === undefined ? 3 : 2
  if (assigner.system !== undefined) return type === undefined ? 2 : 4
  if (assigner.name === undefined) return 7
  return type === undefined ? 5 : 6
}

function leadingIdentifier(number: SentNumber, context: MapContext): Identifier {
  const kvnr = rankOf(number) === 0 ? kvnrIdentifier(number.value, number.type, number.assigner.system) : undefined
  return kvnr ?? houseNumber(number, context)
}

/** A patient number of the house: type MR, the assigner's own system or the channel's. */
function houseNumber({ value, assigner }: SentNumber, { settings }: MapContext): Identifier {
  const system =
    assigner.system ??
    (assigner.name === undefined ? undefined : ownEntry(settings.assigners ?? {}, assigner.name)) ??
    settings.patientSystem
  const identifier: Identifier = { type: codeable(v2IdentifierTypes, 'MR'), system, value }
  if (assigner.name !== undefined) identifier.assigner = { display: assigner.name }
  return identifier
}

function otherIdentifier(number: SentNumber, leading: SentNumber | undefined, at: string, context: MapContext): Identifier {
  const { value, type, assigner } = number
  const kvnr = type !== undefined && internalTypes.has(type) ? undefined : kvnrIdentifier(value, type, assigner.system)
  if (kvnr) {
    if (!isKvnr(value)) context.warn(at, 'The check digit of a health insurance number is wrong; the number was kept.')
    return kvnr
  }
  if (type !== undefined && certainKvnrTypes.has(type)) {
    context.warn(at, 'A health insurance number does not have a letter and nine digits; it was kept as another number.')
  }
  const internal = type === undefined || internalTypes.has(type)
  if (internal && leading !== undefined && assigner.system === undefined && assigner.name === leading.assigner.name) {
    return houseNumber(number, context)
  }
  const identifier: Identifier = { system: otherSystem(number, context), value }
  if (type !== undefined) identifier.type = knownTypes.has(type) ? codeable(v2IdentifierTypes, type) : { text: type }
  if (assigner.name !== undefined) identifier.assigner = { display: assigner.name }
  return identifier
}

function otherSystem({ type, assigner }: SentNumber, { settings }: MapContext): string {
  if (assigner.system !== undefined) return assigner.system
  if (assigner.name !== undefined)
    return ownEntry(settings.assigners ?? {}, assigner.name) ?? derivedSystem(settings.patientSystem, assigner.name)
  return derivedSystem(settings.patientSystem, type ?? 'further')
}
