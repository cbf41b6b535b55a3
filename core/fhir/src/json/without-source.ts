import { membersAt, skipSpace } from './scan.ts'

/** A resource's JSON text without meta.source; everything else stays byte for byte.
 *  Faults: fhir/json, fhir/duplicate-member. */
export function withoutSource(text: string): string {
  const meta = membersAt(text, skipSpace(text, 0)).find(member => member.key === 'meta')
  if (meta === undefined) return text
  const members = membersAt(text, meta.start)
  const at = members.findIndex(member => member.key === 'source')
  const source = members[at]
  if (source === undefined) return text
  // With the comma before it, or where it is the first the one after it.
  const from = members[at - 1]?.end ?? source.keyStart
  const to = at > 0 ? source.end : (members[1]?.keyStart ?? source.end)
  return text.slice(0, from) + text.slice(to)
}
