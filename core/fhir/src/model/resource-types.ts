import numbers from '../generated/type-numbers.json' with { type: 'json' }

const numberOf: ReadonlyMap<string, number> = new Map(Object.entries(numbers))
const nameOf: ReadonlyMap<number, string> = new Map(Object.entries(numbers).map(([name, number]) => [number, name]))

/** The 146 resource types of R4 that can be stored. */
export const resourceTypes: readonly string[] = Object.freeze([...numberOf.keys()])

export function isResourceType(name: string): boolean {
  return numberOf.has(name)
}

/** The small number that stands for a type in database rows; it never changes.
 *  Throws RangeError for what is not a resource type: check with `isResourceType` what comes from outside. */
export function typeNumber(type: string): number {
  const number = numberOf.get(type)
  if (number === undefined) throw new RangeError('not a FHIR R4 resource type')
  return number
}

/** The type a number stands for. Throws RangeError for a number never given away. */
export function typeName(number: number): string {
  const name = nameOf.get(number)
  if (name === undefined) throw new RangeError('not the number of a FHIR R4 resource type')
  return name
}
