import { TextInput } from '@mantine/core'
import { useLingui } from '@lingui/react/macro'
import type { AnswerValue } from '@steckwerk/form'
import { useState } from 'react'
import { calendarDay } from '../../client/calendar-day.ts'
import { BirthDateField, noDay, type DayParts } from '../../shell/birth-date-field.tsx'
import type { FieldProps } from './field.ts'
import { hintOf } from './hint.tsx'
import { useFormLanguage } from './use-form-language.ts'
import classes from './form.module.css'

/** A day as three fields, a time of day, or both. */
export function DateField({ node, house, onAnswer, onUnread, wrong }: FieldProps) {
  const { t } = useLingui()
  const { ask } = useFormLanguage()
  const { item, path, answers } = node
  const kept = momentOf(answers[0])
  const [day, setDay] = useState(kept.day)
  const [time, setTime] = useState(kept.time)
  const set = (nextDay: DayParts, nextTime: string) => {
    setDay(nextDay)
    setTime(nextTime)
    const empty = [nextDay.day, nextDay.month, nextDay.year, nextTime].every(part => part === '')
    const answer = answerOf(item.type, nextDay, nextTime)
    onUnread(path, empty || answer !== undefined ? undefined : item.type === 'dateTime' ? t`Bitte geben Sie Tag, Monat, Jahr und Uhrzeit ein.` : item.type === 'time' ? t`Bitte geben Sie eine Uhrzeit ein.` : t`Bitte geben Sie Tag, Monat und Jahr als Zahlen ein.`)
    onAnswer(path, answer === undefined ? [] : [answer])
  }
  const label = ask(node)
  const hint = hintOf(node, house)
  const timeField = (name: string, about: React.ReactNode, error: string | undefined) => <TextInput type="time" label={name} description={about} error={error} size="md" value={time} className={classes['time'] ?? ''} onChange={event => set(day, event.currentTarget.value)} />
  if (item.type === 'time') return timeField(label, hint, wrong)
  return (
    <div className={classes['field']}>
      <BirthDateField own={false} legend={label} {...(hint === undefined ? {} : { hint })} value={day} onChange={next => set(next, time)} {...(wrong === undefined ? {} : { wrong })} />
      {item.type === 'dateTime' && timeField(t`Uhrzeit`, undefined, undefined)}
    </div>
  )
}

function momentOf(answer: AnswerValue | undefined): { readonly day: DayParts; readonly time: string } {
  const said = (member: string): string => typeof answer?.[member] === 'string' ? answer[member] : ''
  const text = said('valueDate') + said('valueDateTime')
  if (said('valueTime') !== '') return { day: noDay, time: said('valueTime').slice(0, 5) }
  if (text.includes('T')) {
    const at = new Date(text)
    const two = (value: number): string => String(value).padStart(2, '0')
    return { day: { day: String(at.getDate()), month: String(at.getMonth() + 1), year: String(at.getFullYear()) }, time: `${two(at.getHours())}:${two(at.getMinutes())}` }
  }
  const [year = '', month = '', day = ''] = text.split('-')
  return { day: { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year }, time: '' }
}

function answerOf(type: string, parts: DayParts, time: string): AnswerValue | undefined {
  if (type === 'time') return time === '' ? undefined : { valueTime: `${time}:00` }
  const day = calendarDay(parts)
  if (day === undefined) return undefined
  if (type === 'date') return { valueDate: day }
  const at = new Date(`${day}T${time}`)
  return time === '' || Number.isNaN(at.getTime()) ? undefined : { valueDateTime: at.toISOString() }
}
