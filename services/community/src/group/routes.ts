import type { CommunityRoute } from '../community-route.ts'
import { beginGroup, changeGroup, listGroups, showGroup } from './groups.ts'
import { askToJoin, changeMember, chooseMails, confirmMember, leaveGroup, removeMember } from './members.ts'
import { groupPartRoutes } from './parts.ts'

const group = '/groups/:group'

/** Working groups. Their members need no account: a link by mail makes a browser known. */
export const groupRoutes: readonly CommunityRoute[] = [
  { method: 'GET', path: '/groups', access: 'public', answer: listGroups },
  { method: 'POST', path: '/groups', access: 'signed-in', answer: beginGroup },
  { method: 'GET', path: group, access: 'public', device: true, answer: showGroup },
  { method: 'PUT', path: group, access: 'public', device: true, answer: changeGroup },
  { method: 'PUT', path: `${group}/membership`, access: 'public', device: true, limit: { device: 10, address: 60 }, answer: askToJoin },
  { method: 'DELETE', path: `${group}/membership`, access: 'public', device: true, answer: leaveGroup },
  { method: 'POST', path: `${group}/membership/confirmed`, access: 'public', device: true, limit: { device: 20, address: 120 }, answer: confirmMember },
  { method: 'POST', path: `${group}/membership/mails`, access: 'public', device: true, limit: { device: 20, address: 120 }, answer: chooseMails },
  { method: 'PUT', path: `${group}/members/:member`, access: 'public', device: true, answer: changeMember },
  { method: 'DELETE', path: `${group}/members/:member`, access: 'public', device: true, answer: removeMember },
  ...groupPartRoutes,
]
