import { subsetText, type Subset } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import type { FhirCall } from './interaction.ts'
import { refuseParameters } from './parameters.ts'

function malformed(name: string, text: string): Fault {
  return new Fault('invalid', 'api/parameter-form', text, { at: name })
}

/** What of one resource a read asks for by _summary or _elements; undefined = all of it.
 *  Source: FHIR R4 http.html#parameters, search.html#summary. Faults: api/parameter-form, api/parameter-unknown. */
export function readSubset(call: FhirCall): Subset | undefined {
  const pairs = refuseParameters(call.query, call.prefer.lenient, ['_summary', '_elements'])
  if (pairs.length === 0) return undefined
  const asked = new Map(pairs)
  if (asked.size < pairs.length) throw malformed('_elements', 'This parameter may be given once only.')
  const elements = asked.get('_elements')
  const summary = asked.get('_summary')
  if (elements !== undefined && summary !== undefined && summary !== 'false') throw malformed('_summary', '_summary and _elements exclude each other.')
  if (elements !== undefined) {
    const names = elements.split(',').map((name) => name.trim())
    if (!names.every((name) => /^[A-Za-z]\w*$/.test(name))) throw malformed('_elements', 'Must list elements of the resource, joined by commas.')
    return { elements: names }
  }
  if (summary === undefined || summary === 'false') return undefined
  if (summary === 'true' || summary === 'text' || summary === 'data') return { summary }
  throw malformed('_summary', 'Must be true, text, data or false here.')
}

/** A resource's text, or what was asked for of it. */
export function subsetOf(text: string, subset: Subset | undefined): string {
  return subset === undefined ? text : subsetText(text, subset)
}
