import { Button, Switch } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { fetchDuplicateQuality, fetchDuplicateState, scanDuplicates, setDuplicateSettings } from '../../client/duplicates.ts'
import { DataTable } from '../../shell/data-table.tsx'
import { useFormats } from '../../shell/format.ts'
import { Loading } from '../../shell/loading.tsx'
import { Notice } from '../../shell/notice.tsx'
import { useAct } from './use-act.ts'
import { useCarrierFault } from './use-carrier-fault.ts'
import classes from './carrier.module.css'

/** How good the comparison is by what people decided, how far it has come, and whether certain pairs are merged without asking. */
export function DuplicateQualityPanel({ carrier }: { carrier: string }) {
  const { t } = useLingui()
  const { number, dateTime } = useFormats()
  const fault = useCarrierFault()
  const quality = useQuery({ queryKey: ['duplicates', carrier, 'quality'], queryFn: ({ signal }) => fetchDuplicateQuality(carrier, signal) })
  const state = useQuery({ queryKey: ['duplicates', carrier, 'state'], queryFn: ({ signal }) => fetchDuplicateState(carrier, signal), refetchInterval: query => query.state.data?.scanning === true ? 2_000 : false })
  const settings = useAct((automatic: boolean) => setDuplicateSettings(carrier, { automatic }), ['duplicates', carrier, 'state'], t`Gespeichert.`)
  const scan = useAct(() => scanDuplicates(carrier), ['duplicates', carrier, 'state'], t`Der Vergleich läuft im Hintergrund.`)
  const failed = [quality, state].find(one => one.isError)
  const { merged = 0, distinct = 0, unmerged = 0 } = quality.data ?? {}
  const decided = merged + distinct + unmerged
  const patients = number(state.data?.patients ?? 0)
  const upTo = state.data?.upTo ?? null
  const upToText = upTo === null ? '' : dateTime(upTo)
  const certain = number(state.data?.thresholds.certain ?? 0)
  const trouble = settings.trouble ?? scan.trouble
  return (
    <section className={classes['panel']} aria-labelledby="duplicate-quality">
      <h2 id="duplicate-quality"><Trans>Güte des Vergleichs</Trans></h2>
      {failed !== undefined && <Notice tone="bad" live>{fault(failed.error)}</Notice>}
      {(quality.isPending || state.isPending) && <Loading />}
      {quality.isSuccess && (
        <>
          <p><Trans>{number(decided)} Paare entschieden: {number(merged)} zusammengeführt, {number(distinct)} verschieden, {number(unmerged)} wieder getrennt.</Trans></p>
          {decided > 0 && (
            <DataTable
              caption={t`Wie oft geprüfte Paare dieselbe Person waren`} rows={quality.data.bands} rowKey={({ from, to }) => `${from ?? ''} ${to ?? ''}`}
              columns={[
                { key: 'band', head: t`Punkte`, names: true, cell: ({ from, to }) => from === null ? t`unter ${number(to ?? 0)}` : to === null ? t`ab ${number(from)}` : t`${number(from)} bis ${number(to)}` },
                { key: 'reviewed', head: t`geprüft`, end: true, cell: ({ reviewed }) => number(reviewed) },
                { key: 'confirmed', head: t`dieselbe Person`, end: true, cell: ({ confirmed }) => number(confirmed) },
                { key: 'share', head: t`Anteil`, end: true, cell: ({ share }) => share === null ? '–' : `${number(Math.round(share * 1000) / 10)} %` },
              ]}
            />
          )}
        </>
      )}
      {state.isSuccess && (
        <>
          <p role="status">{state.data.scanning || upTo === null ? <Trans>{patients} Akten verglichen, der erste Durchgang läuft. Sie können die Seite schließen.</Trans> : <Trans>{patients} Akten verglichen, Stand {upToText}.</Trans>}</p>
          <Switch
            label={t`So gut wie sichere Paare ohne Rückfrage zusammenführen`} description={t`Ab ${certain} Punkten, und nur, wenn nichts für Zwillinge, Namensvettern oder Angehörige spricht. Jede Zusammenführung lässt sich hier trennen.`}
            checked={state.data.automatic} disabled={settings.isPending} onChange={event => settings.mutate(event.currentTarget.checked)}
          />
          {trouble !== null && <Notice tone="bad" live>{fault(trouble)}</Notice>}
          <div className="screen-only"><Button variant="default" loading={scan.isPending} disabled={state.data.scanning} onClick={() => scan.mutate(undefined)}><Trans>Alle neu vergleichen</Trans></Button></div>
        </>
      )}
    </section>
  )
}
