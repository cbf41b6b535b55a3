import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { UsageLine } from '@steckwerk/api/contract/marketplace'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchUsage, usageFile } from '../../../client/marketplace.ts'
import { DataTable } from '../../../shell/data-table.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Icon } from '../../../shell/icon.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { useCarrierFault } from '../use-carrier-fault.ts'
import { useMarketWords } from './use-market-words.ts'
import classes from '../carrier.module.css'

const isMonth = (text: string): boolean => /^20\d\d-(0[1-9]|1[0-2])$/.test(text)

/** What the services of a month were used for and cost, and the same as a file. */
export function Costs({ carrier }: { carrier: string }) {
  const { t } = useLingui()
  const words = useMarketWords()
  const fault = useCarrierFault()
  const { number } = useFormats()
  const [month, setMonth] = useState(new Date().toISOString().slice(0, 7))
  const usage = useQuery({ queryKey: ['market', carrier, 'usage', month], queryFn: ({ signal }) => fetchUsage(carrier, month, signal), enabled: isMonth(month) })
  const year = month.slice(0, 4)
  return (
    <section className={classes['panel']} aria-label={t`Nutzung und Kosten`}>
      <div className={classes['toolbar']}>
        <TextInput type="month" label={t`Monat`} value={month} onChange={event => setMonth(event.currentTarget.value)} error={isMonth(month) ? undefined : t`Bitte so angeben: 2026-11`} />
        {isMonth(month) && <Button component="a" variant="default" href={usageFile(carrier, month, month)} download leftSection={<Icon name="download" />}><Trans>Monat als CSV</Trans></Button>}
        {isMonth(month) && <Button component="a" variant="default" href={usageFile(carrier, `${year}-01`, `${year}-12`)} download leftSection={<Icon name="download" />}><Trans>Jahr als CSV</Trans></Button>}
      </div>
      {usage.isError && <Notice tone="bad" live>{fault(usage.error)}</Notice>}
      {usage.isLoading && <Loading />}
      {usage.isSuccess && usage.data.lines.length === 0 && <Empty icon="chart" title={<Trans>Keine Kosten</Trans>}><Trans>In diesem Monat war kein Dienst in Betrieb.</Trans></Empty>}
      {usage.isSuccess && usage.data.lines.length > 0 && (
        <>
          <DataTable<UsageLine>
            caption={t`Nutzung und Kosten des Monats`} rows={usage.data.lines} rowKey={one => `${one.order} ${one.metric ?? ''}`}
            columns={[
              { key: 'name', head: t`Dienst`, names: true, cell: one => words.text(one.serviceTitle) },
              { key: 'plan', head: t`Tarif`, wide: true, cell: one => words.text(one.planTitle) },
              { key: 'what', head: t`Wofür`, wide: true, cell: one => one.metricTitle === null ? t`Grundpreis` : words.text(one.metricTitle) },
              { key: 'amount', head: t`Menge`, end: true, cell: one => number(one.amount) },
              { key: 'euro', head: t`Euro, ohne Steuer`, end: true, cell: one => words.money(one.euro) },
            ]}
          />
          <p><strong><Trans>Zusammen: {words.money(usage.data.total)}</Trans></strong></p>
        </>
      )}
    </section>
  )
}
