import { Checkbox, NativeSelect, Textarea } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Questionnaire, QuestionnaireItem } from '@steckwerk/form'
import { useState } from 'react'
import { calculationQuestions, expressionOf, namedIn, readCalculation, unitCode, writeCalculation, type Calculation, type How } from '../../../client/form-build-calculation.ts'
import { writeUnit } from '../../../client/form-build-number.ts'
import { placesOf } from '../../../client/form-build-tree.ts'
import { UnitField } from './number-rules.tsx'
import { useBuildWords } from './use-build-words.ts'
import classes from './forms.module.css'

interface CalculationProps {
  readonly questionnaire: Questionnaire
  readonly item: QuestionnaireItem
  /** What is wrong with it, once it is time to say so. */
  readonly wrong: string | undefined
  readonly wrongUnit: string | undefined
  readonly onChange: (change: (item: QuestionnaireItem) => QuestionnaireItem) => void
}

/** What a question is calculated from: chosen from the questions there are, or written as FHIRPath. */
export function CalculationEditor({ questionnaire, item, wrong, wrongUnit, onChange }: CalculationProps) {
  const { t } = useLingui()
  const stored = readCalculation(item)
  // What was chosen here can be looked at and gone on with as FHIRPath, though it reads as the same.
  const [asText, setAsText] = useState(false)
  if (stored === undefined || stored === 'kept') return null
  const calculation: Calculation = asText ? { how: 'expression', expression: expressionOf(stored) } : stored
  const set = (next: Calculation) => onChange(one => writeCalculation(one, next))
  const isNumber = item.type === 'decimal' || item.type === 'integer' || item.type === 'quantity'
  const hows: readonly { readonly value: How; readonly label: string }[] = [
    ...(calculation.how === 'grade' || item.type === 'choice' ? [{ value: 'grade' as const, label: t`Einstufung einer Zahl` }] : []),
    ...(isNumber ? [
      { value: 'points' as const, label: t`Summe der Punkte` }, { value: 'sum' as const, label: t`Summe` }, { value: 'mean' as const, label: t`Mittelwert` }, { value: 'difference' as const, label: t`Differenz` }, { value: 'bmi' as const, label: t`Body-Mass-Index` },
    ] : []),
    { value: 'expression', label: t`Für Fachleute: FHIRPath` },
  ]
  return (
    <>
      <NativeSelect label={t`Wird berechnet als`} value={calculation.how} data={[...hows]}
        onChange={event => {
          const how = event.currentTarget.value as How
          setAsText(how === 'expression')
          set(begun(how, stored, questionnaire, item))
        }} />
      <Parts questionnaire={questionnaire} item={item} calculation={calculation} wrong={wrong} onChange={set} />
      {(item.type === 'decimal' || item.type === 'quantity') && calculation.how !== 'points' && (
        <UnitField item={item} wrong={wrongUnit} none={t`keine`} onChange={unit => onChange(one => ({ ...writeUnit(one, unit), type: unit === undefined ? 'decimal' : 'quantity' }))} />
      )}
    </>
  )
}

/** Another kind of calculation, about the same questions as far as it can be. */
function begun(how: How, before: Calculation, questionnaire: Questionnaire, item: QuestionnaireItem): Calculation {
  const usable = calculationQuestions(questionnaire, item.linkId, how)
  const questions = namedIn(before).filter(one => usable.some(({ linkId }) => linkId === one))
  const decimals = 'decimals' in before ? before.decimals : 1
  if (how === 'expression') return { how, expression: expressionOf(before) }
  if (how === 'grade') return { how, question: questions[0] ?? usable.at(-1)?.linkId ?? '', steps: [] }
  if (how === 'difference') return { how, questions: [questions[0] ?? '', questions[1] ?? ''], decimals }
  if (how === 'bmi') {
    const height = usable.find(one => unitCode(one) === 'cm' || unitCode(one) === 'm')
    return { how, questions: [usable.find(one => unitCode(one) === 'kg')?.linkId ?? '', height?.linkId ?? ''], height: height !== undefined && unitCode(height) === 'm' ? 'm' : 'cm', decimals: 1 }
  }
  return { how, questions: how === 'points' && questions.length === 0 ? usable.map(({ linkId }) => linkId) : questions, missing: 'missing' in before ? before.missing : 'wait', decimals: how === 'points' ? 2 : decimals }
}

function Parts({ questionnaire, item, calculation, wrong, onChange }: { questionnaire: Questionnaire; item: QuestionnaireItem; calculation: Calculation; wrong: string | undefined; onChange: (next: Calculation) => void }) {
  const { t } = useLingui()
  const words = useBuildWords()
  const usable = calculationQuestions(questionnaire, item.linkId, calculation.how)
  const choose = (label: string, value: string, among: readonly QuestionnaireItem[], set: (linkId: string) => void, error?: string) => (
    <NativeSelect label={label} value={value} error={error} onChange={event => set(event.currentTarget.value)}
      data={[{ value: '', label: t`Bitte wählen` }, ...among.map(one => ({ value: one.linkId, label: words.name(one) })), ...(value === '' || among.some(({ linkId }) => linkId === value) ? [] : [{ value, label: t`Frage, die sich nicht eignet` }])]} />
  )
  switch (calculation.how) {
    case 'expression': return (
      <>
        <Textarea label={t`FHIRPath`} value={calculation.expression} error={wrong} autosize minRows={3} maxRows={12} autoComplete="off" spellCheck={false} className={classes['code'] ?? ''}
          description={t`Geprüft wird beim Schreiben. Eine Frage nennen Sie mit ihrer Kennung: %resource.descendants().where(linkId = 'q1').answer.value`} onChange={event => onChange({ how: 'expression', expression: event.currentTarget.value })} />
        <details className={classes['small']}>
          <summary><Trans>Kennungen der Fragen</Trans></summary>
          <ul className={classes['kept']}>{placesOf(questionnaire).filter(one => one.item.type !== 'display').map(one => <li key={one.item.linkId}><code>{one.item.linkId}</code> {words.name(one.item)}</li>)}</ul>
        </details>
      </>
    )
    case 'grade': return choose(t`Welche Zahl wird eingestuft?`, calculation.question, usable, question => onChange({ ...calculation, question }), wrong)
    case 'difference': return (
      <div className={classes['pair']}>
        {choose(t`Von`, calculation.questions[0], usable, one => onChange({ ...calculation, questions: [one, calculation.questions[1]] }), wrong)}
        {choose(t`wird abgezogen`, calculation.questions[1], usable, one => onChange({ ...calculation, questions: [calculation.questions[0], one] }))}
        <Places value={calculation.decimals} onChange={decimals => onChange({ ...calculation, decimals })} />
      </div>
    )
    case 'bmi': {
      const heights = usable.filter(one => unitCode(one) === 'cm' || unitCode(one) === 'm')
      const ofHeight = (linkId: string) => heights.find(one => one.linkId === linkId && unitCode(one) === 'm') === undefined ? 'cm' as const : 'm' as const
      return (
        <div className={classes['pair']}>
          {choose(t`Gewicht (in kg)`, calculation.questions[0], usable.filter(one => unitCode(one) === 'kg'), one => onChange({ ...calculation, questions: [one, calculation.questions[1]] }), wrong)}
          {choose(t`Größe (in cm oder m)`, calculation.questions[1], heights, one => onChange({ ...calculation, questions: [calculation.questions[0], one], height: ofHeight(one) }))}
          <Places value={calculation.decimals} onChange={decimals => onChange({ ...calculation, decimals })} />
        </div>
      )
    }
    default: return (
      <>
        {usable.length === 0
          ? <p className={classes['small']}>{calculation.how === 'points' ? <Trans>Noch hat keine Auswahlfrage Punkte. Geben Sie dort den Antworten Punkte.</Trans> : <Trans>Noch gibt es keine Frage nach einer Zahl.</Trans>}</p>
          : (
            <Checkbox.Group label={t`Womit gerechnet wird`} value={[...calculation.questions]} error={wrong} onChange={chosen => onChange({ ...calculation, questions: usable.map(({ linkId }) => linkId).filter(one => chosen.includes(one)) })}>
              <div className={classes['checks']}>{usable.map(one => <Checkbox key={one.linkId} value={one.linkId} label={words.name(one)} />)}</div>
            </Checkbox.Group>
          )}
        <div className={classes['pair']}>
          <NativeSelect label={t`Wenn Antworten fehlen`} value={calculation.missing} onChange={event => onChange({ ...calculation, missing: event.currentTarget.value === 'skip' ? 'skip' : 'wait' })}
            data={[{ value: 'wait', label: t`kein Ergebnis` }, { value: 'skip', label: t`mit den vorhandenen rechnen` }]} />
          {calculation.how !== 'points' && <Places value={calculation.decimals} onChange={decimals => onChange({ ...calculation, decimals })} />}
        </div>
      </>
    )
  }
}

function Places({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const { t } = useLingui()
  return <NativeSelect label={t`Gerundet auf`} value={String(value)} onChange={event => onChange(Number(event.currentTarget.value))} data={[0, 1, 2, 3, ...(value > 3 ? [value] : [])].map(one => ({ value: String(one), label: one === 0 ? t`ganze Zahlen` : t`Nachkommastellen: ${one}` }))} />
}
