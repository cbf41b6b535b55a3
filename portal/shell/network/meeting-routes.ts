import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { network } from './network-route.ts'

/** Meetings of health offices: who takes part needs no account. */
const meetings = createRoute({ getParentRoute: () => network, path: 'treffen', component: lazyRouteComponent(() => import('../../spaces/network/meeting/meetings-page.tsx'), 'MeetingsPage') })
const newMeeting = createRoute({ getParentRoute: () => network, path: 'treffen/neu', component: lazyRouteComponent(() => import('../../spaces/network/meeting/settings-page.tsx'), 'NewMeetingPage') })
const meeting = createRoute({ getParentRoute: () => network, path: 'treffen/$meeting', component: lazyRouteComponent(() => import('../../spaces/network/meeting/meeting-page.tsx'), 'MeetingPage') })
const confirm = createRoute({ getParentRoute: () => network, path: 'treffen/$meeting/bestaetigen', component: lazyRouteComponent(() => import('../../spaces/network/meeting/confirm-page.tsx'), 'ConfirmTakingPartPage') })
const agenda = createRoute({ getParentRoute: () => network, path: 'treffen/$meeting/ablauf', component: lazyRouteComponent(() => import('../../spaces/network/meeting/agenda-page.tsx'), 'AgendaPage') })
const live = createRoute({ getParentRoute: () => network, path: 'treffen/$meeting/live', component: lazyRouteComponent(() => import('../../spaces/network/meeting/live-page.tsx'), 'MeetingLivePage') })
const rounds = createRoute({ getParentRoute: () => network, path: 'treffen/$meeting/runden', component: lazyRouteComponent(() => import('../../spaces/network/meeting/rounds-page.tsx'), 'RoundsPage') })
const matrix = createRoute({ getParentRoute: () => network, path: 'treffen/$meeting/matrix', component: lazyRouteComponent(() => import('../../spaces/network/meeting/matrix-page.tsx'), 'MatrixPage') })
const minutes = createRoute({ getParentRoute: () => network, path: 'treffen/$meeting/protokoll', component: lazyRouteComponent(() => import('../../spaces/network/meeting/minutes-page.tsx'), 'MinutesPage') })
const settings = createRoute({ getParentRoute: () => network, path: 'treffen/$meeting/einstellungen', component: lazyRouteComponent(() => import('../../spaces/network/meeting/settings-page.tsx'), 'MeetingSettingsPage') })

export const meetingPages = [meetings, newMeeting, meeting, confirm, agenda, live, rounds, matrix, minutes, settings]
