import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import type { ActorFacts } from '../../../client/directory.ts'
import { PortalFault } from '../../../client/request.ts'
import { changeKept, dropContact, mailLink, nameContact, openKept, settleKept, type KeptActor, type MailLink, type NewContact } from '../../../client/upkeep.ts'
import { Card, Column, ConfirmInPlace } from '../../../shell/calm.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNetwork } from '../use-network.ts'
import { ActorForm } from './actor-form.tsx'
import { ContactsCard } from './contacts-card.tsx'
import calm from '../../../shell/calm.module.css'

/** Where a keeper's link leads: confirming, changing and removing an actor. Opening it changes nothing. */
export function KeepPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const faultText = useFaultText()
  const link = mailLink(useLocation().hash)
  const { data, error, isPending } = useQuery({ queryKey: ['network', network.slug, 'kept', link], queryFn: () => openKept(network, link!), enabled: link !== undefined, retry: false, refetchOnWindowFocus: false, gcTime: 0 })
  const [ended, setEnded] = useState<'removed' | 'left'>()
  const gone = link === undefined || (error instanceof PortalFault && (error.status === 404 || error.status === 400))
  return (
    <Column>
      <PageHead title={data === undefined || ended !== undefined ? t`Eintrag pflegen` : data.actor.name} />
      {ended === 'removed' && <Notice tone="ok" live><Trans>Der Eintrag ist entfernt, mit Ihrer Adresse und allen Ansprechpersonen.</Trans></Notice>}
      {ended === 'left' && <Notice tone="ok" live><Trans>Ihre Adresse ist gelöscht. Der Eintrag bleibt stehen.</Trans></Notice>}
      {ended === undefined && gone && <Notice tone="warn" live><Trans>Dieser Link gilt nicht mehr. Einen neuen können Sie auf der Seite Ihrer Einrichtung im Verzeichnis anfordern.</Trans></Notice>}
      {ended === undefined && !gone && error !== null && <Notice tone="bad" live>{faultText(error)}</Notice>}
      {!gone && isPending && <Loading />}
      {ended === undefined && link !== undefined && data !== undefined && <Kept kept={data} link={link} ended={setEnded} />}
      <p><Link to="/netz/$network/verzeichnis" params={{ network: network.slug }}><Trans>Zum Verzeichnis</Trans></Link></p>
    </Column>
  )
}

function Kept({ kept, link, ended }: { kept: KeptActor; link: MailLink; ended: (how: 'removed' | 'left') => void }) {
  const network = useNetwork()
  const faultText = useFaultText()
  const queries = useQueryClient()
  const { date } = useFormats()
  const again = () => queries.invalidateQueries({ queryKey: ['network', network.slug] })
  const top = async () => {
    await again()
    window.scrollTo(0, 0)
  }
  const confirm = useMutation({ mutationFn: () => settleKept(network, link, 'confirmed'), onSuccess: again })
  const change = useMutation({ mutationFn: (actor: ActorFacts) => changeKept(network, link, kept.was, actor), onSuccess: top })
  const end = useMutation({ mutationFn: (how: 'removed' | 'left') => settleKept(network, link, how), onSuccess: (_, how) => ended(how) })
  const { id, ...facts } = kept.actor
  const [when, mail] = [date(kept.confirmed), kept.mail]
  const changed = change.error instanceof PortalFault && change.error.code === 'community/actor-changed'
  return (
    <>
      {kept.waiting && <Notice tone="warn"><Trans>Name oder Art haben sich geändert: die Redaktion sieht Ihre Änderung durch. Bis dahin zeigt die Seite die früheren Angaben.</Trans></Notice>}
      {change.isSuccess && !kept.waiting && <Notice tone="ok" live><Trans>Gespeichert und veröffentlicht.</Trans></Notice>}
      {changed && <Notice tone="bad" live action={<Button variant="default" onClick={() => void again()}><Trans>Neu laden</Trans></Button>}><Trans>Jemand anderes hat den Eintrag inzwischen geändert. Laden Sie ihn neu; was Sie hier getippt haben, geht dabei verloren.</Trans></Notice>}
      <Card title={<Trans>Stimmt alles noch?</Trans>} icon="check" tone="brand">
        <p><Trans>Zuletzt bestätigt am {when}.</Trans> <Link to="/netz/$network/verzeichnis/$actor" params={{ network: network.slug, actor: id }}><Trans>So sieht ihn jeder</Trans></Link></p>
        {confirm.isError && <Notice tone="bad" live>{faultText(confirm.error)}</Notice>}
        {confirm.isSuccess
          ? <Notice tone="ok" live><Trans>Danke. In einem Jahr fragen wir wieder.</Trans></Notice>
          : <div className={calm['actions']}><Button size="md" loading={confirm.isPending} onClick={() => confirm.mutate()}><Trans>Ja, alles stimmt</Trans></Button></div>}
      </Card>
      <ActorForm key={kept.was} start={facts} send={change.mutate} pending={change.isPending} error={changed ? null : change.error} label={<Trans>Änderungen speichern</Trans>} />
      <ContactsCard contacts={kept.contacts} name={async (contact: NewContact) => { await nameContact(network, link, contact); await again() }} drop={async contact => { await dropContact(network, link, contact); await again() }} />
      <Card title={<Trans>Nicht mehr zuständig?</Trans>} icon="leave">
        <p><Trans>Wir schreiben wegen dieses Eintrags an {mail}.</Trans></p>
        <div className={calm['actions']}>
          <ConfirmInPlace label={<Trans>Nicht mehr pflegen</Trans>} title={<Trans>Ihre Adresse wird gelöscht, der Eintrag bleibt stehen.</Trans>} confirm={<Trans>Ja, Adresse löschen</Trans>} run={() => end.mutate('left')} pending={end.isPending} error={end.variables === 'left' ? end.error : null} />
          <ConfirmInPlace label={<Trans>Eintrag entfernen</Trans>} title={<Trans>Der Eintrag verschwindet aus dem Verzeichnis, mit allen Ansprechpersonen.</Trans>} confirm={<Trans>Ja, Eintrag entfernen</Trans>} run={() => end.mutate('removed')} pending={end.isPending} error={end.variables === 'removed' ? end.error : null} />
        </div>
      </Card>
    </>
  )
}
