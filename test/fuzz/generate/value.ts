import type { Random } from '../random.ts'
import type { Marker } from '../request.ts'

const odd = [
  '', ' ', '\t', '\n', '\0', '\u{feff}', '\u{202e}', '\u{d800}', '\u{dc00}x', 'ß', 'İ', 'ﬃ', '\u0301', '👩‍👩‍👧', '%', '%00', '%zz', '..', '../', '/', '//', '\\', '|', '||', '|||', ',', ',,', '$', '$$',
  '\\,', '\\$', '\\|', '\\\\', '"', "'", "';--", '<x>', '&', '=', '?', '#', '*', '+', ':', ';', '()', '(((((((((', '[', '{', '${1}', '{{1}}', 'null', 'undefined', 'NaN', 'true',
  '__proto__', 'constructor', 'toString', 'a'.repeat(300), '𝒳'.repeat(40), 'Patient', 'Patient/1', 'urn:uuid:0', '#contained',
]

const numbers = [
  '0', '-0', '1', '-1', '1e2', '1e400', '-1e400', '1e-400', '1E+9', '0.1', '.5', '5.', '+5', '0x10', '1_000', '00', '1e', '9007199254740993', '123456789012345678901234567890', '1e308', '1.0000000000000000000000001',
  'Infinity', 'NaN', '１２',
]

const dates = [
  '2024', '2024-02', '2024-02-30', '2024-13', '2024-00-00', '0000', '0001-01-01', '9999-12-31', '10000-01-01', '-2024', '2024-02-29T24:00:00Z', '2024-02-28T23:59:60Z', '2024-01-01T00:00',
  '2024-01-01T00:00:00+14:00', '2024-01-01T00:00:00+99:00', '2024-01-01T00:00:00.123456789123Z', '2024-01-01 00:00', '24-1-1', '2024-W01', 'now', '+002024-01-01',
]

const prefixes = ['', 'eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap', 'xx', 'GE', 'gege']
const units = ['g', 'mg', 'kg', 'mm[Hg]', '[degF]', 'Cel', 'mol/L', '10*3/uL', '%', '{x}', 'g/', '((g))', 'm/s2.kg-3', '[iU]', 'nonsense', '/'.repeat(40), 'g.'.repeat(60)]
const systems = ['', 'http://loinc.org', 'http://unitsofmeasure.org', 'urn:fuzz', 'http://snomed.info/sct', 'x']

/** Text that carries the marker, with something odd before, behind or between. */
export function text(random: Random, marker: Marker): string {
  const { word } = marker
  switch (random.below(5)) {
    case 0: return word
    case 1: return random.pick(odd) + word
    case 2: return word + random.pick(odd)
    case 3: return word + random.pick(odd) + random.pick(odd) + word
    default: return random.pick(odd)
  }
}

export function number(random: Random, { digits }: Marker): string {
  switch (random.below(5)) {
    case 0: return digits
    case 1: return `${random.chance(0.5) ? '-' : ''}0.${digits}`
    case 2: return `${digits}e${random.pick(['3', '-3', '999', '-999', '99999999999', '+'])}`
    default: return random.pick(numbers)
  }
}

export function date(random: Random, { digits }: Marker): string {
  switch (random.below(4)) {
    case 0: return `2024-01-01T00:00:00.${digits}Z`
    case 1: return `${digits}-01-01`
    default: return random.pick(dates)
  }
}

const token = (random: Random, marker: Marker): string =>
  random.pick([
    () => text(random, marker), () => `${random.pick(systems)}|${text(random, marker)}`, () => `${text(random, marker)}|`, () => `|${text(random, marker)}`,
    () => `a|b|${text(random, marker)}`, () => 'final', () => 'http://loinc.org|8480-6', () => 'true',
  ])()

const quantity = (random: Random, marker: Marker): string =>
  `${random.pick(prefixes)}${number(random, marker)}${random.chance(0.3) ? '' : `|${random.pick(systems)}|${random.chance(0.2) ? text(random, marker) : random.pick(units)}`}`

const reference = (random: Random, marker: Marker): string =>
  random.pick([
    () => text(random, marker), () => `Patient/${text(random, marker)}`, () => 'Patient/p1', () => 'p1', () => `https://x.example/${marker.word}/Patient/1`, () => `urn:uuid:${marker.word}`,
    () => `Patient/p1/_history/${number(random, marker)}`, () => `${marker.word}/1`,
  ])()

/** A search parameter's value as its type wants it, or at one time in six as another type would. `type` is R4's. */
export function parameterValue(random: Random, marker: Marker, type: string): string {
  const meant = random.chance(0.16) ? random.pick(['token', 'string', 'date', 'number', 'quantity', 'reference', 'uri', 'composite']) : type
  const one = (): string => {
    switch (meant) {
      case 'token': return token(random, marker)
      case 'date': return random.pick(prefixes) + date(random, marker)
      case 'number': return random.pick(prefixes) + number(random, marker)
      case 'quantity': return quantity(random, marker)
      case 'reference': return reference(random, marker)
      case 'uri': return random.pick([`http://x.example/${marker.word}`, 'http://example.org/ValueSet/lung', text(random, marker)])
      case 'composite': return Array.from({ length: 1 + random.below(3) }, () => random.pick([token, quantity, reference])(random, marker)).join('$')
      case 'special': return `${number(random, marker)}|${number(random, marker)}|${number(random, marker)}|${random.pick(['km', 'm', marker.word])}`
      default: return text(random, marker)
    }
  }
  const count = random.chance(0.2) ? 1 + random.below(6) : random.chance(0.01) ? 400 : 1
  return Array.from({ length: count }, one).join(',')
}
