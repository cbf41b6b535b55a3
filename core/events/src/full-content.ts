import type { EventRow } from './rows.ts'
import type { Visible } from './notification.ts'

/** Characters of resources that one notification carries. */
const most = 4 * 1024 * 1024

/** As many events, from the first one on, as one notification may carry with their resources: at least one, whatever its size. What is left out comes next. */
export function fullContent(events: readonly EventRow[], { rows }: Pick<Visible, 'rows'>): readonly EventRow[] {
  const carried = new Set<string>()
  let size = 0
  for (const [at, { type, id }] of events.entries()) {
    const key = `${type}/${id}`
    if (carried.has(key)) continue
    carried.add(key)
    size += rows.get(key)?.text?.length ?? 0
    if (size > most && at > 0) return events.slice(0, at)
  }
  return events
}
