import type { CommunityRoute } from '../community-route.ts'
import { confirmRegistration, leaveTalk, registerForTalk } from './access.ts'
import { askQuestion, castVotes, listenToSeries, moderateQuestion, proposeTopic, removeTopic } from './audience.ts'
import { showPodcast } from './podcast.ts'
import { changeSeries, createSeries, listSeries, showSeries } from './series.ts'
import { addTalkNote, changeTalk, removeTalkNote, showTalk } from './talks.ts'

const series = '/series/:series'
const talk = `${series}/talks/:date`

/** Series of talks. Whoever listens needs no account; a whole audience may share one address of the network. */
export const seriesRoutes: readonly CommunityRoute[] = [
  { method: 'GET', path: '/series', access: 'public', answer: listSeries },
  { method: 'POST', path: '/series', access: 'editor', answer: createSeries },
  { method: 'GET', path: series, access: 'public', device: true, answer: showSeries },
  { method: 'PUT', path: series, access: 'editor', answer: changeSeries },
  { method: 'GET', path: `${series}/live`, access: 'public', answer: listenToSeries },
  { method: 'GET', path: `${series}/podcast.xml`, access: 'public', crossOrigin: true, answer: showPodcast },
  { method: 'POST', path: `${series}/topics`, access: 'public', device: true, limit: { device: 10 }, answer: proposeTopic },
  { method: 'DELETE', path: `${series}/topics/:topic`, access: 'editor', answer: removeTopic },
  { method: 'POST', path: `${series}/votes`, access: 'public', device: true, limit: { device: 120, address: 10_000 }, answer: castVotes },
  { method: 'GET', path: talk, access: 'public', device: true, answer: showTalk },
  { method: 'PUT', path: talk, access: 'editor', answer: changeTalk },
  { method: 'PUT', path: `${talk}/registration`, access: 'public', device: true, limit: { device: 10, address: 300 }, answer: registerForTalk },
  { method: 'DELETE', path: `${talk}/registration`, access: 'public', device: true, answer: leaveTalk },
  { method: 'POST', path: `${talk}/registration/confirmed`, access: 'public', device: true, limit: { device: 20, address: 600 }, answer: confirmRegistration },
  { method: 'POST', path: `${talk}/questions`, access: 'public', device: true, limit: { device: 10, address: 2000 }, answer: askQuestion },
  { method: 'PUT', path: `${series}/questions/:question`, access: 'editor', answer: moderateQuestion },
  { method: 'POST', path: `${talk}/notes`, access: 'public', device: true, answer: addTalkNote },
  { method: 'DELETE', path: `${talk}/notes/:note`, access: 'editor', answer: removeTalkNote },
]
