import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useRef, useState, type ReactNode, type SubmitEvent } from 'react'
import { calendarDay } from '../../client/calendar-day.ts'
import { plainCode, type LetterAnswer } from '../../client/letter-code.ts'
import { BirthDateField, noDay } from '../../shell/birth-date-field.tsx'
import classes from './entrance.module.css'

const shortestCode = 6

/** The letter's code and the Patient's birth date. `own`: the birth date asked for is most likely the reader's own. */
export function LetterForm({ code: given, own, onAnswer, submit: label, pending, children }: {
  code: string; own: boolean; onAnswer: (answer: LetterAnswer) => void; submit: ReactNode; pending: boolean; children?: ReactNode
}) {
  const { t } = useLingui()
  const [code, setCode] = useState(given)
  const [day, setDay] = useState(noDay)
  const [wrong, setWrong] = useState<{ readonly code: boolean; readonly day: boolean }>({ code: false, day: false })
  const form = useRef<HTMLFormElement>(null)
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const birthDate = calendarDay(day)
    const plain = plainCode(code)
    setWrong({ code: plain.length < shortestCode, day: birthDate === undefined })
    if (plain.length < shortestCode) form.current?.querySelector<HTMLInputElement>('[name=code]')?.focus()
    else if (birthDate === undefined) form.current?.querySelector<HTMLInputElement>('fieldset input')?.focus()
    else onAnswer({ code: plain, birthDate })
  }
  return (
    <form ref={form} onSubmit={submit} className={classes['form']} noValidate>
      <TextInput
        name="code" label={t`Code aus dem Brief`} description={t`Große und kleine Buchstaben sind gleich; Striche können Sie weglassen.`} autoComplete="off" autoCapitalize="characters" spellCheck={false} size="md"
        required withAsterisk={false} value={code} onChange={event => setCode(event.currentTarget.value)} error={wrong.code ? t`Bitte geben Sie den ganzen Code ein.` : undefined}
      />
      <BirthDateField
        legend={own ? <Trans>Ihr Geburtsdatum</Trans> : <Trans>Geburtsdatum der Person, um die es geht</Trans>} hint={<Trans>Zum Beispiel 4 3 1957</Trans>} own={own} value={day} onChange={setDay}
        wrong={wrong.day ? <Trans>Bitte geben Sie Tag, Monat und Jahr als Zahlen ein.</Trans> : undefined}
      />
      {children}
      <div className={classes['actions']}><Button type="submit" size="md" loading={pending}>{label}</Button></div>
    </form>
  )
}
