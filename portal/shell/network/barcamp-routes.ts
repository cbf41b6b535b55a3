import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { network } from './network-route.ts'

/** Barcamps: everybody takes part without an account. */
const barcamps = createRoute({ getParentRoute: () => network, path: 'barcamp', component: lazyRouteComponent(() => import('../../spaces/network/barcamp/barcamps-page.tsx'), 'BarcampsPage') })
const newBarcamp = createRoute({ getParentRoute: () => network, path: 'barcamp/neu', component: lazyRouteComponent(() => import('../../spaces/network/barcamp/settings-page.tsx'), 'NewBarcampPage') })
const barcamp = createRoute({ getParentRoute: () => network, path: 'barcamp/$event', component: lazyRouteComponent(() => import('../../spaces/network/barcamp/barcamp-page.tsx'), 'BarcampPage') })
const barcampProgramme = createRoute({ getParentRoute: () => network, path: 'barcamp/$event/programm', component: lazyRouteComponent(() => import('../../spaces/network/barcamp/programme-page.tsx'), 'ProgrammePage') })
const barcampSession = createRoute({ getParentRoute: () => network, path: 'barcamp/$event/sitzung/$pitch', component: lazyRouteComponent(() => import('../../spaces/network/barcamp/session-page.tsx'), 'SessionPage') })
const barcampBoard = createRoute({ getParentRoute: () => network, path: 'barcamp/$event/regie', component: lazyRouteComponent(() => import('../../spaces/network/barcamp/board-page.tsx'), 'BoardPage') })
const barcampSettings = createRoute({ getParentRoute: () => network, path: 'barcamp/$event/einstellungen', component: lazyRouteComponent(() => import('../../spaces/network/barcamp/settings-page.tsx'), 'BarcampSettingsPage') })

export const barcampPages = [barcamps, newBarcamp, barcamp, barcampProgramme, barcampSession, barcampBoard, barcampSettings]
