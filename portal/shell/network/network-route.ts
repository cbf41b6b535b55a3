import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { fetchNetwork } from '../../client/network.ts'
import { me, root } from '../root-route.tsx'

/** A network's pages: for everybody, with or without an account. */
export const network = createRoute({
  getParentRoute: () => root,
  path: 'netz/$network',
  beforeLoad: async ({ context }) => ({ visitor: await me(context).catch(() => null) }),
  loader: ({ params, abortController }) => fetchNetwork(params.network, abortController.signal),
  staleTime: 30_000,
  component: lazyRouteComponent(() => import('../../spaces/network/network-frame.tsx'), 'NetworkFrame'),
  notFoundComponent: lazyRouteComponent(() => import('../../spaces/network/page-fault.tsx'), 'NetworkPageMissing'),
  errorComponent: lazyRouteComponent(() => import('../../spaces/network/network-missing.tsx'), 'NetworkMissing'),
})
