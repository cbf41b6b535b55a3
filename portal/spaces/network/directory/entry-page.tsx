import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useRef, useState, type SubmitEvent } from 'react'
import { actorKinds, sendEntry, type ActorFacts } from '../../../client/directory.ts'
import { Card, Column } from '../../../shell/calm.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { focusWrong } from '../../../shell/focus-wrong.ts'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNetwork } from '../use-network.ts'
import { useKindWords } from './use-kind-words.ts'
import calm from '../../../shell/calm.module.css'

const empty: ActorFacts = { name: '', kind: '', street: '', postalCode: '', city: '', website: '', about: '', topics: [], offers: '', needs: '' }

/** Somebody enters their organization: a mail is sent to confirm, then the editors look at it. */
export function EntryPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const kindWord = useKindWords()
  const faultText = useFaultText()
  const form = useRef<HTMLFormElement>(null)
  const [actor, setActor] = useState(empty)
  const [mail, setMail] = useState('')
  const [tried, setTried] = useState(false)
  const send = useMutation({ mutationFn: () => sendEntry(network, { actor: { ...actor, website: withScheme(actor.website) }, mail: mail.trim() }), gcTime: 0 })
  const wrong: Readonly<Record<string, string>> = {
    ...(actor.name.trim().length < 2 ? { name: t`Bitte geben Sie den Namen der Einrichtung an.` } : {}),
    ...(actor.kind === '' ? { kind: t`Bitte wählen Sie, was für eine Einrichtung es ist.` } : {}),
    ...(actor.city.trim().length < 2 ? { city: t`Bitte geben Sie den Ort an.` } : {}),
    ...(/^(?:\d{5})?$/.test(actor.postalCode) ? {} : { postalCode: t`Eine Postleitzahl hat fünf Ziffern.` }),
    ...(actor.website === '' || URL.canParse(withScheme(actor.website)) ? {} : { website: t`Das ist keine Internetadresse, wie zum Beispiel www.klinik.example.` }),
    ...(/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(mail.trim()) ? {} : { mail: t`Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel name@klinik.example.` }),
  }
  const said = (field: string) => (tried ? wrong[field] : undefined)
  const set = (change: Partial<ActorFacts>) => setActor(before => ({ ...before, ...change }))
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(wrong).length > 0) return focusWrong(form.current!)
    send.mutate(undefined, { onSuccess: () => window.scrollTo(0, 0) })
  }
  const params = { network: network.slug }
  if (send.isSuccess) {
    const address = mail.trim()
    return (
      <Column>
        <PageHead title={t`Fast geschafft`} />
        <Notice tone="ok" live><Trans>Wir haben eine E-Mail an {address} geschickt. Öffnen Sie darin den Link und bestätigen Sie die Angaben innerhalb von sieben Tagen. Danach sieht die Redaktion sie durch.</Trans></Notice>
        <p><Link to="/netz/$network/verzeichnis" params={params}><Trans>Zum Verzeichnis</Trans></Link></p>
      </Column>
    )
  }
  const missing = Object.keys(wrong).length
  return (
    <Column>
      <PageHead title={t`Einrichtung eintragen`} above={<Link className={calm['back']} to="/netz/$network/verzeichnis" params={params}><Trans>Zurück zum Verzeichnis</Trans></Link>}
        lead={<Trans>Alles außer der E-Mail-Adresse wird veröffentlicht. Nennen Sie bitte keine Personen ohne deren Zustimmung.</Trans>} />
      <form ref={form} noValidate onSubmit={submit} className={calm['form']}>
        {send.isError && <Notice tone="bad" live>{faultText(send.error)}</Notice>}
        {tried && missing > 0 && <Notice tone="bad" live><Plural value={missing} one="Eine Angabe fehlt noch oder stimmt nicht." other="# Angaben fehlen noch oder stimmen nicht." /></Notice>}
        <Card title={<Trans>Wer und wo</Trans>} icon="person">
          <TextInput size="md" required label={t`Name der Einrichtung`} maxLength={160} value={actor.name} error={said('name')} onChange={event => set({ name: event.currentTarget.value })} />
          <NativeSelect size="md" required label={t`Art der Einrichtung`} value={actor.kind} error={said('kind')} onChange={event => set({ kind: event.currentTarget.value })} data={[{ value: '', label: t`Bitte wählen` }, ...actorKinds.map(kind => ({ value: kind, label: kindWord(kind) }))]} />
          <TextInput size="md" label={t`Straße und Hausnummer`} maxLength={120} value={actor.street} onChange={event => set({ street: event.currentTarget.value })} />
          <TextInput size="md" label={t`Postleitzahl`} inputMode="numeric" maxLength={5} value={actor.postalCode} error={said('postalCode')} onChange={event => set({ postalCode: event.currentTarget.value })} />
          <TextInput size="md" required label={t`Ort`} maxLength={80} value={actor.city} error={said('city')} onChange={event => set({ city: event.currentTarget.value })} />
          <TextInput size="md" label={t`Internetseite`} inputMode="url" maxLength={300} value={actor.website} error={said('website')} onChange={event => set({ website: event.currentTarget.value })} />
        </Card>
        <Card title={<Trans>Was Sie tun</Trans>} icon="table">
          <Textarea size="md" autosize minRows={3} label={t`Über die Einrichtung`} maxLength={2000} value={actor.about} onChange={event => set({ about: event.currentTarget.value })} />
          <TagsInput size="md" label={t`Themen`} description={t`Ein Thema eingeben und mit der Eingabetaste übernehmen, höchstens zwölf.`} maxTags={12} acceptValueOnBlur value={[...actor.topics]} onChange={topics => set({ topics: topics.map(topic => topic.trim().slice(0, 60)).filter(topic => topic.length > 1) })} />
          <Textarea size="md" autosize minRows={2} label={t`Was Sie anbieten`} maxLength={1000} value={actor.offers} onChange={event => set({ offers: event.currentTarget.value })} />
          <Textarea size="md" autosize minRows={2} label={t`Was Sie suchen`} maxLength={1000} value={actor.needs} onChange={event => set({ needs: event.currentTarget.value })} />
        </Card>
        <Card title={<Trans>Bestätigen</Trans>} icon="check">
          <TextInput size="md" required type="email" autoComplete="email" label={t`Ihre E-Mail-Adresse`} description={t`Nur für die Bestätigung und Rückfragen der Redaktion. Sie wird gelöscht, sobald der Eintrag veröffentlicht oder abgelehnt ist.`} maxLength={254} value={mail} error={said('mail')} onChange={event => setMail(event.currentTarget.value)} />
          <div className={calm['actions']}><Button type="submit" size="md" loading={send.isPending}><Trans>Absenden und E-Mail erhalten</Trans></Button></div>
        </Card>
      </form>
    </Column>
  )
}

const withScheme = (address: string): string => (address === '' || /^https?:\/\//i.test(address) ? address : `https://${address}`)
