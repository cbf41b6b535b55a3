import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { changeSeries, createSeries, type SeriesFacts } from '../../../client/series.ts'
import { Column } from '../../../shell/calm.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { PageFault } from '../page-fault.tsx'
import { BackLink } from '../back-link.tsx'
import { blankSeries, SeriesForm } from './series-form.tsx'
import { useSeries, useSeriesFault, useSeriesPath } from './use-series.ts'

export function NewSeriesPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { network, service, again } = useSeriesPath()
  const [start] = useState(() => blankSeries(Date.now()))
  const create = useMutation({
    mutationFn: (series: SeriesFacts) => createSeries(service, series),
    onSuccess: async ({ id }) => {
      await again()
      await navigate({ to: '/netz/$network/reihen/$series', params: { network, series: id } })
    },
  })
  return (
    <Column>
      <PageHead title={t`Reihe anlegen`} above={<BackLink to="/netz/$network/reihen" params={{ network }}><Trans>Vortragsreihen</Trans></BackLink>} />
      <SeriesForm start={start} label={<Trans>Anlegen</Trans>} save={series => create.mutate(series)} pending={create.isPending} error={create.error} />
    </Column>
  )
}

export function SeriesSettingsPage() {
  const { t } = useLingui()
  const fault = useSeriesFault()
  const { network, series: id, service, again } = useSeriesPath()
  const series = useSeries()
  const save = useMutation({ mutationFn: (changed: SeriesFacts) => changeSeries(service, id, series.data!.version, changed), onSuccess: again })
  if (series.isPending) return <Loading />
  if (series.data === undefined) return <PageFault error={series.error} text={fault(series.error)} />
  return (
    <Column>
      <PageHead title={t`Reihe ändern`} above={<BackLink to="/netz/$network/reihen/$series" params={{ network, series: id }}>{series.data.series.title}</BackLink>} />
      {save.isSuccess && <Notice tone="ok" live><Trans>Gespeichert.</Trans></Notice>}
      {series.data.editor
        ? <SeriesForm key={series.data.version} start={series.data.series} label={<Trans>Speichern</Trans>} save={changed => save.mutate(changed)} pending={save.isPending} error={save.error} />
        : <Notice tone="warn"><Trans>Das kann nur die Redaktion.</Trans></Notice>}
    </Column>
  )
}
