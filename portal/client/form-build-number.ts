import { extensionValue, urls, valueMember, type Coding, type Extension, type QuestionnaireItem } from '@steckwerk/form'
import { putExtension, withValue } from './form-build-extension.ts'

export const ucum = 'http://unitsofmeasure.org'

/** Units that are offered by name; all others by their code of UCUM. What is shown is the sign, the same in every language. */
export const commonUnits = [
  { code: 'kg', display: 'kg' }, { code: 'g', display: 'g' }, { code: 'mg', display: 'mg' }, { code: 'ug', display: 'µg' }, { code: 'm', display: 'm' }, { code: 'cm', display: 'cm' }, { code: 'mm', display: 'mm' }, { code: 'km', display: 'km' },
  { code: 'L', display: 'l' }, { code: 'mL', display: 'ml' }, { code: 'Cel', display: '°C' }, { code: 'mm[Hg]', display: 'mmHg' }, { code: '/min', display: '/min' }, { code: '%', display: '%' }, { code: 'mg/dL', display: 'mg/dl' },
  { code: 'mmol/L', display: 'mmol/l' }, { code: 'kg/m2', display: 'kg/m²' }, { code: 'h', display: 'h' }, { code: 'min', display: 'min' },
] as const

export const isNumber = ({ type }: QuestionnaireItem): boolean => type === 'integer' || type === 'decimal' || type === 'quantity'

/** Which of both addresses the unit of an amount stands at; `unit` is meant for plain numbers, but is found at amounts too. */
const unitsAt = (item: QuestionnaireItem): readonly Extension[] => (item.extension ?? []).filter(({ url }) => url === urls.unitOption || url === urls.unit)

/** kept = several units, or one that says more than a coding. */
export function readUnit(item: QuestionnaireItem): Coding | 'kept' | undefined {
  const [first, ...more] = unitsAt(item)
  if (first === undefined) return undefined
  const coding = first['valueCoding'] as Coding | undefined
  return more.length > 0 || coding?.code === undefined ? 'kept' : coding
}

export function writeUnit(item: QuestionnaireItem, unit: { readonly code: string; readonly display: string } | undefined): QuestionnaireItem {
  const before = readUnit(item)
  if (before === 'kept' || (before?.code === unit?.code && (before === undefined || (before.display ?? before.code) === unit?.display))) return item
  const [stored] = unitsAt(item)
  const url = stored?.url ?? urls.unitOption
  return putExtension(item, url, unit === undefined ? undefined : withValue(stored, url, 'valueCoding', { system: ucum, code: unit.code, display: unit.display }))
}

type Bound = 'min' | 'max'
const boundUrl = { min: urls.minValue, max: urls.maxValue } as const

/** undefined = none; kept = one that is no plain number. */
export function readBound(item: QuestionnaireItem, bound: Bound): number | 'kept' | undefined {
  const value = extensionValue(item, boundUrl[bound])
  return value === undefined || typeof value === 'number' ? value : 'kept'
}

export function writeBound(item: QuestionnaireItem, bound: Bound, value: number | undefined): QuestionnaireItem {
  const before = readBound(item, bound)
  if (before === 'kept' || before === value) return item
  const url = boundUrl[bound]
  const stored = item.extension?.find(one => one.url === url)
  const member = Number.isInteger(value) && (stored === undefined ? item.type === 'integer' : valueMember(stored) === 'valueInteger') ? 'valueInteger' : 'valueDecimal'
  return putExtension(item, url, value === undefined ? undefined : withValue(stored, url, member, value))
}

export function readDecimals(item: QuestionnaireItem): number | undefined {
  const value = extensionValue(item, urls.maxDecimalPlaces)
  return typeof value === 'number' ? value : undefined
}

export function writeDecimals(item: QuestionnaireItem, decimals: number | undefined): QuestionnaireItem {
  if (readDecimals(item) === decimals) return item
  const stored = item.extension?.find(({ url }) => url === urls.maxDecimalPlaces)
  return putExtension(item, urls.maxDecimalPlaces, decimals === undefined ? undefined : withValue(stored, urls.maxDecimalPlaces, 'valueInteger', decimals))
}
