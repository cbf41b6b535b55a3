import { NativeSelect, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { controlOf, optionsOf, valueMember, type AnswerValue, type Coding } from '@steckwerk/form'
import { useState } from 'react'
import { Choices } from '../../shell/calm.tsx'
import type { FieldProps } from './field.ts'
import { hintOf } from './hint.tsx'
import { useFormLanguage } from './use-form-language.ts'
import classes from './form.module.css'

/** More than these are easier to find in a list that opens. */
const mostButtons = 12
const other = 'other'

/** Yes or no, one of several, several of several, and something else where the questionnaire allows it. */
export function ChoiceField({ node, form, house, onAnswer, wrong }: FieldProps) {
  const { t } = useLingui()
  const { ask, answer: say } = useFormLanguage()
  const { item, path, answers } = node
  const options = item.type === 'boolean' ? [{ valueBoolean: true }, { valueBoolean: false }] : optionsOf(item, form.questionnaire, form.context) ?? []
  const free = answers.find(one => item.type === 'open-choice' && one['valueString'] !== undefined && indexOf(options, one) < 0)
  const [wantsFree, setWantsFree] = useState(free !== undefined)
  const several = item.repeats === true
  const chosen = answers.map(one => indexOf(options, one)).filter(at => at >= 0)
  const set = (values: readonly string[]) => {
    const picked = values.flatMap(value => value === other ? free === undefined ? [] : [free] : [options[Number(value)]!])
    setWantsFree(values.includes(other))
    onAnswer(path, picked)
  }
  const label = ask(node)
  const hint = hintOf(node, house)
  const shown = [...chosen.map(String), ...(wantsFree ? [other] : [])]
  const isList = !several && item.type === 'choice' && (controlOf(item) === 'drop-down' || options.length > mostButtons)
  if (isList) {
    return (
      <NativeSelect label={label} description={hint} error={wrong} size="md" value={shown[0] ?? ''} onChange={event => set(event.currentTarget.value === '' ? [] : [event.currentTarget.value])}
        data={[{ value: '', label: t`Bitte wählen` }, ...options.map((option, at) => ({ value: String(at), label: say(option) }))]} />
    )
  }
  return (
    <div className={classes['field']}>
      <Choices
        legend={label} {...(hint === undefined ? {} : { hint })} several={several} chosen={shown} onChange={set} {...(wrong === undefined ? {} : { wrong })}
        options={[...options.map((option, at) => ({ value: String(at), label: say(option) })), ...(item.type === 'open-choice' ? [{ value: other, label: <Trans>Etwas anderes</Trans> }] : [])]}
      />
      {wantsFree && (
        <TextInput label={t`Und zwar`} size="md" autoComplete="off" value={free === undefined ? '' : String(free['valueString'])}
          onChange={event => onAnswer(path, [...several ? chosen.map(at => options[at]!) : [], { valueString: event.currentTarget.value }])} />
      )}
      {!several && item.required !== true && shown.length > 0 && <button type="button" className={classes['plain']} onClick={() => set([])}><Trans>Antwort zurücknehmen</Trans></button>}
    </div>
  )
}

/** An answer is one of the options where it says the same, whatever else the option carries. */
function indexOf(options: readonly AnswerValue[], answer: AnswerValue): number {
  const member = valueMember(answer)
  if (member === undefined) return -1
  const coding = answer['valueCoding'] as Coding | undefined
  return options.findIndex(option => {
    const own = option['valueCoding'] as Coding | undefined
    if (coding !== undefined || own !== undefined) return coding !== undefined && own !== undefined && own.code === coding.code && (own.system ?? '') === (coding.system ?? '')
    return valueMember(option) === member && JSON.stringify(option[member]) === JSON.stringify(answer[member])
  })
}
