import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useRef, useState, type SubmitEvent } from 'react'
import { mailForm } from '../../../client/undertaking-draft.ts'
import { originOf, sendNeed } from '../../../client/undertakings.ts'
import { Card, Column } from '../../../shell/calm.tsx'
import { focusWrong } from '../../../shell/focus-wrong.ts'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { MailSent, WrongCount } from '../mail-sent.tsx'
import { BackLink } from '../back-link.tsx'
import { useNetwork } from '../use-network.ts'
import { useUndertakingWords } from './use-undertaking-words.ts'
import calm from '../../../shell/calm.module.css'

/** Somebody without an account says what is missing: a mail is sent to confirm, then the editors look at it. */
export function NeedForm() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useUndertakingWords()
  const search = useSearch({ from: '/netz/$network/vorhaben/neu' })
  const form = useRef<HTMLFormElement>(null)
  const [need, setNeed] = useState({ title: (search.titel ?? '').slice(0, 140), what: '', forWhom: '', topics: [] as readonly string[], organization: '' })
  const [mail, setMail] = useState('')
  const [isContact, setIsContact] = useState(false)
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const send = useMutation({ mutationFn: () => sendNeed(network, { need: { ...need, origin: originOf(search) }, mail: mail.trim(), contact: isContact ? { name: name.trim(), consent: true } : null }), gcTime: 0 })
  const wrong: Readonly<Record<string, string>> = {
    ...(need.title.trim().length < 3 ? { title: t`Bitte geben Sie einen Titel an.` } : {}),
    ...(need.what.trim().length < 10 ? { what: t`Bitte beschreiben Sie den Bedarf in einem Satz.` } : {}),
    ...(mailForm.test(mail.trim()) ? {} : { mail: t`Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel name@klinik.example.` }),
    ...(isContact && name.trim().length < 2 ? { name: t`Bitte geben Sie den Namen an.` } : {}),
  }
  const said = (field: string) => (tried ? wrong[field] : undefined)
  const set = (change: Partial<typeof need>) => setNeed(before => ({ ...before, ...change }))
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(wrong).length > 0) return focusWrong(form.current!)
    send.mutate(undefined, { onSuccess: () => window.scrollTo(0, 0) })
  }
  const params = { network: network.slug }
  if (send.isSuccess) {
    const address = mail.trim()
    return <MailSent onward={<Link to="/netz/$network/vorhaben" params={params}><Trans>Zu den Vorhaben</Trans></Link>}><Trans>Wir haben eine E-Mail an {address} geschickt. Öffnen Sie darin den Link und bestätigen Sie Ihren Bedarf innerhalb von sieben Tagen. Danach sieht die Redaktion ihn durch.</Trans></MailSent>
  }
  return (
    <Column>
      <PageHead title={t`Bedarf melden`} above={<BackLink to="/netz/$network/vorhaben" params={params}><Trans>Vorhaben</Trans></BackLink>}
        lead={<Trans>Was fehlt Ihnen? Vielleicht hat es schon jemand gelöst, oder andere machen mit. Ein Konto brauchen Sie nicht.</Trans>} />
      <form ref={form} noValidate onSubmit={submit} className={calm['form']}>
        {send.isError && <Notice tone="bad" live>{words.fault(send.error)}</Notice>}
        {tried && <WrongCount count={Object.keys(wrong).length} />}
        <Card title={<Trans>Ihr Bedarf</Trans>} icon="table">
          <TextInput size="md" required label={t`Titel`} description={t`Zum Beispiel „Überleitungsbögen ohne Fax“.`} maxLength={140} value={need.title} error={said('title')} onChange={event => set({ title: event.currentTarget.value })} />
          <Textarea size="md" required autosize minRows={4} label={t`Was brauchen Sie, und was passiert heute?`} maxLength={4000} value={need.what} error={said('what')} onChange={event => set({ what: event.currentTarget.value })} />
          <TextInput size="md" label={t`Für wen`} description={t`Zum Beispiel „Pflegedienste“ oder „Gesundheitsämter“.`} maxLength={300} value={need.forWhom} onChange={event => set({ forWhom: event.currentTarget.value })} />
          <TagsInput size="md" label={t`Themen`} description={t`Ein Thema eingeben und mit der Eingabetaste übernehmen, höchstens zwölf.`} maxTags={12} acceptValueOnBlur value={[...need.topics]} onChange={topics => set({ topics: topics.map(topic => topic.trim().slice(0, 60)).filter(topic => topic.length > 1) })} />
          <TextInput size="md" label={t`Ihre Einrichtung`} maxLength={160} value={need.organization} onChange={event => set({ organization: event.currentTarget.value })} />
        </Card>
        <Card title={<Trans>Bestätigen</Trans>} icon="check">
          <TextInput size="md" required type="email" autoComplete="email" label={t`Ihre E-Mail-Adresse`} description={t`Für die Bestätigung und Rückfragen der Redaktion; öffentlich ist sie nie.`} maxLength={254} value={mail} error={said('mail')} onChange={event => setMail(event.currentTarget.value)} />
          <Checkbox size="md" checked={isContact} label={t`Wer mitmachen will, darf mich über die Vermittlung fragen. Mein Name steht dann beim Vorhaben; die Adresse bekommt nur, wem ich zustimme.`} onChange={event => setIsContact(event.currentTarget.checked)} />
          {isContact && <TextInput size="md" required autoComplete="name" label={t`Ihr Name`} maxLength={80} value={name} error={said('name')} onChange={event => setName(event.currentTarget.value)} />}
          <p className={calm['small']}><Trans>Ohne das Häkchen löschen wir Ihre Adresse, sobald der Bedarf veröffentlicht oder abgelehnt ist.</Trans></p>
          <div className={calm['actions']}><Button type="submit" size="md" loading={send.isPending}><Trans>Absenden und E-Mail erhalten</Trans></Button></div>
        </Card>
      </form>
    </Column>
  )
}
