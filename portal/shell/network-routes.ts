import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { fetchNetwork } from '../client/network.ts'
import { me, root } from './root-route.tsx'

/** A network's pages: for everybody, with or without an account. */
const network = createRoute({
  getParentRoute: () => root,
  path: 'netz/$network',
  beforeLoad: async ({ context }) => ({ visitor: await me(context).catch(() => null) }),
  loader: ({ params, abortController }) => fetchNetwork(params.network, abortController.signal),
  staleTime: 30_000,
  component: lazyRouteComponent(() => import('../spaces/network/network-frame.tsx'), 'NetworkFrame'),
  errorComponent: lazyRouteComponent(() => import('../spaces/network/network-missing.tsx'), 'NetworkMissing'),
})
const networkStart = createRoute({ getParentRoute: () => network, path: '/', component: lazyRouteComponent(() => import('../spaces/network/network-start-page.tsx'), 'NetworkStartPage') })
const directory = createRoute({
  getParentRoute: () => network,
  path: 'verzeichnis',
  component: lazyRouteComponent(() => import('../spaces/network/directory/directory-page.tsx'), 'DirectoryPage'),
  validateSearch: (search: Record<string, unknown>): { q?: string | undefined; thema?: string | undefined; art?: string | undefined } => {
    const word = (value: unknown) => (typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined)
    return { q: word(search['q']), thema: word(search['thema']), art: word(search['art']) }
  },
})
const actor = createRoute({ getParentRoute: () => network, path: 'verzeichnis/$actor', component: lazyRouteComponent(() => import('../spaces/network/directory/actor-page.tsx'), 'ActorPage') })
const directoryEntry = createRoute({ getParentRoute: () => network, path: 'eintragen', component: lazyRouteComponent(() => import('../spaces/network/directory/entry-page.tsx'), 'EntryPage') })
const directoryConfirm = createRoute({ getParentRoute: () => network, path: 'bestaetigen', component: lazyRouteComponent(() => import('../spaces/network/directory/confirm-page.tsx'), 'ConfirmPage') })
const directoryEntries = createRoute({ getParentRoute: () => network, path: 'redaktion', component: lazyRouteComponent(() => import('../spaces/network/directory/entries-page.tsx'), 'EntriesPage') })
/** Maturity is for members of a house: with an account. */
const maturity = createRoute({
  getParentRoute: () => network,
  path: 'reifegrad',
  beforeLoad: ({ context, location }) => {
    if (context.visitor === null) throw redirect({ to: '/anmelden', search: { zurueck: location.pathname }, hash: location.hash })
  },
})
const maturityOffices = createRoute({ getParentRoute: () => maturity, path: '/', component: lazyRouteComponent(() => import('../spaces/network/maturity/offices-page.tsx'), 'OfficesPage') })
const maturityJoin = createRoute({ getParentRoute: () => maturity, path: 'beitritt', component: lazyRouteComponent(() => import('../spaces/network/maturity/join-page.tsx'), 'JoinPage') })
const maturityOffice = createRoute({ getParentRoute: () => maturity, path: '$office', component: lazyRouteComponent(() => import('../spaces/network/maturity/office-page.tsx'), 'OfficePage') })
const maturityAssessment = createRoute({ getParentRoute: () => maturity, path: '$office/$assessment', component: lazyRouteComponent(() => import('../spaces/network/maturity/assessment-page.tsx'), 'AssessmentPage') })
const maturityResult = createRoute({ getParentRoute: () => maturity, path: '$office/$assessment/ergebnis', component: lazyRouteComponent(() => import('../spaces/network/maturity/result-page.tsx'), 'ResultPage') })

/** Barcamps: everybody takes part without an account. */
const barcamps = createRoute({ getParentRoute: () => network, path: 'barcamp', component: lazyRouteComponent(() => import('../spaces/network/barcamp/barcamps-page.tsx'), 'BarcampsPage') })
const newBarcamp = createRoute({ getParentRoute: () => network, path: 'barcamp/neu', component: lazyRouteComponent(() => import('../spaces/network/barcamp/settings-page.tsx'), 'NewBarcampPage') })
const barcamp = createRoute({ getParentRoute: () => network, path: 'barcamp/$event', component: lazyRouteComponent(() => import('../spaces/network/barcamp/barcamp-page.tsx'), 'BarcampPage') })
const barcampProgramme = createRoute({ getParentRoute: () => network, path: 'barcamp/$event/programm', component: lazyRouteComponent(() => import('../spaces/network/barcamp/programme-page.tsx'), 'ProgrammePage') })
const barcampSession = createRoute({ getParentRoute: () => network, path: 'barcamp/$event/sitzung/$pitch', component: lazyRouteComponent(() => import('../spaces/network/barcamp/session-page.tsx'), 'SessionPage') })
const barcampBoard = createRoute({ getParentRoute: () => network, path: 'barcamp/$event/regie', component: lazyRouteComponent(() => import('../spaces/network/barcamp/board-page.tsx'), 'BoardPage') })
const barcampSettings = createRoute({ getParentRoute: () => network, path: 'barcamp/$event/einstellungen', component: lazyRouteComponent(() => import('../spaces/network/barcamp/settings-page.tsx'), 'BarcampSettingsPage') })

export const networkPages = network.addChildren([
  networkStart, directory, actor, directoryEntry, directoryConfirm, directoryEntries,
  barcamps, newBarcamp, barcamp, barcampProgramme, barcampSession, barcampBoard, barcampSettings,
  maturity.addChildren([maturityOffices, maturityJoin, maturityOffice, maturityAssessment, maturityResult]),
])
