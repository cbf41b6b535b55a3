import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router'
import { fetchMe } from '../client/session.ts'
import { EntranceFrame } from '../spaces/entrance/entrance-frame.tsx'
import { NotFound } from './not-found.tsx'

export interface RouterContext {
  readonly queries: QueryClient
  readonly sessionExpired: () => void
}

export const root = createRootRouteWithContext<RouterContext>()({ component: Outlet, notFoundComponent: () => <EntranceFrame><NotFound /></EntranceFrame> })

/** Who is signed in; null = nobody. Asked once. */
export const me = (context: RouterContext) => context.queries.query({ queryKey: ['me'], queryFn: () => fetchMe(), staleTime: 'static' })
