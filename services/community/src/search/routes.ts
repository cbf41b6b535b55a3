import type { RouteAnswer } from '@steckwerk/plug'
import type { Asked, CommunityRoute } from '../community-route.ts'
import { showOverview } from '../published/overview.ts'
import { search } from './search.ts'

const mostFound = 200

/** `q` in everyday words, `kinds` of items by commas, `topic` exactly, `count` at most 200 (default 50). */
async function findItems({ carrier, shelf, call: { query } }: Asked): Promise<RouteAnswer> {
  const count = Number(query.get('count') ?? 50)
  return {
    status: 200, headers: { 'cache-control': 'public, max-age=10' },
    json: search(await shelf.items(carrier), {
      q: (query.get('q') ?? '').slice(0, 300), kinds: (query.get('kinds') ?? '').split(',').filter((kind) => kind !== ''), topic: query.get('topic') ?? '',
      most: Number.isInteger(count) && count > 0 ? Math.min(count, mostFound) : 50,
    }),
  }
}

/** The one search over everything, and the first page's picture of it. */
export const searchRoutes: readonly CommunityRoute[] = [
  { method: 'GET', path: '/search', access: 'public', crossOrigin: true, answer: findItems },
  { method: 'GET', path: '/overview', access: 'public', crossOrigin: true, answer: showOverview },
]
