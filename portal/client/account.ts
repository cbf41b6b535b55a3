import type { Confirmation, Factors, HistoryEntry, NewTotp, Passkey, PasskeyOptions, SessionItem } from '@steckwerk/api/contract/account'
import type { GrantedApps } from '@steckwerk/api/contract/smart'
import { createPasskey, usePasskey } from './passkey.ts'
import { request } from './request.ts'

const base = '/portal/api/account'
const post = <T>(path: string, json: unknown = {}): Promise<T> => request<T>(base + path, { method: 'POST', json })
const remove = (path: string): Promise<void> => request<void>(base + path, { method: 'DELETE' })

export function fetchFactors(signal: AbortSignal): Promise<Factors> {
  return request<Factors>(`${base}/factors`, { signal })
}

/** Says once more who one is; then factors may be changed for ten minutes. */
export function confirmByPassword(confirmation: Confirmation): Promise<void> {
  return post<void>('/confirm', confirmation)
}

export async function confirmByPasskey(): Promise<void> {
  const { options } = await post<PasskeyOptions>('/confirm/passkey/options')
  await post<void>('/confirm/passkey', { response: await usePasskey(options) })
}

export async function addPasskey(name: string): Promise<Passkey> {
  const { options } = await post<PasskeyOptions>('/passkeys/options')
  return post<Passkey>('/passkeys', { name, response: await createPasskey(options) })
}

export function renamePasskey(id: string, name: string): Promise<void> {
  return request<void>(`${base}/passkeys/${encodeURIComponent(id)}`, { method: 'PUT', json: { name } })
}

export function removePasskey(id: string): Promise<void> {
  return remove(`/passkeys/${encodeURIComponent(id)}`)
}

/** Not in force until confirmed by a code. */
export function beginTotp(): Promise<NewTotp> {
  return post<NewTotp>('/totp')
}

export function confirmTotp(code: string): Promise<void> {
  return post<void>('/totp/confirm', { code })
}

export function removeTotp(): Promise<void> {
  return remove('/totp')
}

export function changePassword(password: string): Promise<void> {
  return post<void>('/password', { password })
}

export async function fetchSessions(signal: AbortSignal): Promise<readonly SessionItem[]> {
  return (await request<{ sessions: readonly SessionItem[] }>(`${base}/sessions`, { signal })).sessions
}

export function endSession(id: string): Promise<void> {
  return remove(`/sessions/${encodeURIComponent(id)}`)
}

export function endOtherSessions(): Promise<void> {
  return remove('/sessions')
}

export function fetchHistory(before: string | null, signal: AbortSignal): Promise<{ readonly entries: readonly HistoryEntry[]; readonly next: string | null }> {
  return request(`${base}/history${before === null ? '' : `?before=${encodeURIComponent(before)}`}`, { signal })
}

export function closeAccount(): Promise<void> {
  return remove('')
}

export async function fetchApps(signal: AbortSignal): Promise<GrantedApps['apps']> {
  return (await request<GrantedApps>('/portal/api/apps', { signal })).apps
}

/** Takes an app's access away, at once. */
export function revokeApp(id: string): Promise<void> {
  return request<void>(`/portal/api/apps/${encodeURIComponent(id)}`, { method: 'DELETE' })
}
