import { Trans, useLingui } from '@lingui/react/macro'
import { totalsOf } from '../../client/leitstand-state.ts'
import { Connection } from '../../shell/connection.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { HelpNote } from '../../shell/help-note.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useNow } from '../../shell/use-now.ts'
import { CarrierSection } from './carrier-section.tsx'
import { PlatformTabs } from './platform-tabs.tsx'
import { RatePanel } from './rate-panel.tsx'
import { TotalsStrip } from './totals-strip.tsx'
import { useLeitstand } from './use-leitstand.ts'
import classes from './leitstand.module.css'

/** The operator's first page: what flows, what waits, what went wrong. */
export function LeitstandPage() {
  const { t } = useLingui()
  const { overview, rates, connection } = useLeitstand()
  const faultText = useFaultText()
  const clock = useNow(1_000)
  // Ages are told by the hub's clock, whatever this computer's says.
  const now = overview.data === undefined ? clock : clock + (Date.parse(overview.data.now) - overview.dataUpdatedAt)
  const carriers = overview.data?.carriers ?? []
  return (
    <>
      <PlatformTabs />
      <PageHead title={t`Leitstand`} beside={<Connection state={connection} updatedAt={overview.dataUpdatedAt === 0 ? null : overview.dataUpdatedAt} />} />
      <HelpNote>
        <p><Trans>Jeder Träger hat einen oder mehrere Connectoren in seinem Netz. Ein Connector nimmt HL7-Nachrichten der Kliniksysteme auf seinen Kanälen an, sichert sie und bringt sie zum Hub. Der Hub übersetzt sie in FHIR.</Trans></p>
        <p><Trans>„Wartend“ sind Nachrichten, die gesichert, aber noch nicht beim Hub sind. „Fehler“ sind Nachrichten, die der Hub nicht übersetzen konnte; sie gehen nicht verloren und lassen sich erneut verarbeiten.</Trans></p>
      </HelpNote>
      {overview.isError && <Notice tone="bad" live>{faultText(overview.error)}</Notice>}
      {overview.data === undefined && !overview.isError && <Loading />}
      {overview.data !== undefined && carriers.length === 0 && (
        <Empty icon="plug" title={<Trans>Noch kein Träger angelegt</Trans>}><Trans>Legen Sie einen Träger an (npx steckwerk carrier) und melden Sie seinen Connector mit einem Einmal-Code an.</Trans></Empty>
      )}
      {carriers.length > 0 && (
        <div className={classes['page']}>
          <TotalsStrip totals={totalsOf(carriers)} now={now} />
          <RatePanel points={rates.data ?? []} carriers={carriers} now={now} />
          {carriers.map(carrier => <CarrierSection key={carrier.carrier} carrier={carrier} now={now} />)}
        </div>
      )}
    </>
  )
}
