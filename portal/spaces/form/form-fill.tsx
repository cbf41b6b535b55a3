import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Trans, useLingui } from '@lingui/react/macro'
import { addInstance, answer, nodeAt, removeInstance, wordsOf, type Evaluate, type Form } from '@steckwerk/form'
import { useEffect, useRef, useState, type ReactNode, type RefObject, type SubmitEvent } from 'react'
import type { FormDraft } from '../../client/form-draft.ts'
import type { DraftSource, FormContent } from '../../client/form.ts'
import { resumeAt, stepAt, stepOfPath, stepsOf } from '../../client/form-steps.ts'
import { Notice } from '../../shell/notice.tsx'
import { Nodes } from './nodes.tsx'
import { SaveLine, SaveTrouble } from './save-line.tsx'
import { focusPath } from './focus-path.ts'
import { useFormDraft } from './use-form-draft.ts'
import { useFormLanguage } from './use-form-language.ts'
import { useWrong, type Wrong } from './use-wrong.ts'
import calm from '../../shell/calm.module.css'
import classes from './form.module.css'

/** The key of the last step, where all is looked through and confirmed: no question's, as these have no such sign. */
export const reviewKey = '/'

/** What the last step works with. */
export interface FormEnding {
  readonly form: Form
  readonly draft: FormDraft
  /** All that is wrong or missing. */
  readonly wrong: readonly Wrong[]
  readonly onMend: (path: string) => void
  readonly onBack: () => void
  /** Its heading: takes the focus. */
  readonly title: RefObject<HTMLHeadingElement | null>
}

interface FormFillProps {
  readonly document: FormContent
  readonly source: DraftSource
  readonly evaluate: Evaluate | undefined
  /** Who asks. */
  readonly house: string
  readonly step: string | undefined
  readonly onStep: (step: string) => void
  readonly level: 2 | 3
  /** The last step. */
  readonly ending: (ending: FormEnding) => ReactNode
  /** Instead of everything, once it was sent elsewhere. */
  readonly closed: ReactNode
}

/** A form being filled in: one question at a time on a phone, a group at a time elsewhere; saved by itself. */
export function FormFill({ document: opened, source, evaluate, house, step, onStep, level, ending, closed }: FormFillProps) {
  const { t } = useLingui()
  const { ask, language } = useFormLanguage()
  const wide = useMediaQuery('(min-width: 48em)', undefined, { getInitialValueInEffect: false })
  const { draft, state } = useFormDraft(opened, source, evaluate)
  const { form } = state
  const { all, within, onUnread } = useWrong(form)
  const steps = stepsOf(form, wide)
  const last = useRef(0)
  const [resumed] = useState(() => resumeAt(steps))
  const at = step === reviewKey ? steps.length : step === undefined ? resumed : stepAt(steps, step, last.current)
  const current = steps[at]
  const [tried, setTried] = useState<ReadonlySet<string>>(new Set())
  const [broken, setBroken] = useState(false)
  const [tries, setTries] = useState(0)
  const title = useRef<HTMLHeadingElement>(null)
  const summary = useRef<HTMLDivElement>(null)
  const container = useRef<HTMLFormElement>(null)
  const wanted = useRef<string>(undefined)
  const isTried = current !== undefined && tried.has(current.key)
  const wrong = current === undefined ? [] : within(current.nodes)
  const Heading = level === 2 ? 'h2' : 'h3'

  // A new step is told by its heading, or by the field that somebody came to mend. The first one is the page's own to tell.
  const shownKey = current?.key ?? reviewKey
  const before = useRef(shownKey)
  useEffect(() => {
    last.current = at
    if (before.current === shownKey) return
    before.current = shownKey
    window.scrollTo({ top: 0 })
    if (wanted.current === undefined || !focusPath(container.current, wanted.current)) title.current?.focus()
    wanted.current = undefined
  }, [at, shownKey])
  useEffect(() => {
    if (tries === 0) return
    const first = container.current?.querySelectorAll('[data-summary] button')
    if (first !== undefined && first.length > 1) summary.current?.focus()
    else focusPath(container.current, summary.current?.dataset['first'] ?? '')
  }, [tries])

  const change = (next: (form: Form) => Form, options?: { readonly redraw?: boolean }) => {
    try {
      draft.change(next, options)
      setBroken(false)
    } catch {
      setBroken(true)
    }
  }
  const go = (to: number) => {
    void draft.flush().catch(() => undefined)
    onStep(steps[to]?.key ?? reviewKey)
  }
  const forward = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (current === undefined) return
    if (wrong.length === 0) return go(at + 1)
    setTried(new Set([...tried, current.key]))
    setTries(tries + 1)
  }
  const mend = (path: string) => {
    const to = stepOfPath(steps, path)
    if (to < 0) return
    wanted.current = path
    setTried(new Set([...tried, steps[to]!.key]))
    if (to === at) focusPath(container.current, path)
    else go(to)
  }
  const add = (path: string) => {
    change(now => addInstance(now, path))
    const index = (nodeAt(form.nodes, `${path}[0]`)?.instance?.count ?? 0)
    requestAnimationFrame(() => focusPath(container.current, `${path}[${index}]`))
  }
  const remove = (path: string) => {
    change(now => removeInstance(now, path), { redraw: true })
    requestAnimationFrame(() => container.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(path.replace(/\[\d+\]$/, ''))}"] [data-part="add"], [data-path] input`)?.focus())
  }

  if (state.save === 'closed') return closed
  const [n, count] = [Math.min(at + 1, steps.length), steps.length]
  const about = wordsOf(form.questionnaire, 'description', language)
  return (
    <div className={classes['stack']}>
      <div className={classes['head']}>
        {step === undefined && at === 0 && about !== '' && <p>{about}</p>}
        {step === undefined && at > 0 && <Notice tone="ok"><Trans>Willkommen zurück. Es geht dort weiter, wo Sie aufgehört haben.</Trans></Notice>}
        <div className={classes['progress']}>
          <span>{current === undefined ? <Trans>Zum Schluss: prüfen und abschicken</Trans> : wide ? <Trans>Abschnitt {n} von {count}</Trans> : <Trans>Frage {n} von {count}</Trans>}</span>
          <SaveLine state={state} />
        </div>
        <progress className={classes['bar']} aria-label={t`Fortschritt`} max={count} value={at} />
        <SaveTrouble state={state} draft={draft} />
      </div>
      {broken && <Notice tone="bad" live><Trans>Diese Antwort lässt sich nicht verarbeiten: Das Formular ist an dieser Stelle fehlerhaft. Bitte sagen Sie Bescheid: {house}.</Trans></Notice>}
      {current === undefined ? (
        ending({ form, draft, wrong: all, onMend: mend, onBack: () => go(steps.length - 1), title })
      ) : (
        <form ref={container} onSubmit={forward} noValidate className={`${calm['card']} ${classes['step']}`} aria-label={current.group === undefined ? undefined : ask(current.group)}>
          {current.group === undefined
            ? <Heading ref={title} tabIndex={-1} className={classes['title']}>{wide ? <Trans>Fragen</Trans> : <Trans>Frage {n}</Trans>}</Heading>
            : <Heading ref={title} tabIndex={-1} className={classes['title']}>{ask(current.group)}</Heading>}
          {isTried && wrong.length > 0 && (
            <div ref={summary} tabIndex={-1} role="group" aria-label={t`Es fehlt noch etwas`} data-first={wrong[0]?.path} data-summary>
              {wrong.length > 1 && (
                <Notice tone="bad">
                  <Trans>Bitte sehen Sie sich diese Stellen noch einmal an:</Trans>
                  <ul className={classes['summary']}>
                    {wrong.map(({ path, words }) => {
                      const node = nodeAt(form.nodes, path)
                      return <li key={path + words}><button type="button" className={classes['plain']} onClick={() => focusPath(container.current, path)}>{node === undefined ? words : `${ask(node)}: ${words}`}</button></li>
                    })}
                  </ul>
                </Notice>
              )}
            </div>
          )}
          <Nodes
            key={`${current.key} ${state.drawn}`} nodes={current.nodes} group={current.group} form={form} house={house}
            onAnswer={(path, values) => change(now => answer(now, path, values))} onUnread={onUnread} onAdd={add} onRemove={remove}
            wrongOf={path => isTried ? wrong.find(one => one.path === path)?.words : undefined}
          />
          <div className={classes['moves']}>
            {at > 0 && <Button variant="default" size="md" onClick={() => go(at - 1)}><Trans>Zurück</Trans></Button>}
            {isTried && wrong.length > 0 && <Button variant="default" size="md" onClick={() => go(at + 1)}><Trans>Später beantworten</Trans></Button>}
            <Button type="submit" size="md">{at === steps.length - 1 ? <Trans>Weiter zum Prüfen</Trans> : <Trans>Weiter</Trans>}</Button>
          </div>
        </form>
      )}
    </div>
  )
}
