import { PortalFault } from './request.ts'
import type { Answer, AssessmentPage, Change, KeptAnswer, SavedAnswers, SheetChanges } from './maturity.ts'

export const noAnswer: Answer = { value: null, comment: '', evidence: [] }

/** saved = the hub has all; waiting = soon sent; failed = tried, and will be again where the connection was at fault. */
export type DraftSave = 'saved' | 'waiting' | 'saving' | 'failed'

export interface DraftView {
  readonly save: DraftSave
  readonly savedAt: string
  readonly error: unknown
  /** As they stand on the page. */
  readonly answers: Readonly<Record<string, Answer>>
  /** Questions that somebody else answered otherwise meanwhile, with their answer. */
  readonly conflicts: Readonly<Record<string, KeptAnswer>>
}

export interface AssessmentDraft {
  view(): DraftView
  subscribe(listener: () => void): () => void
  answer(item: string, answer: Answer): void
  /** Takes what a file says; what was answered here after the file was made is asked about. */
  take(file: SheetChanges): void
  /** A conflict is decided: theirs stays, or ours is laid over it. */
  settle(item: string, keep: 'theirs' | 'mine'): void
  /** Saves now; rejects where it cannot. */
  flush(): Promise<void>
  close(): void
}

const pauseMs = 700
const againMs = 4000

/** An assessment that several people work at: each answer is sent over the one it replaces, so that nobody writes over what another has just said. */
export function createAssessmentDraft(page: AssessmentPage, send: (changes: readonly Change[]) => Promise<SavedAnswers>): AssessmentDraft {
  const listeners = new Set<() => void>()
  /** What the hub has, by item. */
  let known: Record<string, Answer> = Object.fromEntries(Object.entries(page.answers).map(([item, kept]) => [item, plain(kept)]))
  let mine: Record<string, Answer> = { ...known }
  let conflicts: Record<string, KeptAnswer> = {}
  let state: Pick<DraftView, 'save' | 'savedAt' | 'error'> = { save: 'saved', savedAt: Object.values(page.answers).map(({ at }) => at).toSorted().at(-1) ?? '', error: undefined }
  let seen: DraftView = { ...state, answers: mine, conflicts }
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  let closed = false

  function tell(): void {
    seen = { ...state, answers: mine, conflicts }
    for (const listener of listeners) listener()
  }
  const unsaved = (): Change[] => Object.entries(mine).filter(([item, now]) => conflicts[item] === undefined && !same(known[item] ?? noAnswer, now)).map(([item, now]) => ({ item, was: known[item] ?? noAnswer, now: asKept(now) }))

  function later(ms: number): void {
    clearTimeout(timer)
    if (!closed) timer = setTimeout(() => void flush().catch(() => undefined), ms)
  }

  async function sendOnce(): Promise<void> {
    const changes = unsaved()
    if (changes.length === 0) return
    state = { ...state, save: 'saving', error: undefined }
    tell()
    const { answers, conflicts: found } = await send(changes)
    known = Object.fromEntries(Object.entries(answers).map(([item, kept]) => [item, plain(kept)]))
    const sent = new Map(changes.map(({ item, now }) => [item, now]))
    // What others said elsewhere is shown; what was typed on while this was under way stays.
    for (const [item, theirs] of Object.entries(known)) if (!sent.has(item) && conflicts[item] === undefined) mine = { ...mine, [item]: theirs }
    conflicts = { ...conflicts, ...Object.fromEntries(found.map(({ item, theirs }) => [item, theirs])) }
    state = { save: 'saved', savedAt: new Date().toISOString(), error: undefined }
    tell()
  }

  async function flush(): Promise<void> {
    clearTimeout(timer)
    while (running !== undefined) await running.catch(() => undefined)
    running = (async () => {
      while (unsaved().length > 0) await sendOnce()
    })()
    try {
      await running
    } catch (error) {
      state = { ...state, save: 'failed', error }
      tell()
      if (error instanceof PortalFault && (error.status === 0 || error.status >= 500)) later(againMs)
      throw error
    } finally {
      running = undefined
    }
  }

  function touched(): void {
    state = { ...state, save: 'waiting' }
    tell()
    later(pauseMs)
  }

  return {
    view: () => seen,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    answer(item, answer) {
      mine = { ...mine, [item]: answer }
      touched()
    },
    take(file) {
      for (const { item, was, now } of file.changes) {
        known = { ...known, [item]: was }
        mine = { ...mine, [item]: now }
      }
      for (const { item, theirs, yours } of file.conflicts) {
        conflicts = { ...conflicts, [item]: theirs }
        mine = { ...mine, [item]: yours }
      }
      touched()
    },
    settle(item, keep) {
      const theirs = conflicts[item]
      if (theirs === undefined) return
      const { [item]: _, ...rest } = conflicts
      conflicts = rest
      known = { ...known, [item]: plain(theirs) }
      if (keep === 'theirs') mine = { ...mine, [item]: plain(theirs) }
      touched()
    },
    flush,
    close() {
      closed = true
      void flush().catch(() => undefined)
    },
  }
}

function plain({ value, comment, evidence }: Answer): Answer {
  return { value, comment, evidence }
}

/** As the hub keeps it: texts trimmed, empty lines left out. */
function asKept({ value, comment, evidence }: Answer): Answer {
  return { value, comment: comment.trim(), evidence: evidence.map((line) => line.trim()).filter((line) => line !== '') }
}

function same(one: Answer, other: Answer): boolean {
  return JSON.stringify(asKept(one)) === JSON.stringify(asKept(other))
}
