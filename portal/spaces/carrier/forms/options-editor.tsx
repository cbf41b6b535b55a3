import { ActionIcon, Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Language, Questionnaire, QuestionnaireItem } from '@steckwerk/form'
import { useRef } from 'react'
import { addOption, isNamed, moveOption, readOptions, removeOption, writeOption } from '../../../client/form-build-item.ts'
import { Wrong } from '../../../shell/calm.tsx'
import { Icon } from '../../../shell/icon.tsx'
import { TextPair } from './text-pair.tsx'
import classes from './forms.module.css'

/** The answers to choose from, in their order. */
export function OptionsEditor({ questionnaire, item, main, wrong, onChange }: {
  questionnaire: Questionnaire; item: QuestionnaireItem; main: Language; wrong: string | undefined; onChange: (change: (item: QuestionnaireItem) => QuestionnaireItem) => void
}) {
  const { t } = useLingui()
  const list = useRef<HTMLFieldSetElement>(null)
  const options = readOptions(item, main)
  const focusOn = (at: number) => requestAnimationFrame(() => list.current?.querySelectorAll('li')[at]?.querySelector('input')?.focus())
  return (
    <fieldset ref={list} className={classes['field']}>
      <legend><Trans>Antworten</Trans></legend>
      {wrong !== undefined && <Wrong id={`${item.linkId}-options`}>{wrong}</Wrong>}
      {options.length > 0 && (
        <ol className={classes['options']}>
          {options.map(({ code, texts, fixed }, at) => {
            const n = at + 1
            return (
              <li key={code === '' ? at : code} className={classes['option']}>
                {fixed ? <span>{texts[main]}</span> : <TextPair label={t`Antwort ${n}`} main={main} texts={texts} onChange={next => onChange(one => writeOption(one, at, next, main))} />}
                <span className={classes['moves']}>
                  <ActionIcon variant="default" size="lg" disabled={at === 0} aria-label={t`Antwort ${n}: nach oben`} onClick={() => { onChange(one => moveOption(one, at, -1)); focusOn(at - 1) }}><Icon name="up" /></ActionIcon>
                  <ActionIcon variant="default" size="lg" disabled={at === options.length - 1} aria-label={t`Antwort ${n}: nach unten`} onClick={() => { onChange(one => moveOption(one, at, 1)); focusOn(at + 1) }}><Icon name="down" /></ActionIcon>
                  <ActionIcon variant="default" size="lg" disabled={code !== '' && isNamed(questionnaire, code)} aria-label={t`Antwort ${n}: entfernen`} onClick={() => { onChange(one => removeOption(one, at)); focusOn(Math.max(0, at - 1)) }}><Icon name="cross" /></ActionIcon>
                </span>
              </li>
            )
          })}
        </ol>
      )}
      <div><Button variant="default" onClick={() => { onChange(one => addOption(questionnaire, one)); focusOn(options.length) }}><Trans>Antwort hinzufügen</Trans></Button></div>
    </fieldset>
  )
}
