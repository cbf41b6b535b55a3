import { resourceTypes, type Definitions } from './definitions.ts'

/** The committed numbers with new types appended. A number is stored in every database row: it never changes and is
 *  never given away again, so a type that left the definitions keeps its line. */
export function typeNumbers(committed: string | undefined, definitions: Definitions): Record<string, number> {
  const numbers: Record<string, number> = committed === undefined ? {} : (JSON.parse(committed) as Record<string, number>)
  let last = Math.max(0, ...Object.values(numbers))
  for (const type of resourceTypes(definitions)) numbers[type] ??= ++last
  return numbers
}
