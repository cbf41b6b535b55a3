import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { OrderDetail } from '@steckwerk/api/contract/marketplace'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { actOnOrder, exitExportFile, fetchOrder, isMoving, refuseOrder, type OrderAct } from '../../../client/marketplace.ts'
import { orderFields } from '../../../client/order-fields.ts'
import { ConfirmInPlace } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Icon } from '../../../shell/icon.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { Detail } from '../detail.tsx'
import { useAct } from '../use-act.ts'
import { Bindings } from './bindings.tsx'
import { Concerns } from './concerns.tsx'
import { OrderChange } from './order-change.tsx'
import { OrderTag } from './order-tag.tsx'
import { Timeline } from './timeline.tsx'
import { useMarketFault } from './use-market-fault.ts'
import { useMarketWords } from './use-market-words.ts'
import classes from '../carrier.module.css'

/** One order: where it stands, what can be done, and its timeline, which goes on by itself. */
export function OrderView({ carrier, id, onClose }: { carrier: string; id: string; onClose: () => void }) {
  const words = useMarketWords()
  const fault = useMarketFault()
  const order = useQuery({
    queryKey: ['market', carrier, 'order', id], queryFn: ({ signal }) => fetchOrder(carrier, id, signal),
    refetchInterval: query => query.state.data !== undefined && (isMoving(query.state.data.state) || query.state.data.bindings.some(({ state }) => state === 'asked' || state === 'ending')) ? 1_500 : 15_000,
  })
  const title = order.data === undefined ? '' : words.text(order.data.serviceTitle)
  return (
    <Detail title={title} onClose={onClose}>
      {order.isError && <Notice tone="bad" live>{fault(order.error)}</Notice>}
      {order.isPending && <Loading />}
      {order.isSuccess && <Shown carrier={carrier} order={order.data} />}
    </Detail>
  )
}

function Shown({ carrier, order }: { carrier: string; order: OrderDetail }) {
  const { t } = useLingui()
  const words = useMarketWords()
  const fault = useMarketFault()
  const { dateTime, seconds } = useFormats()
  const [reason, setReason] = useState('')
  const [unsaid, setUnsaid] = useState(false)
  const touches = ['market', carrier]
  const act = useAct((name: OrderAct) => actOnOrder(carrier, order.id, name), touches, t`Gespeichert.`)
  const refuse = useAct((text: string) => refuseOrder(carrier, order.id, text), touches, t`Abgelehnt.`)
  const may = (name: OrderDetail['may'][number]) => order.may.includes(name)
  const fields = orderFields(order.updateForm)
  const parameters = Object.entries(order.parameters).map(([name, value]) => ({ name, label: fields.find(one => one.name === name)?.label ?? name, value }))
  return (
    <>
      <div><OrderTag state={order.state} toApprove={order.toApprove} /></div>
      <Concerns concerns={order.concerns} ordered={order.state !== 'waiting'} />
      {isMoving(order.state) && <Notice tone="quiet" live><Trans>Das läuft von selbst weiter. Sie können die Seite schließen.</Trans></Notice>}
      {order.endsAt !== null && <Notice tone="warn"><Trans>Der Dienst endet am {dateTime(order.endsAt)}. Bis dahin erfährt der Anbieter nichts, und Sie können die Kündigung zurücknehmen.</Trans> {may('export') && <Trans>Die Daten des Dienstes lassen sich nur bis dahin abholen.</Trans>}</Notice>}
      <dl className={classes['facts']}>
        <div><dt><Trans>Tarif</Trans></dt><dd>{words.text(order.planTitle)}</dd></div>
        {order.wanted !== null && <div><dt><Trans>Gewünscht</Trans></dt><dd>{words.text(order.wanted)}</dd></div>}
        <div><dt><Trans>Bestellt von</Trans></dt><dd>{order.orderedBy}</dd></div>
        {parameters.map(({ name, label, value }) => <div key={name}><dt>{label}</dt><dd>{Array.isArray(value) ? value.join(', ') : String(value)}</dd></div>)}
        {isMoving(order.state) && order.nextAt !== null && <div><dt><Trans>Nächster Schritt</Trans></dt><dd>{seconds(order.nextAt)}</dd></div>}
        {order.dashboard !== null && <div><dt><Trans>Seite des Anbieters</Trans></dt><dd><a href={order.dashboard} target="_blank" rel="noreferrer noopener">{new URL(order.dashboard).host}</a></dd></div>}
      </dl>
      {act.trouble !== null && <Notice tone="bad" live>{fault(act.trouble)}</Notice>}
      <div className={classes['actions']}>
        {may('approve') && <Button loading={act.isPending} onClick={() => act.mutate('approve')}><Trans>Genehmigen</Trans></Button>}
        {may('refuse') && (
          <ConfirmInPlace label={<Trans>Ablehnen</Trans>} title={<Trans>Warum?</Trans>} confirm={<Trans>Ablehnen</Trans>} run={() => { setUnsaid(reason.trim() === ''); if (reason.trim() !== '') refuse.mutate(reason.trim()) }} pending={refuse.isPending} error={refuse.trouble}>
            <TextInput label={t`Grund`} value={reason} onChange={event => setReason(event.currentTarget.value)} maxLength={500} autoComplete="off" error={unsaid && reason.trim() === '' ? t`Bitte nennen Sie den Grund: Wer bestellt hat, liest ihn.` : undefined} />
          </ConfirmInPlace>
        )}
        {may('withdraw') && <Button variant="default" loading={act.isPending} onClick={() => act.mutate('withdraw')}><Trans>Zurückziehen</Trans></Button>}
        {may('undo') && <Button loading={act.isPending} onClick={() => act.mutate('undo')}><Trans>Kündigung zurücknehmen</Trans></Button>}
        {may('export') && <Button component="a" variant="default" href={exitExportFile(carrier, order.id)} download leftSection={<Icon name="download" />}><Trans>Daten des Dienstes abholen</Trans></Button>}
        {may('leave') && (
          <ConfirmInPlace label={<Trans>Kündigen</Trans>} title={<Trans>Diesen Dienst kündigen?</Trans>} confirm={<Trans>Kündigen</Trans>} run={() => act.mutate('leave')} pending={act.isPending}>
            <p><Trans>Der Dienst arbeitet weiter, bis die Frist Ihres Hauses um ist. So lange lässt sich die Kündigung zurücknehmen. Termine und Formulare bleiben in Ihrer Akte.</Trans></p>
          </ConfirmInPlace>
        )}
      </div>
      {may('update') && (order.planUpdateable || order.updateForm !== null) && <OrderChange key={`${order.plan} ${JSON.stringify(order.parameters)}`} carrier={carrier} order={order} />}
      {(may('bind') || order.bindings.length > 0) && <Bindings carrier={carrier} order={order} />}
      <h3><Trans>Verlauf</Trans></h3>
      <Timeline events={order.events} />
    </>
  )
}
