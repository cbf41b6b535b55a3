import { membersAt, notJson, skipSpace, type Member } from './scan.ts'

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

/** A resource's JSON text with id, meta.versionId and meta.lastUpdated set, resourceType first. Every other member, also of
 *  meta, stays byte for byte, so that decimals keep their form (1.10, 1e2).
 *  `lastUpdated` is a FHIR instant. Faults: fhir/json, fhir/duplicate-member. */
export function spliceMeta(text: string, parts: { readonly id: string; readonly versionId: number; readonly lastUpdated: string }): string {
  const members = membersAt(text, skipSpace(text, 0))
  const type = members.find(member => member.key === 'resourceType')
  if (type === undefined) throw notJson()
  const meta = members.find(member => member.key === 'meta')
  const others = meta === undefined ? '' : copied(text, membersAt(text, meta.start), ours)
  const head = `{"resourceType":${text.slice(type.start, type.end)},"id":${JSON.stringify(parts.id)}`
  const made = `"meta":{"versionId":"${parts.versionId}","lastUpdated":${JSON.stringify(parts.lastUpdated)}${others}}`
  return `${head},${made}${copied(text, members, ['resourceType', 'id', 'meta'])}}`
}
