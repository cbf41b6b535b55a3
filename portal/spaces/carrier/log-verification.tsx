import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { AuditFinding } from '@steckwerk/api/contract/audit'
import { useQuery } from '@tanstack/react-query'
import { fetchLogState, verifyLog } from '../../client/carrier-audit.ts'
import { useFormats } from '../../shell/format.ts'
import { Loading } from '../../shell/loading.tsx'
import { Notice } from '../../shell/notice.tsx'
import { useAct } from './use-act.ts'
import { useCarrierFault } from './use-carrier-fault.ts'
import classes from './carrier.module.css'

/** How far the log is sealed, and the proof that nobody changed it. */
export function LogVerification({ carrier }: { carrier: string }) {
  const { t } = useLingui()
  const { number, dateTime } = useFormats()
  const fault = useCarrierFault()
  const state = useQuery({ queryKey: ['log', carrier, 'state'], queryFn: ({ signal }) => fetchLogState(carrier, signal) })
  const verify = useAct(() => verifyLog(carrier), ['log', carrier, 'state'], t`Die Prüfung ist fertig.`)
  const kinds: Readonly<Record<AuditFinding['kind'], string>> = {
    altered: t`Einträge wurden verändert`, removed: t`Einträge fehlen`, inserted: t`Einträge wurden eingefügt`, 'segment-missing': t`Ein Abschnitt fehlt`, 'segment-forged': t`Die Unterschrift eines Abschnitts stimmt nicht`, 'segment-altered': t`Ein Abschnitt wurde verändert`,
  }
  const { segments = 0, sealedEntries = 0, openEntries = 0, deletedSegments = 0, keptDays = 0, lastSealedAt } = verify.data ?? state.data ?? {}
  const [sealed, open, parts, gone, days, sealedAt] = [number(sealedEntries), number(openEntries), number(segments), number(deletedSegments), number(keptDays), lastSealedAt === undefined ? '–' : dateTime(lastSealedAt)]
  const head = verify.data?.head
  return (
    <section className={classes['panel']} aria-labelledby="log-proof">
      <h2 id="log-proof"><Trans>Beweis der Echtheit</Trans></h2>
      {state.isError && <Notice tone="bad" live>{fault(state.error)}</Notice>}
      {state.isPending && <Loading />}
      {state.isSuccess && <p><Trans>{sealed} Einträge in {parts} unterschriebenen Abschnitten, zuletzt {sealedAt}. {open} neuere warten auf den nächsten Abschnitt. Aufbewahrt werden {days} Tage; {gone} Abschnitte sind nach Ablauf gelöscht.</Trans></p>}
      {verify.trouble !== null && <Notice tone="bad" live>{fault(verify.trouble)}</Notice>}
      {verify.isSuccess && verify.data.intact && <Notice tone="ok" live><Trans>Unverändert: Alle Prüfsummen und Unterschriften stimmen.</Trans></Notice>}
      {verify.isSuccess && !verify.data.intact && (
        <Notice tone="bad" live>
          <p><strong><Trans>Das Protokoll wurde verändert. Sichern Sie den Stand und rufen Sie den Datenschutz.</Trans></strong></p>
          <ul>{verify.data.findings.map(({ kind, segment, place, position }) => <li key={`${kind} ${segment} ${place ?? ''} ${position ?? ''}`}>{kinds[kind]}: <Trans>Abschnitt {number(segment)}</Trans>{place === undefined ? '' : `, ${t`Block ${number(place)}`}`}</li>)}</ul>
        </Notice>
      )}
      {head !== undefined && <p className={classes['small']}><Trans>Ende der Kette, zum Vergleich mit dem Protokoll des Rechners: <code>{head}</code></Trans></p>}
      <div className="screen-only"><Button variant="default" loading={verify.isPending} onClick={() => verify.mutate(undefined)}><Trans>Jetzt prüfen</Trans></Button></div>
    </section>
  )
}
