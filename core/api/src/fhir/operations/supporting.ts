import { compartmentTypes, isResourceType, type ResourceKey } from '@steckwerk/fhir'
import type { Stored } from '@steckwerk/store'

/** References and attachments in a stored text. A text inside a string has its quotes escaped, so only members match. */
const mention = /"(reference|url)":\s*"([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?"/g

/** What resources of a compartment refer to without its being anybody's own: practitioners, organizations, places, medications, devices. Types of
 *  the patient compartment are not among them: what is the patient's comes by itself, the rest is another patient's. An Encounter's own Patient is.
 *  Attachments stored as Binary are. Each once, in the order met. */
export function supportingKeys(focus: ResourceKey, rows: readonly Stored[]): ResourceKey[] {
  const own = new Set(['Patient', ...compartmentTypes('Patient'), ...compartmentTypes(focus.type)])
  const found = new Map<string, ResourceKey>()
  const have = new Set(rows.map(({ type, id }) => `${type}/${id}`))
  for (const row of rows) {
    for (const [, member, type = '', id = ''] of row.text!.matchAll(mention)) {
      const name = `${type}/${id}`
      if (found.has(name) || have.has(name) || !isResourceType(type)) continue
      const isSubject = type === 'Patient' && row.type === 'Encounter' && row.id === focus.id && focus.type === 'Encounter'
      if (isSubject || (member === 'url' ? type === 'Binary' : !own.has(type))) found.set(name, { type, id })
    }
  }
  return [...found.values()]
}
