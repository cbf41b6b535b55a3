import type { RouteAnswer } from '@steckwerk/plug'
import type { Asked } from '../community-route.ts'
import type { Item, ItemKind } from './item.ts'

const mostDates = 5
const mostOfEach = 4
const newsKinds: readonly ItemKind[] = ['post', 'call', 'question']

const longest = 200
const shortened = (text: string): string => (text.length <= longest ? text : `${text.slice(0, text.lastIndexOf(' ', longest))} …`)
const shown = ({ kind, id, title, summary, topics, path, since, when }: Item) =>
  ({ kind, id, title, summary: shortened(summary), topics, path, since: since === undefined ? null : new Date(since).toISOString(), ...(when === undefined ? {} : { when }) })

/** What a network's first page shows: what comes next, what is new, who is there. */
export async function showOverview({ carrier, now, shelf }: Asked): Promise<RouteAnswer> {
  const [{ things: items }, { things: actors }] = await Promise.all([shelf.items(carrier), shelf.actors(carrier)])
  const instant = new Date(now).toISOString()
  const newest = (...kinds: readonly ItemKind[]) => items.filter(({ kind }) => kinds.includes(kind)).toSorted((a, b) => (b.since ?? 0) - (a.since ?? 0)).slice(0, mostOfEach).map(shown)
  // A day that is under way is still to come.
  const coming = items.filter(({ when }) => when !== undefined && when.cancelled !== true && when.end >= instant).toSorted((a, b) => (a.when!.start < b.when!.start ? -1 : 1))
  const counts: Partial<Record<ItemKind, number>> = {}
  for (const { kind } of items) counts[kind] = (counts[kind] ?? 0) + 1
  const topics = new Map<string, number>()
  for (const topic of items.flatMap((item) => item.topics)) topics.set(topic, (topics.get(topic) ?? 0) + 1)
  return {
    status: 200, headers: { 'cache-control': 'public, max-age=10' },
    json: {
      counts,
      dates: coming.filter(({ kind }) => kind !== 'survey').slice(0, mostDates).map(shown),
      // Their date is their end: until then they are for today.
      surveys: coming.filter(({ kind }) => kind === 'survey').slice(0, mostOfEach).map(shown),
      projects: newest('project'), undertakings: newest('undertaking'), news: newest(...newsKinds),
      topics: [...topics].toSorted(([a, m], [b, n]) => n - m || a.localeCompare(b, 'de')).slice(0, 12).map(([name, count]) => ({ name, count })),
      places: actors.flatMap(({ id, position, kind, city }) => (position === undefined ? [] : [{ id, kind, city, position }])),
    },
  }
}
