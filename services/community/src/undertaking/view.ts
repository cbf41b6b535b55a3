import type { PlugDocument } from '@steckwerk/plug'
import { missingProofs } from './checklist.ts'
import type { ActorNames } from '../directory/actor-names.ts'
import { partnerName, type Entry, type Undertaking } from './records.ts'

/** As it stands in lists. */
export function cardOf({ id, at, body }: PlugDocument<Undertaking>, names: ActorNames) {
  const { title, what, forWhom, topics, stage, stageSince, state, partners, costs, evidence, origin, publication } = body
  return {
    id, title, what: what.length > 280 ? `${what.slice(0, 279).trimEnd()}…` : what, forWhom, topics, stage, stageSince, state, partners: partners.map((partner) => partnerName(partner, names)),
    costs: { once: costs.once, yearly: costs.yearly }, figure: evidence.figures[0] ?? null, origin, publication, changed: new Date(at).toISOString(),
  }
}

/** The whole of it. Addresses and keepers are for those who may change it. */
export function detailOf({ id, at, version, body }: PlugDocument<Undertaking>, entries: readonly PlugDocument<Entry>[], { own, editor, names }: { readonly own: boolean; readonly editor: boolean; readonly names: ActorNames }) {
  const { contacts, keepers, invitations, publishedAt: _, referenceAt: __, ...shown } = body
  return {
    id, version, ...shown, partners: body.partners.map((partner) => ({ ...partner, name: partnerName(partner, names) })), changed: new Date(at).toISOString(), own, editor,
    reachable: contacts.some(({ mail }) => mail !== ''),
    contacts: contacts.map(({ mail, consent, ...contact }) => (own ? { ...contact, mail, consent } : contact)),
    timeline: inOrder(entries).map(({ id: entry, body: what }) => ({ id: entry, ...what })),
    ...(own ? { keepers, invitations: invitations.length, missing: missingProofs(body) } : {}),
  }
}

/** From the first day on; of one day, as they were written. */
export function inOrder(entries: readonly PlugDocument<Entry>[]): readonly PlugDocument<Entry>[] {
  return entries.toSorted((a, b) => (a.body.day === b.body.day ? (a.id < b.id ? -1 : 1) : a.body.day < b.body.day ? -1 : 1))
}
