import { Fault } from '@steckwerk/kernel'
import type { RouteAnswer } from '@steckwerk/plug'
import { all, eventOf, input, kinds, ownerOf, type Guest } from './records.ts'
import { registrationInput } from './shapes.ts'
import type { Asked } from '../community-route.ts'

const mostGuests = 5000

/** Who comes: one registration for each browser. Whoever came first has a place; the others wait, and move up as soon as somebody cancels.
 *  Faults: community/registration-closed, community/registration-full. */
export async function register(asked: Asked): Promise<RouteAnswer> {
  const { name, organization, mail } = input(registrationInput, asked)
  const { id: event, body } = await eventOf(asked)
  if (body.stage !== 'open') throw new Fault('conflict', 'community/registration-closed', 'Nobody registers for this event now.')
  const id = `${event}.${ownerOf(asked)}`
  const known = await asked.documents.get<Guest>(kinds.guest, id)
  if (known === undefined && await asked.documents.count(kinds.guest, event) >= mostGuests) throw new Fault('conflict', 'community/registration-full', 'The waiting list is full.')
  const guest: Guest = { name, organization, mail, since: known?.body.since ?? asked.now }
  await asked.documents.write([{ kind: kinds.guest, id, parent: event, body: guest, version: known?.version ?? 0 }])
  return showRegistration(asked)
}

/** This browser's registration: a place, or a number on the waiting list from 1. */
export async function showRegistration(asked: Asked): Promise<RouteAnswer> {
  const { id: event } = await eventOf(asked)
  const id = `${event}.${ownerOf(asked)}`
  const own = (await guests(asked)).find((guest) => guest.id === id)
  if (own === undefined) return { status: 200, json: { registered: false } }
  const { name, organization, mail, waiting } = own
  return { status: 200, json: { registered: true, name, organization, mail, waiting } }
}

export async function cancelRegistration(asked: Asked): Promise<RouteAnswer> {
  const { id: event } = await eventOf(asked)
  const id = `${event}.${ownerOf(asked)}`
  if (await asked.documents.get(kinds.guest, id) !== undefined) await asked.documents.write([{ kind: kinds.guest, id, parent: event, body: undefined }])
  return { status: 204 }
}

/** For editors. */
export async function listGuests(asked: Asked): Promise<RouteAnswer> {
  return { status: 200, json: { guests: await guests(asked) } }
}

/** Of those who have a place. */
export async function badges(asked: Asked): Promise<RouteAnswer> {
  const { id, body } = await eventOf(asked)
  const placed = (await guests(asked)).filter(({ waiting }) => waiting === 0)
  // Loaded with the first badges, with the fonts.
  const { badgesPdf } = await import('./badges-pdf.ts')
  const content = await badgesPdf({
    event: body.title, network: asked.carrier.name, address: `${asked.publicUrl}/netz/${asked.carrier.slug}/barcamp/${id}`, language: asked.call.caller.language === 'en' ? 'en' : 'de',
    people: placed.toSorted((a, b) => a.name.localeCompare(b.name, 'de')),
  })
  return { status: 200, headers: { 'content-disposition': 'attachment; filename="badges.pdf"' }, file: { contentType: 'application/pdf', content } }
}

async function guests(asked: Asked): Promise<readonly (Guest & { readonly id: string; readonly waiting: number })[]> {
  const { id: event, body: { capacity } } = await eventOf(asked)
  const found = await all<Guest>(asked.documents, kinds.guest, event)
  return found.toSorted((a, b) => a.body.since - b.body.since || (a.id < b.id ? -1 : 1)).map(({ id, body }, at) => ({ id, ...body, waiting: Math.max(0, at + 1 - capacity) }))
}
