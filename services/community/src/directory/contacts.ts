import { Fault, timeOrderedId } from '@steckwerk/kernel'
import type { FhirResource, PlugCarrier, PlugDocument, PlugDocuments, RouteAnswer } from '@steckwerk/plug'
import { z } from 'zod'
import { allDocuments } from '../all-documents.ts'
import { input, line } from '../body.ts'
import type { Asked, CommunityRoute } from '../community-route.ts'
import { actorOf, allActors } from './directory.ts'
import { profile } from './mcsd.ts'
import { fragmentOf, isProven, linkShape, newSecret, noEnd } from './link.ts'
import { unknownActor } from './standing.ts'

export const contactKind = 'directory-contact'

/** A person that an actor names as a contact; its parent is the actor. It lies among the documents and never among the records: a record's former versions stay,
 *  and of somebody who withdraws nothing may. Instants are milliseconds since 1970 UTC. */
export interface Contact {
  readonly name: string
  readonly role: string
  /** Where the person is asked, and where they find their link again. */
  readonly mail: string
  readonly phone: string
  readonly asked: number
  /** What everybody may see, since when; undefined = the person has not answered, and nobody sees anything. */
  readonly agreed: { readonly at: number; readonly mail: boolean; readonly phone: boolean } | undefined
  readonly secret: string
}

/** What everybody reads of somebody who agreed. */
export interface ShownContact {
  readonly name: string
  readonly role: string
  readonly mail: string
  readonly phone: string
}

/** Who does not answer is forgotten after this. */
const waitMs = 14 * 24 * 3_600_000
const mostContacts = 10

export const contactInput = z.strictObject({ name: line(120).min(2), role: line(120).min(2), mail: z.email().max(254), phone: z.string().trim().regex(/^(?:\+?[\d /()-]{5,30})?$/) })
const consentBody = z.strictObject({ link: linkShape, shows: z.strictObject({ mail: z.boolean(), phone: z.boolean() }).nullable() })
const linkBody = z.strictObject({ link: linkShape })

export const contactsOf = (documents: PlugDocuments, actor?: string): Promise<readonly PlugDocument<Contact>[]> => allDocuments<Contact>(documents, contactKind, actor)

const shown = ({ name, role, mail, phone, agreed }: Contact): readonly ShownContact[] => (agreed === undefined ? [] : [{ name, role, mail: agreed.mail ? mail : '', phone: agreed.phone ? phone : '' }])

export async function shownContacts(documents: PlugDocuments, actor: string): Promise<readonly ShownContact[]> {
  return (await contactsOf(documents, actor)).flatMap(({ body }) => shown(body))
}

/** A person is asked whether they want to be shown; nobody sees them before they agree. Faults: community/contacts-full, notify/too-many. */
export async function askContact({ carrier, documents, now, call }: Asked, actor: { readonly id: string; readonly name: string }, { name, role, mail, phone }: z.output<typeof contactInput>): Promise<string> {
  const there = await contactsOf(documents, actor.id)
  if (there.length >= mostContacts) throw new Fault('conflict', 'community/contacts-full', `An organization names up to ${mostContacts} people.`)
  const id = timeOrderedId(now)
  const body: Contact = { name, role, mail, phone, asked: now, agreed: undefined, secret: newSecret() }
  await documents.write([{ kind: contactKind, id, parent: actor.id, version: 0, body }])
  await sendContactLink(carrier, id, body, actor.name, call.caller.language, `contact ${id}`).catch(async (thrown: unknown) => {
    // Nobody was asked: nothing of the person stays.
    await documents.write([{ kind: contactKind, id, parent: actor.id, body: undefined }])
    throw thrown
  })
  return id
}

/** The link is the same for good: by it somebody agrees, looks again and withdraws. */
export function sendContactLink(carrier: PlugCarrier, id: string, { mail, secret }: Contact, actor: string, language: string, key: string): Promise<void> {
  return carrier.mail({ to: mail, template: 'network-contact', language, about: actor.slice(0, 120), path: `/netz/${carrier.slug}/eintrag/kontakt${fragmentOf(id, secret, noEnd)}`, key })
}

/** Faults: community/contact-unknown, also where the link is another one. */
async function contactOf(asked: Asked, link: z.output<typeof linkShape>): Promise<PlugDocument<Contact>> {
  const found = await asked.documents.get<Contact>(contactKind, asked.call.params['contact']!)
  if (found === undefined || !isProven(found.body.secret, link, asked.now)) throw new Fault('not-found', 'community/contact-unknown', 'There is nothing of this person here any more.')
  return found
}

/** What is known of the person, for who has the link. Changes nothing. */
async function openContact(asked: Asked): Promise<RouteAnswer> {
  const { parent, body: { name, role, mail, phone, agreed } } = await contactOf(asked, input(linkBody, asked).link)
  const actor = await actorOf(asked.carrier, parent!)
  return { status: 200, json: { actor: actor === undefined ? null : { id: actor.id, name: actor.name }, name, role, mail, phone, agreed: agreed === undefined ? null : { mail: agreed.mail, phone: agreed.phone } } }
}

/** The person says what everybody may see, at any time anew: what is not shown is kept no longer, but for the address that gets the link. Or they agree to nothing,
 *  and nothing of them stays. */
async function decide(asked: Asked): Promise<RouteAnswer> {
  const { link, shows } = input(consentBody, asked)
  const { id, parent, version, body } = await contactOf(asked, link)
  const agreed: Contact | undefined = shows === null ? undefined : { ...body, phone: shows.phone ? body.phone : '', agreed: { at: asked.now, ...shows } }
  await asked.documents.write([{ kind: contactKind, id, parent, version, body: agreed }])
  return { status: 204 }
}

/** An editor asks a person in the name of an actor. */
async function askAsEditor(asked: Asked): Promise<RouteAnswer> {
  const contact = input(contactInput, asked)
  const actor = await actorOf(asked.carrier, asked.call.params['actor']!)
  if (actor === undefined) throw unknownActor()
  return { status: 202, json: { id: await askContact(asked, actor, contact) } }
}

export async function removeContact({ documents }: Asked, id: string, actor: string): Promise<RouteAnswer> {
  const found = await documents.get<Contact>(contactKind, id)
  if (found !== undefined && found.parent === actor) await documents.write([{ kind: contactKind, id, parent: found.parent, body: undefined }])
  return { status: 204 }
}

/** Who has not answered in time is forgotten. */
export async function forgetUnanswered(documents: PlugDocuments, now: number): Promise<void> {
  const old = (await contactsOf(documents)).filter(({ body }) => body.agreed === undefined && body.asked < now - waitMs)
  for (const { id, parent, version } of old) {
    await documents.write([{ kind: contactKind, id, parent, body: undefined, version }]).catch((thrown: unknown) => {
      // Agreed at this very moment.
      if (!(thrown instanceof Fault && thrown.code === 'plug/document-changed')) throw thrown
    })
  }
}

/** Everybody who agreed to be shown, as mCSD has them: what they are to an organization (PractitionerRole) and who they are (Practitioner).
 *  Source: IHE mCSD 3.8, 2:3.90.4. */
export async function contactRecords(carrier: PlugCarrier): Promise<readonly FhirResource[]> {
  const [contacts, actors] = await Promise.all([contactsOf(carrier.documents), allActors(carrier)])
  const names = new Map(actors.map(({ id, name }) => [id, name]))
  return contacts.flatMap(({ id, parent, body }) => shown(body).filter(() => names.has(parent!)).flatMap(({ name, role, mail, phone }): FhirResource[] => [
    { resourceType: 'Practitioner', id, ...profile('Practitioner'), active: true, name: [{ text: name }] },
    {
      resourceType: 'PractitionerRole', id, ...profile('PractitionerRole'), active: true, practitioner: { reference: `Practitioner/${id}`, display: name }, organization: { reference: `Organization/${parent}`, display: names.get(parent!) },
      code: [{ text: role }],
      ...(mail === '' && phone === '' ? {} : { telecom: [...(mail === '' ? [] : [{ system: 'email', value: mail }]), ...(phone === '' ? [] : [{ system: 'phone', value: phone }])] }),
    },
  ]))
}

const one = '/contacts/:contact'

/** People as contacts of actors: by the link of a mail, and by editors. */
export const contactRoutes: readonly CommunityRoute[] = [
  { method: 'POST', path: `${one}/opened`, access: 'public', limit: { address: 60 }, answer: openContact },
  { method: 'PUT', path: `${one}/consent`, access: 'public', limit: { address: 60 }, answer: decide },
  { method: 'POST', path: '/editor/actors/:actor/contacts', access: 'editor', answer: askAsEditor },
  { method: 'DELETE', path: '/editor/actors/:actor/contacts/:contact', access: 'editor', answer: (asked) => removeContact(asked, asked.call.params['contact']!, asked.call.params['actor']!) },
]
