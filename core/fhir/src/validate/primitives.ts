import { dateRange } from '../model/date-range.ts'
import { narrativeProblem } from './narrative.ts'

/** Says what is wrong with a value, or undefined. Texts never repeat the value. */
export type PrimitiveCheck = (value: unknown) => string | undefined

const longestString = 1_048_576
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/
const space = /\s/
const zoned = /T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/

function text(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be a JSON string'
  if (value.length === 0) return 'must not be empty'
  if (value.length > longestString) return 'must not be longer than 1,048,576 characters'
  if (control.test(value)) return 'must not hold control characters'
  return value.isWellFormed() ? undefined : 'must not hold half a surrogate pair'
}

function matching(pattern: RegExp, problem: string): PrimitiveCheck {
  return value => (typeof value !== 'string' ? 'must be a JSON string' : pattern.test(value) ? undefined : problem)
}

function uri(value: unknown): string | undefined {
  return text(value) ?? (space.test(value as string) ? 'must not hold white space' : undefined)
}

function whole(lowest: number): PrimitiveCheck {
  return value => {
    if (typeof value !== 'number') return 'must be a JSON number'
    return Number.isInteger(value) && value >= lowest && value <= 2_147_483_647
      ? undefined
      : `must be a whole number from ${lowest} to 2147483647`
  }
}

function date(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be a JSON string'
  return value.length <= 10 && dateRange(value) !== undefined ? undefined : 'must be a date that exists, as YYYY, YYYY-MM or YYYY-MM-DD'
}

function dateTime(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be a JSON string'
  if (dateRange(value) !== undefined && (value.length <= 10 || zoned.test(value))) return undefined
  return 'must be a date that exists, with time to the second and zone if it has a time'
}

function instant(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be a JSON string'
  return value.length > 10 && zoned.test(value) && dateRange(value) !== undefined
    ? undefined
    : 'must be a date that exists with time to the second and zone'
}

function base64(value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be a JSON string'
  const dense = space.test(value) ? value.replace(/\s+/g, '') : value
  return dense.length > 0 && dense.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(dense) ? undefined : 'must be base64'
}

/** By FHIR R4 primitive type. Source: datatypes.html#primitive (regular expressions), with real calendar days. */
export const primitiveChecks: ReadonlyMap<string, PrimitiveCheck> = new Map<string, PrimitiveCheck>([
  ['boolean', value => (typeof value === 'boolean' ? undefined : 'must be true or false without quotes')],
  ['integer', whole(-2_147_483_648)],
  ['positiveInt', whole(1)],
  ['unsignedInt', whole(0)],
  ['decimal', value => (typeof value === 'number' && Number.isFinite(value) ? undefined : 'must be a JSON number')],
  ['string', text],
  ['markdown', text],
  ['xhtml', value => text(value) ?? narrativeProblem(value as string)],
  ['uri', uri],
  ['url', uri],
  ['canonical', uri],
  ['code', matching(/^[^\s\u0000-\u001f]+(?:\s[^\s\u0000-\u001f]+)*$/, 'must be a code: no white space but single spaces inside')],
  ['id', matching(/^[A-Za-z0-9\-.]{1,64}$/, 'must be 1 to 64 letters, digits, - or .')],
  ['oid', matching(/^urn:oid:[0-2](?:\.(?:0|[1-9]\d*))+$/, 'must be urn:oid: and an OID')],
  ['uuid', matching(/^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be urn:uuid: and a UUID in lower case')],
  ['time', matching(/^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?$/, 'must be hh:mm:ss')],
  ['date', date],
  ['dateTime', dateTime],
  ['instant', instant],
  ['base64Binary', base64],
])
