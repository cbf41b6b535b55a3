import type { CommunityRoute } from '../community-route.ts'
import { answerPoll, fixPoll, listPolls, makePoll, removePoll, showPoll } from './polls.ts'

const poll = '/polls/:poll'

/** Finding a date or a place together; whoever answers needs no account. */
export const pollRoutes: readonly CommunityRoute[] = [
  { method: 'GET', path: '/polls', access: 'public', answer: listPolls },
  { method: 'POST', path: '/polls', access: 'public', device: true, limit: { device: 10, address: 120 }, answer: makePoll },
  { method: 'GET', path: poll, access: 'public', device: true, answer: showPoll },
  { method: 'DELETE', path: poll, access: 'public', device: true, answer: removePoll },
  { method: 'PUT', path: `${poll}/answer`, access: 'public', device: true, answer: answerPoll },
  { method: 'PUT', path: `${poll}/fixed`, access: 'public', device: true, answer: fixPoll },
]
