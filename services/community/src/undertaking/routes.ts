import type { CommunityRoute } from '../community-route.ts'
import { addEntry, changeUndertaking, createUndertaking, removeUndertaking, stepUndertaking } from './change.ts'
import { listUndertakings, showUndertaking } from './read.ts'

const undertaking = '/undertakings/:undertaking'

/** Undertakings: everybody reads them and voices needs; their keepers and the editors lead them on. */
export const undertakingRoutes: readonly CommunityRoute[] = [
  { method: 'GET', path: '/undertakings', access: 'public', answer: listUndertakings },
  { method: 'POST', path: '/undertakings', access: 'signed-in', maxBytes: 128 * 1024, limit: { address: 60 }, answer: createUndertaking },
  { method: 'GET', path: undertaking, access: 'public', answer: showUndertaking },
  { method: 'PUT', path: undertaking, access: 'signed-in', maxBytes: 128 * 1024, answer: changeUndertaking },
  { method: 'DELETE', path: undertaking, access: 'signed-in', answer: removeUndertaking },
  { method: 'POST', path: `${undertaking}/steps`, access: 'signed-in', answer: stepUndertaking },
  { method: 'POST', path: `${undertaking}/entries`, access: 'signed-in', answer: addEntry },
]
