import { Fault } from '@steckwerk/kernel'
import { checkDepth, checkKeys, decodeString, skipString } from './scan.ts'

/** Finds what JSON.parse would let pass: members given twice, and nesting beyond reason. One linear pass. */
function inspect(text: string): void {
  // The keys of each open object; undefined for an array
  const open: (string[] | undefined)[] = []
  let expectsKey = false
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 34: {
        const end = skipString(text, at)
        if (expectsKey) {
          open[open.length - 1]!.push(decodeString(text, at, end))
          expectsKey = false
        }
        at = end - 1
        break
      }
      case 44:
        expectsKey = open[open.length - 1] !== undefined
        break
      case 123:
        checkDepth(open.push([]))
        expectsKey = true
        break
      case 91:
        checkDepth(open.push(undefined))
        expectsKey = false
        break
      case 125:
      case 93: {
        const keys = open.pop()
        if (keys !== undefined) checkKeys(keys)
        expectsKey = false
        break
      }
    }
  }
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
  inspect(text)
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
  if (!text.isWellFormed() || (escapedSurrogate.test(text) && !isWellFormed(value))) {
    throw new Fault('invalid', 'fhir/json-characters', 'A string of the JSON holds half a surrogate pair.')
  }
  return value
}
