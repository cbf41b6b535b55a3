import { Fault } from '@steckwerk/kernel'
import type { RouteAnswer } from '@steckwerk/plug'
import type { Asked, CommunityRoute } from '../community-route.ts'
import { actorOf } from './directory.ts'
import { approveEntry, confirmEntry, listEntries, makeEntry, refuseEntry } from './entries.ts'
import { noShelf } from '../published/shelf.ts'
import { folded } from '../search/german.ts'

/** By name, topic and place; `q` in everyday words, `topic`, `kind` and `city` exactly. */
async function listActors({ carrier, shelf = noShelf, call: { query } }: Asked): Promise<RouteAnswer> {
  const { things: all, index } = await shelf.actors(carrier)
  const [topic, kind, city] = ['topic', 'kind', 'city'].map((name) => query.get(name) ?? '')
  const is = (wanted: string | undefined, value: string): boolean => wanted === '' || folded(wanted!) === folded(value)
  const found = (index.search((query.get('q') ?? '').slice(0, 200))?.map(({ thing }) => thing) ?? all.toSorted((a, b) => a.name.localeCompare(b.name, 'de')))
    .filter((actor) => is(kind, actor.kind) && is(city, actor.city) && (topic === '' || actor.topics.some((one) => is(topic, one))))
  const counted = new Map<string, number>()
  for (const one of all.flatMap(({ topics }) => topics)) counted.set(one, (counted.get(one) ?? 0) + 1)
  return {
    status: 200, headers: { 'cache-control': 'public, max-age=30' },
    json: {
      total: all.length,
      actors: found.map(({ id, name, kind: what, city: where, position, topics }) => ({ id, name, kind: what, city: where, ...(position === undefined ? {} : { position }), topics })),
      topics: [...counted].toSorted(([a, m], [b, n]) => n - m || a.localeCompare(b, 'de')).map(([name, count]) => ({ name, count })),
    },
  }
}

/** Faults: community/actor-unknown. */
async function showActor({ carrier, call }: Asked): Promise<RouteAnswer> {
  const actor = await actorOf(carrier, call.params['actor']!)
  if (actor === undefined) throw new Fault('not-found', 'community/actor-unknown', 'There is no such actor here.')
  return { status: 200, headers: { 'cache-control': 'public, max-age=30' }, json: actor }
}

const entry = '/entries/:entry'

/** The directory: everybody reads it and enters themselves; editors let entries in. */
export const directoryRoutes: readonly CommunityRoute[] = [
  { method: 'GET', path: '/actors', access: 'public', crossOrigin: true, answer: listActors },
  { method: 'GET', path: '/actors/:actor', access: 'public', crossOrigin: true, answer: showActor },
  { method: 'POST', path: '/entries', access: 'public', limit: { address: 20 }, answer: makeEntry },
  { method: 'POST', path: `${entry}/confirmed`, access: 'public', limit: { address: 60 }, answer: confirmEntry },
  { method: 'GET', path: '/entries', access: 'editor', answer: listEntries },
  { method: 'POST', path: `${entry}/approved`, access: 'editor', answer: approveEntry },
  { method: 'DELETE', path: entry, access: 'editor', answer: refuseEntry },
]
