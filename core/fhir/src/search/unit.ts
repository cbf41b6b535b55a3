import { createRequire } from 'node:module'
import type { UnitForm } from './types.ts'

/** What a value in a unit is asked for by. */
export interface Unit {
  /** Forms that hold the bare value: `code:…` and `pair:…`. */
  readonly names: readonly UnitForm[]
  /** Conversion to UCUM base units, for units UCUM knows. */
  readonly base: Base | undefined
}

export interface Base {
  readonly form: UnitForm
  /** Rounded to 12 significant digits, so that 5 mg and 0.005 g are one number. undefined where the result is none. */
  convert(low: number, high: number): { low: number; high: number } | undefined
}

const ucumSystem = 'http://unitsofmeasure.org'
const longestCode = 64

const atom = String.raw`(?:[A-Za-z0-9*%^'"_+-]|\[[^\[\]{}()\s]+\])+`
const note = String.raw`\{[^{}]*\}`
const component = `(?:${atom}(?:${note})?|${note})`
const simple = `/?${component}(?:[./]${component})*`
const bracketed = String.raw`\(${simple}\)`
const operand = `(?:${component}|${bracketed})`
/** UCUM's grammar with one level of parentheses. The library prints what it cannot parse, which may be anything a sender wrote:
 *  nothing goes there that is no unit by its form. */
const unitPattern = new RegExp(`^/?${operand}(?:[./]${operand})*$`)
/** The library's tables are plain objects: it takes "toString" for a unit. */
const inherited = Object.getOwnPropertyNames(Object.prototype)

interface UcumUnit {
  readonly isArbitrary_: boolean
  readonly isSpecial_: boolean
  readonly magnitude_: number
  readonly dim_: { readonly dimVec_: readonly number[] | null } | null
}

interface Ucum {
  getSpecifiedUnit(code: string, purpose: 'validate'): { readonly status: string; readonly unit?: UcumUnit | null }
  convertToBaseUnits(code: string, value: number): { readonly status: string; readonly magnitude?: number }
}

const require = createRequire(import.meta.url)
let loaded: Ucum | undefined

/** The library reads its tables when it is first needed (25 ms), not when the process starts. */
function ucum(): Ucum {
  loaded ??= (require('@lhncbc/ucum-lhc') as { UcumLhcUtils: { getInstance(): Ucum } }).UcumLhcUtils.getInstance()
  return loaded
}

/** In the order of the library's dimension vector. */
const baseUnits = ['m', 's', 'g', 'rad', 'K', 'C', 'cd']
/** One arbitrary unit, perhaps with a prefix, at the beginning: k[IU]/L. UCUM compares an arbitrary unit with nothing but itself. */
const leadingArbitrary = /^[a-zA-Z]{0,2}(\[[^\]]+\])(?![0-9+-])(.*)$/s

function dimensions(unit: UcumUnit): string {
  return (unit.dim_?.dimVec_ ?? []).flatMap((power, at) => (power === 0 ? [] : [`${baseUnits[at]}${power === 1 ? '' : power}`])).join('.')
}

function baseForm(code: string, unit: UcumUnit): UnitForm | undefined {
  if (!unit.isArbitrary_) return `ucum:${dimensions(unit) || '1'}`
  const [, atom, rest] = leadingArbitrary.exec(code) ?? []
  const isSole = atom !== undefined && !rest!.includes('[') && ucum().getSpecifiedUnit(atom, 'validate').unit?.isArbitrary_ === true
  if (!isSole) return undefined
  // [iU] is another spelling of [IU]
  const name = atom === '[iU]' ? '[IU]' : atom
  return `ucum:${[name, dimensions(unit)].filter(part => part !== '').join('.')}`
}

function rounded(value: number): number {
  return Number(value.toPrecision(12))
}

/** A special unit is converted by a formula of its own. That of temperatures is a line: two points of it save the library's work. */
function special(code: string): (value: number) => number {
  const convert = (value: number) => ucum().convertToBaseUnits(code, value).magnitude ?? NaN
  const zero = convert(0)
  const slope = (convert(1000) - zero) / 1000
  const isLine = [-40, 1, 37].every(value => Math.abs(convert(value) - (zero + value * slope)) < 1e-9)
  return isLine ? value => zero + value * slope : convert
}

/** Whether a number was converted to none. */
function isLostIn(converted: number, given: number): boolean {
  return Number.isNaN(converted) || (Number.isFinite(given) && !Number.isFinite(converted))
}

/** Undefined for codes UCUM does not know, and for mixtures of arbitrary units. */
function baseOf(code: string): Base | undefined {
  const unit = ucum().getSpecifiedUnit(code, 'validate')
  const form = unit.status === 'valid' && unit.unit ? baseForm(code, unit.unit) : undefined
  if (form === undefined) return undefined
  const { isSpecial_: isSpecial, magnitude_: factor } = unit.unit!
  const one = isSpecial ? special(code) : (value: number) => value * factor
  // Some special units fall where the quantity rises: pH
  const falls = isSpecial && one(2) < one(1)
  function convert(value: number): number {
    if (Number.isFinite(value)) return rounded(one(value))
    return falls ? -value : value
  }
  return {
    form,
    convert(low, high) {
      const from = convert(low)
      const to = low === high ? from : convert(high)
      const isLost = isLostIn(from, low) || isLostIn(to, high)
      return isLost ? undefined : falls ? { low: to, high: from } : { low: from, high: to }
    },
  }
}

function baseOrUnknown(code: string): Base | undefined {
  if (code.length > longestCode || !unitPattern.test(code) || inherited.some(name => code.includes(name))) return undefined
  try {
    return baseOf(code)
  } catch {
    // The library throws at some codes that are none.
    return undefined
  }
}

const none: Unit = { names: [], base: undefined }

function make(system: string, code: string, unit: string): Unit {
  const names = new Set<UnitForm>()
  if (code !== '') names.add(`code:${code}`)
  if (unit !== '') names.add(`code:${unit}`)
  const base = system === ucumSystem && code !== '' ? baseOrUnknown(code) : undefined
  if (system !== '' && code !== '' && base === undefined) names.add(`pair:${system}|${code}`)
  return names.size === 0 ? none : { names: [...names], base }
}

/** As many distinct units as a hospital may have, several times over. */
const most = 4000
const longestKey = 300
const known = new Map<string, Unit>()

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** The forms of a unit given by the members of a Quantity. */
export function unitOf(system: unknown, code: unknown, unit: unknown): Unit {
  const key = `${textOf(system)}\n${textOf(code)}\n${textOf(unit)}`
  let found = known.get(key)
  if (found === undefined) {
    found = make(textOf(system), textOf(code), textOf(unit))
    if (known.size >= most) known.clear()
    if (key.length <= longestKey) known.set(key, found)
  }
  return found
}
