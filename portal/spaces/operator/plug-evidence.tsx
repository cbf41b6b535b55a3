import { Trans, useLingui } from '@lingui/react/macro'
import type { PlugEvidence } from '@steckwerk/api/contract/marketplace'
import { DataTable } from '../../shell/data-table.tsx'
import { useFormats } from '../../shell/format.ts'
import { Detail } from '../carrier/detail.tsx'
import { useMarketWords } from '../carrier/marketplace/use-market-words.ts'
import { ServiceEvidence } from './brokers-evidence.tsx'
import classes from '../carrier/carrier.module.css'

/** Services that are registered by their address: carriers may use them without an order, if they have what the carriers ask for. */
export function PlugList({ plugs, open, onOpen }: { plugs: readonly PlugEvidence[]; open: string | null; onOpen: (id: string) => void }) {
  const { t } = useLingui()
  const words = useMarketWords()
  const { number } = useFormats()
  return (
    <>
      <h2><Trans>Nach Adresse eingetragene Dienste</Trans></h2>
      <DataTable<PlugEvidence>
        caption={t`Nach Adresse eingetragene Dienste`} rows={plugs} rowKey={({ id }) => id} current={({ id }) => id === open}
        columns={[
          { key: 'name', head: t`Dienst`, names: true, cell: one => <button type="button" className={classes['rowLink']} aria-expanded={one.id === open} onClick={() => onOpen(one.id)}>{words.text(one.title)}</button> },
          { key: 'where', head: t`Läuft`, wide: true, cell: one => new URL(one.url).host },
          { key: 'evidence', head: t`Nachweise`, end: true, cell: ({ evidence }) => number(evidence.length) },
        ]}
      />
    </>
  )
}

/** One of them, with its evidence. */
export function PlugDetail({ service, onClose }: { service: PlugEvidence; onClose: () => void }) {
  const words = useMarketWords()
  return (
    <Detail title={words.text(service.title)} onClose={onClose}>
      <dl className={classes['facts']}>
        <div><dt><Trans>Anbieter</Trans></dt><dd>{service.vendor}</dd></div>
        <div><dt><Trans>Adresse</Trans></dt><dd>{service.url}</dd></div>
      </dl>
      <p><Trans>Träger können diesen Dienst auch ohne Bestellung anschließen. Ihre Regeln gelten dabei ebenso.</Trans></p>
      <ServiceEvidence
        owner={{ plug: service.id }} heading={<Trans>Nachweise</Trans>} service={service}
        without={<Trans>Noch kein Nachweis. Ohne die verlangten können Träger diesen Dienst nicht anschließen.</Trans>}
      />
    </Detail>
  )
}
