import { Fault, type Issue } from '@steckwerk/kernel'

export type Pair = readonly [string, string]

/** Parameters about the form of an answer, dealt with before an interaction sees the rest. */
const form: ReadonlySet<string> = new Set(['_format', '_pretty'])

/** The pairs of query strings and forms in their order, without those about the answer's form; a NUL, which no database text can hold, is
 *  refused here. Faults: api/parameter-nul. */
export function pairsOf(...texts: readonly string[]): Pair[] {
  const pairs: Pair[] = []
  for (const text of texts) {
    if (text === '') continue
    for (const [name, value] of new URLSearchParams(text)) {
      if (form.has(name)) continue
      if (value.includes('\0') || name.includes('\0')) throw new Fault('invalid', 'api/parameter-nul', 'A parameter holds the character NUL.')
      pairs.push([name, value])
    }
  }
  return pairs
}

/** For interactions that take no parameters (or only the named ones): anything else is refused, or passed over under lenient handling.
 *  Faults: api/parameter-unknown. */
export function refuseParameters(query: string, lenient: boolean, known: readonly string[] = []): Pair[] {
  if (query === '') return []
  const pairs = pairsOf(query)
  const unknown = pairs.filter(([name]) => !known.includes(name))
  if (unknown.length > 0 && !lenient) {
    const issues: Issue[] = [{ severity: 'error', type: 'not-supported', text: 'This interaction does not know a parameter that was sent.' }]
    throw new Fault('not-supported', 'api/parameter-unknown', issues[0]!.text, { issues })
  }
  return pairs.filter(([name]) => known.includes(name))
}
