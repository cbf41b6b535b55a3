import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { network } from './network-route.ts'

/** Maturity is for members of a house: with an account. */
const maturity = createRoute({
  getParentRoute: () => network,
  path: 'reifegrad',
  beforeLoad: ({ context, location }) => {
    if (context.visitor === null) throw redirect({ to: '/anmelden', search: { zurueck: location.pathname }, hash: location.hash })
  },
})
const maturityOffices = createRoute({ getParentRoute: () => maturity, path: '/', component: lazyRouteComponent(() => import('../../spaces/network/maturity/offices-page.tsx'), 'OfficesPage') })
const maturityJoin = createRoute({ getParentRoute: () => maturity, path: 'beitritt', component: lazyRouteComponent(() => import('../../spaces/network/maturity/join-page.tsx'), 'JoinPage') })
const maturityModels = createRoute({ getParentRoute: () => maturity, path: 'modelle', component: lazyRouteComponent(() => import('../../spaces/network/maturity/models-page.tsx'), 'ModelsPage') })
const maturityTake = createRoute({ getParentRoute: () => maturity, path: 'geteilt', component: lazyRouteComponent(() => import('../../spaces/network/maturity/take-share-page.tsx'), 'TakeSharePage') })
const maturityShared = createRoute({ getParentRoute: () => maturity, path: '$office/geteilt/$share', component: lazyRouteComponent(() => import('../../spaces/network/maturity/shared-page.tsx'), 'SharedPage') })
const maturityOffice = createRoute({ getParentRoute: () => maturity, path: '$office', component: lazyRouteComponent(() => import('../../spaces/network/maturity/office-page.tsx'), 'OfficePage') })
const maturityAssessment = createRoute({ getParentRoute: () => maturity, path: '$office/$assessment', component: lazyRouteComponent(() => import('../../spaces/network/maturity/assessment-page.tsx'), 'AssessmentPage') })
const maturityResult = createRoute({ getParentRoute: () => maturity, path: '$office/$assessment/ergebnis', component: lazyRouteComponent(() => import('../../spaces/network/maturity/result-page.tsx'), 'ResultPage') })

export const maturityPages = maturity.addChildren([maturityOffices, maturityJoin, maturityModels, maturityTake, maturityShared, maturityOffice, maturityAssessment, maturityResult])
