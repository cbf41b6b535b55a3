import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { network } from './network-route.ts'

const word = (value: unknown) => (typeof value === 'string' && value !== '' ? value.slice(0, 300) : typeof value === 'number' ? String(value) : undefined)

/** Undertakings, from a need to a reference project: everybody reads them. */
const undertakings = createRoute({
  getParentRoute: () => network,
  path: 'vorhaben',
  component: lazyRouteComponent(() => import('../../spaces/network/undertaking/undertakings-page.tsx'), 'UndertakingsPage'),
  validateSearch: (search: Record<string, unknown>): { q?: string | undefined; stufe?: string | undefined; thema?: string | undefined; fuer?: string | undefined; referenz?: true | undefined; ordnung?: string | undefined; wahl?: string | undefined } => ({
    q: word(search['q']), stufe: word(search['stufe']), thema: word(search['thema']), fuer: word(search['fuer']), referenz: search['referenz'] === true ? true : undefined, ordnung: word(search['ordnung']), wahl: word(search['wahl']),
  }),
})
const newUndertaking = createRoute({
  getParentRoute: () => network,
  path: 'vorhaben/neu',
  component: lazyRouteComponent(() => import('../../spaces/network/undertaking/new-undertaking-page.tsx'), 'NewUndertakingPage'),
  validateSearch: (search: Record<string, unknown>): { aus?: string | undefined; titel?: string | undefined; anlass?: string | undefined; pfad?: string | undefined } => ({ aus: word(search['aus']), titel: word(search['titel']), anlass: word(search['anlass']), pfad: word(search['pfad']) }),
})
const comparison = createRoute({
  getParentRoute: () => network,
  path: 'vorhaben/vergleich',
  component: lazyRouteComponent(() => import('../../spaces/network/undertaking/comparison-page.tsx'), 'ComparisonPage'),
  validateSearch: (search: Record<string, unknown>): { wahl?: string | undefined } => ({ wahl: word(search['wahl']) }),
})
const evaluation = createRoute({
  getParentRoute: () => network,
  path: 'vorhaben/auswertung',
  component: lazyRouteComponent(() => import('../../spaces/network/undertaking/evaluation-page.tsx'), 'EvaluationPage'),
  validateSearch: (search: Record<string, unknown>): { von?: string | undefined; bis?: string | undefined } => ({ von: word(search['von']), bis: word(search['bis']) }),
})
const needConfirm = createRoute({ getParentRoute: () => network, path: 'vorhaben/bestaetigen', component: lazyRouteComponent(() => import('../../spaces/network/undertaking/need-confirm-page.tsx'), 'NeedConfirmPage') })
const keeperJoin = createRoute({
  getParentRoute: () => network,
  path: 'vorhaben/mitpflegen',
  beforeLoad: ({ context, location }) => {
    if (context.visitor === null) throw redirect({ to: '/anmelden', search: { zurueck: location.pathname }, hash: location.hash })
  },
  component: lazyRouteComponent(() => import('../../spaces/network/undertaking/keeper-join-page.tsx'), 'KeeperJoinPage'),
})
const undertaking = createRoute({ getParentRoute: () => network, path: 'vorhaben/$undertaking', component: lazyRouteComponent(() => import('../../spaces/network/undertaking/undertaking-page.tsx'), 'UndertakingPage') })
const undertakingEdit = createRoute({ getParentRoute: () => network, path: 'vorhaben/$undertaking/bearbeiten', component: lazyRouteComponent(() => import('../../spaces/network/undertaking/undertaking-edit-page.tsx'), 'UndertakingEditPage') })
const waiting = createRoute({ getParentRoute: () => network, path: 'redaktion/vorhaben', component: lazyRouteComponent(() => import('../../spaces/network/undertaking/waiting-page.tsx'), 'WaitingPage') })

/** "Bring us together": for both sides by the links of mails, and the coordination office's list. */
const introduce = createRoute({
  getParentRoute: () => network,
  path: 'vermittlung/neu',
  component: lazyRouteComponent(() => import('../../spaces/network/introduction/ask-page.tsx'), 'AskPage'),
  validateSearch: (search: Record<string, unknown>): { zu?: string | undefined; titel?: string | undefined } => ({ zu: word(search['zu']), titel: word(search['titel']) }),
})
const introduction = createRoute({ getParentRoute: () => network, path: 'vermittlung', component: lazyRouteComponent(() => import('../../spaces/network/introduction/introduction-page.tsx'), 'IntroductionPage') })
const cases = createRoute({ getParentRoute: () => network, path: 'redaktion/vermittlung', component: lazyRouteComponent(() => import('../../spaces/network/introduction/cases-page.tsx'), 'CasesPage') })

export const undertakingPages = [undertakings, newUndertaking, comparison, evaluation, needConfirm, keeperJoin, undertaking, undertakingEdit, waiting, introduce, introduction, cases]
