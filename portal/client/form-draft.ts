import { canonicalContent, fromResponse, toResponse, type Evaluate, type Form, type Questionnaire, type QuestionnaireResponse } from '@steckwerk/form'
import { backOff } from './back-off.ts'
import type { DraftSource, FormContent } from './form.ts'
import { PortalFault } from './request.ts'

/** saved = the hub has all; waiting = something is to be saved; failed = tried, and will be again; elsewhere = another device has saved meanwhile: somebody must choose;
 *  closed = it was sent, here or elsewhere. */
export type SaveState = 'saved' | 'waiting' | 'saving' | 'failed' | 'elsewhere' | 'closed'

export interface DraftState {
  readonly form: Form
  readonly save: SaveState
  readonly savedAt: string
  /** Grows whenever answers change otherwise than by being typed: fields must then be drawn anew. */
  readonly drawn: number
  /** Why saving failed last. */
  readonly error: unknown
}

export interface FormDraft {
  state(): DraftState
  subscribe(listener: () => void): () => void
  /** One answer or several; what the engine refuses (an expression that fails) leaves the form as it was and is thrown. */
  change(step: (form: Form) => Form, options?: { readonly redraw?: boolean }): void
  /** Saves now what is not saved; resolves with what a confirmation is bound to. Rejects where it cannot be saved. */
  flush(): Promise<{ readonly version: string; readonly hash: string }>
  /** Asks whether another device went on; takes that over where nothing is unsaved here. */
  refresh(): Promise<void>
  /** After `elsewhere`: go on with what the other device saved, or save what stands here over it. */
  settle(keep: 'theirs' | 'mine'): Promise<void>
  close(): void
}

export interface DraftOptions {
  readonly document: FormContent
  readonly source: DraftSource
  readonly evaluate: Evaluate | undefined
  /** Pause after the last answer before it is saved. Milliseconds. */
  readonly pause?: number
  readonly timers?: { readonly set: (run: () => void, ms: number) => unknown; readonly clear: (timer: unknown) => void }
}

const browserTimers = { set: (run: () => void, ms: number): unknown => setTimeout(run, ms), clear: (timer: unknown) => clearTimeout(timer as number) }

/** A form being filled in, saved by itself: one save at a time, each over the version that the last one made, so that two devices never write over each other unseen. */
export function createFormDraft({ document, source, evaluate, pause = 900, timers = browserTimers }: DraftOptions): FormDraft {
  const listeners = new Set<() => void>()
  let known = document
  let current: DraftState = { form: formOf(document), save: closedOr('saved', document), savedAt: savedAt(document), drawn: 0, error: undefined }
  /** What of the answers the hub has. */
  let saved = contentOf(current.form)
  let timer: unknown
  let running: Promise<void> | undefined
  let failures = 0
  let ended = false

  function formOf({ questionnaire, response }: FormContent): Form {
    return fromResponse(questionnaire as unknown as Questionnaire, response as unknown as QuestionnaireResponse, evaluate === undefined ? {} : { evaluate })
  }

  function show(next: Partial<DraftState>): void {
    current = { ...current, ...next }
    for (const listener of listeners) listener()
  }

  function plan(ms: number): void {
    if (timer !== undefined) timers.clear(timer)
    timer = ended ? undefined : timers.set(() => void save().catch(() => undefined), ms)
  }

  /** Saves until nothing is left to save. */
  function save(): Promise<void> {
    if (timer !== undefined) timers.clear(timer)
    timer = undefined
    running ??= saveAll().finally(() => {
      running = undefined
    })
    return running
  }

  async function saveAll(): Promise<void> {
    while (contentOf(current.form) !== saved && current.save !== 'closed' && current.save !== 'elsewhere') {
      const { form } = current
      show({ save: 'saving' })
      try {
        const answer = await source.save({ version: known.response.meta?.versionId ?? '', item: toResponse(form).item ?? [] })
        known = { ...known, hash: answer.hash, response: { ...known.response, meta: { versionId: answer.version } } }
        saved = contentOf(form)
        failures = 0
        show({ savedAt: answer.savedAt, error: undefined })
      } catch (error) {
        failed(error)
        throw error
      }
    }
    if (current.save === 'saving' || current.save === 'waiting') show({ save: 'saved' })
  }

  function failed(error: unknown): void {
    const code = error instanceof PortalFault ? error.code : ''
    if (code === 'forms/changed-elsewhere') return show({ save: 'elsewhere', error })
    if (code === 'forms/already-sent') return show({ save: 'closed', error })
    failures += 1
    show({ save: 'failed', error })
    // What the hub refuses it will refuse again, until something is changed; what did not reach it is sent anew.
    const again = !(error instanceof PortalFault) || error.status === 0 || error.status >= 500 || error.status === 429
    if (again) plan(backOff(failures, Math.random()))
  }

  async function take(): Promise<void> {
    known = await source.read()
    const form = formOf(known)
    saved = contentOf(form)
    show({ form, save: closedOr('saved', known), savedAt: savedAt(known), drawn: current.drawn + 1, error: undefined })
  }

  return {
    state: () => current,
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    change: (step, { redraw = false } = {}) => {
      if (current.save === 'closed') return
      const form = step(current.form)
      if (form === current.form) return
      show({ form, ...(redraw ? { drawn: current.drawn + 1 } : {}), ...(current.save === 'saved' || current.save === 'failed' ? { save: 'waiting' as const } : {}) })
      if (current.save === 'waiting' || current.save === 'saving') plan(pause)
    },
    flush: async () => {
      await save()
      // An answer that came while it was saved.
      if (contentOf(current.form) !== saved) await save()
      if (current.save !== 'saved') throw current.error instanceof Error ? current.error : new Error('The form is not saved')
      return { version: known.response.meta?.versionId ?? '', hash: known.hash }
    },
    refresh: async () => {
      if (current.save !== 'saved' || running !== undefined) return
      const there = await source.read()
      // Nothing may have been answered while it was asked for.
      if (contentOf(current.form) !== saved || there.response.meta?.versionId === known.response.meta?.versionId) return
      known = there
      const form = formOf(there)
      saved = contentOf(form)
      show({ form, save: closedOr('saved', there), savedAt: savedAt(there), drawn: current.drawn + 1 })
    },
    settle: async keep => {
      if (keep === 'theirs') return take()
      const mine = current.form
      known = await source.read()
      saved = contentOf(formOf(known))
      show({ form: mine, save: closedOr('waiting', known), savedAt: savedAt(known), error: undefined })
      await save()
    },
    close: () => {
      ended = true
      void save().catch(() => undefined)
    },
  }
}

/** The content that a confirmation is bound to, as the browser shows it. */
export function contentOf(form: Form): string {
  return canonicalContent(toResponse(form))
}

/** Its SHA-256, hex; undefined where the browser has no cryptography: pages that came without TLS. */
export async function fingerprint(form: Form): Promise<string | undefined> {
  // Absent on pages that came without TLS, whatever its type says.
  const subtle = (globalThis.crypto as Partial<Crypto> | undefined)?.subtle
  if (subtle === undefined) return undefined
  const bytes = new Uint8Array(await subtle.digest('SHA-256', new TextEncoder().encode(contentOf(form))))
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('')
}

function closedOr(state: SaveState, { response }: FormContent): SaveState {
  return response['status'] === 'in-progress' ? state : 'closed'
}

function savedAt({ response }: FormContent): string {
  return typeof response['authored'] === 'string' ? response['authored'] : ''
}
