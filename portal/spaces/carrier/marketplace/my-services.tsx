import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { OrderInfo } from '@steckwerk/api/contract/marketplace'
import { useQuery } from '@tanstack/react-query'
import { fetchOrders, isMoving } from '../../../client/marketplace.ts'
import { DataTable } from '../../../shell/data-table.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { useCarrierFault } from '../use-carrier-fault.ts'
import { ConcernTag, OrderTag } from './order-tag.tsx'
import { OrderView } from './order-view.tsx'
import { useMarketWords } from './use-market-words.ts'
import classes from '../carrier.module.css'

/** What a carrier has ordered, with the timeline of the one that is open. */
export function MyServices({ carrier, open, onOpen, onCatalogue }: { carrier: string; open: string | null; onOpen: (id: string | null) => void; onCatalogue: () => void }) {
  const { t } = useLingui()
  const words = useMarketWords()
  const fault = useCarrierFault()
  const { dateTime } = useFormats()
  const orders = useQuery({
    queryKey: ['market', carrier, 'orders'], queryFn: ({ signal }) => fetchOrders(carrier, signal),
    refetchInterval: query => query.state.data?.some(({ state }) => isMoving(state)) === true ? 3_000 : 30_000,
  })
  if (orders.isError) return <Notice tone="bad" live>{fault(orders.error)}</Notice>
  if (!orders.isSuccess) return <Loading />
  const shown = orders.data.some(({ id }) => id === open) ? open : null
  return (
    <div className={classes['split']} data-open={shown !== null}>
      <section className={classes['panel']} aria-label={t`Meine Dienste`}>
        {orders.data.length === 0 && <Empty icon="plug" title={<Trans>Noch nichts bestellt</Trans>}><p><Trans>Im Katalog stehen die Dienste nebeneinander, mit Kosten und Nachweisen.</Trans></p><Button onClick={onCatalogue}><Trans>Zum Katalog</Trans></Button></Empty>}
        {orders.data.length > 0 && (
          <DataTable<OrderInfo>
            caption={t`Bestellte Dienste`} rows={orders.data} rowKey={({ id }) => id} current={({ id }) => id === shown}
            columns={[
              { key: 'name', head: t`Dienst`, names: true, cell: one => <button type="button" className={classes['rowLink']} aria-expanded={one.id === shown} onClick={() => onOpen(one.id)}>{words.text(one.serviceTitle)}</button> },
              { key: 'plan', head: t`Tarif`, wide: true, cell: one => words.text(one.planTitle) },
              { key: 'state', head: t`Zustand`, wide: true, cell: one => <><OrderTag state={one.state} toApprove={one.toApprove} /> <ConcernTag concerns={one.concerns} /></> },
              { key: 'by', head: t`Bestellt von`, wide: true, cell: one => one.orderedBy },
              { key: 'at', head: t`Bestellt am`, wide: true, cell: one => dateTime(one.orderedAt) },
            ]}
          />
        )}
      </section>
      {shown !== null && <OrderView key={shown} carrier={carrier} id={shown} onClose={() => onOpen(null)} />}
    </div>
  )
}
