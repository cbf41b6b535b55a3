import type { Item } from '../published/item.ts'
import { editionGroups, type EditionEntry, type EditionGroup } from './records.ts'

const dayMs = 24 * 3_600_000
/** Dates and last days within this time are worth telling. */
const aheadMs = 56 * dayMs
/** Of a group so many are taken at first; the others are there to be picked. */
const takenOfEach = 8
const longestSummary = 280

const groupOfKind: Readonly<Record<Item['kind'], EditionGroup | undefined>> = {
  post: 'post', call: 'call', undertaking: 'undertaking', project: 'undertaking', actor: 'actor', question: 'question', edition: undefined,
  barcamp: 'result', session: 'result', series: 'result', talk: 'result', group: 'result', result: 'result', meeting: 'result', poll: 'result',
}

export interface Span {
  readonly from: number
  readonly until: number
}

/** Where an item stands in an edition; undefined = it is no news for it: older, long ahead, or called off. */
function groupOf({ kind, since, when }: Item, { from, until }: Span): EditionGroup | undefined {
  const start = when === undefined ? undefined : Date.parse(when.start)
  const ahead = start !== undefined && start > until && start <= until + aheadMs && when?.cancelled !== true
  if (kind === 'call') return start !== undefined && start <= until ? undefined : ahead || isNew(since, from, until) ? 'call' : undefined
  if (ahead) return 'date'
  return isNew(since, from, until) ? groupOfKind[kind] : undefined
}

const isNew = (since: number | undefined, from: number, until: number): boolean => since !== undefined && since > from && since <= until

const day = new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', dateStyle: 'long' })
const dayAndTime = new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', dateStyle: 'long', timeStyle: 'short' })

function noteOf({ when }: Item, group: EditionGroup): string {
  if (when === undefined) return ''
  if (group === 'call') return `Frist: ${day.format(new Date(when.start))}`
  return group === 'date' ? [`${dayAndTime.format(new Date(when.start))} Uhr`, when.place].filter((part) => part !== '').join(' · ') : ''
}

function shortened(text: string): string {
  const flat = text.replaceAll(/\s+/gu, ' ').trim()
  return flat.length <= longestSummary ? flat : `${flat.slice(0, flat.lastIndexOf(' ', longestSummary))} …`
}

/** All that happened in the time, and what comes next: in the order of the groups, dates and last days by time, everything else the newest first. */
export function candidatesOf(items: readonly Item[], span: Span): readonly EditionEntry[] {
  const found = items.flatMap((item) => {
    const group = groupOf(item, span)
    return group === undefined ? [] : [{ item, group }]
  })
  const order = ({ item, group }: { readonly item: Item; readonly group: EditionGroup }): number => (group === 'date' || group === 'call' ? Date.parse(item.when?.start ?? '2999-01-01') : -(item.since ?? 0))
  return editionGroups.flatMap((group) => found.filter((one) => one.group === group).toSorted((a, b) => order(a) - order(b)))
    .map(({ item, group }) => ({ id: `${item.kind}/${item.id}`, group, title: item.title, note: noteOf(item, group), summary: shortened(item.summary), topics: item.topics, path: item.path }))
}

/** What an edition begins with. */
export function takenAtFirst(candidates: readonly EditionEntry[]): readonly EditionEntry[] {
  return editionGroups.flatMap((group) => candidates.filter((one) => one.group === group).slice(0, takenOfEach))
}

/** In the order of the groups, within each in the order that the editor gave. */
export function inGroups(entries: readonly EditionEntry[]): readonly EditionEntry[] {
  return editionGroups.flatMap((group) => entries.filter((one) => one.group === group))
}
