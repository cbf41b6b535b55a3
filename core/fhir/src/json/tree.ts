import { checkDepth, eachItem, eachMember, skipString, skipValue } from './scan.ts'

/** A JSON value with its place in the text. Read in one pass, however deep it is nested. */
export type Tree =
  | { readonly kind: 'object'; readonly start: number; readonly end: number; readonly members: readonly TreeMember[] }
  | { readonly kind: 'array'; readonly start: number; readonly end: number; readonly items: readonly Tree[] }
  | { readonly kind: 'string' | 'other'; readonly start: number; readonly end: number }

export interface TreeMember {
  readonly key: string
  readonly value: Tree
}

/** The value whose first character is at `start`. Faults: fhir/json, fhir/json-depth, fhir/duplicate-member. */
export function readTree(text: string, start: number, depth = 0): Tree {
  checkDepth(depth)
  if (text[start] === '{') {
    const members: TreeMember[] = []
    const end = eachMember(text, start, (key, _keyStart, at) => {
      const value = readTree(text, at, depth + 1)
      members.push({ key, value })
      return value.end
    })
    return { kind: 'object', start, end, members }
  }
  if (text[start] === '[') {
    const items: Tree[] = []
    const end = eachItem(text, start, at => {
      const item = readTree(text, at, depth + 1)
      items.push(item)
      return item.end
    })
    return { kind: 'array', start, end, items }
  }
  return text[start] === '"'
    ? { kind: 'string', start, end: skipString(text, start) }
    : { kind: 'other', start, end: skipValue(text, start) }
}
