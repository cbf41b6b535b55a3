import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useCallback } from 'react'
import { fetchMe } from '../../client/session.ts'

/** Goes in once the session is there: learns who one is, forgets what was known before, and leads to `to`. */
export function useEnter(): (to: string) => Promise<void> {
  const router = useRouter()
  const queries = useQueryClient()
  return useCallback(async (to: string) => {
    const me = await fetchMe()
    queries.clear()
    queries.setQueryData(['me'], me)
    await router.invalidate()
    await router.navigate({ href: to, replace: true })
  }, [router, queries])
}
