import type { EditionWords } from '@steckwerk/plug'
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
  barcamp: 'result', session: 'result', series: 'result', talk: 'result', group: 'result', result: 'result', meeting: 'result', poll: 'result', survey: 'result',
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

const regions = { de: 'de-DE', en: 'en-GB' } as const
const inBoth = (say: (language: 'de' | 'en') => string): EditionWords => ({ de: say('de'), en: say('en') })
const formats = (options: Intl.DateTimeFormatOptions) => {
  const of = (language: 'de' | 'en') => new Intl.DateTimeFormat(regions[language], { timeZone: 'Europe/Berlin', ...options })
  const made = { de: of('de'), en: of('en') }
  return (language: 'de' | 'en', instant: string | number): string => made[language].format(new Date(instant))
}
const day = formats({ dateStyle: 'long' })
const dayAndTime = formats({ dateStyle: 'long', timeStyle: 'short' })
const month = formats({ month: 'long', year: 'numeric' })

/** What an edition is called until somebody calls it something else. */
export const titleAt = (at: number): EditionWords => ({ de: `Neues im ${month('de', at)}`, en: `News of ${month('en', at)}` })

function noteOf({ kind, when }: Item, group: EditionGroup): EditionWords {
  if (when === undefined) return inBoth(() => '')
  const { start, end, place } = when
  if (kind === 'survey') return { de: `Antworten bis ${dayAndTime('de', end)} Uhr`, en: `Answers until ${dayAndTime('en', end)}` }
  if (group === 'call') return { de: `Frist: ${day('de', start)}`, en: `Deadline: ${day('en', start)}` }
  const time = { de: `${dayAndTime('de', start)} Uhr`, en: dayAndTime('en', start) }
  return inBoth((language) => (group === 'date' ? [time[language], place].filter((part) => part !== '').join(' · ') : ''))
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

/** Those of a group together, groups and entries in the order that the editor gave. */
export function inGroups(entries: readonly EditionEntry[]): readonly EditionEntry[] {
  return groupsOf(entries).flatMap((group) => entries.filter((one) => one.group === group))
}

/** The groups that an edition has, in its order. */
export const groupsOf = (entries: readonly EditionEntry[]): readonly EditionGroup[] => [...new Set(entries.map(({ group }) => group))]
