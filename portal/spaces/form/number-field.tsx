import { NativeSelect, TextInput } from '@mantine/core'
import { useLingui } from '@lingui/react/macro'
import { unitOf, unitOptionsOf, type AnswerValue, type Coding } from '@steckwerk/form'
import { useState } from 'react'
import { readNumber, writeNumber } from '../../client/form-answer.ts'
import type { FieldProps } from './field.ts'
import { hintOf } from './hint.tsx'
import { useFormLanguage } from './use-form-language.ts'
import classes from './form.module.css'

interface Quantity {
  readonly value: number
  readonly unit?: string
  readonly system?: string
  readonly code?: string
}

/** Whole numbers, decimals, and amounts with their unit. What cannot be read stays in the field and is told. */
export function NumberField({ node, house, onAnswer, onUnread, wrong }: FieldProps) {
  const { t } = useLingui()
  const { ask, coding, language } = useFormLanguage()
  const { item, path, answers } = node
  const quantity = answers[0]?.['valueQuantity'] as Quantity | undefined
  const value = quantity?.value ?? (answers[0]?.['valueInteger'] ?? answers[0]?.['valueDecimal']) as number | undefined
  const units = unitOptionsOf(item)
  const [unit, setUnit] = useState<Coding | undefined>(() => units.find(({ code }) => code === quantity?.code) ?? unitOf(item))
  const [text, setText] = useState(value === undefined ? '' : writeNumber(value, language))
  const whole = item.type === 'integer'
  const answerOf = (number: number, of: Coding | undefined): AnswerValue => item.type === 'quantity'
    ? { valueQuantity: { value: number, ...of === undefined ? {} : { unit: of.display ?? of.code, ...of.system === undefined ? {} : { system: of.system }, ...of.code === undefined ? {} : { code: of.code } } } }
    : whole ? { valueInteger: number } : { valueDecimal: number }
  const set = (next: string, of: Coding | undefined = unit) => {
    setText(next)
    setUnit(of)
    const number = readNumber(next, whole)
    onUnread(path, next.trim() === '' || number !== undefined ? undefined : whole ? t`Bitte geben Sie eine ganze Zahl ein.` : t`Bitte geben Sie eine Zahl ein, zum Beispiel 72,5.`)
    onAnswer(path, number === undefined ? [] : [answerOf(number, of)])
  }
  const label = ask(node)
  return (
    <div className={classes['amount']}>
      <TextInput label={label} description={hintOf(node, house)} error={wrong} size="md" inputMode={whole ? 'numeric' : 'decimal'} autoComplete="off" aria-required={item.required === true} value={text}
        rightSection={units.length > 1 || unit === undefined ? undefined : <span className={classes['unit']}>{coding(unit)}</span>} rightSectionWidth="4rem" onChange={event => set(event.currentTarget.value)} />
      {units.length > 1 && (
        <NativeSelect aria-label={t`Einheit für: ${label}`} size="md" value={unit?.code ?? ''} onChange={event => set(text, units.find(({ code }) => code === event.currentTarget.value))}
          data={units.map(one => ({ value: one.code ?? '', label: coding(one) }))} />
      )}
    </div>
  )
}
