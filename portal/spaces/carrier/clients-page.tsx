import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ClientInfo, ClientWithSecret } from '@steckwerk/api/contract/smart'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchClients } from '../../client/clients.ts'
import { DataTable } from '../../shell/data-table.tsx'
import { useFormats } from '../../shell/format.ts'
import { HelpNote } from '../../shell/help-note.tsx'
import { Icon } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useCarrier } from './carrier-space.tsx'
import { ClientDetail } from './client-detail.tsx'
import { NewClientForm } from './new-client-form.tsx'
import { SecretSheet } from './secret-sheet.tsx'
import { useCarrierFault } from './use-carrier-fault.ts'
import { useKindWords } from './use-kind-words.ts'
import classes from './carrier.module.css'

/** SMART apps and backend services of a carrier. */
export function ClientsPage() {
  const { t } = useLingui()
  const { slug, name } = useCarrier()
  const { dateTime } = useFormats()
  const fault = useCarrierFault()
  const kind = useKindWords()
  const [open, setOpen] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)
  const [made, setMade] = useState<ClientWithSecret | null>(null)
  const clients = useQuery({ queryKey: ['clients', slug], queryFn: ({ signal }) => fetchClients(slug, signal) })
  const list = clients.data ?? []
  const client = list.find(({ id }) => id === open)
  const show = (next: ClientWithSecret) => {
    setAdding(false)
    setOpen(next.client.id)
    setMade(next)
  }
  return (
    <div className={classes['page']}>
      <PageHead title={t`Apps`} above={name} beside={<Button className="screen-only" leftSection={<Icon name="plug" />} onClick={() => { setAdding(true); setOpen(null); setMade(null) }}><Trans>App hinzufügen</Trans></Button>} />
      <HelpNote>
        <p><Trans>Eine App oder ein Dienst eines Herstellers bekommt hier eine Kennung und das Äußerste, worum er bitten darf. Apps für Menschen bitten danach noch jede Person um Erlaubnis; ein Hintergrunddienst handelt für sich selbst.</Trans></p>
      </HelpNote>
      {made !== null && <SecretSheet made={made} onDone={() => setMade(null)} />}
      <div className={classes['split']} data-open={adding || client !== undefined}>
        <section className={classes['panel']} aria-label={t`Liste`}>
          {clients.isError && <Notice tone="bad" live>{fault(clients.error)}</Notice>}
          {clients.isPending && <Loading />}
          {clients.isSuccess && list.length === 0 && <Empty icon="plug" title={<Trans>Noch keine App</Trans>}><Trans>Fügen Sie die erste hinzu. Der Hersteller nennt Ihnen Rücksprungadresse und gewünschte Rechte.</Trans></Empty>}
          {list.length > 0 && (
            <DataTable<ClientInfo>
              caption={t`Apps`} rows={list} rowKey={({ id }) => id} current={({ id }) => id === open}
              columns={[
                { key: 'name', head: t`Name`, names: true, cell: one => <button type="button" className={classes['rowLink']} aria-expanded={one.id === open} onClick={() => { setAdding(false); setMade(null); setOpen(one.id) }}>{one.name}</button> },
                { key: 'vendor', head: t`Hersteller`, wide: true, cell: ({ vendor }) => vendor ?? '–' },
                { key: 'kind', head: t`Art`, wide: true, cell: one => kind.short(one) },
                { key: 'scopes', head: t`Rechte`, end: true, cell: ({ scopes }) => String(scopes.length) },
                { key: 'since', head: t`Seit`, wide: true, cell: ({ createdAt }) => dateTime(createdAt) },
                { key: 'state', head: t`Zustand`, wide: true, cell: ({ disabled }) => disabled ? <Tag tone="bad" icon="lock"><Trans>abgeschaltet</Trans></Tag> : <Tag tone="ok"><Trans>aktiv</Trans></Tag> },
              ]}
            />
          )}
        </section>
        {adding && <NewClientForm carrier={slug} onDone={show} onClose={() => setAdding(false)} />}
        {!adding && client !== undefined && <ClientDetail key={client.id} carrier={slug} client={client} onSecret={setMade} onClose={() => setOpen(null)} />}
      </div>
    </div>
  )
}
