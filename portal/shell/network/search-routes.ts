import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { network } from './network-route.ts'

const word = (value: unknown) => (typeof value === 'string' && value !== '' ? value.slice(0, 300) : typeof value === 'number' ? String(value) : undefined)

/** The network's one search, and what it gives to other programs and sites. */
const search = createRoute({
  getParentRoute: () => network,
  path: 'suche',
  component: lazyRouteComponent(() => import('../../spaces/network/search/search-page.tsx'), 'SearchPage'),
  validateSearch: (asked: Record<string, unknown>): { q?: string | undefined; art?: string | undefined } => ({ q: word(asked['q']), art: word(asked['art']) }),
})

const data = createRoute({ getParentRoute: () => network, path: 'daten', component: lazyRouteComponent(() => import('../../spaces/network/data/data-page.tsx'), 'DataPage') })

export const searchPages = [search, data]
