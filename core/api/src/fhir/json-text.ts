import { Fault } from '@steckwerk/kernel'

/** Deeper than any resource of FHIR R4 needs; guards everything recursive that follows. */
const deepest = 64

const quote = 34
const backslash = 92
const openBrace = 123
const closeBrace = 125
const openBracket = 91
const closeBracket = 93
const comma = 44

function malformed(text: string): Fault {
  return new Fault('invalid', 'api/json', text)
}

/** Refuses members named twice in one object, which parsers read differently, and too deep nesting. `text` is well-formed JSON.
 *  Faults: api/json. */
function checkMembers(text: string): void {
  const seen: (string[] | undefined)[] = []
  let names: string[] | undefined
  let expectName = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === quote) {
      let end = text.indexOf('"', at + 1)
      while (text.charCodeAt(end - 1) === backslash && oddBackslashes(text, end)) end = text.indexOf('"', end + 1)
      if (expectName) {
        const raw = text.slice(at + 1, end)
        const name = raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw
        if (names!.includes(name)) throw malformed('An object of the body has two members of the same name.')
        names!.push(name)
        if (names!.length > 1000) throw malformed('An object of the body has more than 1,000 members.')
        expectName = false
      }
      at = end
    } else if (code === openBrace || code === openBracket) {
      if (seen.push(names) > deepest) throw malformed(`The body is nested deeper than ${deepest} levels.`)
      names = code === openBrace ? [] : undefined
      expectName = names !== undefined
    } else if (code === closeBrace || code === closeBracket) {
      names = seen.pop()
      expectName = false
    } else if (code === comma) {
      expectName = names !== undefined
    }
  }
}

function oddBackslashes(text: string, end: number): boolean {
  let count = 0
  while (text.charCodeAt(end - 1 - count) === backslash) count += 1
  return count % 2 === 1
}

/** JSON text as a value. Faults: api/json, without a word of the text. */
export function parseJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const position = /position (\d+)/.exec((error as Error).message)?.[1]
    throw malformed(position === undefined ? 'The body is not well-formed JSON.' : `The body is not well-formed JSON at character ${position}.`)
  }
  checkMembers(text)
  return value
}
