import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { PortalFault } from '../../../client/request.ts'
import { decideContact, mailLink, openContact, type AskedContact, type MailLink } from '../../../client/upkeep.ts'
import { Card, Column, ConfirmInPlace, Item } from '../../../shell/calm.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNetwork } from '../use-network.ts'
import calm from '../../../shell/calm.module.css'

/** Where a person decides whether an organization may show them as a contact, now and at any later time. */
export function ContactPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const faultText = useFaultText()
  const link = mailLink(useLocation().hash)
  const { data, error, isPending } = useQuery({ queryKey: ['network', network.slug, 'contact', link], queryFn: () => openContact(network, link!), enabled: link !== undefined, retry: false, refetchOnWindowFocus: false, gcTime: 0 })
  const [withdrawn, setWithdrawn] = useState(false)
  const gone = link === undefined || (error instanceof PortalFault && (error.status === 404 || error.status === 400))
  return (
    <Column>
      <PageHead title={t`Als Ansprechperson genannt`} />
      {withdrawn && <Notice tone="ok" live><Trans>Ihre Angaben sind gelöscht.</Trans></Notice>}
      {!withdrawn && gone && <Notice tone="warn" live><Trans>Hier ist nichts von Ihnen gespeichert. Vielleicht ist die Anfrage älter als 14 Tage, oder die Angaben sind schon gelöscht.</Trans></Notice>}
      {!withdrawn && !gone && error !== null && <Notice tone="bad" live>{faultText(error)}</Notice>}
      {!gone && isPending && <Loading />}
      {!withdrawn && link !== undefined && data !== undefined && <Decision contact={data} link={link} withdrawn={() => setWithdrawn(true)} />}
      <p><Link to="/netz/$network/verzeichnis" params={{ network: network.slug }}><Trans>Zum Verzeichnis</Trans></Link></p>
    </Column>
  )
}

function Decision({ contact, link, withdrawn }: { contact: AskedContact; link: MailLink; withdrawn: () => void }) {
  const { t } = useLingui()
  const network = useNetwork()
  const faultText = useFaultText()
  const queries = useQueryClient()
  const { actor, name, role, mail, phone, agreed } = contact
  const [shows, setShows] = useState({ mail: agreed?.mail ?? false, phone: agreed?.phone ?? false })
  const agree = useMutation({ mutationFn: () => decideContact(network, link, { mail: shows.mail, phone: shows.phone && phone !== '' }), onSuccess: () => queries.invalidateQueries({ queryKey: ['network', network.slug] }) })
  const withdraw = useMutation({ mutationFn: () => decideContact(network, link, null), onSuccess: withdrawn })
  const house = actor?.name ?? ''
  return (
    <>
      <p>{agreed === null ? <Trans>„{house}“ möchte Sie im öffentlichen Verzeichnis als Ansprechperson nennen. Ohne Ihre Zustimmung sieht niemand etwas davon.</Trans> : <Trans>Sie stehen bei „{house}“ im öffentlichen Verzeichnis. Hier ändern Sie, was gezeigt wird, oder ziehen Ihre Zustimmung zurück.</Trans>}</p>
      {agree.isSuccess && <Notice tone="ok" live><Trans>Gespeichert: so stehen Sie jetzt im Verzeichnis.</Trans></Notice>}
      <Card title={<Trans>Das stünde dort</Trans>} icon="eye">
        <Item name={name}>
          <span>{role}</span>
          {shows.mail && <span>{mail}</span>}
          {shows.phone && phone !== '' && <span>{phone}</span>}
        </Item>
        <Checkbox size="md" checked={shows.mail} onChange={event => setShows({ ...shows, mail: event.currentTarget.checked })} label={t`Meine E-Mail-Adresse zeigen`} />
        {phone !== '' && <Checkbox size="md" checked={shows.phone} onChange={event => setShows({ ...shows, phone: event.currentTarget.checked })} label={t`Meine Telefonnummer zeigen`} />}
        {agree.isError && <Notice tone="bad" live>{faultText(agree.error)}</Notice>}
        <div className={calm['actions']}>
          <Button size="md" loading={agree.isPending} onClick={() => agree.mutate()}>{agreed === null ? <Trans>Ja, so zeigen</Trans> : <Trans>Ab jetzt so zeigen</Trans>}</Button>
          {agreed === null
            ? <Button size="md" variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate()}><Trans>Nein, Angaben löschen</Trans></Button>
            : <ConfirmInPlace label={<Trans>Zustimmung zurückziehen</Trans>} title={<Trans>Alles, was hier von Ihnen steht, wird gelöscht.</Trans>} confirm={<Trans>Ja, zurückziehen und löschen</Trans>} run={() => withdraw.mutate()} pending={withdraw.isPending} error={withdraw.error} />}
        </div>
        {agreed === null && withdraw.isError && <Notice tone="bad" live>{faultText(withdraw.error)}</Notice>}
        <p className={calm['small']}><Trans>Bewahren Sie die E-Mail auf: mit ihrem Link können Sie Ihre Zustimmung jederzeit ändern oder zurückziehen. Sie können ihn auch auf der Seite der Einrichtung neu anfordern.</Trans></p>
      </Card>
    </>
  )
}
