/** `next`, with every part that equals its counterpart in `previous` replaced by that very object, so that whoever
 *  compares by identity redraws only what differs. List members with an `id` are matched by it, others by position.
 *  For plain data: objects, arrays, primitives. */
export function share<T>(previous: T | undefined, next: T): T {
  if (Object.is(previous, next)) return next
  if (Array.isArray(next)) return Array.isArray(previous) ? shareList(previous, next) as T : next
  if (!isObject(previous) || !isObject(next) || Array.isArray(previous)) return next
  const keys = Object.keys(next)
  let same = keys.length === Object.keys(previous).length
  const merged: Record<string, unknown> = {}
  for (const key of keys) {
    merged[key] = share(previous[key], next[key])
    same &&= Object.is(merged[key], previous[key]) && key in previous
  }
  return (same ? previous : merged) as T
}

function shareList(previous: readonly unknown[], next: readonly unknown[]): readonly unknown[] {
  const byId = new Map(previous.filter(isObject).map(member => [member['id'], member]))
  const merged = next.map((member, index) => {
    const id = isObject(member) ? member['id'] : undefined
    return share(id === undefined ? previous[index] : byId.get(id), member)
  })
  return merged.length === previous.length && merged.every((member, index) => Object.is(member, previous[index])) ? previous : merged
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
