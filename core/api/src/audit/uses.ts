import { auditEventLine, positionText, type LoggedEntry } from '@steckwerk/access'
import type { AccessCategory, AccessEntry, AccessUse, AccessWho } from '../contract/audit.ts'

/** Entries closer together than this are one use. */
const gapMs = 15 * 60_000

const outcomes = { 0: 'success', 4: 'refused' } as const

export function outcomeOf({ outcome }: Pick<LoggedEntry, 'outcome'>): 'success' | 'refused' | 'failed' {
  return outcomes[outcome as 0 | 4] ?? 'failed'
}

export function accessEntry(entry: LoggedEntry): AccessEntry {
  return {
    id: positionText(entry),
    at: new Date(entry.at).toISOString(),
    category: auditEventLine(entry.event).category,
    event: entry.event,
    outcome: outcomeOf(entry),
    ...(entry.type === undefined ? {} : { type: entry.type }),
  }
}

/** What makes entries one use, beside their time: who, through what, what for. */
function keyOf({ actor, client, purpose }: LoggedEntry): string {
  return JSON.stringify([actor, client ?? '', purpose])
}

/** Whether the two, whose order in time is theirs in the log, belong to one use. */
export function isSameUse(one: LoggedEntry, other: LoggedEntry): boolean {
  return keyOf(one) === keyOf(other) && Math.abs(one.at - other.at) <= gapMs
}

/** Entries, newest first, gathered to uses, newest first. Forty reads in a minute become one line; two people at work at once, two. */
export function gathered(entries: readonly LoggedEntry[]): (readonly LoggedEntry[])[] {
  const uses: LoggedEntry[][] = []
  const open = new Map<string, LoggedEntry[]>()
  for (const entry of entries) {
    const key = keyOf(entry)
    const use = open.get(key)
    if (use !== undefined && isSameUse(use.at(-1)!, entry)) use.push(entry)
    else {
      const begun = [entry]
      uses.push(begun)
      open.set(key, begun)
    }
  }
  return uses
}

/** One line. `entries` newest first, at least one. */
export function accessUse(entries: readonly LoggedEntry[], who: AccessWho, told: { readonly app: string | undefined; readonly reason: string | undefined }): AccessUse {
  const newest = entries[0]!
  const oldest = entries.at(-1)!
  const what = new Map<AccessCategory, { count: number; types: Set<string> }>()
  for (const { event, type } of entries) {
    const { category } = auditEventLine(event)
    const line = what.get(category) ?? { count: 0, types: new Set() }
    line.count++
    if (type !== undefined) line.types.add(type)
    what.set(category, line)
  }
  return {
    id: `${positionText(oldest)}-${positionText(newest)}`,
    from: new Date(oldest.at).toISOString(),
    to: new Date(newest.at).toISOString(),
    who,
    ...(told.app === undefined ? {} : { app: told.app }),
    purpose: newest.purpose,
    what: Array.from(what, ([category, { count, types }]) => ({ category, count, types: [...types].toSorted() })),
    refused: entries.filter(({ outcome }) => outcome !== 0).length,
    ...(told.reason === undefined ? {} : { reason: told.reason }),
  }
}
