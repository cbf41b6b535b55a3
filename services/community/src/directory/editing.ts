import { Fault } from '@steckwerk/kernel'
import type { RouteAnswer } from '@steckwerk/plug'
import { z } from 'zod'
import { allDocuments } from '../all-documents.ts'
import { input } from '../body.ts'
import type { Asked, CommunityRoute } from '../community-route.ts'
import type { TaskSource } from '../editor/task.ts'
import { actorInput, changedFields, inputOf, markOf, type Actor } from './actor.ts'
import { contactKind, contactsOf } from './contacts.ts'
import { actorOf, allActors, removeActor, saveActor } from './directory.ts'
import { unconfirmedSince } from './review.ts'
import { after, changeStanding, confirmedAt, standingKind, standingOf, unknownActor, type Standing } from './standing.ts'

const iso = (instant: number | undefined): string | null => (instant === undefined ? null : new Date(instant).toISOString())

async function allStandings({ carrier: { documents } }: Pick<Asked, 'carrier'>): Promise<ReadonlyMap<string, Standing>> {
  return new Map((await allDocuments<Standing>(documents, standingKind)).map(({ id, body }) => [id, body]))
}

export const actorTasks: TaskSource = async ({ carrier, now }) => {
  const [standings, contacts] = await Promise.all([allStandings({ carrier }), contactsOf(carrier.documents)])
  const all = [...standings]
  return {
    changes: all.filter(([, { proposed }]) => proposed !== undefined).length,
    unconfirmed: all.filter(([id, standing]) => unconfirmedSince(id, standing, now) !== undefined).length,
    contacts: contacts.filter(({ body }) => body.agreed === undefined).length,
  }
}

/** Every actor by name, with how it stands. */
async function listAll({ carrier, now }: Asked): Promise<RouteAnswer> {
  const [actors, standings, contacts] = await Promise.all([allActors(carrier), allStandings({ carrier }), contactsOf(carrier.documents)])
  return {
    status: 200,
    json: {
      actors: actors.toSorted((a, b) => a.name.localeCompare(b.name, 'de')).map(({ id, name, kind, city }) => {
        const standing = standings.get(id)
        const own = contacts.filter(({ parent }) => parent === id)
        return {
          id, name, kind, city, published: iso(standing?.published), confirmed: iso(standing?.confirmed), unconfirmed: unconfirmedSince(id, standing, now) !== undefined,
          keeper: standing?.keeper !== undefined, proposed: standing?.proposed !== undefined, contacts: own.length, asked: own.filter(({ body }) => body.agreed === undefined).length,
        }
      }),
    },
  }
}

/** Faults: community/actor-unknown. */
async function knownActor({ carrier, call }: Asked): Promise<Actor> {
  const actor = await actorOf(carrier, call.params['actor']!)
  if (actor === undefined) throw unknownActor()
  return actor
}

/** One actor with everything that editors may know of it, newest steps first. */
async function showOne(asked: Asked): Promise<RouteAnswer> {
  const actor = await knownActor(asked)
  const [found, contacts] = await Promise.all([standingOf(asked.documents, actor.id), contactsOf(asked.documents, actor.id)])
  const standing = found?.body
  return {
    status: 200,
    json: {
      actor, was: markOf(inputOf(actor)), published: iso(standing?.published), confirmed: iso(standing?.confirmed), unconfirmed: unconfirmedSince(actor.id, standing, asked.now) !== undefined,
      keeper: standing?.keeper?.mail ?? null, proposed: standing?.proposed === undefined ? null : { actor: standing.proposed.actor, at: iso(standing.proposed.at), mark: markOf(standing.proposed.actor) },
      contacts: contacts.map(({ id, body: { name, role, agreed } }) => ({ id, name, role, agreed: agreed !== undefined })),
      history: (standing?.history ?? []).toReversed().map((step) => ({ ...step, at: iso(step.at) })),
    },
  }
}

export const actorChanged = (): Fault => new Fault('conflict', 'community/actor-changed', 'Somebody else has changed this actor in the meantime: look at it again.')

/** Over exactly what was seen. What an editor saves is right by that, and what the keeper proposed before is settled. Faults: community/actor-changed. */
async function changeOne(asked: Asked): Promise<RouteAnswer> {
  const { was, actor: now } = input(z.strictObject({ was: z.string().max(64), actor: actorInput }), asked)
  const actor = await knownActor(asked)
  const before = inputOf(actor)
  if (markOf(before) !== was) throw actorChanged()
  const fields = changedFields(before, now)
  if (fields.length > 0) await saveActor(asked.carrier, { id: actor.id, ...now }, actor)
  await changeStanding(asked.documents, actor.id, asked.now, (standing) =>
    ({ ...confirmedAt(standing, { at: asked.now, by: 'editor', what: fields.length === 0 ? 'confirmed' : 'changed', fields }), proposed: undefined }))
  return { status: 204 }
}

/** An editor has heard that it is right: today, or on the day that is said. Faults: community/input (a day that is still to come), community/actor-unknown. */
async function confirmOne(asked: Asked): Promise<RouteAnswer> {
  const { on } = input(z.strictObject({ on: z.iso.date().refine((day) => Date.parse(day) <= asked.now).optional() }), asked)
  const { id } = await knownActor(asked)
  const confirmed = on === undefined ? asked.now : Date.parse(on)
  await changeStanding(asked.documents, id, asked.now, (standing) => ({ ...confirmedAt(standing, { at: asked.now, by: 'editor', what: 'confirmed' }), confirmed }))
  return { status: 204 }
}

/** With everything that belongs to it, people first: an end in the middle leaves nobody behind whose actor is gone. */
export async function takeAway({ carrier, documents }: Pick<Asked, 'carrier' | 'documents'>, actor: Actor): Promise<void> {
  const contacts = await contactsOf(documents, actor.id)
  await documents.write(contacts.map(({ id, parent }) => ({ kind: contactKind, id, parent, body: undefined })))
  await removeActor(carrier, actor)
  await documents.write([{ kind: standingKind, id: actor.id, body: undefined }])
}

async function removeOne(asked: Asked): Promise<RouteAnswer> {
  await takeAway(asked, await knownActor(asked))
  return { status: 204 }
}

/** What keepers want changed, the oldest first, beside what is there. */
async function listProposed({ carrier }: Asked): Promise<RouteAnswer> {
  const [actors, standings] = await Promise.all([allActors(carrier), allStandings({ carrier })])
  const changes = actors.flatMap((actor) => {
    const proposed = standings.get(actor.id)?.proposed
    return proposed === undefined ? [] : [{ id: actor.id, at: iso(proposed.at)!, before: inputOf(actor), now: proposed.actor, fields: changedFields(inputOf(actor), proposed.actor), mark: markOf(proposed.actor) }]
  })
  return { status: 200, json: { changes: changes.toSorted((a, b) => (a.at < b.at ? -1 : 1)) } }
}

/** Settles what the keeper proposed, exactly what was seen. Faults: community/actor-changed. */
async function settle(asked: Asked): Promise<RouteAnswer> {
  const { mark, accepted } = input(z.strictObject({ mark: z.string().max(64), accepted: z.boolean() }), asked)
  const actor = await knownActor(asked)
  const proposed = (await standingOf(asked.documents, actor.id))?.body.proposed?.actor
  if (proposed === undefined || markOf(proposed) !== mark) throw actorChanged()
  const fields = changedFields(inputOf(actor), proposed)
  if (accepted) await saveActor(asked.carrier, { id: actor.id, ...proposed }, actor)
  await changeStanding(asked.documents, actor.id, asked.now, (standing) => {
    const step = { at: asked.now, by: 'editor', what: accepted ? 'accepted' : 'refused', fields } as const
    return { ...(accepted ? confirmedAt(standing, step) : after(standing, step)), proposed: undefined }
  })
  return { status: 204 }
}

const one = '/editor/actors/:actor'

/** What editors do with actors. */
export const editingRoutes: readonly CommunityRoute[] = [
  { method: 'GET', path: '/editor/actors', access: 'editor', answer: listAll },
  { method: 'GET', path: one, access: 'editor', answer: showOne },
  { method: 'PUT', path: one, access: 'editor', answer: changeOne },
  { method: 'DELETE', path: one, access: 'editor', answer: removeOne },
  { method: 'POST', path: `${one}/confirmed`, access: 'editor', answer: confirmOne },
  { method: 'GET', path: '/editor/changes', access: 'editor', answer: listProposed },
  { method: 'POST', path: '/editor/changes/:actor', access: 'editor', answer: settle },
]
