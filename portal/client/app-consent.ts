import type { Confirm, ConsentRequest, FoundPersons, LaunchPerson, Onward } from '@steckwerk/api/contract/smart'
import { request } from './request.ts'

const path = (uid: string, ...more: string[]): string => ['/portal/api/oidc/interactions', encodeURIComponent(uid), ...more].join('/')

/** What an app asks for. */
export function fetchAppRequest(uid: string, signal: AbortSignal): Promise<ConsentRequest> {
  return request<ConsentRequest>(path(uid), { signal })
}

export async function findPersons(uid: string, name: string, signal: AbortSignal): Promise<readonly LaunchPerson[]> {
  return (await request<FoundPersons>(`${path(uid, 'persons')}?name=${encodeURIComponent(name)}`, { signal })).persons
}

export function allowApp(uid: string, confirm: Confirm): Promise<Onward> {
  return request<Onward>(path(uid, 'confirm'), { method: 'POST', json: confirm })
}

export function refuseApp(uid: string): Promise<Onward> {
  return request<Onward>(path(uid, 'refuse'), { method: 'POST', json: {} })
}
