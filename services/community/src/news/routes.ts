import type { CommunityRoute } from '../community-route.ts'
import { assembleEdition, changeEdition, listEditions, removeEdition, showEdition } from './editions.ts'
import { addPost, changePost, listPosts, removePost, showPost } from './posts.ts'
import { holdSending, previewEdition, startSending, testEdition } from './sending.ts'
import { changeSubscription, countSubscribers, endSubscription, lookUpSubscriber, openSubscription, removeSubscriber, subscribe } from './subscribers.ts'

const post = '/posts/:post'
const edition = '/editions/:edition'
const own = '/subscriptions/:subscription'
const limit = { address: 60 }

/** Everybody reads; whoever wants it by mail is asked at their address first, and ends it without an account. Editors write, assemble and send. */
export const newsRoutes: readonly CommunityRoute[] = [
  { method: 'GET', path: '/posts', access: 'public', answer: listPosts },
  { method: 'GET', path: post, access: 'public', answer: showPost },
  { method: 'POST', path: '/posts', access: 'editor', answer: addPost },
  { method: 'PUT', path: post, access: 'editor', answer: changePost },
  { method: 'DELETE', path: post, access: 'editor', answer: removePost },
  { method: 'POST', path: '/subscriptions', access: 'public', limit: { address: 20 }, answer: subscribe },
  { method: 'POST', path: `${own}/opened`, access: 'public', limit, answer: openSubscription },
  { method: 'PUT', path: own, access: 'public', limit, answer: changeSubscription },
  { method: 'POST', path: `${own}/ended`, access: 'public', limit, answer: endSubscription },
  { method: 'GET', path: '/subscribers', access: 'editor', answer: countSubscribers },
  { method: 'POST', path: '/subscribers/looked-up', access: 'editor', answer: lookUpSubscriber },
  { method: 'POST', path: '/subscribers/removed', access: 'editor', answer: removeSubscriber },
  { method: 'GET', path: '/editions', access: 'public', answer: listEditions },
  { method: 'GET', path: edition, access: 'public', answer: showEdition },
  { method: 'POST', path: '/editions', access: 'editor', answer: assembleEdition },
  { method: 'PUT', path: edition, access: 'editor', answer: changeEdition },
  { method: 'DELETE', path: edition, access: 'editor', answer: removeEdition },
  { method: 'GET', path: `${edition}/preview`, access: 'editor', answer: previewEdition },
  { method: 'POST', path: `${edition}/tests`, access: 'editor', limit: { address: 20 }, answer: testEdition },
  { method: 'POST', path: `${edition}/sending`, access: 'editor', answer: startSending },
  { method: 'PUT', path: `${edition}/sending`, access: 'editor', answer: holdSending },
]
