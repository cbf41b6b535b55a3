import { Fault } from '@steckwerk/kernel'

/** Objects and arrays inside each other. */
const deepest = 200

const quote = 34
const comma = 44
const colon = 58
const backslash = 92
const openBracket = 91
const closeBracket = 93
const openBrace = 123
const closeBrace = 125

export function notJson(): Fault {
  return new Fault('invalid', 'fhir/json', 'The text is not JSON, or not of the shape this operation works on.')
}

/** Refuses text nested deeper than any FHIR resource needs, before recursion meets it. */
export function checkDepth(depth: number): void {
  if (depth > deepest) throw new Fault('invalid', 'fhir/json-depth', 'The JSON is nested too deeply.')
}

/** The index of the next character that is not white space. */
export function skipSpace(text: string, at: number): number {
  let code = text.charCodeAt(at)
  while (code === 32 || code === 10 || code === 13 || code === 9) code = text.charCodeAt(++at)
  return at
}

/** From an opening quote to the index after the closing one. */
export function skipString(text: string, at: number): number {
  let from = at + 1
  for (;;) {
    const end = text.indexOf('"', from)
    if (end < 0) throw notJson()
    let escapes = end
    while (text.charCodeAt(escapes - 1) === backslash) escapes--
    if ((end - escapes) % 2 === 0) return end + 1
    from = end + 1
  }
}

/** From a value's first character to the index after its last. Assumes valid JSON: it only finds the end. */
export function skipValue(text: string, at: number): number {
  const first = text.charCodeAt(at)
  if (first === quote) return skipString(text, at)
  if (first === openBrace || first === openBracket) {
    let depth = 0
    for (let place = at; place < text.length; place++) {
      const code = text.charCodeAt(place)
      if (code === quote) place = skipString(text, place) - 1
      else if (code === openBrace || code === openBracket) checkDepth(++depth)
      else if ((code === closeBrace || code === closeBracket) && --depth === 0) return place + 1
    }
    throw notJson()
  }
  let place = at
  for (; place < text.length; place++) {
    const code = text.charCodeAt(place)
    if (code === comma || code === closeBrace || code === closeBracket || code <= 32) break
  }
  if (place === at) throw notJson()
  return place
}

/** Where a member of an object stands: its key decoded, and the spans of key and value in the text. */
export interface Member {
  readonly key: string
  readonly keyStart: number
  readonly start: number
  readonly end: number
}

/** A JSON string as it stands in the text, decoded. */
export function decodeString(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1)
  if (!raw.includes('\\')) return raw
  try {
    return JSON.parse(text.slice(start, end)) as string
  } catch {
    throw notJson()
  }
}

/** The members of the object that starts at `at`, in their order. Faults: fhir/json, fhir/duplicate-member. */
export function membersAt(text: string, at: number): Member[] {
  if (text.charCodeAt(at) !== openBrace) throw notJson()
  const members: Member[] = []
  let place = skipSpace(text, at + 1)
  if (text.charCodeAt(place) === closeBrace) return members
  for (;;) {
    if (text.charCodeAt(place) !== quote) throw notJson()
    const keyEnd = skipString(text, place)
    const key = decodeString(text, place, keyEnd)
    const between = skipSpace(text, keyEnd)
    if (text.charCodeAt(between) !== colon) throw notJson()
    const start = skipSpace(text, between + 1)
    const end = skipValue(text, start)
    members.push({ key, keyStart: place, start, end })
    place = skipSpace(text, end)
    const code = text.charCodeAt(place)
    if (code === closeBrace) break
    if (code !== comma) throw notJson()
    place = skipSpace(text, place + 1)
  }
  checkKeys(members)
  return members
}

/** The spans of the items of the array that starts at `at`. */
export function itemsAt(text: string, at: number): { readonly start: number; readonly end: number }[] {
  if (text.charCodeAt(at) !== openBracket) throw notJson()
  const items: { start: number; end: number }[] = []
  let place = skipSpace(text, at + 1)
  if (text.charCodeAt(place) === closeBracket) return items
  for (;;) {
    const end = skipValue(text, place)
    items.push({ start: place, end })
    place = skipSpace(text, end)
    const code = text.charCodeAt(place)
    if (code === closeBracket) return items
    if (code !== comma) throw notJson()
    place = skipSpace(text, place + 1)
  }
}

export function duplicateMember(): Fault {
  return new Fault('invalid', 'fhir/duplicate-member', 'An object of the JSON holds the same member twice.')
}

function checkKeys(members: readonly Member[]): void {
  if (members.length > 8) {
    if (new Set(members.map(member => member.key)).size !== members.length) throw duplicateMember()
    return
  }
  for (let one = 1; one < members.length; one++) {
    for (let other = 0; other < one; other++) if (members[one]!.key === members[other]!.key) throw duplicateMember()
  }
}
