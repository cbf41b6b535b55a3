import { Button, Checkbox } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { MarketService } from '@steckwerk/api/contract/marketplace'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchMarket } from '../../../client/marketplace.ts'
import { DataTable } from '../../../shell/data-table.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../../shell/notice.tsx'
import { useSession } from '../../../shell/session-context.ts'
import { useCarrierFault } from '../use-carrier-fault.ts'
import { cheapest } from './cheapest.ts'
import { Comparison } from './comparison.tsx'
import { OrderForm } from './order-form.tsx'
import { Policy } from './policy-form.tsx'
import { useMarketWords } from './use-market-words.ts'
import { useProviderWords } from './use-provider-words.ts'
import classes from '../carrier.module.css'

const keyOf = ({ broker, id }: MarketService): string => `${broker}/${id}`
const mostCompared = 4

/** Everything that can be ordered, to be compared side by side. */
export function Catalogue({ carrier, onOrder }: { carrier: string; onOrder: (order: string) => void }) {
  const { t } = useLingui()
  const words = useMarketWords()
  const says = useProviderWords()
  const fault = useCarrierFault()
  const { me } = useSession()
  const [compared, setCompared] = useState<readonly string[]>([])
  const [ordering, setOrdering] = useState<string | null>(null)
  const market = useQuery({ queryKey: ['market', carrier, 'catalogue'], queryFn: ({ signal }) => fetchMarket(carrier, signal) })
  const mayApprove = me.carriers.find(({ slug }) => slug === carrier)?.permissions.includes('service.approve') === true
  if (market.isError) return <Notice tone="bad" live>{fault(market.error)}</Notice>
  if (!market.isSuccess) return <Loading />
  const { services, policy } = market.data
  const chosen = services.filter(one => compared.includes(keyOf(one)))
  const service = services.find(one => keyOf(one) === ordering)
  const toggle = (key: string, on: boolean) => setCompared(on ? [...compared, key].slice(-mostCompared) : compared.filter(one => one !== key))
  return (
    <>
      <div className={classes['split']} data-open={service !== undefined}>
        <section className={classes['panel']} aria-label={t`Katalog`}>
          {services.length === 0 && <Empty icon="plug" title={<Trans>Noch keine Dienste</Trans>}><Trans>Der Betrieb der Plattform trägt Anbieter ein. Danach stehen ihre Dienste hier.</Trans></Empty>}
          {services.length > 0 && (
            <DataTable<MarketService>
              caption={t`Dienste, die bestellt werden können`} rows={services} rowKey={keyOf} current={one => keyOf(one) === ordering}
              columns={[
                { key: 'compare', head: t`Vergleichen`, cell: one => <Checkbox aria-label={t`${words.text(one.title)} vergleichen`} checked={compared.includes(keyOf(one))} onChange={event => toggle(keyOf(one), event.currentTarget.checked)} /> },
                { key: 'name', head: t`Dienst`, names: true, cell: one => <button type="button" className={classes['rowLink']} aria-expanded={keyOf(one) === ordering} onClick={() => setOrdering(keyOf(one))}>{words.text(one.title)}</button> },
                { key: 'vendor', head: t`Anbieter`, wide: true, cell: one => one.vendor === '' ? one.brokerName : one.vendor },
                { key: 'kind', head: t`Art`, wide: true, cell: ({ capability }) => capability === '' ? '–' : says.capability(capability) },
                { key: 'cost', head: t`Fünf Jahre ab`, end: true, cell: one => { const plan = cheapest(one); return plan === undefined ? t`auf Anfrage` : words.money(plan.fiveYears!) } },
                { key: 'state', head: t`Zustand`, wide: true, cell: one => <ServiceState service={one} /> },
              ]}
            />
          )}
          {services.length > 1 && chosen.length < 2 && <p className={classes['small']}><Trans>Kreuzen Sie zwei bis vier Dienste an, um sie nebeneinander zu sehen.</Trans></p>}
        </section>
        {service !== undefined && <OrderForm key={keyOf(service)} carrier={carrier} service={service} onDone={onOrder} onShow={onOrder} onClose={() => setOrdering(null)} />}
      </div>
      {chosen.length >= 2 && <Comparison carrier={carrier} services={chosen} onOrder={one => setOrdering(keyOf(one))} />}
      {chosen.length > 0 && <div><Button variant="default" onClick={() => setCompared([])}><Trans>Auswahl leeren</Trans></Button></div>}
      <Policy carrier={carrier} policy={policy} mayChange={mayApprove} />
    </>
  )
}

function ServiceState({ service }: { service: MarketService }) {
  if (service.order !== null) return <Tag tone="ok"><Trans>bestellt</Trans></Tag>
  if (service.missing.length > 0) return <Tag tone="bad" icon="lock"><Trans>Nachweis fehlt</Trans></Tag>
  return <Tag tone="quiet"><Trans>bestellbar</Trans></Tag>
}
