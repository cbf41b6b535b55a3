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

/** From an opening quote to the index after the closing one. Most strings are short: only long ones are worth indexOf. */
export function skipString(text: string, at: number): number {
  const near = Math.min(at + 64, text.length)
  let place = at + 1
  while (place < near) {
    const code = text.charCodeAt(place)
    if (code === quote) return place + 1
    place += code === backslash ? 2 : 1
  }
  for (;;) {
    const end = text.indexOf('"', place)
    if (end < 0) throw notJson()
    let escapes = end
    while (escapes > place && text.charCodeAt(escapes - 1) === backslash) escapes--
    if ((end - escapes) % 2 === 0) return end + 1
    place = end + 1
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

export function duplicateMember(): Fault {
  return new Fault('invalid', 'fhir/duplicate-member', 'An object of the JSON holds the same member twice.')
}

/** Refuses an object with these keys if one is there twice. Fault: fhir/duplicate-member. */
function checkKeys(keys: readonly string[]): void {
  const unique = keys.length > 8 ? new Set(keys).size === keys.length : keys.every((key, at) => keys.indexOf(key) === at)
  if (!unique) throw duplicateMember()
}

/** Goes through the object that starts at `at` in one pass: `visit` gets each key, decoded, with the first index of key
 *  and value, and answers the index after the value (skipValue, or by reading into it). Returns the index after the object.
 *  Faults: fhir/json, fhir/duplicate-member. */
export function eachMember(text: string, at: number, visit: (key: string, keyStart: number, start: number) => number): number {
  if (text.charCodeAt(at) !== openBrace) throw notJson()
  const keys: string[] = []
  let place = skipSpace(text, at + 1)
  if (text.charCodeAt(place) === closeBrace) return place + 1
  for (;;) {
    if (text.charCodeAt(place) !== quote) throw notJson()
    const keyEnd = skipString(text, place)
    const key = decodeString(text, place, keyEnd)
    const between = skipSpace(text, keyEnd)
    if (text.charCodeAt(between) !== colon) throw notJson()
    keys.push(key)
    const end = skipSpace(text, visit(key, place, skipSpace(text, between + 1)))
    const code = text.charCodeAt(end)
    if (code === closeBrace) {
      checkKeys(keys)
      return end + 1
    }
    if (code !== comma) throw notJson()
    place = skipSpace(text, end + 1)
  }
}

/** Goes through the array that starts at `at` in one pass, as eachMember does. Fault: fhir/json. */
export function eachItem(text: string, at: number, visit: (start: number) => number): number {
  if (text.charCodeAt(at) !== openBracket) throw notJson()
  let place = skipSpace(text, at + 1)
  if (text.charCodeAt(place) === closeBracket) return place + 1
  for (;;) {
    const end = skipSpace(text, visit(place))
    const code = text.charCodeAt(end)
    if (code === closeBracket) return end + 1
    if (code !== comma) throw notJson()
    place = skipSpace(text, end + 1)
  }
}

/** Where a member of an object stands in the text. */
export interface Member {
  readonly key: string
  readonly keyStart: number
  readonly start: number
  readonly end: number
}

/** The members of the object that starts at `at`, in their order. Faults: fhir/json, fhir/duplicate-member. */
export function membersAt(text: string, at: number): Member[] {
  const members: Member[] = []
  eachMember(text, at, (key, keyStart, start) => {
    const end = skipValue(text, start)
    members.push({ key, keyStart, start, end })
    return end
  })
  return members
}
