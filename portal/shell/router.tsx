import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { fetchMe } from '../client/session.ts'
import { readWardSearch } from '../spaces/clinic/ward-search.ts'
import { Crash } from './crash.tsx'
import { Frame } from './frame.tsx'
import { Loading } from './loading.tsx'
import { NotFound } from './not-found.tsx'
import { SignInPage } from './sign-in-page.tsx'

export interface RouterContext {
  readonly queries: QueryClient
  readonly sessionExpired: () => void
}

const root = createRootRouteWithContext<RouterContext>()({ component: Outlet })

const me = (context: RouterContext) => context.queries.query({ queryKey: ['me'], queryFn: () => fetchMe(), staleTime: 'static' })

const signIn = createRoute({
  getParentRoute: () => root,
  path: 'anmelden',
  component: SignInPage,
  validateSearch: (search: Record<string, unknown>): { zurueck?: string | undefined } => ({ zurueck: isOwnPath(search['zurueck']) ? search['zurueck'] : undefined }),
})

const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: Frame,
  beforeLoad: async ({ context, location }) => {
    const who = await me(context)
    if (who === null) throw redirect({ to: '/anmelden', search: location.pathname === '/' ? {} : { zurueck: location.href } })
    return { me: who }
  },
})

const home = createRoute({
  getParentRoute: () => frame,
  path: '/',
  beforeLoad: ({ context }) => {
    throw redirect({ to: context.me.roles.includes('operator') ? '/leitstand' : '/haus' })
  },
})

const leitstand = createRoute({
  getParentRoute: () => frame,
  path: 'leitstand',
  component: lazyRouteComponent(() => import('../spaces/operator/leitstand-page.tsx'), 'LeitstandPage'),
})

const problems = createRoute({
  getParentRoute: () => frame,
  path: 'leitstand/fehler/$carrier',
  component: lazyRouteComponent(() => import('../spaces/operator/problems-page.tsx'), 'ProblemsPage'),
  validateSearch: (search: Record<string, unknown>): { ref?: string | undefined } => ({ ref: typeof search['ref'] === 'string' ? search['ref'] : undefined }),
})

const houses = createRoute({
  getParentRoute: () => frame,
  path: 'haus',
  beforeLoad: ({ context }) => {
    const first = context.me.carriers[0]
    if (first !== undefined) throw redirect({ to: '/haus/$carrier', params: { carrier: first.slug } })
  },
  component: NotFound,
})

const house = createRoute({
  getParentRoute: () => frame,
  path: 'haus/$carrier',
  component: lazyRouteComponent(() => import('../spaces/clinic/carrier-frame.tsx'), 'CarrierFrame'),
})

const houseIndex = createRoute({
  getParentRoute: () => house,
  path: '/',
  component: lazyRouteComponent(() => import('../spaces/clinic/house-page.tsx'), 'HousePage'),
})

const wardPage = lazyRouteComponent(() => import('../spaces/clinic/ward-page.tsx'), 'WardPage')
const site = createRoute({ getParentRoute: () => house, path: '$site', component: wardPage, validateSearch: readWardSearch })
const ward = createRoute({ getParentRoute: () => house, path: '$site/$ward', component: wardPage, validateSearch: readWardSearch })

const tree = root.addChildren([
  signIn,
  frame.addChildren([home, leitstand, problems, houses, house.addChildren([houseIndex, site, ward])]),
])

export function createPortalRouter(context: RouterContext) {
  const router = createRouter({
    routeTree: tree,
    context,
    defaultPreload: 'intent',
    defaultPendingMs: 300,
    defaultPendingComponent: Loading,
    defaultErrorComponent: Crash,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  })
  // After a change of page the focus goes to its heading, so that a screen reader says where one is.
  router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
    if (fromLocation !== undefined && pathChanged) document.querySelector('h1')?.focus({ preventScroll: true })
  })
  return router
}

/** Only a path of ours is a place to go back to: no other site, no scheme. */
function isOwnPath(value: unknown): value is string {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value)
}

declare module '@tanstack/react-router' {
  interface Register { router: ReturnType<typeof createPortalRouter> }
}
