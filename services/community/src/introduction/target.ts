import { Fault } from '@steckwerk/kernel'
import type { PlugCarrier } from '@steckwerk/plug'
import { contactsOf } from '../directory/contacts.ts'
import { actorOf } from '../directory/directory.ts'
import { standingOf } from '../directory/standing.ts'
import { kinds, type Undertaking } from '../undertaking/records.ts'
import type { Introduction, Side } from './records.ts'

export interface Target {
  readonly title: string
  /** Whom to ask; undefined = nobody left an address, and the coordination office looks for somebody. */
  readonly side: Side | undefined
}

/** Of what is published. Faults: community/introduction-target. */
export async function targetOf(carrier: PlugCarrier, { kind, id }: Pick<Introduction['of'], 'kind' | 'id'>): Promise<Target> {
  const found = kind === 'undertaking' ? await ofUndertaking(carrier, id) : await ofActor(carrier, id)
  if (found === undefined) throw new Fault('not-found', 'community/introduction-target', 'There is nobody here to be introduced to.')
  return found
}

async function ofUndertaking({ documents }: PlugCarrier, id: string): Promise<Target | undefined> {
  const found = await documents.get<Undertaking>(kinds.undertaking, id)
  if (found === undefined || found.body.publication !== 'published') return undefined
  const contact = found.body.contacts.find(({ mail }) => mail !== '')
  return { title: found.body.title, side: contact === undefined ? undefined : { name: contact.name, organization: contact.organization, mail: contact.mail, language: 'de' } }
}

/** A person who agreed to be its contact, before whoever keeps it up. */
async function ofActor(carrier: PlugCarrier, id: string): Promise<Target | undefined> {
  const actor = await actorOf(carrier, id)
  if (actor === undefined) return undefined
  const [contacts, standing] = await Promise.all([contactsOf(carrier.documents, id), standingOf(carrier.documents, id)])
  const contact = contacts.find(({ body }) => body.agreed !== undefined)?.body
  const keeper = standing?.body.keeper
  return {
    title: actor.name,
    side: contact !== undefined ? { name: contact.name, organization: actor.name, mail: contact.mail, language: 'de' } : keeper === undefined ? undefined : { name: '', organization: actor.name, mail: keeper.mail, language: keeper.language },
  }
}
