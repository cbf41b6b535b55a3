import { Fault } from '@steckwerk/kernel'
import type { BundleEntry } from './bundle-request.ts'
import type { Interaction } from './interaction.ts'
import { requireType } from './type-and-id.ts'

/** Which interaction an entry asks for, and what its address names. */
export interface EntryRoute {
  readonly interaction: Interaction
  readonly params: Readonly<Record<string, string>>
}

/** Faults: api/bundle, api/type-unknown. */
export type EntryRouter = (entry: BundleEntry) => EntryRoute

/** What may stand for a name in a pattern: `_history` and `$everything` are no ids. */
const forms: Readonly<Record<string, RegExp>> = { ':type': /^[A-Za-z]+$/, ':id': /^[^_$]/, ':versionId': /^./, ':member': /^[A-Za-z*]+$/ }

function match(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {}
  for (const [at, segment] of pattern.entries()) {
    const part = parts[at]!
    if (!segment.startsWith(':')) {
      if (segment !== part) return undefined
    } else {
      if (forms[segment]?.test(part) !== true) return undefined
      params[segment.slice(1)] = part
    }
  }
  return params
}

/** Finds the wired interaction of an entry as a request of its own would find it; a Bundle inside a Bundle finds none. */
export function entryRouter(interactions: readonly Interaction[]): EntryRouter {
  const routes = new Map<string, { interaction: Interaction; pattern: string[] }[]>()
  for (const interaction of interactions) {
    const pattern = interaction.path.split('/').slice(1)
    if (pattern.length === 0) continue
    const key = `${interaction.method} ${pattern.length}`
    routes.set(key, [...(routes.get(key) ?? []), { interaction, pattern }])
  }
  const names = (pattern: readonly string[]): number => pattern.filter((segment) => segment.startsWith(':')).length
  // `_search` before any id.
  for (const list of routes.values()) list.sort((a, b) => names(a.pattern) - names(b.pattern))
  return (entry) => {
    const parts = entry.path.split('/')
    const first = parts[0]!
    if (!/^[_$]/.test(first)) requireType(first)
    for (const { interaction, pattern } of routes.get(`${entry.method === 'HEAD' ? 'GET' : entry.method} ${parts.length}`) ?? []) {
      const params = match(pattern, parts)
      if (params !== undefined) return { interaction, params }
    }
    throw new Fault('invalid', 'api/bundle', 'There is no interaction of this method at this url.', { at: `${entry.at}.request.url` })
  }
}
