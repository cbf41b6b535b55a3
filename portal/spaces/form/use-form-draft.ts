import type { Evaluate } from '@steckwerk/form'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { createFormDraft, type DraftState, type FormDraft } from '../../client/form-draft.ts'
import type { DraftSource, FormContent } from '../../client/form.ts'

/** A draft for as long as the page is open: what is unsaved is saved when the page goes into the background, and what another device did is seen when it comes back. */
export function useFormDraft(document_: FormContent, source: DraftSource, evaluate: Evaluate | undefined): { readonly draft: FormDraft; readonly state: DraftState } {
  const [draft] = useState(() => createFormDraft({ document: document_, source, evaluate }))
  const state = useSyncExternalStore(draft.subscribe, draft.state)
  useEffect(() => {
    const changed = () => void (document.visibilityState === 'hidden' ? draft.flush() : draft.refresh()).catch(() => undefined)
    document.addEventListener('visibilitychange', changed)
    return () => {
      document.removeEventListener('visibilitychange', changed)
      draft.close()
    }
  }, [draft])
  // Answers on their way are not lost by closing the window unawares.
  const isUnsaved = state.save === 'failed' || state.save === 'waiting' || state.save === 'saving'
  useEffect(() => {
    if (!isUnsaved) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isUnsaved])
  return { draft, state }
}
