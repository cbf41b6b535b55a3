import { Button, NativeSelect } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { OrderDetail, PlanChange } from '@steckwerk/api/contract/marketplace'
import { useQuery } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { changePlan, fetchMarket } from '../../../client/marketplace.ts'
import { orderFields, orderParameters, startValues, wrongFields } from '../../../client/order-fields.ts'
import { focusWrong } from '../../../shell/focus-wrong.ts'
import { Notice } from '../../../shell/notice.tsx'
import { useAct } from '../use-act.ts'
import { SchemaFields } from './schema-fields.tsx'
import { useFieldWords } from './use-field-words.ts'
import { useMarketFault } from './use-market-fault.ts'
import { useMarketWords } from './use-market-words.ts'
import classes from '../carrier.module.css'

/** Another plan of an ordered service, or other parameters: asked for here, approved as an order is. */
export function OrderChange({ carrier, order }: { carrier: string; order: OrderDetail }) {
  const { t } = useLingui()
  const words = useMarketWords()
  const fault = useMarketFault()
  const says = useFieldWords()
  const market = useQuery({ queryKey: ['market', carrier, 'catalogue'], queryFn: ({ signal }) => fetchMarket(carrier, signal) })
  const plans = (market.data?.services.find(({ broker, id }) => broker === order.broker && id === order.service)?.plans ?? []).filter(({ id }) => order.planUpdateable || id === order.plan)
  const [chosen, setChosen] = useState(order.plan)
  const plan = plans.find(({ id }) => id === chosen)
  const fields = orderFields(plan?.updateForm ?? null)
  const [changed, setChanged] = useState<ReturnType<typeof startValues> | null>(null)
  const values = changed ?? startValues(fields, order.parameters)
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({})
  const change = useAct((next: PlanChange) => changePlan(carrier, order.id, next), ['market', carrier], t`Gespeichert.`)
  if (plan === undefined || (plans.length < 2 && fields.length === 0)) return null
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const found = says(wrongFields(fields, values))
    setWrong(found)
    if (Object.keys(found).length > 0) return focusWrong(form)
    change.mutate({ plan: chosen, ...(plan.updateForm === null ? {} : { parameters: orderParameters(fields, plan.updateForm, values) }) })
  }
  return (
    <details className={classes['details']}>
      <summary><Trans>Bestellung ändern</Trans></summary>
      <form className={classes['form']} onSubmit={submit} noValidate>
        {plans.length > 1 && (
          <NativeSelect
            label={t`Tarif`} value={chosen} onChange={event => { setChosen(event.currentTarget.value); setChanged(null); setWrong({}) }}
            data={plans.map(({ id, title, price }) => ({ value: id, label: price === null ? words.text(title) : t`${words.text(title)}, ${words.money(price.monthly)} im Monat` }))}
          />
        )}
        <SchemaFields fields={fields} values={values} wrong={wrong} onChange={setChanged} />
        {change.trouble !== null && <Notice tone="bad" live>{fault(change.trouble)}</Notice>}
        <div className={classes['actions']}><Button type="submit" variant="default" disabled={chosen === order.plan && changed === null} loading={change.isPending}><Trans>Änderung anfordern</Trans></Button></div>
      </form>
    </details>
  )
}
