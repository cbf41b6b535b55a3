import { decodeString, itemsAt, membersAt, skipSpace, type Member } from './scan.ts'

type Span = { readonly start: number; readonly end: number }

const versioning = ['versionId', 'lastUpdated']

function equalMembers(a: string, as: readonly Member[], b: string, bs: readonly Member[]): boolean {
  if (as.length !== bs.length) return false
  return as.every((member, at) => {
    const other = bs[at]!.key === member.key ? bs[at]! : bs.find(one => one.key === member.key)
    return other !== undefined && equal(a, member, b, other)
  })
}

/** Numbers are equal only in the same form: 1.0 and 1.00 say different things in FHIR. */
function equal(a: string, one: Span, b: string, other: Span): boolean {
  if (one.end - one.start === other.end - other.start && a.slice(one.start, one.end) === b.slice(other.start, other.end)) return true
  const kind = a[one.start]
  if (kind !== b[other.start]) return false
  if (kind === '"') return decodeString(a, one.start, one.end) === decodeString(b, other.start, other.end)
  if (kind === '{') return equalMembers(a, membersAt(a, one.start), b, membersAt(b, other.start))
  if (kind !== '[') return false
  const as = itemsAt(a, one.start)
  const bs = itemsAt(b, other.start)
  return as.length === bs.length && as.every((item, at) => equal(a, item, b, bs[at]!))
}

/** The members that count: meta without versionId and lastUpdated, and not at all where nothing else is in it. */
function content(text: string): { members: readonly Member[]; meta: readonly Member[] } {
  const all = membersAt(text, skipSpace(text, 0))
  const meta = all.find(member => member.key === 'meta')
  return {
    members: all.filter(member => member.key !== 'meta'),
    meta: meta === undefined ? [] : membersAt(text, meta.start).filter(member => !versioning.includes(member.key)),
  }
}

/** Whether two JSON texts are the same resource but for meta.versionId and meta.lastUpdated. The order of members and
 *  white space do not matter, the form of decimals does. Faults: fhir/json, fhir/duplicate-member. */
export function contentEqual(aText: string, bText: string): boolean {
  if (aText === bText) return true
  const a = content(aText)
  const b = content(bText)
  return equalMembers(aText, a.members, bText, b.members) && equalMembers(aText, a.meta, bText, b.meta)
}
