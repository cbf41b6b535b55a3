import { createHash } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import type { PlugDocuments, RouteAnswer } from '@steckwerk/plug'
import { z } from 'zod'
import { allDocuments } from '../all-documents.ts'
import { input } from '../body.ts'
import type { Asked, CommunityRoute } from '../community-route.ts'
import type { TaskSource } from '../editor/task.ts'
import { actorInput, changedFields, inputOf, markOf, type Actor } from './actor.ts'
import { likeFinder, likePairs, type LikePair } from './alike.ts'
import { contactKind, contactsOf } from './contacts.ts'
import { actorOf, allActors, removeActor, saveActor } from './directory.ts'
import { actorChanged } from './editing.ts'
import { confirmedAt, standingChange, standingKind, standingOf, unknownActor } from './standing.ts'

/** Two actors that somebody looked at and found to be two; its id stands for the pair. */
export const differentKind = 'directory-different'
/** The id of an actor that was merged into another: its addresses lead there. */
export const movedKind = 'directory-moved'

export interface Moved {
  readonly to: string
}

const pairId = (a: string, b: string): string => createHash('sha256').update([a, b].toSorted().join(' ')).digest('hex')

async function candidates({ carrier }: Pick<Asked, 'carrier'>): Promise<readonly LikePair<Actor>[]> {
  const [actors, different] = await Promise.all([allActors(carrier), allDocuments(carrier.documents, differentKind)])
  const looked = new Set(different.map(({ id }) => id))
  return likePairs(actors).filter(({ a, b }) => !looked.has(pairId(a.id, b.id)))
}

export const duplicateTasks: TaskSource = async ({ carrier }) => ({ duplicates: (await candidates({ carrier })).length })

const mostShown = 50

/** Pairs that look like one organization, both with all that is said of them. */
async function listPairs(asked: Asked): Promise<RouteAnswer> {
  const pairs = await candidates(asked)
  const shown = (actor: Actor): object => ({ actor, mark: markOf(inputOf(actor)) })
  return { status: 200, json: { total: pairs.length, pairs: pairs.slice(0, mostShown).map(({ a, b, reasons }) => ({ a: shown(a), b: shown(b), reasons })) } }
}

/** An actor's id is that of a Fhir record. */
const id = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/)
const mark = z.string().max(64)

async function areDifferent(asked: Asked): Promise<RouteAnswer> {
  const { a, b } = input(z.strictObject({ a: id, b: id }), asked)
  await asked.documents.write([{ kind: differentKind, id: pairId(a, b), body: { at: asked.now } }])
  return { status: 204 }
}

/** Two actors become one: it keeps one id and says what the editor chose; contacts and the keeper come along, and the other id leads to it. Exactly what was seen.
 *  Faults: community/actor-unknown, community/actor-changed. */
async function merge(asked: Asked): Promise<RouteAnswer> {
  const body = input(z.strictObject({ keep: z.strictObject({ id, mark }), drop: z.strictObject({ id, mark }), actor: actorInput }), asked)
  if (body.keep.id === body.drop.id) throw new Fault('invalid', 'community/merge-itself', 'An actor is not merged with itself.')
  const { carrier, documents, now } = asked
  const [keep, drop] = await Promise.all([actorOf(carrier, body.keep.id), actorOf(carrier, body.drop.id)])
  if (keep === undefined || drop === undefined) throw unknownActor()
  if (markOf(inputOf(keep)) !== body.keep.mark || markOf(inputOf(drop)) !== body.drop.mark) throw actorChanged()
  await saveActor(carrier, { id: keep.id, ...body.actor }, keep)
  const [kept, dropped, contacts, moved] = await Promise.all([
    standingOf(documents, keep.id), standingOf(documents, drop.id), contactsOf(documents, drop.id), allDocuments<Moved>(documents, movedKind),
  ])
  await documents.write([
    // The keeper of the other one keeps the one, where it had none; links that are under way are those of whoever keeps it.
    standingChange(keep.id, kept, now, (standing) => {
      const heir = standing.keeper === undefined && dropped?.body.keeper !== undefined ? { keeper: dropped.body.keeper, secret: dropped.body.secret } : {}
      const published = [standing.published, dropped?.body.published].filter((one) => one !== undefined)
      return { ...confirmedAt(standing, { at: now, by: 'editor', what: 'merged', fields: changedFields(inputOf(keep), body.actor) }), ...heir, published: published.length === 0 ? undefined : Math.min(...published), proposed: undefined }
    }),
    { kind: standingKind, id: drop.id, body: undefined },
    ...contacts.map(({ id: contact, body: who }) => ({ kind: contactKind, id: contact, parent: keep.id, body: who })),
    { kind: movedKind, id: drop.id, body: { to: keep.id } satisfies Moved },
    ...moved.filter(({ body: { to } }) => to === drop.id).map(({ id: earlier }) => ({ kind: movedKind, id: earlier, body: { to: keep.id } satisfies Moved })),
  ])
  await removeActor(carrier, drop)
  return { status: 200, json: { id: keep.id } }
}

/** Where an id leads: an actor's own, or after a merge the other's. */
export async function movedTo(documents: PlugDocuments, actor: string): Promise<string | undefined> {
  return (await documents.get<Moved>(movedKind, actor))?.body.to
}

/** Whether something like this is in the directory, for who is about to enter it: what everybody can read there anyway. */
async function listAlike({ carrier, call: { query } }: Asked): Promise<RouteAnswer> {
  const said = (name: string): string => (query.get(name) ?? '').slice(0, 300)
  const found = likeFinder(await allActors(carrier))({ name: said('name'), city: said('city'), street: said('street'), postalCode: said('postalCode'), website: said('website') })
  return { status: 200, json: { actors: found.slice(0, 3).map(([{ id: one, name, city }]) => ({ id: one, name, city })) } }
}

export const duplicateRoutes: readonly CommunityRoute[] = [
  { method: 'GET', path: '/alike', access: 'public', answer: listAlike },
  { method: 'GET', path: '/editor/duplicates', access: 'editor', answer: listPairs },
  { method: 'POST', path: '/editor/duplicates/merged', access: 'editor', answer: merge },
  { method: 'POST', path: '/editor/duplicates/different', access: 'editor', answer: areDifferent },
]
