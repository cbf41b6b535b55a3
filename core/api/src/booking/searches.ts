import { parseSearch } from '@steckwerk/fhir'
import type { Reader } from '@steckwerk/store'
import { resourceOf } from './shapes.ts'

const page = 1000

/** Every match up to `most`. */
export async function searchAll<T>(reader: Reader, type: string, pairs: readonly (readonly [string, string])[], most: number): Promise<T[]> {
  const { query } = parseSearch(type, [...pairs, ['_count', String(Math.min(page, most))]], { lenient: false, maxCount: page })
  const found: T[] = []
  let cursor: string | undefined
  do {
    const { rows, next } = await reader.search(cursor === undefined ? query : { ...query, cursor })
    for (const row of rows) found.push(resourceOf<T>(row)!)
    cursor = next
  } while (cursor !== undefined && found.length < most)
  return found
}
