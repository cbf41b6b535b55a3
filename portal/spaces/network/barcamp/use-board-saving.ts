import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { changeBoard, type Board, type BoardState } from '../../../client/barcamp.ts'
import { useBarcampPath } from './use-barcamp.ts'

/** Saves the board, one change after the other, and shows each at once: who moves two sessions quickly does not wait in between. What is not saved yet has a version below 0, which stands for the one it becomes;
 *  so a change that was made on somebody else's state is never put over it. */
export function useBoardSaving(saved: (undo: Board | undefined) => void) {
  const queries = useQueryClient()
  const { network, event, service } = useBarcampPath()
  const queryKey = ['barcamp', network, event, 'board']
  const mutationKey = ['barcamp-board', network, event]
  const became = useRef(new Map<number, number>())
  const last = useRef(0)
  return useMutation({
    mutationKey,
    scope: { id: mutationKey.join() },
    mutationFn: ({ next }: { readonly next: Board; readonly undo: Board | undefined }) => changeBoard(service, event, { ...next, version: next.version < 0 ? became.current.get(next.version) ?? 0 : next.version }),
    onMutate: ({ next }) => {
      // An answer that is on its way knows nothing of this.
      void queries.cancelQueries({ queryKey }, { revert: false, silent: true })
      const version = --last.current
      queries.setQueryData<BoardState>(queryKey, known => known === undefined ? known : { ...known, ...next, version })
      return version
    },
    onSuccess: ({ version }, { undo }, unsaved) => {
      became.current.set(unsaved, version)
      queries.setQueryData<BoardState>(queryKey, known => known?.version === unsaved ? { ...known, version } : known)
      saved(undo)
    },
    onSettled: () => queries.isMutating({ mutationKey }) > 1 ? undefined : queries.invalidateQueries({ queryKey: ['barcamp', network, event] }),
  })
}
