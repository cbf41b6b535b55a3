import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { isMail, noActor, type ActorDraft } from '../../../client/actor-draft.ts'
import { fetchAlike, sendEntry, type ActorFacts } from '../../../client/directory.ts'
import { Card, Column } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { MailSent } from '../mail-sent.tsx'
import { BackLink } from '../back-link.tsx'
import { useNetwork } from '../use-network.ts'
import { ActorForm } from './actor-form.tsx'

/** Somebody enters their organization: a mail is sent to confirm, then the editors look at it. */
export function EntryPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const [mail, setMail] = useState('')
  const [keep, setKeep] = useState(false)
  const send = useMutation({ mutationFn: (actor: ActorFacts) => sendEntry(network, { actor, mail: mail.trim(), keep }), onSuccess: () => window.scrollTo(0, 0), gcTime: 0 })
  const params = { network: network.slug }
  if (send.isSuccess) {
    const address = mail.trim()
    return <MailSent onward={<Link to="/netz/$network/verzeichnis" params={params}><Trans>Zum Verzeichnis</Trans></Link>}><Trans>Wir haben eine E-Mail an {address} geschickt. Öffnen Sie darin den Link und bestätigen Sie die Angaben innerhalb von sieben Tagen. Danach sieht die Redaktion sie durch.</Trans></MailSent>
  }
  return (
    <Column>
      <PageHead title={t`Einrichtung eintragen`} above={<BackLink to="/netz/$network/verzeichnis" params={params}><Trans>Verzeichnis</Trans></BackLink>}
        lead={<Trans>Alles außer der E-Mail-Adresse wird veröffentlicht. Nennen Sie bitte keine Personen; Ansprechpersonen können Sie später mit deren Zustimmung ergänzen.</Trans>} />
      <ActorForm start={noActor} send={send.mutate} pending={send.isPending} error={send.error} label={<Trans>Absenden und E-Mail erhalten</Trans>} moreWrong={isMail(mail) ? 0 : 1}
        more={(draft, tried) => (
          <>
            <AlikeNotice draft={draft} />
            <Card title={<Trans>Bestätigen</Trans>} icon="check">
              <TextInput size="md" required type="email" autoComplete="email" label={t`Ihre E-Mail-Adresse`} description={t`Für die Bestätigung und Rückfragen der Redaktion; sie wird nicht veröffentlicht.`} maxLength={254} value={mail}
                error={tried && !isMail(mail) ? t`Bitte geben Sie eine E-Mail-Adresse an, zum Beispiel name@klinik.example.` : undefined} onChange={event => setMail(event.currentTarget.value)} />
              <Checkbox size="md" checked={keep} onChange={event => setKeep(event.currentTarget.checked)} label={t`Ich pflege den Eintrag weiter`}
                description={t`Dann bewahren wir die Adresse auf, schicken Ihnen auf Anforderung einen Bearbeitungslink und fragen einmal im Jahr, ob der Eintrag noch stimmt. Ohne Haken wird sie gelöscht, sobald der Eintrag veröffentlicht oder abgelehnt ist.`} />
            </Card>
          </>
        )} />
    </Column>
  )
}

/** Whether something like it is there already. */
function AlikeNotice({ draft }: { draft: ActorDraft }) {
  const network = useNetwork()
  const { name, city, street, postalCode, website } = draft
  const [wanted] = useDebouncedValue({ name, city, street, postalCode, website }, 400)
  const isEnough = wanted.name.trim().length > 3 && wanted.city.trim().length > 1
  const { data } = useQuery({ queryKey: ['network', network.slug, 'alike', wanted], queryFn: ({ signal }) => fetchAlike(network, wanted, signal), enabled: isEnough, staleTime: 60_000 })
  if (!isEnough || data === undefined || data.actors.length === 0) return null
  return (
    <Notice tone="warn" live>
      <p><Trans>Im Verzeichnis steht schon etwas Ähnliches. Ist Ihre Einrichtung dabei, dann fordern Sie bitte auf deren Seite einen Bearbeitungslink an:</Trans></p>
      <ul>{data.actors.map(one => <li key={one.id}><Link to="/netz/$network/verzeichnis/$actor" params={{ network: network.slug, actor: one.id }}>{one.name}, {one.city}</Link></li>)}</ul>
    </Notice>
  )
}
