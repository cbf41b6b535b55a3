import { structureOf, type Structure } from '../model/structure.ts'
import { checkDepth, decodeString, eachItem, eachMember, membersAt, skipSpace, skipString, skipValue } from './scan.ts'

/** Types whose values may name a resource. Source: FHIR R4 http.html#transaction. */
const linking = ['uri', 'url', 'canonical', 'oid', 'uuid']

/** Calls with the place of every string that is a link, in the order of the text. */
type OnLink = (start: number, end: number) => void

/** The definition of the resource that starts at `at`. Its type mostly stands first; only else it is looked for. */
function resourceShape(text: string, at: number): Structure | undefined {
  const first = /\{\s*"resourceType"\s*:\s*"(\w+)"/y
  first.lastIndex = at
  const type = first.exec(text)?.[1]
  if (type !== undefined) return structureOf(type)
  const member = membersAt(text, at).find(one => one.key === 'resourceType')
  return member !== undefined && text[member.start] === '"' ? structureOf(decodeString(text, member.start, member.end)) : undefined
}

/** Reads an object whose place tells its shape; a resource tells it itself. Returns the index after it. */
function readObject(text: string, at: number, byPlace: Structure | undefined, onLink: OnLink, depth: number): number {
  checkDepth(depth)
  const shape = byPlace ?? resourceShape(text, at)
  if (shape === undefined) return skipValue(text, at)
  return eachMember(text, at, (key, _keyStart, start) => {
    const companion = key.charCodeAt(0) === 95
    const element = shape.elements.get(companion ? key.slice(1) : key)
    if (element === undefined) return skipValue(text, start)
    const isLink = !companion && (linking.includes(element.type) || (shape.name === 'Reference' && key === 'reference'))
    const value = (from: number) => {
      if (text[from] === '{') {
        const inner = companion ? 'Element' : element.type
        if (inner === 'Resource') return readObject(text, from, undefined, onLink, depth + 1)
        const structure = structureOf(inner)
        return structure === undefined ? skipValue(text, from) : readObject(text, from, structure, onLink, depth + 1)
      }
      if (!isLink || text[from] !== '"') return skipValue(text, from)
      const end = skipString(text, from)
      onLink(from, end)
      return end
    }
    return text[start] === '[' ? eachItem(text, start, value) : value(start)
  })
}

/** A resource's JSON text with links exchanged: values of Reference.reference and of elements of type uri, url, canonical,
 *  oid and uuid that equal a key of the map. Everything else stays byte for byte: an Identifier's value that looks
 *  like a link is none. Faults: fhir/json, fhir/json-depth, fhir/duplicate-member. */
export function rewriteReferences(text: string, to: ReadonlyMap<string, string>): string {
  if (to.size === 0) return text
  let out = ''
  let done = 0
  readObject(
    text,
    skipSpace(text, 0),
    undefined,
    (start, end) => {
      const target = to.get(decodeString(text, start, end))
      if (target === undefined) return
      out += text.slice(done, start) + JSON.stringify(target)
      done = end
    },
    0,
  )
  return done === 0 ? text : out + text.slice(done)
}
