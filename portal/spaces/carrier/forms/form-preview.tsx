import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { addInstance, answer, everyNode, needsFhirpath, nodeAt, open, removeInstance, wordsOf, type Evaluate, type Form, type Questionnaire } from '@steckwerk/form'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { sampleRecord } from '../../../client/form-sample-record.ts'
import { stepAt, stepsOf } from '../../../client/form-steps.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { Nodes } from '../../form/nodes.tsx'
import { useFormLanguage } from '../../form/use-form-language.ts'
import { useWrong } from '../../form/use-wrong.ts'
import classes from './forms.module.css'

/** A form as patients get it on a phone; what is answered here is kept nowhere. `about`: the question it is to show. */
export function FormPreview({ questionnaire, house, about }: { questionnaire: Questionnaire; house: string; about?: string | undefined }) {
  const needs = needsOf(questionnaire)
  const evaluate = useQuery({ queryKey: ['fhirpath'], queryFn: async () => (await import('@steckwerk/form/fhirpath')).loadFhirpath(), enabled: needs === 'expressions', staleTime: Infinity, gcTime: Infinity })
  return (
    <section className={classes['phone']} aria-labelledby="form-preview">
      <h2 id="form-preview"><Trans>Vorschau</Trans></h2>
      <p className={classes['small']}><Trans>So sieht es auf dem Telefon aus, in der Sprache dieser Seite. Antworten werden hier nicht gespeichert.</Trans></p>
      {needs === 'broken' ? <Notice tone="warn"><Trans>Eine Vorschau gibt es, sobald die genannten Stellen stimmen.</Trans></Notice>
        : needs === 'expressions' && evaluate.data === undefined ? <Loading />
          : <Pages key={needs} questionnaire={questionnaire} house={house} about={about} evaluate={evaluate.data} />}
    </section>
  )
}

interface Held {
  readonly questionnaire: Questionnaire
  /** undefined where it cannot be filled in. */
  readonly form: Form | undefined
  /** Grows with every new questionnaire: fields keep what was typed, and are then drawn anew. */
  readonly drawn: number
}

function Pages({ questionnaire, house, about, evaluate }: { questionnaire: Questionnaire; house: string; about: string | undefined; evaluate: Evaluate | undefined }) {
  const [held, setHeld] = useState<Held>(() => ({ ...reopened(questionnaire, undefined, evaluate), drawn: 0 }))
  if (held.questionnaire !== questionnaire) setHeld({ ...reopened(questionnaire, held.form, evaluate), drawn: held.drawn + 1 })
  if (held.form === undefined) return <Notice tone="warn"><Trans>Eine Vorschau gibt es, sobald die genannten Stellen stimmen.</Trans></Notice>
  return <Page form={held.form} drawn={held.drawn} house={house} about={about} onChange={form => setHeld({ ...held, form })} />
}

function Page({ form, drawn, house, about, onChange }: { form: Form; drawn: number; house: string; about: string | undefined; onChange: (form: Form) => void }) {
  const { t } = useLingui()
  const { ask, language } = useFormLanguage()
  const { within, onUnread } = useWrong(form)
  const [shown, setShown] = useState<{ readonly key: string | undefined; readonly about: string | undefined; readonly tried: boolean }>({ key: undefined, about: undefined, tried: false })
  const steps = stepsOf(form, false)
  const wanted = about === shown.about ? undefined : steps.find(({ nodes, group }) => [...everyNode(nodes)].some(({ item, visible }) => visible && item.linkId === about) || group?.item.linkId === about)
  if (about !== shown.about) setShown({ key: wanted?.key ?? shown.key, about, tried: false })
  const isHidden = about !== undefined && !steps.some(({ nodes, group }) => [...everyNode(nodes)].some(({ item, visible }) => visible && item.linkId === about) || group?.item.linkId === about)
  if (steps.length === 0) return <div className={classes['screen']}><p>{wordsOf(form.questionnaire, 'title', language)}</p><p className={classes['small']}><Trans>Noch keine Fragen.</Trans></p></div>
  const at = stepAt(steps, shown.key)
  const current = steps[at]!
  const wrong = within(current.nodes)
  const [n, count] = [at + 1, steps.length]
  const go = (to: number) => setShown({ ...shown, key: steps[to]?.key, tried: false })
  const change = (next: () => Form) => {
    // Whoever answers stays here, even where the page that was wanted before comes back with the answer.
    if (shown.key !== current.key) setShown({ ...shown, key: current.key })
    try {
      onChange(next())
    } catch {
      // An expression that fails leaves the answer as it was, as it does for patients.
    }
  }
  return (
    <div className={classes['screen']} role="group" aria-label={t`Bildschirm`} tabIndex={0}>
      <p className={classes['small']}>{wordsOf(form.questionnaire, 'title', language)} · <Trans>Frage {n} von {count}</Trans></p>
      {at === 0 && wordsOf(form.questionnaire, 'description', language) !== '' && <p>{wordsOf(form.questionnaire, 'description', language)}</p>}
      {current.group !== undefined && <h3>{ask(current.group)}</h3>}
      {isHidden && <p className={classes['small']}><Trans>Die gewählte Frage erscheint erst nach der passenden Antwort, oder gar nicht.</Trans></p>}
      <Nodes
        key={`${current.key} ${drawn}`} nodes={current.nodes} group={current.group} form={form} house={house} onAnswer={(path, values) => change(() => answer(form, path, values))} onUnread={onUnread}
        onAdd={path => change(() => addInstance(form, path))} onRemove={path => change(() => removeInstance(form, path))} wrongOf={path => shown.tried ? wrong.find(one => one.path === path)?.words : undefined}
      />
      <div className={classes['bar']}>
        <Button variant="default" disabled={at === 0} onClick={() => go(at - 1)}><Trans>Zurück</Trans></Button>
        <Button variant="default" disabled={at === steps.length - 1 && (wrong.length === 0 || shown.tried)} onClick={() => wrong.length > 0 && !shown.tried ? setShown({ ...shown, tried: true }) : go(at + 1)}><Trans>Weiter</Trans></Button>
      </div>
    </div>
  )
}

function needsOf(questionnaire: Questionnaire): 'nothing' | 'expressions' | 'broken' {
  try {
    return needsFhirpath(questionnaire) ? 'expressions' : 'nothing'
  } catch {
    return 'broken'
  }
}

/** Filled in from the sample record, with the answers given by hand so far as far as they still fit. */
function reopened(questionnaire: Questionnaire, before: Form | undefined, evaluate: Evaluate | undefined): Omit<Held, 'drawn'> {
  const context = { ...sampleRecord(new Date()), ...(evaluate === undefined ? {} : { evaluate }) }
  try {
    return { questionnaire, form: before === undefined ? open(questionnaire, context) : answeredAgain(open(questionnaire, context), before) }
  } catch {
    return { questionnaire, form: undefined }
  }
}

function answeredAgain(fresh: Form, before: Form): Form {
  let form = fresh
  const tried = (step: () => Form): void => {
    try {
      form = step()
    } catch {
      // Is not asked any more, or is of another kind.
    }
  }
  for (const [path, count] of before.instances) {
    for (let n = nodeAt(form.nodes, `${path}[0]`)?.instance?.count ?? count; n < count; n++) tried(() => addInstance(form, path))
  }
  for (const { path, answers, source } of everyNode(before.nodes)) if (source === undefined && answers.length > 0) tried(() => answer(form, path, answers))
  return form
}
