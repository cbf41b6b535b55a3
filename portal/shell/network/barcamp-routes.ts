import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { network } from './network-route.ts'

/** Barcamps: everybody takes part without an account. */
const barcamps = createRoute({ getParentRoute: () => network, path: 'barcamp', component: lazyRouteComponent(() => import('../../spaces/network/barcamp/barcamps-page.tsx'), 'BarcampsPage') })
const newBarcamp = createRoute({ getParentRoute: () => network, path: 'barcamp/neu', component: lazyRouteComponent(() => import('../../spaces/network/barcamp/settings-page.tsx'), 'NewBarcampPage') })
const event = createRoute({ getParentRoute: () => network, path: 'barcamp/$event', component: lazyRouteComponent(() => import('../../spaces/network/barcamp/barcamp-queues.tsx'), 'BarcampFrame') })
const barcamp = createRoute({ getParentRoute: () => event, path: '/', component: lazyRouteComponent(() => import('../../spaces/network/barcamp/barcamp-page.tsx'), 'BarcampPage') })
const programme = createRoute({ getParentRoute: () => event, path: 'programm', component: lazyRouteComponent(() => import('../../spaces/network/barcamp/programme-page.tsx'), 'ProgrammePage') })
const session = createRoute({ getParentRoute: () => event, path: 'sitzung/$pitch', component: lazyRouteComponent(() => import('../../spaces/network/barcamp/session-page.tsx'), 'SessionPage') })
const board = createRoute({ getParentRoute: () => event, path: 'regie', component: lazyRouteComponent(() => import('../../spaces/network/barcamp/board-page.tsx'), 'BoardPage') })
const projector = createRoute({ getParentRoute: () => event, path: 'leinwand', component: lazyRouteComponent(() => import('../../spaces/network/barcamp/projector-page.tsx'), 'ProjectorPage') })
const results = createRoute({ getParentRoute: () => event, path: 'ergebnisse', component: lazyRouteComponent(() => import('../../spaces/network/barcamp/results-page.tsx'), 'ResultsPage') })
const ticket = createRoute({ getParentRoute: () => event, path: 'anmeldung', component: lazyRouteComponent(() => import('../../spaces/network/barcamp/ticket-page.tsx'), 'TicketPage') })
const door = createRoute({ getParentRoute: () => event, path: 'einlass', component: lazyRouteComponent(() => import('../../spaces/network/barcamp/door-page.tsx'), 'DoorPage') })
const feedback = createRoute({ getParentRoute: () => event, path: 'rueckmeldungen', component: lazyRouteComponent(() => import('../../spaces/network/barcamp/feedback-page.tsx'), 'FeedbackPage') })
const form = createRoute({ getParentRoute: () => event, path: 'fragebogen', component: lazyRouteComponent(() => import('../../spaces/network/barcamp/registration-form-page.tsx'), 'RegistrationFormPage') })
const settings = createRoute({ getParentRoute: () => event, path: 'einstellungen', component: lazyRouteComponent(() => import('../../spaces/network/barcamp/settings-page.tsx'), 'BarcampSettingsPage') })

export const barcampPages = [barcamps, newBarcamp, event.addChildren([barcamp, programme, projector, session, results, board, ticket, door, feedback, form, settings])]
