import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { network } from './network-route.ts'

const word = (value: unknown) => (typeof value === 'string' && value !== '' ? value.slice(0, 200) : typeof value === 'number' ? String(value) : undefined)

/** Polls about dates and places: everybody answers without an account. */
const polls = createRoute({ getParentRoute: () => network, path: 'umfragen', component: lazyRouteComponent(() => import('../../spaces/network/poll/polls-page.tsx'), 'PollsPage') })
const newPoll = createRoute({
  getParentRoute: () => network,
  path: 'umfragen/neu',
  component: lazyRouteComponent(() => import('../../spaces/network/poll/new-poll-page.tsx'), 'NewPollPage'),
  validateSearch: (search: Record<string, unknown>): { gruppe?: string | undefined; titel?: string | undefined } => ({ gruppe: word(search['gruppe']), titel: word(search['titel']) }),
})
const poll = createRoute({ getParentRoute: () => network, path: 'umfragen/$poll', component: lazyRouteComponent(() => import('../../spaces/network/poll/poll-page.tsx'), 'PollPage') })

export const pollPages = [polls, newPoll, poll]
