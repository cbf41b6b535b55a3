import type { IdentityProvider, NewIdentityProvider } from '@steckwerk/api/contract/account'
import { carrierPath } from './carrier-path.ts'
import { request } from './request.ts'

const path = (carrier: string, ...parts: readonly string[]): string => carrierPath(carrier, 'identity-providers', ...parts)

export async function fetchIdentityProviders(carrier: string, signal: AbortSignal): Promise<readonly IdentityProvider[]> {
  return (await request<{ providers: readonly IdentityProvider[] }>(path(carrier), { signal })).providers
}

export function addIdentityProvider(carrier: string, provider: NewIdentityProvider): Promise<IdentityProvider> {
  return request<IdentityProvider>(path(carrier), { method: 'POST', json: provider })
}

export function changeIdentityProvider(carrier: string, id: string, provider: NewIdentityProvider): Promise<IdentityProvider> {
  return request<IdentityProvider>(path(carrier, id), { method: 'PUT', json: provider })
}

export function removeIdentityProvider(carrier: string, id: string): Promise<void> {
  return request<void>(path(carrier, id), { method: 'DELETE' })
}
