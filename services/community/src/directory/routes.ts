import type { RouteAnswer } from '@steckwerk/plug'
import type { Asked, CommunityRoute } from '../community-route.ts'
import type { Actor } from './actor.ts'
import { contactRoutes, shownContacts } from './contacts.ts'
import { actorOf } from './directory.ts'
import { duplicateRoutes, movedTo } from './duplicates.ts'
import { editingRoutes } from './editing.ts'
import { approveEntry, confirmEntry, listEntries, makeEntry, refuseEntry } from './entries.ts'
import { exportRoutes } from './export/routes.ts'
import { importRoutes } from './import/routes.ts'
import { keeperRoutes } from './keeper.ts'
import { unconfirmedSince } from './review.ts'
import { standingOf, unknownActor } from './standing.ts'
import { folded } from '../search/german.ts'

/** By name, topic and place; `q` in everyday words, `topic`, `kind` and `city` exactly. */
async function listActors({ carrier, shelf, call: { query } }: Asked): Promise<RouteAnswer> {
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

/** An actor with the people who agreed to be shown. After a merge, the address of the other one leads to it: `id` says whose this is. Faults: community/actor-unknown. */
async function showActor({ carrier, documents, call, now }: Asked): Promise<RouteAnswer> {
  const asked = call.params['actor']!
  const moved = async (): Promise<Actor | undefined> => {
    const to = await movedTo(documents, asked)
    return to === undefined ? undefined : actorOf(carrier, to)
  }
  const actor = await actorOf(carrier, asked) ?? await moved()
  if (actor === undefined) throw unknownActor()
  const [contacts, standing] = await Promise.all([shownContacts(documents, actor.id), standingOf(documents, actor.id)])
  const since = unconfirmedSince(actor.id, standing?.body, now)
  return {
    status: 200, headers: { 'cache-control': 'public, max-age=30' },
    json: { ...actor, contacts, unconfirmedSince: since === undefined ? null : new Date(since).toISOString() },
  }
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
  ...keeperRoutes, ...contactRoutes, ...editingRoutes, ...duplicateRoutes, ...importRoutes, ...exportRoutes,
]
