import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef, useState, type SubmitEvent } from 'react'
import { changeSubscription, endSubscription, fetchPosts, openSubscription, subscribe, type Subscription, type Wished } from '../../../client/news.ts'
import { PortalFault } from '../../../client/request.ts'
import { mailLink, type MailLink } from '../../../client/upkeep.ts'
import { Card, Choices, Column, ConfirmInPlace, Wrong } from '../../../shell/calm.tsx'
import { focusWrong } from '../../../shell/focus-wrong.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackLink } from '../back-link.tsx'
import { useNetwork } from '../use-network.ts'
import { isMail, useNewsWords } from './use-news-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './news.module.css'

/** News by mail: to ask for it, and, by the link of a mail, to confirm, change or end it. */
export function SubscribePage() {
  const { t } = useLingui()
  const network = useNetwork()
  const { hash } = useLocation()
  const link = mailLink(hash)
  return (
    <Column>
      <PageHead title={t`Neues per E-Mail`} above={<BackLink to="/netz/$network/neues" params={{ network: network.slug }}><Trans>Neues</Trans></BackLink>} />
      {link === undefined ? <Subscribe /> : <Own key={hash} of={link} />}
    </Column>
  )
}

function useTopics(): readonly string[] {
  const network = useNetwork()
  return useQuery({ queryKey: ['network', network.slug, 'news', 'posts'], queryFn: ({ signal }) => fetchPosts(network, signal) }).data?.topics ?? []
}

function WishFields({ wished, topics, onChange }: { wished: Wished; topics: readonly string[]; onChange: (wished: Wished) => void }) {
  const all = [...new Set([...topics, ...wished.topics])]
  return (
    <>
      {all.length > 0 && (
        <div className={classes['wishes']}><Choices several legend={<Trans>Welche Themen?</Trans>} hint={<Trans>Nichts ankreuzen heißt: alle.</Trans>} chosen={wished.topics} onChange={chosen => onChange({ ...wished, topics: chosen.slice(0, 12) })} options={all.map(topic => ({ value: topic, label: topic }))} /></div>
      )}
      <Choices legend={<Trans>Wie oft?</Trans>} chosen={[wished.rhythm]} onChange={([rhythm]) => onChange({ ...wished, rhythm: rhythm === 'monthly' ? 'monthly' : 'each' })}
        options={[{ value: 'each', label: <Trans>Jede Ausgabe</Trans> }, { value: 'monthly', label: <Trans>Höchstens eine Ausgabe im Monat</Trans> }]} />
    </>
  )
}

function Subscribe() {
  const { t } = useLingui()
  const network = useNetwork()
  const faults = useNewsWords()
  const topics = useTopics()
  const form = useRef<HTMLFormElement>(null)
  const [mail, setMail] = useState('')
  const [wished, setWished] = useState<Wished>({ topics: [], rhythm: 'each' })
  const [agreed, setAgreed] = useState(false)
  const [tried, setTried] = useState(false)
  const name = network.name
  const words = t`Ja, ${name} darf mir an diese Adresse Neuigkeiten, Termine und Förderaufrufe per E-Mail schicken. Das kann ich jederzeit beenden: mit dem Link in jeder E-Mail oder einer Antwort „Abbestellung“.`
  const send = useMutation({ mutationFn: () => subscribe(network, { ...wished, mail: mail.trim(), words }), gcTime: 0 })
  const wrongMail = isMail(mail) ? undefined : t`Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel name@klinik.example.`
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (wrongMail !== undefined || !agreed) return focusWrong(form.current!)
    send.mutate(undefined, { onSuccess: () => window.scrollTo(0, 0) })
  }
  if (send.isSuccess) {
    const address = mail.trim()
    return <Notice tone="ok" live><Trans>Fast geschafft: Wir haben eine E-Mail an {address} geschickt. Öffnen Sie darin den Link und bestätigen Sie innerhalb von sieben Tagen; ohne das bekommen Sie nichts.</Trans></Notice>
  }
  return (
    <form ref={form} noValidate onSubmit={submit} className={calm['form']}>
      {send.isError && <Notice tone="bad" live>{faults.fault(send.error)}</Notice>}
      <Card title={<Trans>Was Sie bekommen möchten</Trans>} icon="bell">
        <WishFields wished={wished} topics={topics} onChange={setWished} />
        <TextInput size="md" required type="email" autoComplete="email" label={t`Ihre E-Mail-Adresse`} maxLength={254} value={mail} error={tried ? wrongMail : undefined} onChange={event => setMail(event.currentTarget.value)} />
        <label className={calm['choice']}>
          <input type="checkbox" checked={agreed} aria-invalid={tried && !agreed ? true : undefined} aria-describedby={tried && !agreed ? 'zustimmung-fehlt' : undefined} onChange={event => setAgreed(event.currentTarget.checked)} />
          <span>{words}</span>
        </label>
        {tried && !agreed && <Wrong id="zustimmung-fehlt"><Trans>Ohne Ihre Zustimmung können wir nichts schicken.</Trans></Wrong>}
        <p className={calm['small']}><Trans>Ihre Adresse dient nur dafür und wird mit der Abbestellung gelöscht. Ob Sie eine E-Mail öffnen oder worauf Sie darin klicken, erfahren wir nicht.</Trans></p>
        <div className={calm['actions']}><Button type="submit" size="md" loading={send.isPending}><Trans>Bestellen</Trans></Button></div>
      </Card>
      <p className={calm['small']}><Trans>Sie bekommen es schon und möchten etwas ändern? Geben Sie hier dieselbe Adresse an, dann schicken wir Ihnen den Link dazu.</Trans></p>
    </form>
  )
}

/** Opening shows; only a button confirms, changes or ends: mailboxes open links by themselves. */
function Own({ of }: { of: MailLink }) {
  const network = useNetwork()
  const words = useNewsWords()
  const { mutate: open, ...opened } = useMutation({ mutationFn: () => openSubscription(network, of), gcTime: 0 })
  const end = useMutation({ mutationFn: () => endSubscription(network, of), gcTime: 0 })
  useEffect(() => open(), [open])
  if (end.isSuccess) return <Notice tone="ok" live><Trans>Abbestellt. Sie bekommen nichts mehr, und Ihre Adresse ist gelöscht.</Trans></Notice>
  if (opened.isError) {
    const gone = opened.error instanceof PortalFault && (opened.error.status === 404 || opened.error.status === 400)
    return gone
      ? <><Notice tone="warn" live><Trans>Dieser Link gilt nicht mehr: Das Abo ist beendet, oder es wurde nicht innerhalb von sieben Tagen bestätigt.</Trans></Notice><Subscribe /></>
      : <Notice tone="bad" live>{words.fault(opened.error)}</Notice>
  }
  if (opened.data === undefined) return <Loading />
  return (
    <>
      <Settings of={of} start={opened.data} />
      <Card title={<Trans>Abbestellen</Trans>} icon="cross">
        <p><Trans>Sie bekommen dann nichts mehr, auch keine Ausgabe, die schon unterwegs ist. Ihre Adresse wird gelöscht.</Trans></p>
        <ConfirmInPlace label={<Trans>Abbestellen</Trans>} title={<Trans>Möchten Sie abbestellen?</Trans>} confirm={<Trans>Ja, abbestellen</Trans>} run={() => end.mutate()} pending={end.isPending} error={end.error} />
      </Card>
    </>
  )
}

function Settings({ of, start }: { of: MailLink; start: Subscription }) {
  const network = useNetwork()
  const words = useNewsWords()
  const topics = useTopics()
  const [wished, setWished] = useState<Wished>({ topics: start.topics, rhythm: start.rhythm })
  const save = useMutation({ mutationFn: () => changeSubscription(network, of, wished), gcTime: 0 })
  const { mail } = start
  const confirmed = start.confirmed !== null
  return (
    <Card title={confirmed ? <Trans>Was Sie bekommen</Trans> : <Trans>Bitte bestätigen</Trans>} icon="bell" {...(confirmed ? {} : { tone: 'brand' as const })}>
      {save.isSuccess && <Notice tone="ok" live>{confirmed ? <Trans>Gespeichert.</Trans> : <Trans>Danke, bestätigt: Die nächste Ausgabe geht an {mail}.</Trans>}</Notice>}
      {!confirmed && !save.isSuccess && <><p><Trans>Für {mail} wurde bestellt. Dem stimmen Sie zu:</Trans></p><blockquote>{start.words}</blockquote></>}
      {confirmed && <p><Trans>Es geht an {mail}.</Trans></p>}
      <WishFields wished={wished} topics={topics} onChange={setWished} />
      {save.isError && <Notice tone="bad" live>{words.fault(save.error)}</Notice>}
      <div className={calm['actions']}><Button size="md" loading={save.isPending} onClick={() => save.mutate()}>{confirmed || save.isSuccess ? <Trans>Änderung speichern</Trans> : <Trans>Ja, bestätigen</Trans>}</Button></div>
    </Card>
  )
}
