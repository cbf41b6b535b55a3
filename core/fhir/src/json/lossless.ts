import { checkDepth, decodeString } from './scan.ts'
import { readTree, type Tree } from './tree.ts'

/** A JSON number in the form it was written: 1.10 stays 1.10. */
export class Numeral {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** A JSON value that can be changed in place and written again without loss. Objects are Maps: no member's name reaches a prototype. */
export type Json = null | boolean | string | Numeral | Json[] | Map<string, Json>

function valueOf(text: string, tree: Tree): Json {
  switch (tree.kind) {
    case 'object':
      return new Map(tree.members.map(({ key, value }) => [key, valueOf(text, value)]))
    case 'array':
      return tree.items.map((item) => valueOf(text, item))
    case 'string':
      return decodeString(text, tree.start, tree.end)
    default: {
      const word = text.slice(tree.start, tree.end)
      return word === 'null' ? null : word === 'true' ? true : word === 'false' ? false : new Numeral(word)
    }
  }
}

/** The value that starts at `start` of a text that is known to be JSON (parseJson). */
export function readLossless(text: string, start: number): Json {
  return valueOf(text, readTree(text, start))
}

/** Compact JSON text. Faults: fhir/json-depth. */
export function writeLossless(value: Json, depth = 0): string {
  if (value instanceof Numeral) return value.text
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  checkDepth(depth)
  if (Array.isArray(value)) return `[${value.map((item) => writeLossless(item, depth + 1)).join(',')}]`
  return `{${Array.from(value, ([key, member]) => `${JSON.stringify(key)}:${writeLossless(member, depth + 1)}`).join(',')}}`
}

/** The same number whatever its form: digits without zeros at their ends, and the power of ten they stand at. */
function canonical(text: string): string {
  const [, sign, whole = '', fraction = '', power = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text)!
  const digits = (whole + fraction).replace(/^0+/, '')
  let length = digits.length
  while (length > 0 && digits[length - 1] === '0') length--
  return length === 0 ? '0' : `${sign}${digits.slice(0, length)}e${Number(power) - fraction.length + digits.length - length}`
}

/** Equality as RFC 6902 section 4.6 has it: numbers by value, objects whatever the order of their members. */
export function equalLossless(a: Json, b: Json): boolean {
  if (a instanceof Numeral) return b instanceof Numeral && (a.text === b.text || canonical(a.text) === canonical(b.text))
  if (typeof a !== 'object' || a === null) return a === b
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, at) => equalLossless(item, b[at]!))
  if (!(b instanceof Map) || a.size !== b.size) return false
  return Array.from(a).every(([key, member]) => {
    const other = b.get(key)
    return other !== undefined && equalLossless(member, other)
  })
}
