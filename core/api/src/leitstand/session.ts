import type { Access } from '@steckwerk/access'
import type { Store } from '@steckwerk/store'
import type { FastifyInstance } from 'fastify'
import type { Authentication } from '../authentication.ts'
import type { PublicAddress } from '../server-config.ts'
import { accountRoutes } from '../sign-in/account-routes.ts'
import { identityProviderRoutes } from '../sign-in/identity-provider-routes.ts'
import { providerRoutes } from '../sign-in/provider-routes.ts'
import { recoveryRoutes } from '../sign-in/recovery-routes.ts'
import { sessionRoutes } from '../sign-in/session-routes.ts'
import { setupRoutes } from '../sign-in/setup-routes.ts'
import { signInRoutes } from '../sign-in/sign-in-routes.ts'
import type { Entrance } from './contract.ts'
import { entranceOf } from './entrance.ts'
import { meOf } from './me.ts'

export interface EntranceRoutesOptions {
  readonly access: Access
  readonly store: Store
  readonly authentication: Authentication
  readonly address: PublicAddress
}

/** What the sign-in page may tell, who one is, signing in and out. */
export function entranceRoutes(options: EntranceRoutesOptions): (server: FastifyInstance) => Promise<void> {
  const { access, store, authentication } = options

  return async (server) => {
    server.get('/entrance', (): Promise<Entrance> => entranceOf({ access, store }))

    server.get('/me', async (request) => meOf(await authentication.principal(request), { access, store }))

    await server.register(signInRoutes(options))
    await server.register(setupRoutes(options))
    await server.register(sessionRoutes({ ...options, me: (principal) => meOf(principal, { access, store }) }))
    await server.register(accountRoutes(options))
    await server.register(recoveryRoutes(options))
    await server.register(providerRoutes(options))
    await server.register(identityProviderRoutes(options))
  }
}
