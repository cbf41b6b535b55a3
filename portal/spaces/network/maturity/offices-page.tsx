import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { createOffice, deleteOffice, fetchOffices } from '../../../client/maturity.ts'
import { Card, ConfirmInPlace, Item } from '../../../shell/calm.tsx'
import calm from '../../../shell/calm.module.css'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { InviteButton } from './invite-button.tsx'
import { useMaturityFault } from './use-maturity-fault.ts'
import classes from './maturity.module.css'

/** The houses whose maturity the account assesses; for editors also what houses there are. */
export function OfficesPage() {
  const { t } = useLingui()
  const fault = useMaturityFault()
  const { network } = useParams({ from: '/netz/$network/reifegrad/' })
  const offices = useQuery({ queryKey: ['maturity', network, 'offices'], queryFn: ({ signal }) => fetchOffices(network, signal) })
  return (
    <div className={classes['page']}>
      <PageHead title={t`Reifegrad`} lead={<Trans>Schätzen Sie im Team ein, wie weit Ihr Haus ist, setzen Sie Ziele und vergleichen Sie die Jahre. Die Antworten sieht nur Ihr Haus.</Trans>} />
      {offices.isError && <Notice tone="bad" live>{fault(offices.error)}</Notice>}
      {offices.isPending && <Loading />}
      {offices.isSuccess && (
        <Card title={<Trans>Ihre Häuser</Trans>} icon="house">
          {offices.data.mine.length === 0
            ? <Empty icon="house" title={<Trans>Sie gehören noch zu keinem Haus</Trans>}><Trans>Öffnen Sie den Link einer Einladung. Einladungen geben die Mitglieder Ihres Hauses; die erste gibt die Redaktion des Netzwerks.</Trans></Empty>
            : (
              <ul className={calm['list']}>
                {offices.data.mine.map(({ id, name }) => <li key={id}><Link className={classes['link']} to="/netz/$network/reifegrad/$office" params={{ network, office: id }}><strong>{name}</strong></Link></li>)}
              </ul>
            )}
        </Card>
      )}
      {offices.data?.managed !== undefined && <p><Link className={classes['link']} to="/netz/$network/reifegrad/modelle" params={{ network }}><Trans>Modelle des Netzwerks</Trans></Link></p>}
      {offices.data?.managed !== undefined && <Managed network={network} offices={offices.data.managed} />}
    </div>
  )
}

function Managed({ network, offices }: { network: string; offices: readonly { readonly id: string; readonly name: string; readonly members: number }[] }) {
  const { t } = useLingui()
  const fault = useMaturityFault()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const again = () => queries.invalidateQueries({ queryKey: ['maturity', network, 'offices'] })
  const add = useMutation({ mutationFn: (wanted: string) => createOffice(network, wanted), onSuccess: async () => { setName(''); await again() } })
  const remove = useMutation({ mutationFn: (id: string) => deleteOffice(network, id), onSuccess: again })
  return (
    <Card title={<Trans>Häuser des Netzwerks</Trans>} icon="people">
      <p className={classes['small']}><Trans>Als Redaktion legen Sie Häuser an und laden das erste Mitglied ein. Ergebnisse sehen Sie nicht.</Trans></p>
      {offices.length > 0 && (
        <ul className={calm['list']}>
          {offices.map(({ id, name: title, members }) => (
            <li key={id}>
              <Item name={title} actions={members > 0 ? undefined : (
                <div className={classes['actions']}>
                  <InviteButton network={network} office={id} name={title} />
                  <ConfirmInPlace label={<><Trans>Löschen</Trans><span className="aloud">: {title}</span></>} title={<Trans>„{title}“ löschen?</Trans>} confirm={<Trans>Löschen</Trans>} run={() => remove.mutate(id)} pending={remove.isPending} error={remove.error} />
                </div>
              )}>
                <span className={classes['small']}>{members === 0 ? <Trans>Noch niemand dabei</Trans> : members === 1 ? <Trans>1 Mitglied</Trans> : <Trans>{members} Mitglieder</Trans>}</span>
              </Item>
            </li>
          ))}
        </ul>
      )}
      <form className={classes['row']} onSubmit={event => { event.preventDefault(); if (name.trim().length >= 2) add.mutate(name) }}>
        <TextInput label={t`Name des Hauses`} value={name} onChange={event => setName(event.currentTarget.value)} maxLength={120} autoComplete="organization" />
        <Button type="submit" disabled={name.trim().length < 2} loading={add.isPending}><Trans>Haus anlegen</Trans></Button>
      </form>
      {add.isError && <Notice tone="bad" live>{fault(add.error)}</Notice>}
    </Card>
  )
}
