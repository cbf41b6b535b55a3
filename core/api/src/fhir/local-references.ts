import type { Issue } from '@steckwerk/kernel'

/** A finding for each Reference.reference of a resource that `judge` finds fault with. `at` leads the locations. */
export function referenceIssues(resource: unknown, at: string, judge: (reference: string) => Pick<Issue, 'type' | 'text'> | undefined): Issue[] {
  const issues: Issue[] = []
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) {
      value.forEach((item, index) => walk(item, `${path}[${index}]`))
      return
    }
    if (typeof value !== 'object' || value === null) return
    for (const [name, member] of Object.entries(value)) {
      if (typeof member === 'object') walk(member, `${path}.${name}`)
      else if (name === 'reference' && typeof member === 'string') {
        const finding = judge(member)
        if (finding !== undefined) issues.push({ severity: 'error', ...finding, at: `${path}.reference` })
      }
    }
  }
  walk(resource, at)
  return issues
}
