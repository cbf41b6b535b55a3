import { randomBytes } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import type { PlugDocument, RouteAnswer } from '@steckwerk/plug'
import { input } from '../body.ts'
import { changeDocument } from '../change-document.ts'
import { checkedAnswers } from '../form/answers.ts'
import { guestsOf } from './guest-list.ts'
import { mailRegistration } from './guest-mails.ts'
import { countGuests, eventOf, kinds, ownerOf, type Guest } from './records.ts'
import { askedAt } from './registration-form.ts'
import { registrationInput, type BarcampEvent } from './shapes.ts'
import type { Asked } from '../community-route.ts'

const mostGuests = 5000

/** Who comes: one registration for each browser. Whoever came first has a place; the others wait, and move up as soon as somebody cancels. A link that opens it elsewhere goes
 *  to the address, where one was given. Faults: community/registration-closed, community/registration-full, community/answers. */
export async function register(asked: Asked): Promise<RouteAnswer> {
  const { name, organization, mail, answers: given } = input(registrationInput, asked)
  const event = await eventOf(asked)
  if (event.body.stage !== 'open') throw new Fault('conflict', 'community/registration-closed', 'Nobody registers for this event now.')
  const questions = await askedAt(asked, event.id)
  const answers = questions === undefined ? [] : checkedAnswers(questions, given)
  const owner = ownerOf(asked)
  const at = { kind: kinds.guest, id: `${event.id}.${owner}`, parent: event.id }
  if (await asked.documents.get(at.kind, at.id) === undefined && await asked.documents.count(at.kind, event.id) >= mostGuests) throw new Fault('conflict', 'community/registration-full', 'The waiting list is full.')
  const language = asked.call.caller.language === 'en' ? 'en' : 'de'
  let before = ''
  const guest = (await changeDocument<Guest>(asked.documents, at, (known) => {
    before = known?.body.mail ?? ''
    return { ...known?.body ?? { since: asked.now, code: newCode(), ticket: randomBytes(32).toString('base64url'), waited: false, told: false }, name, organization, mail, language, answers }
  }))!
  const registration = await registrationOf(asked, event, owner)
  if (registration.waiting > 0) await changeDocument<Guest>(asked.documents, at, (known) => (known === undefined || known.body.waited ? undefined : { ...known.body, waited: true }))
  if (mail !== before) await mailRegistration(asked.carrier, event, owner, guest)
  return { status: 200, json: registration }
}

/** This browser's registration: a place, or a number on the waiting list from 1. */
export async function showRegistration(asked: Asked): Promise<RouteAnswer> {
  return { status: 200, json: await registrationOf(asked, await eventOf(asked), ownerOf(asked)) }
}

export async function cancelRegistration(asked: Asked): Promise<RouteAnswer> {
  const { id: event } = await eventOf(asked)
  await removeGuest(asked, event, `${event}.${ownerOf(asked)}`)
  return { status: 204 }
}

/** Of one browser. Every page of the event asks this again on news: the others are read only where somebody waits. */
export async function registrationOf(asked: Asked, event: PlugDocument<BarcampEvent>, owner: string): Promise<{ readonly registered: false; readonly waiting: 0 } | { readonly registered: true; readonly waiting: number; readonly name: string; readonly organization: string; readonly mail: string; readonly code: string }> {
  const id = `${event.id}.${owner}`
  const { documents, carrier, together } = asked
  const [own, count] = await Promise.all([documents.get<Guest>(kinds.guest, id), countGuests(asked, event.id)])
  if (own === undefined) return { registered: false, waiting: 0 }
  const { name, organization, mail, code } = own.body
  const waiting = count <= event.body.capacity ? 0 : (await together.read(`${carrier.slug} queue ${event.id}`, () => guestsOf(documents, event))).find((guest) => guest.id === id)?.waiting ?? 0
  return { registered: true, name, organization, mail, code, waiting }
}

export async function removeGuest({ documents }: Asked, event: string, id: string): Promise<void> {
  const found = await documents.get<Guest>(kinds.guest, id)
  if (found?.parent === event) await documents.write([{ kind: kinds.guest, id, parent: event, body: undefined }])
}

/** Without letters and digits that look alike. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

function newCode(): string {
  return [...randomBytes(8)].map((byte) => alphabet[byte % 32]!).join('')
}
