import type { CommunityRoute } from '../community-route.ts'
import { addEntry, changeUndertaking, createUndertaking, removeUndertaking, stepUndertaking } from './change.ts'
import { approveNeed, confirmNeed, listNeeds, refuseNeed, voiceNeed } from './needs.ts'
import { listUndertakings, showUndertaking } from './read.ts'
import { confirmPartner, inviteKeeper, joinKeepers, leaveKeepers, publishUndertaking, showCode } from './share.ts'

const undertaking = '/undertakings/:undertaking'
const need = '/needs/:need'

/** Undertakings: everybody reads them and voices needs; their keepers and the editors lead them on. */
export const undertakingRoutes: readonly CommunityRoute[] = [
  { method: 'GET', path: '/undertakings', access: 'public', answer: listUndertakings },
  { method: 'POST', path: '/undertakings', access: 'signed-in', maxBytes: 128 * 1024, limit: { address: 60 }, answer: createUndertaking },
  { method: 'GET', path: undertaking, access: 'public', answer: showUndertaking },
  { method: 'PUT', path: undertaking, access: 'signed-in', maxBytes: 128 * 1024, answer: changeUndertaking },
  { method: 'DELETE', path: undertaking, access: 'signed-in', answer: removeUndertaking },
  { method: 'GET', path: `${undertaking}/code.svg`, access: 'public', answer: showCode },
  { method: 'POST', path: `${undertaking}/steps`, access: 'signed-in', answer: stepUndertaking },
  { method: 'POST', path: `${undertaking}/entries`, access: 'signed-in', answer: addEntry },
  { method: 'PUT', path: `${undertaking}/publication`, access: 'signed-in', answer: publishUndertaking },
  { method: 'PUT', path: `${undertaking}/partners/:actor`, access: 'editor', answer: confirmPartner },
  { method: 'POST', path: `${undertaking}/invitations`, access: 'signed-in', answer: inviteKeeper },
  { method: 'POST', path: `${undertaking}/keepers`, access: 'signed-in', limit: { address: 60 }, answer: joinKeepers },
  { method: 'POST', path: `${undertaking}/keepers/left`, access: 'signed-in', answer: leaveKeepers },
  { method: 'POST', path: '/needs', access: 'public', limit: { address: 20 }, answer: voiceNeed },
  { method: 'POST', path: `${need}/confirmed`, access: 'public', limit: { address: 60 }, answer: confirmNeed },
  { method: 'GET', path: '/needs', access: 'editor', answer: listNeeds },
  { method: 'POST', path: `${need}/approved`, access: 'editor', answer: approveNeed },
  { method: 'DELETE', path: need, access: 'editor', answer: refuseNeed },
]
