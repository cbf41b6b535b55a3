import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { fetchEndingAccess } from '../../client/desk.ts'
import { DataTable } from '../../shell/data-table.tsx'
import { useFormats } from '../../shell/format.ts'
import { Notice } from '../../shell/notice.tsx'
import { useCarrierFault } from '../carrier/use-carrier-fault.ts'
import classes from '../carrier/carrier.module.css'

/** Young people who soon take over: their parents' access ends by age. */
export function EndingAccessPanel({ carrier }: { carrier: string }) {
  const { t } = useLingui()
  const { date, number } = useFormats()
  const fault = useCarrierFault()
  const ending = useQuery({ queryKey: ['desk', carrier, 'ending'], queryFn: ({ signal }) => fetchEndingAccess(carrier, signal) })
  const list = ending.data ?? []
  if (ending.isSuccess && list.length === 0) return null
  return (
    <section className={classes['panel']} aria-labelledby="ending-access">
      <h2 id="ending-access"><Trans>Zugang der Eltern endet in den nächsten 90 Tagen</Trans></h2>
      {ending.isError && <Notice tone="bad" live>{fault(ending.error)}</Notice>}
      {list.length > 0 && (
        <DataTable
          caption={t`Endende Zugänge`} rows={list} rowKey={({ patient }) => patient.id}
          columns={[{ key: 'name', head: t`Name`, names: true, cell: ({ patient }) => patient.name }, { key: 'ends', head: t`Endet am`, cell: ({ endsOn }) => date(endsOn) }, { key: 'parents', head: t`Eltern`, end: true, cell: ({ parents }) => number(parents) }]}
        />
      )}
    </section>
  )
}
