import type { NumberValue, UnitForm } from '../types.ts'
import { unitOf } from '../unit.ts'
import { splitUnescaped, unescapeValue } from './split.ts'
import { badValue, prefixed } from './values.ts'

const decimal = /^([+-]?)(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,3}))?$/
const wanted = 'must be a number, with an optional prefix: eq, ne, lt, gt, le, ge, sa, eb or ap'

/** Reads a number with the range its digits leave open: half of the last digit's place to both sides, so that 100 is
 *  [99.5, 100.5) and 1e2 is [50, 150). `ap` adds a tenth of the value to both sides.
 *  Decimal arithmetic in whole numbers: 5.395 comes out as written. Source: FHIR R4 search.html#number. */
export function numberValue(text: string, at: string): NumberValue {
  const [prefix, number] = prefixed(text)
  const parts = decimal.exec(number)
  if (parts === null) throw badValue(at, wanted)
  const [, sign, whole, fraction = '', power = '0'] = parts
  // Twenty times the value in units of its last digit: half a digit is 10, a tenth of the value is a whole number
  const scaled = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`) * 20n
  const exponent = Number(power) - fraction.length
  const magnitude = scaled < 0n ? -scaled : scaled
  const isExact = prefix !== 'eq' && prefix !== 'ne' && prefix !== 'ap'
  const slack = isExact ? 0n : prefix === 'ap' ? 10n + magnitude / 10n : 10n
  // Twentieths as decimals: times five, and two places down
  const [low, high] = [scaled - slack, scaled + slack].map(twentieths => Number(`${twentieths * 5n}e${exponent - 2}`)) as [number, number]
  if (!Number.isFinite(low) || !Number.isFinite(high)) throw badValue(at, wanted)
  return { prefix, unit: '', low, high }
}

const forms = 'must be a number, number|system|code or number||code'

/** `5.4`, `5.4|http://unitsofmeasure.org|mg`, `5.4||mg`, each with an optional prefix. A UCUM unit is compared in its base units,
 *  any other as it is named. Source: FHIR R4 search.html#quantity. */
export function quantityValue(text: string, at: string): NumberValue {
  const [number, system = '', code = '', ...more] = splitUnescaped(text, '|').map(unescapeValue)
  if (more.length > 0 || (system !== '' && code === '')) throw badValue(at, forms)
  const value = numberValue(number!, at)
  if (code === '') return value
  if (system === '') return { ...value, unit: `code:${code}` }
  const { base, names } = unitOf(system, code, undefined)
  const converted = base?.convert(value.low, value.high)
  if (converted !== undefined) return { ...value, unit: base!.form, ...converted }
  const pair = names.find((name: UnitForm) => name.startsWith('pair:'))
  if (pair === undefined) throw badValue(at, 'is beyond what can be converted')
  return { ...value, unit: pair }
}
