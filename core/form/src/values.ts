import type { AnswerValue, Coding, QuestionnaireItem } from './contract.ts'
import { valueMember } from './extensions.ts'
import { unitsOf } from './item-rules.ts'

const members: Readonly<Record<string, readonly string[]>> = {
  boolean: ['valueBoolean'], decimal: ['valueDecimal'], integer: ['valueInteger'], date: ['valueDate'], dateTime: ['valueDateTime'], time: ['valueTime'], string: ['valueString'],
  text: ['valueString'], url: ['valueUri'], choice: ['valueCoding'], 'open-choice': ['valueCoding', 'valueString'], attachment: ['valueAttachment'], reference: ['valueReference'],
  quantity: ['valueQuantity'],
}

/** The value[x] an answer to this item may have. */
export function membersOf(item: QuestionnaireItem): readonly string[] {
  const own = members[item.type] ?? []
  if (item.type !== 'choice' || item.answerOption === undefined) return own
  return [...new Set([...own, ...item.answerOption.map(valueMember).filter((member) => member !== undefined)])]
}

const day = String.raw`\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`
const date = new RegExp(String.raw`^(\d{4}|\d{4}-(0[1-9]|1[0-2])|${day})$`)
const dateTime = new RegExp(String.raw`^(\d{4}|\d{4}-(0[1-9]|1[0-2])|${day}(T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,9})?(Z|[+-](0\d|1[0-4]):[0-5]\d))?)$`)
const time = /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,9})?$/

const realDay = (text: string): boolean => {
  const found = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0]
  return found === undefined || new Date(`${found}T00:00:00Z`).toISOString().startsWith(found)
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '' && value.length <= 1_048_576
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)
const optionalText = (value: unknown): boolean => value === undefined || isText(value)

const shapes: Readonly<Record<string, (value: unknown) => boolean>> = {
  valueBoolean: (value) => typeof value === 'boolean',
  valueDecimal: (value) => typeof value === 'number' && Number.isFinite(value),
  valueInteger: (value) => Number.isInteger(value) && Math.abs(value as number) <= 2_147_483_647,
  valueDate: (value) => typeof value === 'string' && date.test(value) && realDay(value),
  valueDateTime: (value) => typeof value === 'string' && dateTime.test(value) && realDay(value),
  valueTime: (value) => typeof value === 'string' && time.test(value),
  valueString: isText,
  valueUri: (value) => typeof value === 'string' && /^\S+$/.test(value),
  valueCoding: (value) => isObject(value) && (isText(value['code']) || isText(value['display'])) && [value['system'], value['code'], value['display']].every(optionalText),
  valueAttachment: (value) => isObject(value) && [value['contentType'], value['title'], value['data'], value['url']].every(optionalText) && (isText(value['data']) || isText(value['url'])),
  valueReference: (value) => isObject(value) && (isText(value['reference']) || isObject(value['identifier']) || isText(value['display'])),
  valueQuantity: (value) => isObject(value) && typeof value['value'] === 'number' && Number.isFinite(value['value']) && [value['unit'], value['system'], value['code']].every(optionalText),
}

/** Whether an answer is of the shape FHIR wants of this item's type. */
export function fits(item: QuestionnaireItem, answer: AnswerValue): boolean {
  const member = valueMember(answer)
  return member !== undefined && membersOf(item).includes(member) && shapes[member]?.(answer[member]) === true
}

/** A choice or a text without anything in it is no answer. */
export function isEmpty(answer: AnswerValue): boolean {
  const member = valueMember(answer)
  const value = member === undefined ? undefined : answer[member]
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
}

/** Whether two answers say the same: codings by system and code, all else by content. */
export function same(a: AnswerValue, b: AnswerValue): boolean {
  const [left, right] = [a['valueCoding'], b['valueCoding']] as (Coding | undefined)[]
  if (left?.code !== undefined && right?.code !== undefined) return left.code === right.code && (left.system ?? '') === (right.system ?? '')
  const [leftMember, rightMember] = [valueMember(a), valueMember(b)]
  return leftMember !== undefined && leftMember === rightMember && canonicalJson(a[leftMember]) === canonicalJson(b[leftMember])
}

/** JSON with sorted members: equal content gives equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value) ?? 'null'
  return `{${Object.keys(value).filter((name) => value[name] !== undefined).toSorted().map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`).join(',')}}`
}

/** A value of FHIRPath or of the record as an answer to this item; undefined where it does not fit. */
export function toAnswer(item: QuestionnaireItem, value: unknown, options: readonly AnswerValue[], unit: Coding | undefined): AnswerValue | undefined {
  const answer = candidate(item, value, options, unit)
  return answer !== undefined && fits(item, answer) ? answer : undefined
}

function candidate(item: QuestionnaireItem, value: unknown, options: readonly AnswerValue[], unit: Coding | undefined): AnswerValue | undefined {
  switch (item.type) {
    case 'choice':
    case 'open-choice': {
      const codings: readonly unknown[] = isObject(value) && Array.isArray(value['coding']) ? value['coding'] : [value]
      const found = options.find((option) => codings.some((one) => matches(option, one)))
      if (found !== undefined) return found
      if (options.length === 0 && isObject(codings[0])) return { valueCoding: codings[0] }
      const text = isObject(value) ? value['text'] ?? value['display'] : value
      return item.type === 'open-choice' && typeof text === 'string' ? { valueString: text } : undefined
    }
    case 'quantity':
      if (typeof value === 'number') return { valueQuantity: { value, ...unit === undefined ? {} : { unit: unit.display ?? unit.code, system: unit.system, code: unit.code } } }
      return isObject(value) && inUnit(item, value) ? { valueQuantity: value } : undefined
    case 'decimal':
    case 'integer': {
      if (isObject(value) && !inUnit(item, value)) return undefined
      const number = isObject(value) ? value['value'] : value
      return { [membersOf(item)[0]!]: number }
    }
    case 'date':
      return typeof value === 'string' ? { valueDate: value.slice(0, 10) } : undefined
    case 'string':
    case 'text': {
      const text = isObject(value) ? value['text'] ?? value['display'] : value
      return typeof text === 'string' || typeof text === 'number' ? { valueString: String(text) } : undefined
    }
    default: {
      const [member] = membersOf(item)
      return member === undefined ? undefined : { [member]: value }
    }
  }
}

/** 70,000 g are not 70,000 kg: an amount in another unit than is asked for is none. */
function inUnit(item: QuestionnaireItem, { code, unit }: Readonly<Record<string, unknown>>): boolean {
  const units = unitsOf(item)
  return units.length === 0 || units.some((one) => (code === undefined ? (one.display ?? one.code) === unit : one.code === code))
}

function matches(option: AnswerValue, value: unknown): boolean {
  const coding = option['valueCoding'] as Coding | undefined
  if (coding === undefined) return canonicalJson(option[valueMember(option)!]) === canonicalJson(value)
  if (isObject(value)) return value['code'] === coding.code && (value['system'] === undefined || coding.system === undefined || value['system'] === coding.system)
  return value === coding.code
}
