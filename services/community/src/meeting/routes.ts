import type { CommunityRoute } from '../community-route.ts'
import { listenTo } from '../live.ts'
import { changeAgenda, proposeOrder } from './agenda/agenda.ts'
import { writeCard } from './cards.ts'
import { changeDating } from './dating/dating.ts'
import { matrixFile, writeEntry } from './matrix.ts'
import { changeMeeting, createMeetings, listMeetings, removeMeeting, showMeeting } from './meetings.ts'
import { listMinutes, minutesFile, sendMinutes, writeMinutes } from './minutes.ts'
import { confirmTakingPart, leave, removeParticipant, takePart } from './participation.ts'
import { kinds, meetingOf } from './records.ts'

const meeting = '/meetings/:meeting'

/** Meetings of health offices. Everybody reads what is published; who takes part does so with an account, or by a link that was sent to their address. */
export const meetingRoutes: readonly CommunityRoute[] = [
  { method: 'GET', path: '/meetings', access: 'public', answer: listMeetings },
  { method: 'POST', path: '/meetings', access: 'editor', answer: createMeetings },
  { method: 'GET', path: meeting, access: 'public', device: true, answer: showMeeting },
  { method: 'PUT', path: meeting, access: 'editor', answer: changeMeeting },
  { method: 'DELETE', path: meeting, access: 'editor', answer: removeMeeting },
  { method: 'GET', path: `${meeting}/live`, access: 'public', answer: async (asked) => listenTo(asked, { kinds: Object.values(kinds), parent: (await meetingOf(asked)).id }) },
  { method: 'PUT', path: `${meeting}/participation`, access: 'public', device: true, limit: { device: 20, address: 120 }, answer: takePart },
  { method: 'DELETE', path: `${meeting}/participation`, access: 'public', device: true, answer: leave },
  { method: 'POST', path: `${meeting}/participation/confirmed`, access: 'public', device: true, limit: { address: 120 }, answer: confirmTakingPart },
  { method: 'DELETE', path: `${meeting}/participants/:participant`, access: 'editor', answer: removeParticipant },
  { method: 'PUT', path: `${meeting}/card`, access: 'public', device: true, answer: writeCard },
  { method: 'PUT', path: `${meeting}/agenda`, access: 'editor', answer: changeAgenda },
  { method: 'GET', path: `${meeting}/agenda/proposal`, access: 'editor', answer: proposeOrder },
  { method: 'PUT', path: `${meeting}/dating`, access: 'editor', answer: changeDating },
  { method: 'PUT', path: `${meeting}/matrix`, access: 'public', device: true, answer: writeEntry },
  { method: 'GET', path: `${meeting}/matrix.csv`, access: 'public', device: true, answer: matrixFile },
  { method: 'GET', path: `${meeting}/minutes`, access: 'editor', answer: listMinutes },
  { method: 'POST', path: `${meeting}/minutes`, access: 'editor', answer: writeMinutes },
  { method: 'POST', path: `${meeting}/minutes/sent`, access: 'editor', answer: sendMinutes },
  { method: 'GET', path: `${meeting}/minutes.pdf`, access: 'public', answer: minutesFile },
]
