import type { CommunityRoute } from '../community-route.ts'
import { answerIntroduction, openIntroduction } from './answer.ts'
import { askIntroduction, confirmIntroduction } from './ask.ts'
import { askAddress, casesFile, concludeCase, listCases, noteCase, removeCase } from './cases.ts'

const introduction = '/introductions/:introduction'
const limit = { address: 60 }

/** "Bring us together": by the links of mails, and the coordination office's list. */
export const introductionRoutes: readonly CommunityRoute[] = [
  { method: 'POST', path: '/introductions', access: 'public', limit: { address: 20 }, answer: askIntroduction },
  { method: 'POST', path: `${introduction}/opened`, access: 'public', limit, answer: openIntroduction },
  { method: 'POST', path: `${introduction}/confirmed`, access: 'public', limit, answer: confirmIntroduction },
  { method: 'POST', path: `${introduction}/answered`, access: 'public', limit, answer: answerIntroduction },
  { method: 'GET', path: '/editor/introductions', access: 'editor', answer: listCases },
  { method: 'GET', path: '/editor/introductions.csv', access: 'editor', answer: casesFile },
  { method: 'POST', path: '/editor/introductions', access: 'editor', answer: noteCase },
  { method: 'PUT', path: `/editor${introduction}`, access: 'editor', answer: concludeCase },
  { method: 'POST', path: `/editor${introduction}/asked`, access: 'editor', answer: askAddress },
  { method: 'DELETE', path: `/editor${introduction}`, access: 'editor', answer: removeCase },
]
