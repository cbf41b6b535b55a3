import { useMutation, useQueryClient, type QueryKey, type UseMutationResult } from '@tanstack/react-query'
import { useAnnounce } from '../../shell/announcer.tsx'
import { NotConfirmed, useFresh } from '../account/fresh.tsx'

/** Something done for a carrier: read out once it is done, and what it touches is asked for anew. Where the hub wants to know again who asks, the
 *  page's FreshGuard asks. */
export function useAct<In, Out>(run: (input: In) => Promise<Out>, touches: QueryKey, said?: string, onSuccess?: (out: Out, input: In) => void): UseMutationResult<Out, Error, In> & { readonly trouble: Error | null } {
  const guard = useFresh()
  const queries = useQueryClient()
  const announce = useAnnounce()
  const act = useMutation<Out, Error, In>({
    mutationFn: input => guard(() => run(input)),
    onSuccess: (out, input) => {
      void queries.invalidateQueries({ queryKey: touches })
      if (said !== undefined) announce(said)
      onSuccess?.(out, input)
    },
  })
  return { ...act, trouble: act.error instanceof NotConfirmed ? null : act.error }
}
