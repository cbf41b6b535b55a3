import { join } from 'node:path'

/** Where the region's processes keep what they compiled: stripping the types of some hundred files at each start would take most of it. Whoever starts
 *  many regions names a place that they share. */
export function compileCache(environment: Readonly<Record<string, string | undefined>>, data: string): { readonly NODE_COMPILE_CACHE: string } {
  return { NODE_COMPILE_CACHE: environment['NODE_COMPILE_CACHE'] ?? join(data, 'cache', 'compile') }
}
