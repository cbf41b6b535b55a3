import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import { useAnnounce } from '../../shell/announcer.tsx'
import { NotConfirmed, useFresh } from './fresh.tsx'

/** A change of the account: guarded, read out when it is done, and everything about the account is asked for anew. */
export function useChange<In, Out>(run: (input: In) => Promise<Out>, said?: string, onSuccess?: (out: Out) => void): UseMutationResult<Out, Error, In> & { readonly trouble: Error | null } {
  const guard = useFresh()
  const queries = useQueryClient()
  const announce = useAnnounce()
  const change = useMutation<Out, Error, In>({
    mutationFn: input => guard(() => run(input)),
    onSuccess: out => {
      void queries.invalidateQueries({ queryKey: ['account'] })
      if (said !== undefined) announce(said)
      onSuccess?.(out)
    },
  })
  return { ...change, trouble: change.error instanceof NotConfirmed ? null : change.error }
}
