import type { Repetition } from '../../field.ts'
import { countryOf, germanStateOf } from '../tables/countries.ts'
import type { Address, Element, Extension } from './shapes.ts'
import { hl7Extension } from './systems.ts'
import { valueOf } from './text.ts'

// Source: HL7 table 0190, FHIR address-use.
const uses: Readonly<Record<string, string>> = {
  H: 'home',
  HV: 'home',
  P: 'home',
  RH: 'home',
  B: 'work',
  O: 'work',
  C: 'temp',
  V: 'temp',
  TM: 'temp',
  BA: 'old',
  BI: 'billing',
}

/** BDL (birth delivery location), N (birth) and BR (residence at birth) say where someone was born, not where to find them. */
export function isBirthplace(repetition: Repetition): boolean {
  const type = valueOf(repetition, 7)?.toUpperCase()
  return type === 'BDL' || type === 'N' || type === 'BR'
}

/** An XAD as a German address: the line with street and house number apart, an addition as a line of its own, a post box as its own
 *  kind. The type is told only where the address has all the profile asks for. Undefined where nothing was sent. */
export function addressOf(repetition: Repetition): Address | undefined {
  const address: Address = {}
  const type = valueOf(repetition, 7)?.toUpperCase()
  const use = type === undefined ? undefined : uses[type]
  if (use !== undefined) address.use = use
  const street = streetOf(repetition)
  const locator = valueOf(repetition, 2)
  if (street) setLines(address, street, locator)
  else if (locator !== undefined) setLines(address, { line: locator, details: [] }, undefined)
  const city = valueOf(repetition, 3)
  if (city !== undefined) address.city = city
  const country = valueOf(repetition, 6)
  const countryCode = country === undefined ? undefined : countryOf(country)
  const state = valueOf(repetition, 4)
  const german = state === undefined || (countryCode !== undefined && countryCode !== 'DE') ? undefined : germanStateOf(state)
  if (state !== undefined) address.state = countryCode === 'DE' || /DE-/i.test(state) ? (german ?? state) : state
  const postalCode = valueOf(repetition, 5)
  if (postalCode !== undefined) address.postalCode = postalCode
  if (country !== undefined) address.country = countryCode ?? country
  if (Object.keys(address).length === (use === undefined ? 0 : 1)) return undefined
  const kind = type === 'M' || street?.postBox === true ? 'postal' : 'both'
  if (street && city !== undefined && postalCode !== undefined && countryCode !== undefined) {
    return use === undefined ? { type: kind, ...address } : { use, type: kind, ...address }
  }
  return address
}

interface Street {
  readonly line: string
  readonly details: readonly Extension[]
  readonly postBox?: boolean
}

function streetOf(repetition: Repetition): Street | undefined {
  const name = valueOf(repetition, 1, 2)
  const number = valueOf(repetition, 1, 3)
  const line = valueOf(repetition, 1) ?? (name === undefined ? undefined : number === undefined ? name : `${name} ${number}`)
  if (line === undefined) return undefined
  if (postBox.test(line)) return { line, details: [part('postBox', line)], postBox: true }
  if (name !== undefined && number !== undefined) return { line, details: [part('streetName', name), part('houseNumber', number)] }
  const match = line.length > longestStreet ? null : houseNumber.exec(line)
  return match ? { line, details: [part('streetName', match[1]!), part('houseNumber', match[2]!)] } : { line, details: [] }
}

const postBox = /^(?:Postfach|Postf\.|P\.? ?O\.? Box)\b/i
// `Straße des 17. Juni 135`, `Römerweg 28 a`, `Hauptstr. 5-7`, `Lange Gasse 3/2`: a blank, then a number to the end.
// It looks back and forth, so that a text of many thousand characters would take it minutes.
const longestStreet = 200
const houseNumber = /^(.*\p{L}.*?)[ ,]+(\d+ ?[a-zA-Z]?(?: ?[-–/+] ?\d+ ?[a-zA-Z]?)*)$/u

function part(name: string, value: string): Extension {
  return { url: `${hl7Extension}iso21090-ADXP-${name}`, valueString: value }
}

function setLines(address: Address, street: Street, locator: string | undefined): void {
  const details: (Element | null)[] = [street.details.length === 0 ? null : { extension: [...street.details] }]
  address.line = [street.line]
  if (locator !== undefined) {
    address.line.push(locator)
    details.push({ extension: [part('additionalLocator', locator)] })
  }
  if (details.some(detail => detail !== null)) address._line = details
}
