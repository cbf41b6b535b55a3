import type { Me } from '@steckwerk/api/contract'
import { createContext, use } from 'react'

export interface SessionContext {
  readonly me: Me
  /** To call when the hub says that the session is over: leads to sign-in and back. */
  readonly expired: () => void
}

export const Session = createContext<SessionContext | undefined>(undefined)

export function useSession(): SessionContext {
  const session = use(Session)
  if (session === undefined) throw new Error('useSession stands outside of the signed-in frame')
  return session
}
