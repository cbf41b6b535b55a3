import { structureOf, type Structure } from '../model/structure.ts'
import { checkDepth, decodeString, eachItem, eachMember, membersAt, skipSpace, skipString, skipValue } from './scan.ts'

/** A place in a resource's text that names a resource: what is there, and from where to where it stands. */
export interface Link {
  /** In a narrative without the quotes around it, else with them. */
  readonly start: number
  readonly end: number
  readonly value: string
  readonly kind: 'reference' | 'uri' | 'narrative'
}

/** Types whose values may name a resource. Source: FHIR R4 http.html#transaction. */
const linking = ['uri', 'url', 'canonical', 'oid', 'uuid']

/** The definition of the resource that starts at `at`. Its type mostly stands first; only else it is looked for. */
function resourceShape(text: string, at: number): Structure | undefined {
  const first = /\{\s*"resourceType"\s*:\s*"(\w+)"/y
  first.lastIndex = at
  const type = first.exec(text)?.[1]
  if (type !== undefined) return structureOf(type)
  const member = membersAt(text, at).find(one => one.key === 'resourceType')
  return member !== undefined && text[member.start] === '"' ? structureOf(decodeString(text, member.start, member.end)) : undefined
}

/** `href` and `src` of the XHTML as it stands in JSON. What holds escapes or entities is no address a Bundle uses. */
function readNarrative(text: string, from: number, end: number, links: Link[]): void {
  for (const { 0: whole, 1: quote, 2: value, index } of text.slice(from, end).matchAll(/\b(?:href|src)\s*=\s*(\\"|')([^"'\\<>&]+)\1/g)) {
    const stop = from + index + whole.length - quote!.length
    links.push({ start: stop - value!.length, end: stop, value: value!, kind: 'narrative' })
  }
}

/** Reads an object whose place tells its shape; a resource tells it itself. Returns the index after it. */
function readObject(text: string, at: number, byPlace: Structure | undefined, links: Link[], depth: number): number {
  checkDepth(depth)
  const shape = byPlace ?? resourceShape(text, at)
  if (shape === undefined) return skipValue(text, at)
  return eachMember(text, at, (key, _keyStart, start) => {
    const companion = key.charCodeAt(0) === 95
    const element = shape.elements.get(companion ? key.slice(1) : key)
    if (element === undefined) return skipValue(text, start)
    const isReference = shape.name === 'Reference' && key === 'reference'
    const isLink = !companion && (isReference || linking.includes(element.type))
    const value = (from: number) => {
      if (text[from] === '{') {
        const inner = companion ? 'Element' : element.type
        if (inner === 'Resource') return readObject(text, from, undefined, links, depth + 1)
        const structure = structureOf(inner)
        return structure === undefined ? skipValue(text, from) : readObject(text, from, structure, links, depth + 1)
      }
      if (text[from] !== '"') return skipValue(text, from)
      const end = skipString(text, from)
      if (isLink) links.push({ start: from, end, value: decodeString(text, from, end), kind: isReference ? 'reference' : 'uri' })
      else if (element.type === 'xhtml' && !companion) readNarrative(text, from, end, links)
      return end
    }
    return text[start] === '[' ? eachItem(text, start, value) : value(start)
  })
}

/** The links of a resource's JSON text, contained resources included, in the order of the text: values of Reference.reference, of elements
 *  of type uri, url, canonical, oid and uuid, and of href and src in its narrative. An Identifier's value that looks like a link is none.
 *  Source: FHIR R4 http.html#transaction. Faults: fhir/json, fhir/json-depth, fhir/duplicate-member. */
export function linksOf(text: string): Link[] {
  const links: Link[] = []
  readObject(text, skipSpace(text, 0), undefined, links, 0)
  return links
}

/** The text with links exchanged for what `to` says (undefined = as it is); all else stays byte for byte. `links` are those of this text;
 *  what goes into a narrative must need no escaping. */
export function exchangeLinks(text: string, links: readonly Link[], to: (link: Link) => string | undefined): string {
  let out = ''
  let done = 0
  for (const link of links) {
    const target = to(link)
    if (target === undefined) continue
    out += text.slice(done, link.start) + (link.kind === 'narrative' ? target : JSON.stringify(target))
    done = link.end
  }
  return done === 0 ? text : out + text.slice(done)
}
