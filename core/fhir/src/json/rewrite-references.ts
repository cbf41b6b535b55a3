import { exchangeLinks, linksOf } from './links.ts'

/** A resource's JSON text with links exchanged: those that equal a key of the map. Everything else stays byte for byte.
 *  Faults: fhir/json, fhir/json-depth, fhir/duplicate-member. */
export function rewriteReferences(text: string, to: ReadonlyMap<string, string>): string {
  return to.size === 0 ? text : exchangeLinks(text, linksOf(text), ({ value }) => to.get(value))
}
