import { Button, NativeSelect, Switch, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Questionnaire, QuestionnaireItem } from '@steckwerk/form'
import { useEffect, useRef } from 'react'
import type { BuildIssue } from '../../../client/form-build.ts'
import { readCalculation } from '../../../client/form-build-calculation.ts'
import { changeKind, isHelp, isNamed, keptOf, kinds, mayChangeKind, newHelp, readLink, setFlag, setHelp, writeLink, type Kind } from '../../../client/form-build-item.ts'
import { isNumber, writeUnit } from '../../../client/form-build-number.ts'
import { changeItem, insertBefore, isWithin, moveInto, placeOf, placesOf, removeItem } from '../../../client/form-build-tree.ts'
import { mainLanguage, readTexts, writeTexts } from '../../../client/form-build-words.ts'
import { Wrong } from '../../../shell/calm.tsx'
import { offeredTo, useAudience } from './audience.ts'
import { CalculationEditor } from './calculation-editor.tsx'
import { ConditionEditor } from './condition-editor.tsx'
import type { Fresh } from './fresh.ts'
import { NumberRules, UnitField } from './number-rules.tsx'
import { OptionsEditor } from './options-editor.tsx'
import { PrefillEditor } from './prefill-editor.tsx'
import { TextPair } from './text-pair.tsx'
import { useBuildWords } from './use-build-words.ts'
import classes from './forms.module.css'

/** One question: what can be said of it here, and what is kept as it is. */
export function QuestionEditor({ questionnaire, item, issues, fresh, onChange, onAdd, onRemove, onClose }: {
  questionnaire: Questionnaire; item: QuestionnaireItem; issues: readonly BuildIssue[]; fresh: Fresh | undefined; onChange: (next: Questionnaire) => void; onAdd: (next: Questionnaire, linkId: string) => void; onRemove: (next: Questionnaire) => void; onClose: () => void
}) {
  const { t } = useLingui()
  const words = useBuildWords()
  const audience = useAudience()
  const first = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const main = mainLanguage(questionnaire)
  const { linkId } = item
  const edit = (change: (item: QuestionnaireItem) => QuestionnaireItem) => onChange(changeItem(questionnaire, linkId, change))
  const kept = keptOf(item)
  const group = placeOf(questionnaire, linkId)?.within.at(-1)
  const groups = placesOf(questionnaire).filter(one => one.item.type === 'group' && !isWithin(questionnaire, one.item.linkId, linkId))
  const inQuestion = group !== undefined && !groups.some(one => one.item.linkId === group)
  const isQuestion = item.type !== 'group' && item.type !== 'display'
  const below = placesOf({ resourceType: 'Questionnaire', item: [item] }).map(one => one.item.linkId)
  const isNeeded = below.some(one => isNamed(questionnaire, one))
  const isCalculated = readCalculation(item) !== undefined
  const told = (...codes: readonly BuildIssue['code'][]): string | undefined => {
    const found = issues.find(({ code }) => codes.includes(code))
    return found === undefined ? undefined : words.wrong(found)
  }
  const wrongElse = told('group-empty', 'nested-repeats')
  const addHelp = () => {
    const help = newHelp(questionnaire, item)
    onAdd(insertBefore(questionnaire, help, linkId), help.linkId)
  }
  useEffect(() => {
    if (fresh !== undefined) first.current?.focus()
  }, [fresh])
  return (
    <div
      className={classes['editor']} role="group" aria-label={t`Bearbeiten: ${words.name(item)}`}
      onKeyDown={event => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        event.currentTarget.closest('li')?.querySelector<HTMLElement>('[aria-expanded]')?.focus()
        onClose()
      }}
    >
      {wrongElse !== undefined && <Wrong id={`${linkId}-else`}>{wrongElse}</Wrong>}
      <TextPair label={t`Text`} long={item.type === 'display'} first={first} main={main} texts={readTexts(item, 'text', main)} onChange={texts => edit(one => writeTexts(one, 'text', texts, main))} wrong={told('text')} />
      {!isCalculated && (
        <NativeSelect
          label={t`Art`} value={item.type} disabled={!mayChangeKind(item)} onChange={event => edit(one => changeKind(one, event.currentTarget.value as Kind))}
          description={mayChangeKind(item) ? undefined : t`Bleibt, weil anderes an ihr hängt.`}
          data={[...offeredTo(audience, kinds).map(one => ({ value: one, label: words.kind(one) })), ...((kinds as readonly string[]).includes(item.type) ? [] : [{ value: item.type, label: words.kindOf(item) }])]}
        />
      )}
      {isCalculated && <CalculationEditor questionnaire={questionnaire} item={item} wrong={told('calculation-empty', 'calculation-question', 'calculation-units', 'expression')} wrongUnit={told('unit')} onChange={edit} />}
      {item.type === 'display' && <Switch label={t`Als Hilfe hervorheben`} checked={isHelp(item)} onChange={event => edit(one => setHelp(one, event.currentTarget.checked))} />}
      {(item.type === 'choice' || item.type === 'open-choice') && item.answerValueSet === undefined && <OptionsEditor questionnaire={questionnaire} item={item} main={main} wrong={told('options', 'option-text', 'option-twice', 'grade-steps')} onChange={edit} />}
      {isNumber(item) && !isCalculated && (
        <>
          {item.type === 'quantity' && <UnitField item={item} wrong={told('unit')} none={t`keine`} onChange={unit => edit(one => writeUnit(one, unit))} />}
          <NumberRules item={item} wrong={told('bounds')} onChange={edit} />
        </>
      )}
      {item.type !== 'display' && !isCalculated && (
        <div className={classes['bar']}>
          <Switch label={t`Muss beantwortet werden`} checked={item.required === true} onChange={event => edit(one => setFlag(one, 'required', event.currentTarget.checked))} />
          {item.type !== 'boolean' && <Switch label={item.type === 'choice' || item.type === 'open-choice' ? t`Mehrere Antworten` : t`Mehrmals angeben`} checked={item.repeats === true} onChange={event => edit(one => setFlag(one, 'repeats', event.currentTarget.checked))} />}
        </div>
      )}
      <ConditionEditor questionnaire={questionnaire} item={item} wrong={told('condition-question', 'condition-answer')} onChange={edit} />
      {audience === 'patients' && item.type !== 'display' && !isCalculated && <PrefillEditor questionnaire={questionnaire} item={item} onChange={onChange} />}
      {isQuestion && <TextInput type="url" label={t`Mehr dazu im Netz`} description={t`Adresse mit https://, oder leer`} value={readLink(item)} autoComplete="off" onChange={event => edit(one => writeLink(one, event.currentTarget.value))} />}
      {!inQuestion && (groups.length > 0 || group !== undefined) && (
        <NativeSelect label={t`Steht in`} value={group ?? ''} onChange={event => onChange(moveInto(questionnaire, linkId, event.currentTarget.value === '' ? undefined : event.currentTarget.value))}
          data={[{ value: '', label: t`keiner Gruppe` }, ...groups.map(one => ({ value: one.item.linkId, label: words.name(one.item) }))]} />
      )}
      {kept.length > 0 && (
        <div>
          <p className={classes['small']}><Trans>Wird beibehalten und hier nicht geändert:</Trans></p>
          <ul className={`${classes['kept']} ${classes['small']}`}>{kept.map(one => <li key={one}>{words.kept(one)}</li>)}</ul>
        </div>
      )}
      <div className={classes['bar']}>
        {isQuestion && <Button variant="default" onClick={addHelp}><Trans>Hilfe davor einfügen</Trans></Button>}
        <Button variant="default" disabled={isNeeded} onClick={() => onRemove(removeItem(questionnaire, linkId))}><Trans>Entfernen</Trans></Button>
        {isNeeded && <span className={classes['small']}><Trans>Eine Berechnung braucht diese Frage.</Trans></span>}
      </div>
    </div>
  )
}
