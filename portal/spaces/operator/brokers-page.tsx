import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { BrokerInfo } from '@steckwerk/api/contract/marketplace'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { endingEvidence, fetchBrokers, fetchPlugEvidence, type EvidenceOwner } from '../../client/brokers.ts'
import { DataTable } from '../../shell/data-table.tsx'
import { useFormats } from '../../shell/format.ts'
import { HelpNote } from '../../shell/help-note.tsx'
import { Icon } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { BrokerDetail } from './broker-detail.tsx'
import { BrokerForm } from './broker-form.tsx'
import { EndingEvidenceList } from './brokers-evidence.tsx'
import { PlugDetail, PlugList } from './plug-evidence.tsx'
import { PlatformTabs } from './platform-tabs.tsx'
import { useBrokerWords } from './use-broker-words.ts'
import classes from '../carrier/carrier.module.css'

/** Everyone who offers services on the platform, what became of their catalogues, and the evidence seen of them. */
export function BrokersPage() {
  const { t } = useLingui()
  const words = useBrokerWords()
  const { dateTime, number } = useFormats()
  const [open, setOpen] = useState<string | null>(null)
  const [plug, setPlug] = useState<string | null>(null)
  const [adding, setAdding] = useState(false)
  const brokers = useQuery({ queryKey: ['brokers'], queryFn: ({ signal }) => fetchBrokers(signal), refetchInterval: 30_000 })
  const plugs = useQuery({ queryKey: ['brokers', 'plugs'], queryFn: ({ signal }) => fetchPlugEvidence(signal), refetchInterval: 30_000 })
  const list = brokers.data ?? []
  const broker = list.find(({ id }) => id === open)
  const service = plugs.data?.find(({ id }) => id === plug)
  const ending = endingEvidence(list, plugs.data ?? [])
  const show = (id: string) => {
    setAdding(false)
    setOpen(id)
    setPlug(null)
  }
  const showPlug = (id: string) => {
    setAdding(false)
    setOpen(null)
    setPlug(id)
  }
  const showOwner = (owner: EvidenceOwner) => 'plug' in owner ? showPlug(owner.plug) : show(owner.broker)
  return (
    <>
      <PlatformTabs />
      <div className={classes['page']}>
        <PageHead title={t`Anbieter von Diensten`} beside={<Button className="screen-only" leftSection={<Icon name="plug" />} onClick={() => { setOpen(null); setPlug(null); setAdding(true) }}><Trans>Anbieter eintragen</Trans></Button>} />
        <HelpNote>
          <p><Trans>Ein Anbieter betreibt einen Broker nach der Open Service Broker API 2.17. Der Hub holt seinen Katalog alle 15 Minuten und zeigt ihn allen Trägern. Jeder Träger entscheidet selbst, was er bestellt und welche Nachweise er verlangt.</Trans></p>
          <p><Trans>Hier tragen Sie Nachweise ein, die Sie gesehen haben. Sie stehen bei den Trägern neben dem, was der Anbieter selbst angibt.</Trans></p>
        </HelpNote>
        {brokers.isError && <Notice tone="bad" live>{words.fault(brokers.error)}</Notice>}
        {plugs.isError && <Notice tone="bad" live>{words.fault(plugs.error)}</Notice>}
        {brokers.isPending && <Loading />}
        {ending.length > 0 && <EndingEvidenceList ending={ending} onShow={showOwner} />}
        {brokers.isSuccess && (
          <div className={classes['split']} data-open={adding || broker !== undefined || service !== undefined}>
            <section className={classes['panel']} aria-label={t`Liste`}>
              {list.length === 0 && <Empty icon="plug" title={<Trans>Noch kein Anbieter</Trans>}><Trans>Tragen Sie den ersten ein. Adresse, Benutzer und Passwort nennt Ihnen der Anbieter.</Trans></Empty>}
              {list.length > 0 && (
                <DataTable<BrokerInfo>
                  caption={t`Anbieter`} rows={list} rowKey={({ id }) => id} current={({ id }) => id === open}
                  columns={[
                    { key: 'name', head: t`Anbieter`, names: true, cell: one => <button type="button" className={classes['rowLink']} aria-expanded={one.id === open} onClick={() => show(one.id)}>{one.name}</button> },
                    { key: 'where', head: t`Läuft`, wide: true, cell: one => one.inside ? t`in diesem Hub` : new URL(one.url).host },
                    { key: 'services', head: t`Dienste`, end: true, cell: ({ services }) => number(services.length) },
                    { key: 'state', head: t`Katalog`, wide: true, cell: ({ trouble }) => trouble === null ? <Tag tone="ok"><Trans>abgerufen</Trans></Tag> : <Tag tone="bad"><Trans>Abruf misslingt</Trans></Tag> },
                    { key: 'at', head: t`Zuletzt abgerufen`, wide: true, cell: ({ fetchedAt }) => fetchedAt === null ? t`noch nie` : dateTime(fetchedAt) },
                  ]}
                />
              )}
              {plugs.data !== undefined && plugs.data.length > 0 && <PlugList plugs={plugs.data} open={plug} onOpen={showPlug} />}
            </section>
            {adding && <BrokerForm onDone={made => show(made.id)} onClose={() => setAdding(false)} />}
            {!adding && broker !== undefined && <BrokerDetail key={broker.id} broker={broker} onClose={() => setOpen(null)} />}
            {!adding && service !== undefined && <PlugDetail key={service.id} service={service} onClose={() => setPlug(null)} />}
          </div>
        )}
      </div>
    </>
  )
}
