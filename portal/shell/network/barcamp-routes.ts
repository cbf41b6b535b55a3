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
const settings = createRoute({ getParentRoute: () => event, path: 'einstellungen', component: lazyRouteComponent(() => import('../../spaces/network/barcamp/settings-page.tsx'), 'BarcampSettingsPage') })

export const barcampPages = [barcamps, newBarcamp, event.addChildren([barcamp, programme, session, board, settings])]
