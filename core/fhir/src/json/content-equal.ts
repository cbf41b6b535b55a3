import { decodeString, membersAt, skipSpace, type Member } from './scan.ts'
import { readTree, type Tree } from './tree.ts'

/** What is said of the version, not of the content: who wrote it does not change what it says. */
const versioning = ['versionId', 'lastUpdated', 'source']

/** Pairs members by key, mostly by their place; `equal` compares the two of a pair. */
function equalMembers<M extends { readonly key: string }>(
  as: readonly M[],
  bs: readonly M[],
  equal: (one: M, other: M) => boolean,
): boolean {
  if (as.length !== bs.length) return false
  const byKey = as.every((member, at) => member.key === bs[at]!.key) ? undefined : new Map(bs.map(member => [member.key, member]))
  return as.every((member, at) => {
    const other = byKey === undefined ? bs[at] : byKey.get(member.key)
    return other !== undefined && equal(member, other)
  })
}

function equalTrees(a: string, one: Tree, b: string, other: Tree): boolean {
  if (one.kind === 'object' && other.kind === 'object') {
    return equalMembers(one.members, other.members, (member, its) => equalTrees(a, member.value, b, its.value))
  }
  if (one.kind === 'array' && other.kind === 'array') {
    return one.items.length === other.items.length && one.items.every((item, at) => equalTrees(a, item, b, other.items[at]!))
  }
  if (one.kind !== other.kind) return false
  if (one.kind === 'string') return decodeString(a, one.start, one.end) === decodeString(b, other.start, other.end)
  // Numbers are equal only in the same form: 1.0 and 1.00 say different things in FHIR
  return a.slice(one.start, one.end) === b.slice(other.start, other.end)
}

function equalValues(a: string, one: Member, b: string, other: Member): boolean {
  if (a.slice(one.start, one.end) === b.slice(other.start, other.end)) return true
  return a[one.start] === b[other.start] && equalTrees(a, readTree(a, one.start), b, readTree(b, other.start))
}

/** The members that count: meta without versionId, lastUpdated and source, and not at all where nothing else is in it. */
function content(text: string): { members: readonly Member[]; meta: readonly Member[] } {
  const all = membersAt(text, skipSpace(text, 0))
  const meta = all.find(member => member.key === 'meta')
  return {
    members: all.filter(member => member.key !== 'meta'),
    meta: meta === undefined ? [] : membersAt(text, meta.start).filter(member => !versioning.includes(member.key)),
  }
}

/** How spliceMeta begins a text: with what does not count in groups of its own. */
const spliced = /^(\{"resourceType":"\w+","id":"[^"\\]*","meta":\{)"versionId":"\d+","lastUpdated":"[^"\\]*"/

/** Equality of two texts as spliceMeta makes them, without reading them; false says nothing. */
function sameButVersion(a: string, b: string): boolean {
  const one = spliced.exec(a)
  const other = one === null ? null : spliced.exec(b)
  return other !== null && one![1] === other[1] && a.slice(one![0].length) === b.slice(other[0].length)
}

/** Whether two JSON texts are the same resource but for meta.versionId, meta.lastUpdated and meta.source. The order of members and
 *  white space do not matter, the form of decimals does.
 *  Faults: fhir/json, fhir/json-depth, fhir/duplicate-member. */
export function contentEqual(aText: string, bText: string): boolean {
  if (aText === bText || sameButVersion(aText, bText)) return true
  const a = content(aText)
  const b = content(bText)
  const equal = (one: Member, other: Member) => equalValues(aText, one, bText, other)
  return equalMembers(a.members, b.members, equal) && equalMembers(a.meta, b.meta, equal)
}
