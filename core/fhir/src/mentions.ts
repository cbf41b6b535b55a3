/** Whether a value holds this reference ('Patient/1') anywhere. */
export function mentions(value: unknown, reference: string): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(item => mentions(item, reference))
  for (const [name, member] of Object.entries(value)) {
    if (name === 'reference' ? member === reference : mentions(member, reference)) return true
  }
  return false
}
