import { itemsAt, membersAt, skipSpace } from './scan.ts'

/** The JSON text of each entry's resource of a Bundle, in order, as it stands; undefined where an entry has none.
 *  Faults: fhir/json, fhir/duplicate-member. */
export function entryTexts(bundleText: string): (string | undefined)[] {
  const entries = membersAt(bundleText, skipSpace(bundleText, 0)).find(member => member.key === 'entry')
  if (entries === undefined) return []
  return itemsAt(bundleText, entries.start).map(item => {
    const resource = membersAt(bundleText, item.start).find(member => member.key === 'resource')
    return resource === undefined ? undefined : bundleText.slice(resource.start, resource.end)
  })
}
