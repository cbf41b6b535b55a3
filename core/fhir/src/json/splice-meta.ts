import type { Resource } from '../resource.ts'
import { membersAt, notJson, skipSpace, skipString, skipValue, type Member } from './scan.ts'

const ours = ['versionId', 'lastUpdated', '_versionId', '_lastUpdated']

/** Copies members as they stand; neighbours go as one slice, so that even their spacing stays. */
function copied(text: string, members: readonly Member[], leaveOut: readonly string[]): string {
  let out = ''
  for (let at = 0; at < members.length; at++) {
    if (leaveOut.includes(members[at]!.key)) continue
    let last = at
    while (last + 1 < members.length && !leaveOut.includes(members[last + 1]!.key)) last++
    out += `,${text.slice(members[at]!.keyStart, members[last]!.end)}`
    at = last
  }
  return out
}

/** What spliceMeta needs to know of a text. */
interface Parts {
  /** The resourceType as it stands. */
  readonly type: string
  /** The members of meta that stay, each after a comma. */
  readonly meta: string
  /** All other members. */
  readonly rest: string
}

function partsOf(text: string): Parts {
  const members = membersAt(text, skipSpace(text, 0))
  const type = members.find(member => member.key === 'resourceType')
  if (type === undefined) throw notJson()
  const meta = members.find(member => member.key === 'meta')
  return {
    type: text.slice(type.start, type.end),
    meta: meta === undefined ? '' : copied(text, membersAt(text, meta.start), ours),
    rest: copied(text, members, ['resourceType', 'id', 'meta']),
  }
}

/** The same for a text that begins with its resourceType, id and meta, as most do, without reading the rest; undefined for any other. */
function partsOfHead(text: string, resource: Resource): Parts | undefined {
  const awaited = new Set(['"resourceType"'])
  if (resource.id !== undefined) awaited.add('"id"')
  if (resource.meta !== undefined) awaited.add('"meta"')
  let type = ''
  let meta = ''
  let at = skipSpace(text, 0)
  while (awaited.size > 0) {
    // Before the first member stands the brace, before the others a comma.
    const key = skipSpace(text, at + 1)
    if (text[key] !== '"') return undefined
    const keyEnd = skipString(text, key)
    const name = text.slice(key, keyEnd)
    if (!awaited.delete(name)) return undefined
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1)
    const end = skipValue(text, start)
    if (name === '"resourceType"') type = text.slice(start, end)
    else if (name === '"meta"') meta = copied(text, membersAt(text, start), ours)
    at = skipSpace(text, end)
  }
  const last = text.trimEnd().length - 1
  const rest = text[at] === ',' ? text.slice(skipSpace(text, at + 1), last).trimEnd() : ''
  if (/^"(?:id|meta)"/.test(rest)) return undefined
  return { type, meta, rest: rest === '' ? '' : `,${rest}` }
}

/** A resource's JSON text with id, meta.versionId and meta.lastUpdated set, resourceType first. Every other member, also of
 *  meta, stays byte for byte, so that decimals keep their form (1.10, 1e2).
 *  `lastUpdated` is a FHIR instant. `resource` may be given where the text is known to be its JSON: then little of it is read.
 *  Faults: fhir/json, fhir/duplicate-member. */
export function spliceMeta(
  text: string,
  set: { readonly id: string; readonly versionId: number; readonly lastUpdated: string },
  resource?: Resource,
): string {
  const { type, meta, rest } = (resource === undefined ? undefined : partsOfHead(text, resource)) ?? partsOf(text)
  const made = `"meta":{"versionId":"${set.versionId}","lastUpdated":${JSON.stringify(set.lastUpdated)}${meta}}`
  return `{"resourceType":${type},"id":${JSON.stringify(set.id)},${made}${rest}}`
}
