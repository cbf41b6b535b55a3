import type { ClientInfo, ClientWithSecret, NewClient } from '@steckwerk/api/contract/smart'
import { carrierPath } from './carrier-path.ts'
import { request } from './request.ts'

const path = (carrier: string, ...parts: readonly string[]): string => carrierPath(carrier, 'clients', ...parts)

export async function fetchClients(carrier: string, signal: AbortSignal): Promise<readonly ClientInfo[]> {
  return (await request<{ clients: readonly ClientInfo[] }>(path(carrier), { signal })).clients
}

/** The secret in the answer is shown this once. */
export function addClient(carrier: string, client: NewClient): Promise<ClientWithSecret> {
  return request<ClientWithSecret>(path(carrier), { method: 'POST', json: client })
}

/** A new secret; the former one ends at once. */
export function renewSecret(carrier: string, id: string): Promise<ClientWithSecret> {
  return request<ClientWithSecret>(path(carrier, id, 'secret'), { method: 'POST', json: {} })
}

export function setClientDisabled(carrier: string, id: string, disabled: boolean): Promise<ClientInfo> {
  return request<ClientInfo>(path(carrier, id, 'disabled'), { method: 'PUT', json: { disabled } })
}
