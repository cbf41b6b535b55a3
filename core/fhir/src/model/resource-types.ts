import { Fault } from '@steckwerk/kernel'
import numbers from '../generated/type-numbers.json' with { type: 'json' }

const numberOf: ReadonlyMap<string, number> = new Map(Object.entries(numbers))
const nameOf: ReadonlyMap<number, string> = new Map(Object.entries(numbers).map(([name, number]) => [number, name]))

/** The 146 resource types of R4 that can be stored. */
export const resourceTypes: readonly string[] = Object.freeze([...numberOf.keys()])

export function isResourceType(name: string): boolean {
  return numberOf.has(name)
}

export function unknownType(): Fault {
  return new Fault('not-found', 'fhir/unknown-type', 'There is no such resource type in FHIR R4.')
}

/** The small number that stands for a type in database rows; it never changes.
 *  Fault: fhir/unknown-type. */
export function typeNumber(type: string): number {
  const number = numberOf.get(type)
  if (number === undefined) throw unknownType()
  return number
}

/** The type a number stands for. Fault: fhir/unknown-type-number. */
export function typeName(number: number): string {
  const name = nameOf.get(number)
  if (name === undefined)
    throw new Fault('internal', 'fhir/unknown-type-number', 'A stored row has a resource type this version does not know.')
  return name
}
