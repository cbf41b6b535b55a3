import { Trans } from '@lingui/react/macro'
import { useId, type ReactNode } from 'react'
import { Wrong } from './calm.tsx'
import classes from './calm.module.css'

export interface DayParts {
  readonly day: string
  readonly month: string
  readonly year: string
}

export const noDay: DayParts = { day: '', month: '', year: '' }

/** Day, month and year as three fields: nobody must scroll through decades of a calendar. */
export function BirthDateField({ legend, hint, value, onChange, wrong, own = true }: {
  legend: ReactNode; hint?: ReactNode; value: DayParts; onChange: (value: DayParts) => void; wrong?: ReactNode; own?: boolean
}) {
  const id = useId()
  const part = (name: keyof DayParts, length: number, autoComplete: string, label: ReactNode) => (
    <label>
      {label}
      <input
        inputMode="numeric" pattern="[0-9]*" maxLength={length} autoComplete={own ? autoComplete : 'off'} value={value[name]} aria-invalid={wrong !== undefined} aria-describedby={wrong === undefined ? undefined : `${id}-wrong`}
        onChange={event => onChange({ ...value, [name]: event.currentTarget.value.replaceAll(/\D/g, '') })}
      />
    </label>
  )
  return (
    <fieldset className={classes['choices']}>
      <legend>{legend}{hint !== undefined && <><br /><span className={classes['hint']}>{hint}</span></>}</legend>
      <div className={classes['parts']}>
        {part('day', 2, 'bday-day', <Trans>Tag</Trans>)}
        {part('month', 2, 'bday-month', <Trans>Monat</Trans>)}
        {part('year', 4, 'bday-year', <Trans>Jahr</Trans>)}
      </div>
      {wrong !== undefined && <Wrong id={`${id}-wrong`}>{wrong}</Wrong>}
    </fieldset>
  )
}
