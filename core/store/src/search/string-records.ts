import type { Extracted } from '@steckwerk/fhir'
import { paramNumber } from './index-hash.ts'

/** How a resource's strings stand in res.strings: records of parameter, folded and exact text. The whole begins and
 *  ends with the record mark, so that one look for a marked piece of text answers "begins with" and "is exactly". */
const record = '\x1e'
const unit = '\x1f'

const marks = /[\0\x1e\x1f]/

/** PostgreSQL's text has no NUL. */
function unmarked(text: string): string {
  return marks.test(text) ? text.replaceAll(record, ' ').replaceAll(unit, ' ').replaceAll('\0', '') : text
}

const paramTag = (param: string): string => (paramNumber(param) & 0xffff).toString(36)

export function stringRecords(strings: Extracted['strings']): string | undefined {
  if (strings.length === 0) return undefined
  const records = new Set(strings.map(({ param, folded, exact }) => `${paramTag(param)}${unit}${unmarked(folded)}${unit}${unmarked(exact)}`))
  return record + [...records].join(record) + record
}

export const startsPiece = (param: string, folded: string): string => `${record}${paramTag(param)}${unit}${unmarked(folded)}`
export const exactPiece = (param: string, folded: string, exact: string): string => `${startsPiece(param, folded)}${unit}${unmarked(exact)}${record}`
/** A regular expression for a folded text that contains the given one. */
export const containsPattern = (param: string, folded: string): string =>
  `${record}${paramTag(param)}${unit}[^${unit}]*${unmarked(folded).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`
/** What every record of a parameter begins with, and where its folded text stands when the record is split by units. */
export const recordStart = (param: string): string => `${paramTag(param)}${unit}`
export const recordMark = record
export const unitMark = unit

/** Parameters whose values all stand in a wider one's too share its index rows: three times fewer rows a Patient.
 *  The parameter itself is then read from the records, so a value that stands alone is still found. */
const groups: Readonly<Record<string, string>> = {
  family: 'name', given: 'name',
  'address-city': 'address', 'address-country': 'address', 'address-postalcode': 'address', 'address-state': 'address',
}

export const stringGroup = (param: string): string => groups[param] ?? param

/** B-tree keys have a limit of 2,700 bytes; longer strings are found, and sorted, by their beginning. In code points. */
export const longestKey = 400

export function keyText(folded: string): string {
  const text = unmarked(folded)
  return text.length > longestKey ? [...text].slice(0, longestKey).join('') : text
}
