import type { Issue } from '@steckwerk/kernel'

/** What a transaction cannot resolve in one of its resources: references by urn: that no entry's fullUrl has, and references by search.
 *  `at` leads the locations. */
export function unresolvedReferences(resource: unknown, known: ReadonlyMap<string, string>, at: string): Issue[] {
  const issues: Issue[] = []
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) {
      value.forEach((item, index) => walk(item, `${path}[${index}]`))
      return
    }
    if (typeof value !== 'object' || value === null) return
    for (const [name, member] of Object.entries(value)) {
      if (name === 'reference' && typeof member === 'string') {
        if (/^urn:(?:uuid|oid):/.test(member) && !known.has(member)) {
          issues.push({ severity: 'error', type: 'not-found', text: 'No entry of the Bundle has this fullUrl.', at: `${path}.reference` })
        } else if (/^[A-Za-z]+\?/.test(member)) {
          issues.push({ severity: 'error', type: 'not-supported', text: 'References by search are not supported here.', at: `${path}.reference` })
        }
      } else if (typeof member === 'object') {
        walk(member, `${path}.${name}`)
      }
    }
  }
  walk(resource, at)
  return issues
}
