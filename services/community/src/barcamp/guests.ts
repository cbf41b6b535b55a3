import { Fault } from '@steckwerk/kernel'
import type { PlugDocument, RouteAnswer } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { input } from '../body.ts'
import { eventOf, kinds, ownerOf, type Guest } from './records.ts'
import { registrationInput, type BarcampEvent } from './shapes.ts'
import type { Asked } from '../community-route.ts'

const mostGuests = 5000

/** Who comes: one registration for each browser. Whoever came first has a place; the others wait, and move up as soon as somebody cancels.
 *  Faults: community/registration-closed, community/registration-full. */
export async function register(asked: Asked): Promise<RouteAnswer> {
  const { name, organization, mail } = input(registrationInput, asked)
  const found = await eventOf(asked)
  const event = found.id
  if (found.body.stage !== 'open') throw new Fault('conflict', 'community/registration-closed', 'Nobody registers for this event now.')
  const id = `${event}.${ownerOf(asked)}`
  const known = await asked.documents.get<Guest>(kinds.guest, id)
  if (known === undefined && await asked.documents.count(kinds.guest, event) >= mostGuests) throw new Fault('conflict', 'community/registration-full', 'The waiting list is full.')
  const guest: Guest = { name, organization, mail, since: known?.body.since ?? asked.now }
  await asked.documents.write([{ kind: kinds.guest, id, parent: event, body: guest, version: known?.version ?? 0 }])
  return ownRegistration(asked, found)
}

/** This browser's registration: a place, or a number on the waiting list from 1. */
export async function showRegistration(asked: Asked): Promise<RouteAnswer> {
  return ownRegistration(asked, await eventOf(asked))
}

export async function cancelRegistration(asked: Asked): Promise<RouteAnswer> {
  const { id: event } = await eventOf(asked)
  const id = `${event}.${ownerOf(asked)}`
  if (await asked.documents.get(kinds.guest, id) !== undefined) await asked.documents.write([{ kind: kinds.guest, id, parent: event, body: undefined }])
  return { status: 204 }
}

/** For editors. */
export async function listGuests(asked: Asked): Promise<RouteAnswer> {
  return { status: 200, json: { guests: await guests(asked, await eventOf(asked)) } }
}

/** Of those who have a place. */
export async function badges(asked: Asked): Promise<RouteAnswer> {
  const event = await eventOf(asked)
  const { id, body } = event
  const placed = (await guests(asked, event)).filter(({ waiting }) => waiting === 0)
  // Loaded with the first badges, with the fonts.
  const { badgesPdf } = await import('./badges-pdf.ts')
  const content = await badgesPdf({
    event: body.title, network: asked.carrier.name, address: `${asked.publicUrl}/netz/${asked.carrier.slug}/barcamp/${id}`, language: asked.call.caller.language === 'en' ? 'en' : 'de',
    people: placed.toSorted((a, b) => a.name.localeCompare(b.name, 'de')),
  })
  return { status: 200, headers: { 'content-disposition': 'attachment; filename="badges.pdf"' }, file: { contentType: 'application/pdf', content } }
}

/** Every page of the event asks this again on news: the others are read only where somebody waits. */
async function ownRegistration(asked: Asked, event: PlugDocument<BarcampEvent>): Promise<RouteAnswer> {
  const id = `${event.id}.${ownerOf(asked)}`
  const [own, count] = await Promise.all([asked.documents.get<Guest>(kinds.guest, id), asked.documents.count(kinds.guest, event.id)])
  if (own === undefined) return { status: 200, json: { registered: false } }
  const { name, organization, mail } = own.body
  const waiting = count <= event.body.capacity ? 0 : (await guests(asked, event)).find((guest) => guest.id === id)?.waiting ?? 0
  return { status: 200, json: { registered: true, name, organization, mail, waiting } }
}

async function guests({ documents }: Asked, { id: event, body: { capacity } }: PlugDocument<BarcampEvent>): Promise<readonly (Guest & { readonly id: string; readonly waiting: number })[]> {
  const found = await allDocuments<Guest>(documents, kinds.guest, event)
  return found.toSorted((a, b) => a.body.since - b.body.since || (a.id < b.id ? -1 : 1)).map(({ id, body }, at) => ({ id, ...body, waiting: Math.max(0, at + 1 - capacity) }))
}
