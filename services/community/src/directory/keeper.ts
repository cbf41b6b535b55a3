import { Fault } from '@steckwerk/kernel'
import type { PlugDocument, RouteAnswer } from '@steckwerk/plug'
import { z } from 'zod'
import { input } from '../body.ts'
import type { Asked, CommunityRoute } from '../community-route.ts'
import { actorInput, changedFields, inputOf, markOf, type Actor } from './actor.ts'
import { askContact, contactInput, contactsOf, removeContact, sendContactLink } from './contacts.ts'
import { actorOf, saveActor } from './directory.ts'
import { actorChanged, takeAway } from './editing.ts'
import { isProven, linkShape, newSecret, pathOfEdit } from './link.ts'
import { after, changeStanding, confirmedAt, standingOf, unknownActor, type Standing } from './standing.ts'

/** A link that was asked for counts so long. */
export const linkMs = 7 * 24 * 3_600_000

/** What somebody sees first of an organization, and what would make another one of it, is for the editors to look at. */
const looked = new Set<string>(['name', 'kind'])

const linkBody = z.strictObject({ link: linkShape })
const changeBody = z.strictObject({ link: linkShape, was: z.string().max(64), actor: actorInput })

/** Whoever keeps the actor up, and whoever is a contact of it, is sent their link. The answer is the same, and as fast, whatever was typed: it tells nobody who
 *  belongs to an actor. A mail that is refused (too many of them) is none; the person asks again tomorrow. */
async function askForLink(asked: Asked): Promise<RouteAnswer> {
  const { mail } = input(z.strictObject({ mail: z.email().max(254) }), asked)
  const { carrier, documents, call, now } = asked
  const actor = await actorOf(carrier, call.params['actor']!)
  if (actor === undefined) throw unknownActor()
  const [found, contacts] = await Promise.all([standingOf(documents, actor.id), contactsOf(documents, actor.id)])
  const is = (address: string | undefined): boolean => address?.toLowerCase() === mail.toLowerCase()
  // Links of one hour are one mail.
  const hour = Math.ceil(now / 3_600_000) * 3_600_000
  const sending = [
    ...(found !== undefined && is(found.body.keeper?.mail) ? [carrier.mail({
      to: found.body.keeper!.mail, template: 'network-edit', language: call.caller.language, about: actor.name.slice(0, 120),
      path: pathOfEdit(carrier.slug, actor.id, found.body.secret, hour + linkMs), key: `edit ${actor.id} ${hour}`,
    })] : []),
    ...contacts.filter(({ body }) => is(body.mail)).map(({ id, body }) => sendContactLink(carrier, id, body, actor.name, call.caller.language, `contact ${id} ${hour}`)),
  ]
  void Promise.allSettled(sending)
  return { status: 202, json: {} }
}

interface Kept {
  readonly actor: Actor
  readonly found: PlugDocument<Standing>
}

/** Faults: community/link-ended. */
async function keptBy({ carrier, documents, call, now }: Asked, link: z.output<typeof linkShape>): Promise<Kept> {
  const id = call.params['actor']!
  const [actor, found] = await Promise.all([actorOf(carrier, id), standingOf(documents, id)])
  if (actor === undefined || found === undefined || found.body.keeper === undefined || !isProven(found.body.secret, link, now)) {
    throw new Fault('not-found', 'community/link-ended', 'This link does not count any more; a new one is on the actor\'s page.')
  }
  return { actor, found }
}

/** All that the keeper works at. Changes nothing. */
async function openKept(asked: Asked): Promise<RouteAnswer> {
  const { actor, found: { body } } = await keptBy(asked, input(linkBody, asked).link)
  const contacts = await contactsOf(asked.documents, actor.id)
  return {
    status: 200,
    json: {
      actor: body.proposed === undefined ? actor : { id: actor.id, ...body.proposed.actor }, was: markOf(inputOf(actor)), waiting: body.proposed !== undefined,
      confirmed: new Date(body.confirmed).toISOString(), mail: body.keeper!.mail,
      contacts: contacts.map(({ id, body: { name, role, agreed } }) => ({ id, name, role, agreed: agreed !== undefined })),
    },
  }
}

/** What the keeper changes is right from then on: everything goes live at once, but for a name or kind, with which all of it waits for the editors.
 *  Faults: community/link-ended, community/actor-changed. */
async function changeKept(asked: Asked): Promise<RouteAnswer> {
  const { link, was, actor: now } = input(changeBody, asked)
  const { actor } = await keptBy(asked, link)
  const before = inputOf(actor)
  if (markOf(before) !== was) throw actorChanged()
  const fields = changedFields(before, now)
  const waits = fields.some((field) => looked.has(field))
  const step = { at: asked.now, by: 'keeper', fields } as const
  if (!waits && fields.length > 0) await saveActor(asked.carrier, { id: actor.id, ...now }, actor)
  await changeStanding(asked.documents, actor.id, asked.now, (standing) => (waits
    ? after({ ...standing, proposed: { actor: now, at: asked.now } }, { ...step, what: 'proposed' })
    : { ...confirmedAt(standing, { ...step, what: fields.length === 0 ? 'confirmed' : 'changed' }), proposed: undefined }))
  return { status: 200, json: { waiting: waits } }
}

/** Everything is right as it stands; the actor goes, with all that belongs to it; or the keeper's address goes, and the actor stays. */
async function settleKept(asked: Asked): Promise<RouteAnswer> {
  const { link, what } = input(z.strictObject({ link: linkShape, what: z.enum(['confirmed', 'removed', 'left']) }), asked)
  const { actor } = await keptBy(asked, link)
  if (what === 'removed') await takeAway(asked, actor)
  else await changeStanding(asked.documents, actor.id, asked.now, (standing) => (what === 'confirmed'
    ? confirmedAt(standing, { at: asked.now, by: 'keeper', what })
    : after({ ...standing, keeper: undefined, secret: newSecret() }, { at: asked.now, by: 'keeper', what: 'keeper-left' })))
  return { status: 204 }
}

async function nameContact(asked: Asked): Promise<RouteAnswer> {
  const { link, contact } = input(z.strictObject({ link: linkShape, contact: contactInput }), asked)
  const { actor } = await keptBy(asked, link)
  return { status: 202, json: { id: await askContact(asked, actor, contact) } }
}

async function dropContact(asked: Asked): Promise<RouteAnswer> {
  const { actor } = await keptBy(asked, input(linkBody, asked).link)
  return removeContact(asked, asked.call.params['contact']!, actor.id)
}

const kept = '/actors/:actor/kept'
const limit = { address: 60 }

/** What those do whom an actor belongs to, by the link of a mail. */
export const keeperRoutes: readonly CommunityRoute[] = [
  { method: 'POST', path: '/actors/:actor/links', access: 'public', limit: { address: 20 }, answer: askForLink },
  { method: 'POST', path: `${kept}/opened`, access: 'public', limit, answer: openKept },
  { method: 'PUT', path: kept, access: 'public', limit, answer: changeKept },
  { method: 'POST', path: `${kept}/settled`, access: 'public', limit, answer: settleKept },
  { method: 'POST', path: `${kept}/contacts`, access: 'public', limit: { address: 20 }, answer: nameContact },
  { method: 'POST', path: `${kept}/contacts/:contact/removed`, access: 'public', limit, answer: dropContact },
]
