import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useRef, useState, type SubmitEvent } from 'react'
import { askIntroduction } from '../../../client/introductions.ts'
import { mailForm } from '../../../client/undertaking-draft.ts'
import { Card, Column } from '../../../shell/calm.tsx'
import { focusWrong } from '../../../shell/focus-wrong.ts'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { MailSent, WrongCount } from '../mail-sent.tsx'
import { useNetwork } from '../use-network.ts'
import { useIntroductionWords } from './use-introduction-words.ts'
import calm from '../../../shell/calm.module.css'

/** Somebody wants to talk to who stands behind a project, a need or an organization. */
export function AskPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useIntroductionWords()
  const { zu = '', titel = '' } = useSearch({ from: '/netz/$network/vermittlung/neu' })
  const [, kind, id] = /^(undertaking|actor)\/([\w.-]{1,128})$/.exec(zu) ?? []
  const form = useRef<HTMLFormElement>(null)
  const [given, setGiven] = useState({ name: '', organization: '', mail: '', purpose: '' })
  const [consent, setConsent] = useState(false)
  const [tried, setTried] = useState(false)
  const send = useMutation({ mutationFn: () => askIntroduction(network, { of: { kind: kind ?? '', id: id ?? '' }, ...given, mail: given.mail.trim(), consent: true }), gcTime: 0 })
  const wrong: Readonly<Record<string, string>> = {
    ...(given.name.trim().length < 2 ? { name: t`Bitte geben Sie Ihren Namen an.` } : {}),
    ...(mailForm.test(given.mail.trim()) ? {} : { mail: t`Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel name@klinik.example.` }),
    ...(given.purpose.trim().length < 10 ? { purpose: t`Bitte schreiben Sie in einem Satz, worum es Ihnen geht.` } : {}),
    ...(consent ? {} : { consent: t`Ohne Ihre Zustimmung dürfen wir die Angaben nicht weitergeben.` }),
  }
  const said = (field: string) => (tried ? wrong[field] : undefined)
  const set = (change: Partial<typeof given>) => setGiven(before => ({ ...before, ...change }))
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(wrong).length > 0) return focusWrong(form.current!)
    send.mutate(undefined, { onSuccess: () => window.scrollTo(0, 0) })
  }
  const params = { network: network.slug }
  if (kind === undefined || id === undefined) {
    return <Column><PageHead title={t`Bringen Sie uns zusammen`} /><Empty icon="search" title={<Trans>Mit wem möchten Sie sprechen?</Trans>}><Link to="/netz/$network/vorhaben" params={params}><Trans>Suchen Sie zuerst ein Vorhaben aus.</Trans></Link></Empty></Column>
  }
  if (send.isSuccess) {
    const address = given.mail.trim()
    return <MailSent onward={<Link to="/netz/$network/vorhaben" params={params}><Trans>Zu den Vorhaben</Trans></Link>}><Trans>Wir haben eine E-Mail an {address} geschickt. Bestätigen Sie darin Ihre Anfrage innerhalb von sieben Tagen; erst dann fragen wir die andere Seite.</Trans></MailSent>
  }
  return (
    <Column>
      <PageHead title={t`Bringen Sie uns zusammen`} lead={titel === '' ? undefined : titel} />
      <p><Trans>Sie sagen, wer Sie sind und worum es geht. Die andere Seite liest das und stimmt zu oder lehnt ab. Erst wenn beide zugestimmt haben, bekommen beide die Adresse der anderen.</Trans></p>
      <form ref={form} noValidate onSubmit={submit} className={calm['form']}>
        {send.isError && <Notice tone="bad" live>{words.fault(send.error)}</Notice>}
        {tried && <WrongCount count={Object.keys(wrong).length} />}
        <Card title={<Trans>Ihre Anfrage</Trans>} icon="share">
          <TextInput size="md" required autoComplete="name" label={t`Ihr Name`} maxLength={80} value={given.name} error={said('name')} onChange={event => set({ name: event.currentTarget.value })} />
          <TextInput size="md" autoComplete="organization" label={t`Ihre Einrichtung`} maxLength={160} value={given.organization} onChange={event => set({ organization: event.currentTarget.value })} />
          <TextInput size="md" required type="email" autoComplete="email" label={t`Ihre E-Mail-Adresse`} maxLength={254} value={given.mail} error={said('mail')} onChange={event => set({ mail: event.currentTarget.value })} />
          <Textarea size="md" required autosize minRows={4} label={t`Worüber möchten Sie sprechen?`} maxLength={1500} value={given.purpose} error={said('purpose')} onChange={event => set({ purpose: event.currentTarget.value })} />
          <Checkbox size="md" checked={consent} label={t`Die andere Seite und die Koordinierungsstelle dürfen das lesen; meine Adresse bekommt die andere Seite, wenn sie zustimmt.`} error={said('consent')} onChange={event => setConsent(event.currentTarget.checked)} />
          <p className={calm['small']}><Trans>Die Anfrage endet nach 30 Tagen ohne Antwort. Ihre Angaben löschen wir 30 Tage nach einer Absage und 180 Tage nach einer Vermittlung.</Trans></p>
          <div className={calm['actions']}><Button type="submit" size="md" loading={send.isPending}><Trans>Absenden und E-Mail erhalten</Trans></Button></div>
        </Card>
      </form>
    </Column>
  )
}
