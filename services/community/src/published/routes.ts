import type { RouteAnswer } from '@steckwerk/plug'
import type { Asked, CommunityRoute } from '../community-route.ts'
import { isDated, showCalendar } from './calendar.ts'
import { chosenItems } from './chosen-items.ts'
import { showFeed } from './feed.ts'

/** Everything with a date, the earliest first; `kinds=`. Faults: community/kinds. */
async function listDates(asked: Asked): Promise<RouteAnswer> {
  const dates = (await chosenItems(asked)).filter(isDated).toSorted((a, b) => (a.when.start < b.when.start ? -1 : 1))
  return { status: 200, headers: { 'cache-control': 'public, max-age=30' }, json: { dates: dates.map(({ kind, id, title, summary, path, when }) => ({ kind, id, title, summary, path, when })) } }
}

/** What other programs and sites read of all that is published. */
export const publishedRoutes: readonly CommunityRoute[] = [
  { method: 'GET', path: '/feed.xml', access: 'public', crossOrigin: true, answer: showFeed },
  { method: 'GET', path: '/calendar.ics', access: 'public', crossOrigin: true, answer: showCalendar },
  { method: 'GET', path: '/dates', access: 'public', crossOrigin: true, answer: listDates },
]
