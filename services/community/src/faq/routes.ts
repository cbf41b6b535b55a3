import type { CommunityRoute } from '../community-route.ts'
import { askQuestion, confirmAsked, listAsked, refuseAsked } from './asked.ts'
import { addQuestion, changeQuestion, listQuestions, removeQuestion, sayHelpful } from './questions.ts'

const question = '/questions/:question'
const asked = '/asked/:asked'

/** Questions and answers: everybody reads, searches, says whether one helped, and asks. */
export const faqRoutes: readonly CommunityRoute[] = [
  { method: 'GET', path: '/questions', access: 'public', device: true, answer: listQuestions },
  { method: 'POST', path: '/questions', access: 'editor', answer: addQuestion },
  { method: 'PUT', path: question, access: 'editor', answer: changeQuestion },
  { method: 'DELETE', path: question, access: 'editor', answer: removeQuestion },
  { method: 'PUT', path: `${question}/helpful`, access: 'public', device: true, answer: sayHelpful },
  { method: 'POST', path: '/asked', access: 'public', limit: { address: 20 }, answer: askQuestion },
  { method: 'GET', path: '/asked', access: 'editor', answer: listAsked },
  { method: 'POST', path: `${asked}/confirmed`, access: 'public', limit: { address: 60 }, answer: confirmAsked },
  { method: 'DELETE', path: asked, access: 'editor', answer: refuseAsked },
]
