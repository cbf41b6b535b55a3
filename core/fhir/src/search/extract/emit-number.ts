import { unitOf, type Unit } from '../unit.ts'
import { finite, members, type Emit, type Sink } from './sink.ts'

const currencies = 'urn:iso:std:iso:4217'

function bare(param: string, low: number, high: number, sink: Sink): void {
  sink.numbers.push({ param, unit: '', low, high })
}

/** One entry a form: the bare value under '' and the unit's names, the converted one under its base units. */
function measured(param: string, unit: Unit, low: number, high: number, sink: Sink): void {
  bare(param, low, high, sink)
  for (const name of unit.names) sink.numbers.push({ param, unit: name, low, high })
  const converted = unit.base?.convert(low, high)
  if (converted !== undefined) sink.numbers.push({ param, unit: unit.base!.form, ...converted })
}

const plain: Emit = (value, param, sink) => {
  if (finite(value)) bare(param, value, value, sink)
}

/** A comparator opens the range: "< 5" is everything up to 5. */
const quantity: Emit = (value, param, sink) => {
  const { value: number, comparator, system, code, unit } = members(value)
  if (!finite(number)) return
  const low = comparator === '<' || comparator === '<=' ? -Infinity : number
  const high = comparator === '>' || comparator === '>=' ? Infinity : number
  measured(param, unitOf(system, code, unit), low, high, sink)
}

const money: Emit = (value, param, sink) => {
  const { value: number, currency } = members(value)
  if (finite(number)) measured(param, unitOf(currencies, currency, undefined), number, number, sink)
}

interface Ends {
  readonly low: number
  readonly high: number
  readonly unit: Unit
}

/** From the one end to the other; an end that is missing is open. Both ends are in one unit, as FHIR demands (rng-2). */
function endsOf(value: unknown): Ends | undefined {
  const range = members(value)
  const from = members(range['low'])
  const to = members(range['high'])
  const start = finite(from['value']) ? from['value'] : undefined
  const end = finite(to['value']) ? to['value'] : undefined
  if (start === undefined && end === undefined) return undefined
  const named = start === undefined ? to : from
  const low = start ?? -Infinity
  const high = end ?? Infinity
  return { low: Math.min(low, high), high: Math.max(low, high), unit: unitOf(named['system'], named['code'], named['unit']) }
}

const range: Emit = (value, param, sink) => {
  const ends = endsOf(value)
  if (ends !== undefined) measured(param, ends.unit, ends.low, ends.high, sink)
}

const plainRange: Emit = (value, param, sink) => {
  const ends = endsOf(value)
  if (ends !== undefined) bare(param, ends.low, ends.high, sink)
}

/** R4 leaves open how a series is found: it counts as the range from its least to its greatest value. "L" and "U" (below and
 *  above what can be measured) open it, "E" (an error) counts nothing. */
const sampled: Emit = (value, param, sink) => {
  const { origin, factor, data } = members(value)
  const { value: zero, system, code, unit } = members(origin)
  if (!finite(zero) || typeof data !== 'string') return
  const scale = finite(factor) ? factor : 1
  let low = Infinity
  let high = -Infinity
  for (const sample of data.split(' ')) {
    const number = sample === 'L' ? -Infinity : sample === 'U' ? Infinity : sample === '' ? NaN : zero + Number(sample) * scale
    if (number < low) low = number
    if (number > high) high = number
  }
  if (low <= high) measured(param, unitOf(system, code, unit), low, high, sink)
}

/** By element type. Source: FHIR R4 search.html#number. */
export const numberEmits: Readonly<Record<string, Emit>> = {
  decimal: plain,
  integer: plain,
  positiveInt: plain,
  unsignedInt: plain,
  Range: plainRange,
}

/** By element type. Source: FHIR R4 search.html#quantity. */
export const quantityEmits: Readonly<Record<string, Emit>> = {
  Quantity: quantity,
  Age: quantity,
  Count: quantity,
  Distance: quantity,
  Duration: quantity,
  Money: money,
  Range: range,
  SampledData: sampled,
}
