import type { Factors } from '@steckwerk/api/contract/account'
import { createContext, use, useCallback, useMemo, useRef, useState, type ReactNode } from 'react'
import { PortalFault } from '../../client/request.ts'
import { ConfirmIdentity } from './confirm-identity.tsx'

type Guard = <T>(run: () => Promise<T>) => Promise<T>

/** The person chose not to say again who they are; nothing to complain about. */
export class NotConfirmed extends Error {}

const Fresh = createContext<Guard>(run => run())

/** Runs a change of the account; where the hub wants to know again who asks, asks for it and runs the change once more. */
export function useFresh(): Guard {
  return use(Fresh)
}

/** The frames within which an answer is drawn even on a slow machine. */
const patience = 60

/** Focuses the element as soon as it can be: the dialog must be gone and a button that waited be enabled again, which takes some frames.
 *  Ends without it when the element has gone or something else has taken the focus. */
function giveFocusBack(element: HTMLElement, frames = patience): void {
  requestAnimationFrame(() => {
    const active = document.activeElement ?? document.body
    const inDialog = active.closest('dialog') !== null
    const taken = !inDialog && active !== document.body
    if (taken || !element.isConnected || frames === 0) return
    if (!inDialog) element.focus()
    giveFocusBack(element, frames - 1)
  })
}

export function FreshGuard({ factors, children }: { factors: Factors | undefined; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const waiting = useRef<{ readonly done: () => void; readonly cancelled: (error: Error) => void } | null>(null)
  const guard = useCallback<Guard>(async run => {
    // A button that waits is disabled and has lost the focus by the time it is asked for.
    const before = document.activeElement
    try {
      return await run()
    } catch (error) {
      if (!(error instanceof PortalFault) || error.code !== 'access/fresh-needed') throw error
    }
    try {
      await new Promise<void>((done, cancelled) => {
        waiting.current = { done, cancelled }
        setOpen(true)
      })
      return await run()
    } finally {
      if (before instanceof HTMLElement) giveFocusBack(before)
    }
  }, [])
  const end = useMemo(() => (confirmed: boolean) => {
    setOpen(false)
    const held = waiting.current
    waiting.current = null
    if (confirmed) held?.done()
    else held?.cancelled(new NotConfirmed())
  }, [])
  return <Fresh value={guard}>{children}{open && factors !== undefined && <ConfirmIdentity factors={factors} onEnd={end} />}</Fresh>
}
