import { ActionIcon, Button, Switch } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { urls, type Language, type Questionnaire, type QuestionnaireItem } from '@steckwerk/form'
import { useRef, useState } from 'react'
import { readCalculation, regraded, writeCalculation } from '../../../client/form-build-calculation.ts'
import { putExtension } from '../../../client/form-build-extension.ts'
import { addOption, isNamed, moveOption, readOptions, removeOption, writeOption } from '../../../client/form-build-item.ts'
import { hasPoints, readPoints, writePoints } from '../../../client/form-build-points.ts'
import { changeItem } from '../../../client/form-build-tree.ts'
import { Wrong } from '../../../shell/calm.tsx'
import { Icon } from '../../../shell/icon.tsx'
import { useAudience } from './audience.ts'
import { NumberInput } from './number-input.tsx'
import { TextPair } from './text-pair.tsx'
import classes from './forms.module.css'

/** The answers to choose from, in their order, with what each counts; of a grade, from which number on each holds. */
export function OptionsEditor({ questionnaire, item, main, wrong, onChange }: {
  questionnaire: Questionnaire; item: QuestionnaireItem; main: Language; wrong: string | undefined; onChange: (change: (item: QuestionnaireItem) => QuestionnaireItem) => void
}) {
  const { t } = useLingui()
  const audience = useAudience()
  const list = useRef<HTMLFieldSetElement>(null)
  const [wantsPoints, setWantsPoints] = useState(false)
  const options = readOptions(item, main)
  const calculation = readCalculation(item)
  const grade = calculation !== undefined && calculation !== 'kept' && calculation.how === 'grade' ? calculation : undefined
  const scored = wantsPoints || hasPoints(item)
  const edit = (change: (item: QuestionnaireItem) => QuestionnaireItem) => onChange(one => regraded(change(one)))
  // A grade's own calculation is made anew when an answer goes.
  const others = grade === undefined ? questionnaire : changeItem(questionnaire, item.linkId, one => putExtension(one, urls.calculatedExpression, undefined))
  const focusOn = (at: number) => requestAnimationFrame(() => list.current?.querySelectorAll('li')[at]?.querySelector('input')?.focus())
  const setFrom = (code: string, from: number | undefined) => {
    if (grade !== undefined) onChange(one => writeCalculation(one, { ...grade, steps: [...grade.steps.filter(step => step.code !== code), { code, from }] }))
  }
  const setScored = (on: boolean) => {
    setWantsPoints(on)
    if (!on) onChange(one => options.reduce((now, _, at) => writePoints(now, at, undefined), one))
  }
  return (
    <fieldset ref={list} className={classes['field']}>
      <legend><Trans>Antworten</Trans></legend>
      {wrong !== undefined && <Wrong id={`${item.linkId}-options`}>{wrong}</Wrong>}
      {grade === undefined && audience === 'patients' && <Switch label={t`Antworten haben Punkte`} checked={scored} onChange={event => setScored(event.currentTarget.checked)} />}
      {options.length > 0 && (
        <ol className={classes['options']}>
          {options.map(({ code, texts, fixed }, at) => {
            const n = at + 1
            return (
              <li key={code === '' ? at : code} className={classes['option']}>
                <div className={classes['stack']}>
                  {fixed ? <span>{texts[main]}</span> : <TextPair label={t`Antwort ${n}`} main={main} texts={texts} onChange={next => edit(one => writeOption(one, at, next, main))} />}
                  {scored && grade === undefined && (!fixed || readPoints(item, at) !== undefined) && <NumberInput label={t`Antwort ${n}: Punkte`} value={readPoints(item, at)} onChange={points => onChange(one => writePoints(one, at, points))} />}
                  {grade !== undefined && !fixed && <NumberInput label={t`Antwort ${n}: ab`} description={t`leer: alles darunter`} value={grade.steps.find(step => step.code === code)?.from} onChange={from => setFrom(code, from)} />}
                </div>
                <span className={classes['moves']}>
                  <ActionIcon variant="default" size="lg" disabled={at === 0} aria-label={t`Antwort ${n}: nach oben`} onClick={() => { edit(one => moveOption(one, at, -1)); focusOn(at - 1) }}><Icon name="up" /></ActionIcon>
                  <ActionIcon variant="default" size="lg" disabled={at === options.length - 1} aria-label={t`Antwort ${n}: nach unten`} onClick={() => { edit(one => moveOption(one, at, 1)); focusOn(at + 1) }}><Icon name="down" /></ActionIcon>
                  <ActionIcon variant="default" size="lg" disabled={code !== '' && isNamed(others, code)} aria-label={t`Antwort ${n}: entfernen`} onClick={() => { edit(one => removeOption(one, at)); focusOn(Math.max(0, at - 1)) }}><Icon name="cross" /></ActionIcon>
                </span>
              </li>
            )
          })}
        </ol>
      )}
      <div><Button variant="default" onClick={() => { edit(one => addOption(questionnaire, one)); focusOn(options.length) }}><Trans>Antwort hinzufügen</Trans></Button></div>
    </fieldset>
  )
}
