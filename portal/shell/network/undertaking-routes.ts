import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
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
  validateSearch: (search: Record<string, unknown>): { aus?: string | undefined; titel?: string | undefined; pfad?: string | undefined } => ({ aus: word(search['aus']), titel: word(search['titel']), pfad: word(search['pfad']) }),
})
const undertaking = createRoute({ getParentRoute: () => network, path: 'vorhaben/$undertaking', component: lazyRouteComponent(() => import('../../spaces/network/undertaking/undertaking-page.tsx'), 'UndertakingPage') })

export const undertakingPages = [undertakings, newUndertaking, undertaking]
