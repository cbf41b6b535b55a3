import type { RouteAnswer } from '@steckwerk/plug'
import type { Asked } from '../community-route.ts'
import { chosenItems } from './chosen-items.ts'
import type { Item } from './item.ts'
import { publishedFile } from './published-file.ts'

/** An item that has a date. */
export type DatedItem = Item & { readonly when: NonNullable<Item['when']> }

export const isDated = (item: Item): item is DatedItem => item.when !== undefined

/** Programs that read calendars stumble over what nobody can see. */
const plain = (text: string): string => text.replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\n]/gu, '').toWellFormed()

/** iCalendar of everything with a date: one event each, at UTC instants, which every program shows at the reader's own clock. What is cancelled stays in it and says so, so that
 *  it disappears from calendars that have it. Source: RFC 5545. */
export async function calendarOf(items: readonly DatedItem[], { name, domain, publicUrl, now }: { readonly name: string; readonly domain: string; readonly publicUrl: string; readonly now: number }): Promise<string> {
  // Loaded with the first calendar.
  const { ICalCalendar, ICalEventStatus } = await import('ical-generator')
  const calendar = new ICalCalendar({ name: plain(name), prodId: { company: 'Steckwerk', product: 'Netzwerk', language: 'DE' }, ttl: 3600 })
  for (const { kind, id, title, summary, path, when: { start, end, place, cancelled } } of items) {
    const event = calendar.createEvent({
      id: `${kind}-${id}@${domain}`, start: new Date(start), end: new Date(end), stamp: new Date(now), summary: plain(title), url: publicUrl + path,
      status: cancelled === true ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    })
    if (plain(summary) !== '') event.description(plain(summary))
    if (plain(place) !== '') event.location(plain(place))
  }
  return calendar.toString()
}

/** Everything with a date that the network publishes: `kinds=talk,meeting`, `topic=`, or one thing by `kinds=` and `id=`. Faults: community/kinds. */
export async function showCalendar(asked: Asked): Promise<RouteAnswer> {
  const items = (await chosenItems(asked)).filter(isDated)
  const { carrier, publicUrl, now } = asked
  const content = await calendarOf(items, { name: carrier.name, domain: `${carrier.slug}.${new URL(publicUrl).hostname}`, publicUrl, now })
  return publishedFile('text/calendar; charset=utf-8', content, JSON.stringify(items))
}
