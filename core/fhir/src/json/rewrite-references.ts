import { structureOf, type Structure } from '../model/structure.ts'
import { checkDepth, decodeString, itemsAt, membersAt, skipSpace } from './scan.ts'

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Types whose values may name a resource. Source: FHIR R4 http.html#transaction. */
const linking = ['uri', 'url', 'canonical', 'oid', 'uuid']

function collect(text: string, start: number, structure: Structure | undefined, to: ReadonlyMap<string, string>, edits: Edit[], depth: number): void {
  checkDepth(depth)
  const members = membersAt(text, start)
  const type = members.find(member => member.key === 'resourceType')
  const shape = type !== undefined && text[type.start] === '"' ? structureOf(decodeString(text, type.start, type.end)) : structure
  if (shape === undefined) return
  for (const member of members) {
    const companion = member.key.startsWith('_')
    const element = shape.elements.get(companion ? member.key.slice(1) : member.key)
    if (element === undefined) continue
    const links = (linking.includes(element.type) && !companion) || (shape.name === 'Reference' && member.key === 'reference')
    for (const item of text[member.start] === '[' ? itemsAt(text, member.start) : [member]) {
      if (text[item.start] === '{') {
        const inner = companion ? 'Element' : element.type
        collect(text, item.start, inner === 'Resource' ? undefined : structureOf(inner), to, edits, depth + 1)
      } else if (links && text[item.start] === '"') {
        const target = to.get(decodeString(text, item.start, item.end))
        if (target !== undefined) edits.push({ start: item.start, end: item.end, text: JSON.stringify(target) })
      }
    }
  }
}

/** A resource's JSON text with links exchanged: values of Reference.reference and of elements of type uri, url, canonical,
 *  oid and uuid that equal a key of the map. Everything else stays byte for byte: an Identifier's value that looks
 *  like a link is none. Faults: fhir/json, fhir/json-depth, fhir/duplicate-member. */
export function rewriteReferences(text: string, to: ReadonlyMap<string, string>): string {
  if (to.size === 0) return text
  const edits: Edit[] = []
  collect(text, skipSpace(text, 0), undefined, to, edits, 0)
  if (edits.length === 0) return text
  let out = ''
  let done = 0
  for (const edit of edits.sort((one, other) => one.start - other.start)) {
    out += text.slice(done, edit.start) + edit.text
    done = edit.end
  }
  return out + text.slice(done)
}
