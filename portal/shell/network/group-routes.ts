import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { network } from './network-route.ts'

const word = (value: unknown) => (typeof value === 'string' && value !== '' ? value.slice(0, 200) : typeof value === 'number' ? String(value) : undefined)

/** Working groups: everybody reads what is public of them. */
const groups = createRoute({ getParentRoute: () => network, path: 'gruppen', component: lazyRouteComponent(() => import('../../spaces/network/group/groups-page.tsx'), 'GroupsPage') })
const newGroup = createRoute({
  getParentRoute: () => network,
  path: 'gruppen/neu',
  component: lazyRouteComponent(() => import('../../spaces/network/group/new-group-page.tsx'), 'NewGroupPage'),
  validateSearch: (search: Record<string, unknown>): { vorhaben?: string | undefined; titel?: string | undefined } => ({ vorhaben: word(search['vorhaben']), titel: word(search['titel']) }),
})
const group = createRoute({ getParentRoute: () => network, path: 'gruppen/$group', component: lazyRouteComponent(() => import('../../spaces/network/group/group-page.tsx'), 'GroupPage') })
const stopMails = createRoute({ getParentRoute: () => network, path: 'gruppen/$group/mails', component: lazyRouteComponent(() => import('../../spaces/network/group/stop-mails-page.tsx'), 'StopMailsPage') })

export const groupPages = [groups, newGroup, group, stopMails]
