import type { Entrance, Me } from '@steckwerk/api/contract'
import { PortalFault, request } from './request.ts'

/** Who is signed in; null without a session. */
export async function fetchMe(signal?: AbortSignal): Promise<Me | null> {
  try {
    return await request<Me>('/portal/api/me', signal === undefined ? {} : { signal })
  } catch (error) {
    if (error instanceof PortalFault && error.status === 401) return null
    throw error
  }
}

/** What may be told before sign-in. Rejects with PortalFault. */
export function fetchEntrance(): Promise<Entrance> {
  return request<Entrance>('/portal/api/entrance')
}

export function signOut(): Promise<void> {
  return request<void>('/portal/api/session', { method: 'DELETE' })
}
