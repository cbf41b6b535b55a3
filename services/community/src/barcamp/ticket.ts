import { timingSafeEqual } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import type { PlugDocument, RouteAnswer } from '@steckwerk/plug'
import { input } from '../body.ts'
import { registrationOf, removeGuest } from './guests.ts'
import { eventOf, kinds, type Guest } from './records.ts'
import { ticketInput, type BarcampEvent } from './shapes.ts'
import type { Asked } from '../community-route.ts'

/** The registration that a mail's link opens, on whatever device. Faults: community/ticket-unknown. */
export async function showTicket(asked: Asked): Promise<RouteAnswer> {
  const { event, owner } = await ticketOf(asked)
  return { status: 200, json: { title: event.body.title, ...await registrationOf(asked, event, owner) } }
}

/** Faults: community/ticket-unknown. */
export async function cancelTicket(asked: Asked): Promise<RouteAnswer> {
  const { event, owner } = await ticketOf(asked)
  await removeGuest(asked, event.id, `${event.id}.${owner}`)
  return { status: 204 }
}

async function ticketOf(asked: Asked): Promise<{ readonly event: PlugDocument<BarcampEvent>; readonly owner: string }> {
  const { owner, proof } = input(ticketInput, asked)
  const event = await eventOf(asked)
  const guest = await asked.documents.get<Guest>(kinds.guest, `${event.id}.${owner}`)
  if (guest === undefined || !timingSafeEqual(Buffer.from(guest.body.ticket), Buffer.from(proof))) throw new Fault('not-found', 'community/ticket-unknown', 'There is no such registration any more.')
  return { event, owner }
}
