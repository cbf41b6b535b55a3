import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { MarketService, NewOrder } from '@steckwerk/api/contract/marketplace'
import { useState, type SubmitEvent } from 'react'
import { evidenceFile, placeOrder } from '../../../client/marketplace.ts'
import { orderFields, orderParameters, startValues, wrongFields } from '../../../client/order-fields.ts'
import { Choices } from '../../../shell/calm.tsx'
import { focusWrong } from '../../../shell/focus-wrong.ts'
import { Notice } from '../../../shell/notice.tsx'
import { Detail } from '../detail.tsx'
import { ScopeList } from '../scope-list.tsx'
import { useAct } from '../use-act.ts'
import { Piece } from './evidence.tsx'
import { SchemaFields } from './schema-fields.tsx'
import { useFieldWords } from './use-field-words.ts'
import { useMarketFault } from './use-market-fault.ts'
import { useMarketWords } from './use-market-words.ts'
import classes from '../carrier.module.css'

/** A service with its plans, evidence and rights, and the form to order it. */
export function OrderForm({ carrier, service, onDone, onShow, onClose }: { carrier: string; service: MarketService; onDone: (order: string) => void; onShow: (order: string) => void; onClose: () => void }) {
  const { t } = useLingui()
  const words = useMarketWords()
  const fault = useMarketFault()
  const says = useFieldWords()
  const [plan, setPlan] = useState(service.plans[0]!)
  const fields = orderFields(plan.form)
  const [values, setValues] = useState(startValues(fields))
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({})
  const order = useAct((form: NewOrder) => placeOrder(carrier, form), ['market', carrier], t`Bestellt.`, made => onDone(made.id))
  const choose = (id: string) => {
    const next = service.plans.find(one => one.id === id)!
    setPlan(next)
    setValues(startValues(orderFields(next.form)))
    setWrong({})
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const found = says(wrongFields(fields, values))
    setWrong(found)
    if (Object.keys(found).length > 0) return focusWrong(form)
    order.mutate({ broker: service.broker, service: service.id, plan: plan.id, parameters: orderParameters(fields, plan.form, values) })
  }
  const missing = service.missing.map(words.concern).join(', ')
  return (
    <Detail title={words.text(service.title)} onClose={onClose}>
      <p>{words.text(service.summary)}</p>
      <dl className={classes['facts']}>
        <div><dt><Trans>Anbieter</Trans></dt><dd>{service.vendor === '' ? service.brokerName : service.vendor}</dd></div>
        {service.version !== null && <div><dt><Trans>Version</Trans></dt><dd>{service.version}</dd></div>}
        <div><dt><Trans>Läuft</Trans></dt><dd>{service.inside ? t`im Hub` : t`beim Anbieter`}</dd></div>
        {service.scopes.length > 0 && <div><dt><Trans>Rechte in der Akte</Trans></dt><dd><ScopeList scopes={service.scopes} /></dd></div>}
      </dl>
      <h3><Trans>Nachweise</Trans></h3>
      {service.evidence.length === 0 && <p className={classes['small']}><Trans>keine</Trans></p>}
      {service.evidence.length > 0 && <ul className={classes['list']}>{service.evidence.map((piece, at) => <li key={piece.id ?? at}><Piece piece={piece} named file={evidenceFile(carrier, service.broker, piece.id)} /></li>)}</ul>}
      {missing !== '' && <Notice tone="bad"><Trans>Nicht bestellbar, denn die Regeln Ihres Hauses verlangen: {missing}. Der Betrieb der Plattform trägt Nachweise ein, die der Anbieter vorlegt.</Trans></Notice>}
      {service.order !== null && <Notice tone="quiet" action={<Button size="compact-md" variant="default" onClick={() => onShow(service.order!)}><Trans>Ansehen</Trans></Button>}><Trans>Dieser Dienst ist schon bestellt.</Trans></Notice>}
      {missing === '' && service.order === null && (
        <form className={classes['form']} onSubmit={submit} noValidate>
          <Choices
            legend={<Trans>Tarif</Trans>} chosen={[plan.id]} onChange={([id]) => choose(id!)}
            options={service.plans.map(one => ({
              value: one.id, label: words.text(one.title),
              hint: <>{words.text(one.description)}{one.price !== null && <><br /><Trans>{words.money(one.price.monthly)} im Monat, {words.money(one.fiveYears ?? 0)} in fünf Jahren ohne Verbrauch</Trans></>}</>,
            }))}
          />
          {plan.orderable
            ? <SchemaFields fields={fields} values={values} wrong={wrong} onChange={setValues} />
            : <Notice tone="bad"><Trans>Dieser Tarif fragt nach Angaben, die hier nicht gezeigt werden können. Er kann nicht bestellt werden.</Trans></Notice>}
          {order.trouble !== null && <Notice tone="bad" live>{fault(order.trouble)}</Notice>}
          <div className={classes['actions']}>
            <Button type="submit" loading={order.isPending} disabled={!plan.orderable}><Trans>Verbindlich bestellen</Trans></Button>
            <Button variant="default" onClick={onClose}><Trans>Abbrechen</Trans></Button>
          </div>
        </form>
      )}
    </Detail>
  )
}
