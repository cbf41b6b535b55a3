import { allowInsecureRequests, ClientSecretBasic, type Configuration, discovery, None } from 'openid-client'
import { Fault } from '@steckwerk/kernel'
import { isLoopbackHttp, type IdentityProvider } from './identity-providers.ts'

type WithSecret = IdentityProvider & { readonly secret: string | undefined }

/** What is known of outside providers by discovery, kept for ten minutes. */
export interface ProviderClients {
  /** Faults: access/provider-unreachable. */
  of(provider: WithSecret): Promise<Configuration>
}

const reuseMs = 600_000
const timeoutSeconds = 10

export function createProviderClients(now: () => number): ProviderClients {
  const known = new Map<string, { readonly configuration: Promise<Configuration>; readonly until: number }>()

  async function discover({ issuer, clientId, secret }: WithSecret): Promise<Configuration> {
    const url = new URL(issuer)
    const authentication = secret === undefined ? None() : ClientSecretBasic(secret)
    const insecure = isLoopbackHttp(url) ? { execute: [allowInsecureRequests] } : {}
    try {
      return await discovery(url, clientId, undefined, authentication, { timeout: timeoutSeconds, ...insecure })
    } catch (thrown) {
      throw new Fault('unavailable', 'access/provider-unreachable', 'The outside sign-in does not answer as it should; try again later or sign in another way.', { cause: thrown })
    }
  }

  return {
    of: (provider) => {
      const name = `${provider.id} ${provider.changedAt.getTime()}`
      const held = known.get(name)
      if (held !== undefined && held.until > now()) return held.configuration
      if (known.size > 1_000) known.clear()
      const configuration = discover(provider)
      known.set(name, { configuration, until: now() + reuseMs })
      configuration.catch(() => known.delete(name))
      return configuration
    },
  }
}
