import { Button, TextInput } from '@mantine/core'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { open, toResponse, type Form } from '@steckwerk/form'
import { useEffect, useMemo, useRef, useState, type SubmitEvent } from 'react'
import { cancelRegistration, fetchRegistration, fetchRegistrationForm, register, type BarcampEvent } from '../../../client/barcamp.ts'
import { Card } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { focusPath } from '../../form/focus-path.ts'
import { useWrong } from '../../form/use-wrong.ts'
import { OwnTicket } from './own-ticket.tsx'
import { RegistrationQuestions } from './registration-questions.tsx'
import { useBarcampWords } from './use-barcamp-words.ts'
import { useBarcamp, useBarcampPath } from './use-barcamp.ts'
import calm from '../../../shell/calm.module.css'

/** Where nothing more is asked. */
const nothing = open({ resourceType: 'Questionnaire' })

/** Coming along: a name is enough. Who comes when all places are taken waits, and sees here when one is free. */
export function RegistrationCard({ event: { capacity, keepDays }, registered }: { event: BarcampEvent; registered: number }) {
  const { t } = useLingui()
  const words = useBarcampWords()
  const queries = useQueryClient()
  const { network, event, service } = useBarcampPath()
  // Beside what all phones read anew on each change of the event: who has a place keeps it.
  const key = ['barcamp-registration', network, event]
  const own = useQuery({ queryKey: key, queryFn: ({ signal }) => fetchRegistration(service, event, signal) })
  const { refetch } = own
  const waiting = own.data?.registered === true ? own.data.waiting : 0
  const { dataUpdatedAt } = useBarcamp()
  useEffect(() => {
    if (waiting > 0) void refetch()
  }, [dataUpdatedAt, waiting, refetch])
  const [text, setText] = useState({ name: '', organization: '', mail: '' })
  const [tried, setTried] = useState(false)
  // Read once: what somebody answers is not drawn anew by what others do.
  const questions = useQuery({ queryKey: ['barcamp-form', network, event], queryFn: ({ signal }) => fetchRegistrationForm(service, event, signal), staleTime: Infinity })
  const questionnaire = questions.data?.on === true ? questions.data.questionnaire : null
  const blank = useMemo(() => questionnaire === null ? nothing : open(questionnaire), [questionnaire])
  const [answered, setAnswered] = useState<Form>()
  const form = answered?.questionnaire === blank.questionnaire ? answered : blank
  const { all: wrong, onUnread } = useWrong(form)
  const fields = useRef<HTMLFormElement>(null)
  const come = useMutation({ mutationFn: () => register(service, event, { name: text.name.trim(), organization: text.organization.trim(), mail: text.mail.trim(), answers: toResponse(form).item ?? [] }), onSuccess: answer => queries.setQueryData(key, answer) })
  const leave = useMutation({ mutationFn: () => cancelRegistration(service, event), onSuccess: () => queries.setQueryData(key, { registered: false }) })
  const mailWrong = text.mail.trim() !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text.mail.trim())
  const submit = (sent: SubmitEvent<HTMLFormElement>) => {
    sent.preventDefault()
    setTried(true)
    if (text.name.trim() === '' || mailWrong) return
    if (wrong.length === 0) come.mutate()
    else focusPath(fields.current, wrong[0]!.path)
  }
  const field = (name: keyof typeof text) => ({ value: text[name], onChange: (change: { currentTarget: { value: string } }) => setText({ ...text, [name]: change.currentTarget.value }), size: 'md' as const })
  if (own.data?.registered === true) {
    return (
      <OwnTicket registration={own.data} cancel={() => leave.mutate()} pending={leave.isPending} error={leave.error}>
        {come.isSuccess && own.data.mail !== '' && <Notice tone="ok" live><Trans>Wir schicken Ihnen einen Link, mit dem Sie Ihre Anmeldung auch auf anderen Geräten öffnen.</Trans></Notice>}
      </OwnTicket>
    )
  }
  const left = Math.max(0, capacity - registered)
  return (
    <Card title={<Trans>Anmelden</Trans>} icon="people">
      <p>{left > 0 ? <Plural value={left} one="Noch # Platz frei." other="Noch # Plätze frei." /> : <Trans>Alle Plätze sind vergeben. Sie können sich auf die Warteliste setzen.</Trans>}</p>
      <form ref={fields} onSubmit={submit} className={calm['form']} noValidate>
        <TextInput {...field('name')} label={t`Name`} autoComplete="name" maxLength={80} error={tried && text.name.trim() === '' ? t`Bitte geben Sie einen Namen an.` : undefined} />
        <TextInput {...field('organization')} label={t`Einrichtung (freiwillig)`} autoComplete="organization" maxLength={80} />
        <TextInput {...field('mail')} type="email" label={t`E-Mail (freiwillig)`} description={t`Für einen Link zu Ihrer Anmeldung und die Nachricht, wenn Sie von der Warteliste aufrücken.`} autoComplete="email" maxLength={200} error={tried && mailWrong ? t`Die E-Mail-Adresse sieht nicht richtig aus.` : undefined} />
        {questionnaire !== null && <RegistrationQuestions form={form} wrong={tried ? wrong : []} onChange={setAnswered} onUnread={onUnread} />}
        <p className={calm['small']}><Plural value={keepDays} one="Ihre Angaben sehen nur die Veranstalter. Einen Tag nach dem Termin werden sie gelöscht." other="Ihre Angaben sehen nur die Veranstalter. # Tage nach dem Termin werden sie gelöscht." /></p>
        {come.isError && <Notice tone="bad" live>{words.fault(come.error)}</Notice>}
        <div className={calm['actions']}><Button type="submit" size="md" loading={come.isPending}>{left > 0 ? <Trans>Anmelden</Trans> : <Trans>Auf die Warteliste</Trans>}</Button></div>
      </form>
    </Card>
  )
}
