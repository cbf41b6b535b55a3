import type { RouteAnswer } from '@steckwerk/plug'
import { input } from '../body.ts'
import { changeDocument } from '../change-document.ts'
import { csvOf } from '../csv.ts'
import { answerColumns } from '../form/answer-columns.ts'
import { pathIn } from '../published/item.ts'
import { guestsOf, type ListedGuest } from './guest-list.ts'
import { removeGuest } from './guests.ts'
import { eventOf, kinds, type Guest } from './records.ts'
import { askedAt } from './registration-form.ts'
import { arrivalsInput } from './shapes.ts'
import type { Asked } from '../community-route.ts'

/** Who comes, for those who receive them. */
export async function listGuests(asked: Asked): Promise<RouteAnswer> {
  const guests = await guestsOf(asked.documents, await eventOf(asked))
  return { status: 200, json: { guests: guests.map(({ id, name, organization, mail, since, code, waiting, answers = [], arrival }) => ({ id, name, organization, mail, since, code, waiting, answers, arrived: arrival?.here === true ? arrival.turn : null })) } }
}

/** Who is there and who has gone again, as it was noted at the door, perhaps long ago without a network. Of several notes on one guest that which was made last counts, whatever arrives
 *  last. Guests who have cancelled since are passed over. */
export async function noteArrivals(asked: Asked): Promise<RouteAnswer> {
  const { arrivals } = input(arrivalsInput, asked)
  const { id: parent } = await eventOf(asked)
  for (const { guest, here, turn } of arrivals) {
    await changeDocument<Guest>(asked.documents, { kind: kinds.guest, id: guest, parent }, (known) => (known?.parent === parent && turn > (known.body.arrival?.turn ?? 0) ? { ...known.body, arrival: { here, turn } } : undefined))
  }
  return { status: 204 }
}

/** Cancels for somebody. */
export async function cancelFor(asked: Asked): Promise<RouteAnswer> {
  await removeGuest(asked, (await eventOf(asked)).id, asked.call.params['guest']!)
  return { status: 204 }
}

export async function guestsCsv(asked: Asked): Promise<RouteAnswer> {
  const event = await eventOf(asked)
  const [guests, questions] = await Promise.all([guestsOf(asked.documents, event), askedAt(asked, event.id)])
  const own = questions === undefined ? undefined : answerColumns(questions, asked.call.caller.language === 'en' ? 'en' : 'de')
  const head = asked.call.caller.language === 'en'
    ? ['Name', 'Organization', 'E-mail', 'Registered', 'Waiting list', 'Arrived', 'Code']
    : ['Name', 'Einrichtung', 'E-Mail', 'Angemeldet', 'Warteliste', 'Eingetroffen', 'Code']
  const instant = (ms: number | undefined): string => (ms === undefined ? '' : new Date(ms).toISOString())
  const rows = guests.map(({ name, organization, mail, since, waiting, answers = [], arrival, code }) => [name, organization, mail, instant(since), waiting === 0 ? '' : String(waiting), instant(arrival?.here === true ? arrival.turn : undefined), code, ...own?.row(answers) ?? []])
  return { status: 200, headers: { 'content-disposition': 'attachment; filename="guests.csv"' }, file: { contentType: 'text/csv; charset=utf-8', content: csvOf([[...head, ...own?.heads ?? []], ...rows]) } }
}

/** Of those who have a place. The code on each opens its guest at the door. */
export async function badges(asked: Asked): Promise<RouteAnswer> {
  const event = await eventOf(asked)
  const placed = (await guestsOf(asked.documents, event)).filter(({ waiting }) => waiting === 0)
  // Loaded with the first badges, with the fonts.
  const { badgesPdf } = await import('./badges-pdf.ts')
  const door = `${asked.publicUrl}${pathIn(asked.carrier, 'barcamp', event.id, 'einlass')}`
  const content = await badgesPdf({
    event: event.body.title, network: asked.carrier.name, language: asked.call.caller.language === 'en' ? 'en' : 'de',
    people: placed.toSorted(byName).map(({ name, organization, code }) => ({ name, organization, code, address: `${door}#${code}` })),
  })
  return { status: 200, headers: { 'content-disposition': 'attachment; filename="badges.pdf"' }, file: { contentType: 'application/pdf', content } }
}

function byName(a: ListedGuest, b: ListedGuest): number {
  return a.name.localeCompare(b.name, 'de')
}
