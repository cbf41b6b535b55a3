import { Fault } from '@steckwerk/kernel'
import { checkDepth, duplicateMember } from './scan.ts'

/** The members of all objects of a JSON text: each has a colon outside strings. Refuses nesting beyond reason, before anything recurses. */
function membersWritten(text: string): number {
  let members = 0
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 34:
        for (at++; at < text.length; at++) {
          const code = text.charCodeAt(at)
          if (code === 34) break
          if (code === 92) at++
        }
        break
      case 58:
        members++
        break
      case 123:
      case 91:
        checkDepth(++depth)
        break
      case 125:
      case 93:
        depth--
        break
    }
  }
  return members
}

/** The members of all objects of a parsed value: of those given twice JSON.parse keeps one. */
function membersKept(value: object): number {
  let members = 0
  if (Array.isArray(value)) {
    for (const item of value as unknown[]) if (typeof item === 'object' && item !== null) members += membersKept(item)
    return members
  }
  for (const key in value) {
    members++
    const member = (value as Record<string, unknown>)[key]
    if (typeof member === 'object' && member !== null) members += membersKept(member)
  }
  return members
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, member]) => key.isWellFormed() && isWellFormed(member))
}

const escapedSurrogate = /\\u[dD][89a-fA-F]/

/** Parses JSON from outside. Refuses what two readers could understand differently: members given twice, half surrogate
 *  pairs, a byte order mark, nesting deeper than 200. Messages never repeat the text.
 *  Faults: fhir/json, fhir/json-depth, fhir/duplicate-member, fhir/json-characters. */
export function parseJson(text: string): unknown {
  if (text.charCodeAt(0) === 0xfeff) throw new Fault('invalid', 'fhir/json-characters', 'The JSON must not begin with a byte order mark.')
  const members = membersWritten(text)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    // The message quotes the text: only the position may leave
    const position = /position (\d+)/.exec(String(error))?.[1]
    throw new Fault(
      'invalid',
      'fhir/json',
      position === undefined ? 'The text is not JSON.' : `The text is not JSON: it goes wrong at character ${position}.`,
    )
  }
  if (typeof value === 'object' && value !== null && membersKept(value) !== members) throw duplicateMember()
  if (!text.isWellFormed() || (escapedSurrogate.test(text) && !isWellFormed(value))) {
    throw new Fault('invalid', 'fhir/json-characters', 'A string of the JSON holds half a surrogate pair.')
  }
  return value
}
