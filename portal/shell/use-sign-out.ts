import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { signOut } from '../client/session.ts'

/** Ends the session and leads to the sign-in page. */
export function useSignOut(): () => void {
  const router = useRouter()
  const queries = useQueryClient()
  return () => {
    void (async () => {
      // Whatever the hub answers, this page forgets; a session that cannot be ended runs out by itself.
      await signOut().catch(() => {})
      queries.clear()
      queries.setQueryData(['me'], null)
      await router.navigate({ to: '/anmelden' })
    })()
  }
}
