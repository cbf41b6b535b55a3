import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { ActorFacts } from '../../../client/directory.ts'
import { askContact, confirmActor, fetchEditedActor, removeActor, removeContact, saveEditedActor, type EditedActor } from '../../../client/editor.ts'
import { PortalFault } from '../../../client/request.ts'
import { Card, Column, ConfirmInPlace, Item } from '../../../shell/calm.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackLink } from '../back-link.tsx'
import { ActorForm } from '../directory/actor-form.tsx'
import { ContactsCard } from '../directory/contacts-card.tsx'
import { useFieldWords } from '../directory/use-field-words.ts'
import { useNetwork } from '../use-network.ts'
import calm from '../../../shell/calm.module.css'

/** Everything that editors do with one organization. */
export function EditActorPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const faultText = useFaultText()
  const { actor: id } = useParams({ from: '/netz/$network/redaktion/einrichtungen/$actor' })
  const { data, error, isPending } = useQuery({ queryKey: ['network', network.slug, 'edited-actor', id], queryFn: ({ signal }) => fetchEditedActor(network, id, signal), refetchOnWindowFocus: false, gcTime: 0 })
  return (
    <Column>
      <PageHead title={data?.actor.name ?? t`Einrichtung`} above={<BackLink to="/netz/$network/redaktion/einrichtungen" params={{ network: network.slug }}><Trans>Alle Einrichtungen</Trans></BackLink>} />
      {error !== null && <Notice tone="bad" live>{faultText(error)}</Notice>}
      {isPending && <Loading />}
      {data !== undefined && <Edited edited={data} />}
    </Column>
  )
}

function Edited({ edited }: { edited: EditedActor }) {
  const network = useNetwork()
  const faultText = useFaultText()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { date } = useFormats()
  const { actor: { id, ...facts }, was, confirmed, unconfirmed, keeper, proposed, contacts, history } = edited
  const params = { network: network.slug }
  const again = () => queries.invalidateQueries({ queryKey: ['network', network.slug] })
  const save = useMutation({ mutationFn: (actor: ActorFacts) => saveEditedActor(network, id, was, actor), onSuccess: async () => { await again(); window.scrollTo(0, 0) } })
  const { t } = useLingui()
  const [heard, setHeard] = useState('')
  const confirm = useMutation({ mutationFn: () => confirmActor(network, id, heard), onSuccess: again })
  const remove = useMutation({
    mutationFn: () => removeActor(network, id),
    onSuccess: async () => {
      await navigate({ to: '/netz/$network/redaktion/einrichtungen', params })
      queries.removeQueries({ queryKey: ['network', network.slug, 'edited-actor', id] })
      await again()
    },
  })
  const changed = save.error instanceof PortalFault && save.error.code === 'community/actor-changed'
  const when = confirmed === null ? '' : date(confirmed)
  return (
    <>
      {save.isSuccess && <Notice tone="ok" live><Trans>Gespeichert und veröffentlicht.</Trans></Notice>}
      {changed && <Notice tone="bad" live action={<Button variant="default" onClick={() => void again()}><Trans>Neu laden</Trans></Button>}><Trans>Jemand anderes hat den Eintrag inzwischen geändert. Laden Sie ihn neu; was Sie hier getippt haben, geht dabei verloren.</Trans></Notice>}
      {proposed !== null && <Notice tone="warn"><Trans>Wer den Eintrag pflegt, hat eine Änderung vorgeschlagen. Speichern Sie hier, so gilt Ihre Fassung.</Trans> <Link to="/netz/$network/redaktion/aenderungen" params={params}><Trans>Änderung ansehen</Trans></Link></Notice>}
      <Card title={<Trans>Stand</Trans>} icon={unconfirmed ? 'alert' : 'check'}>
        <p>
          {confirmed === null ? <Trans>Noch nie bestätigt.</Trans> : <Trans>Zuletzt bestätigt am {when}.</Trans>}{' '}
          {keeper === null ? <Trans>Niemand pflegt den Eintrag.</Trans> : <Trans>Gepflegt von {keeper}.</Trans>}{' '}
          <Link to="/netz/$network/verzeichnis/$actor" params={{ ...params, actor: id }}><Trans>So sieht ihn jeder</Trans></Link>
        </p>
        {confirm.isError && <Notice tone="bad" live>{faultText(confirm.error)}</Notice>}
        <TextInput type="date" size="md" maw="14rem" label={t`Erfahren am`} description={t`Leer = heute`} max={new Date().toISOString().slice(0, 10)} value={heard} onChange={typed => setHeard(typed.currentTarget.value)} />
        <div className={calm['actions']}><Button variant="default" loading={confirm.isPending} onClick={() => confirm.mutate()}><Trans>Stimmt noch</Trans></Button></div>
      </Card>
      <ActorForm key={was} start={facts} send={save.mutate} pending={save.isPending} error={changed ? null : save.error} label={<Trans>Speichern und veröffentlichen</Trans>} />
      <ContactsCard contacts={contacts} name={async contact => { await askContact(network, id, contact); await again() }} drop={async contact => { await removeContact(network, id, contact); await again() }} />
      <Card title={<Trans>Verlauf</Trans>} icon="clock">
        {history.length === 0 ? <p><Trans>Noch hat niemand etwas geändert.</Trans></p> : <ul className={calm['list']}>{history.map(step => <Step key={`${step.at} ${step.what}`} step={step} />)}</ul>}
      </Card>
      <div className={calm['actions']}><ConfirmInPlace label={<Trans>Einrichtung entfernen</Trans>} title={<Trans>Die Einrichtung verschwindet aus dem Verzeichnis, mit allen Ansprechpersonen und der Adresse, die sie pflegt.</Trans>} confirm={<Trans>Ja, entfernen</Trans>} run={() => remove.mutate()} pending={remove.isPending} error={remove.error} /></div>
    </>
  )
}

function Step({ step: { at, by, what, fields = [] } }: { step: EditedActor['history'][number] }) {
  const { t } = useLingui()
  const { dateTime } = useFormats()
  const fieldWord = useFieldWords()
  const whos: Readonly<Record<string, string>> = { keeper: t`Pflegende Person`, editor: t`Redaktion`, import: t`Import` }
  const whats: Readonly<Record<string, string>> = {
    'published': t`veröffentlicht`, 'changed': t`geändert`, 'confirmed': t`bestätigt`, 'proposed': t`Änderung vorgeschlagen`, 'accepted': t`Änderung übernommen`, 'refused': t`Änderung abgelehnt`,
    'merged': t`mit einem doppelten Eintrag zusammengeführt`, 'keeper-left': t`pflegt nicht mehr`,
  }
  const named = fields.map(fieldWord).join(', ')
  return <li><Item name={whats[what] ?? what}><span className={calm['small']}>{dateTime(at)} · {whos[by] ?? by}{named !== '' && ` · ${named}`}</span></Item></li>
}
