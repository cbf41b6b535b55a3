import { NativeSelect, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { QuestionnaireItem } from '@steckwerk/form'
import { useState } from 'react'
import { commonUnits, readBound, readDecimals, readUnit, writeBound, writeDecimals } from '../../../client/form-build-number.ts'
import { NumberInput } from './number-input.tsx'
import classes from './forms.module.css'

type Edit = (change: (item: QuestionnaireItem) => QuestionnaireItem) => void

/** What a number may be: its smallest and largest value, and how exact it is. */
export function NumberRules({ item, wrong, onChange }: { item: QuestionnaireItem; wrong: string | undefined; onChange: Edit }) {
  const { t } = useLingui()
  const [min, max] = [readBound(item, 'min'), readBound(item, 'max')]
  const whole = item.type === 'integer'
  return (
    <div className={classes['pair']}>
      {min !== 'kept' && <NumberInput label={t`Kleinster Wert`} value={min} wrong={wrong} whole={whole} onChange={value => onChange(one => writeBound(one, 'min', value))} />}
      {max !== 'kept' && <NumberInput label={t`Größter Wert`} value={max} whole={whole} onChange={value => onChange(one => writeBound(one, 'max', value))} />}
      {!whole && <Decimals value={readDecimals(item)} onChange={value => onChange(one => writeDecimals(one, value))} />}
    </div>
  )
}

function Decimals({ value, onChange }: { value: number | undefined; onChange: (value: number | undefined) => void }) {
  const { t } = useLingui()
  const offered = [0, 1, 2, 3, ...(value === undefined || value <= 3 ? [] : [value])]
  return (
    <NativeSelect label={t`Nachkommastellen`} value={value ?? ''} onChange={event => onChange(event.currentTarget.value === '' ? undefined : Number(event.currentTarget.value))}
      data={[{ value: '', label: t`beliebig viele` }, ...offered.map(one => ({ value: String(one), label: one === 0 ? t`keine` : t`höchstens ${one}` }))]} />
  )
}

const own = 'own'

/** The unit an amount is asked in: by its sign, else by its code of UCUM. `none`: what it is called that there is no unit. */
export function UnitField({ item, wrong, none, onChange }: { item: QuestionnaireItem; wrong: string | undefined; none: string; onChange: (unit: { readonly code: string; readonly display: string } | undefined) => void }) {
  const { t } = useLingui()
  const unit = readUnit(item)
  const known = unit === 'kept' ? undefined : commonUnits.find(({ code }) => code === unit?.code)
  const [wantsOwn, setWantsOwn] = useState(false)
  if (unit === 'kept') return <p className={classes['small']}><Trans>Diese Zahl hat Einheiten zur Auswahl. Sie werden beibehalten.</Trans></p>
  const isOwn = wantsOwn || (unit !== undefined && known === undefined)
  return (
    <div className={classes['pair']}>
      <NativeSelect
        label={t`Einheit`} value={isOwn ? own : unit?.code ?? ''}
        onChange={event => {
          const chosen = event.currentTarget.value
          setWantsOwn(chosen === own)
          onChange(chosen === own ? undefined : commonUnits.find(({ code }) => code === chosen))
        }}
        data={[{ value: '', label: none }, ...commonUnits.map(({ code, display }) => ({ value: code, label: display })), { value: own, label: t`andere, als UCUM-Code` }]}
      />
      {isOwn && (
        <TextInput label={t`UCUM-Code`} description={t`zum Beispiel d für Tage, kg/m2, mmol/L`} value={unit?.code ?? ''} error={wrong} autoComplete="off" spellCheck={false} maxLength={64}
          onChange={event => {
            const code = event.currentTarget.value.trim()
            setWantsOwn(true)
            onChange(code === '' ? undefined : { code, display: code })
          }} />
      )}
    </div>
  )
}
