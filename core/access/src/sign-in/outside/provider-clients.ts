import { allowInsecureRequests, ClientSecretBasic, type Configuration, customFetch, discovery, None } from 'openid-client'
import { Fault, reusedAnswers, type Clock } from '@steckwerk/kernel'
import type { Outbound } from '../../outbound/outbound.ts'
import { isLoopbackHttp, type IdentityProvider } from './identity-providers.ts'

type WithSecret = IdentityProvider & { readonly secret: string | undefined }

/** What is known of outside providers by discovery, kept for ten minutes. */
export interface ProviderClients {
  /** Faults: access/provider-unreachable. */
  of(provider: WithSecret): Promise<Configuration>
}

const timeoutSeconds = 10

export function createProviderClients(clock: Clock, outbound: Outbound): ProviderClients {
  const known = reusedAnswers<string, Configuration>({ clock, reuseMs: 600_000, most: 1_000 })

  async function discover({ issuer, clientId, secret }: WithSecret): Promise<Configuration> {
    const url = new URL(issuer)
    const authentication = secret === undefined ? None() : ClientSecretBasic(secret)
    const insecure = outbound.loopback && isLoopbackHttp(url) ? { execute: [allowInsecureRequests] } : {}
    try {
      return await discovery(url, clientId, undefined, authentication, {
        timeout: timeoutSeconds, [customFetch]: (address, init) => outbound.fetch(address, init as RequestInit), ...insecure,
      })
    } catch (thrown) {
      throw new Fault('unavailable', 'access/provider-unreachable', 'The outside sign-in does not answer as it should; try again later or sign in another way.', { cause: thrown })
    }
  }

  return { of: (provider) => known.of(`${provider.id} ${provider.changedAt.getTime()}`, () => discover(provider)) }
}
