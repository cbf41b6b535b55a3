import type { Interaction } from './interaction.ts'

/** The methods wired at an address such as /fhir/alpha/Patient/1, for 405 and its Allow header; none = nothing is there. */
export function methodsAt(interactions: readonly Interaction[], url: string): string[] {
  const path = url.split('?', 1)[0]!.replace(/\/$/, '')
  const found = new Set<string>()
  for (const { method, path: pattern } of interactions) {
    const matcher = new RegExp(`^/fhir/[^/]+${pattern.replaceAll('$', '\\$').replaceAll(/:\w+/g, '[^/]+')}$`)
    // `_search`, `_history` and `$everything` are names, not ids.
    if (!matcher.test(path) || (/\/:(?:id|member)$/.test(pattern) && /\/[_$][a-z-]+$/.test(path))) continue
    found.add(method)
    if (method === 'GET') found.add('HEAD')
  }
  return [...found].toSorted()
}
