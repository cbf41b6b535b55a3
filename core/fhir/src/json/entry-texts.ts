import { eachItem, eachMember, skipSpace, skipValue } from './scan.ts'

/** The JSON text of each entry's resource of a Bundle, in order, as it stands; undefined where an entry has none.
 *  Faults: fhir/json, fhir/json-depth, fhir/duplicate-member. */
export function entryTexts(bundleText: string): (string | undefined)[] {
  const texts: (string | undefined)[] = []
  const entry = (at: number) => {
    let resource: string | undefined
    const end = eachMember(bundleText, at, (key, _keyStart, start) => {
      const valueEnd = skipValue(bundleText, start)
      if (key === 'resource') resource = bundleText.slice(start, valueEnd)
      return valueEnd
    })
    texts.push(resource)
    return end
  }
  eachMember(bundleText, skipSpace(bundleText, 0), (key, _keyStart, start) =>
    key === 'entry' ? eachItem(bundleText, start, entry) : skipValue(bundleText, start),
  )
  return texts
}
