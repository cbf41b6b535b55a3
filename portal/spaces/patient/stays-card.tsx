import { Trans, useLingui } from '@lingui/react/macro'
import { useQueries } from '@tanstack/react-query'
import type { CaredFor } from '../../client/cared-for.ts'
import { searchPage } from '../../client/fhir.ts'
import type { Encounter } from '../../client/fhir-shapes.ts'
import { Card, Item } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { Icon } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Notice, Tag } from '../../shell/notice.tsx'
import calm from '../../shell/calm.module.css'
import classes from './patient.module.css'

const shown = 5

/** The latest stays and visits at the linked hospitals, each with where it comes from. */
export function StaysCard({ person }: { person: CaredFor }) {
  const faultText = useFaultText()
  const searches = useQueries({
    queries: person.links.map(({ carrier, patient }) => ({
      queryKey: ['stays', carrier.slug, patient?.id], staleTime: 60_000,
      queryFn: ({ signal }: { signal: AbortSignal }) => searchPage<Encounter>(carrier.slug, 'Encounter', { patient: patient?.id ?? '', _sort: '-date', _count: String(shown) }, signal),
    })),
  })
  const failed = searches.find(search => search.isError)
  const stays = searches.flatMap((search, index) => (search.data ?? []).map(stay => ({ stay, house: person.links[index]?.carrier.name ?? '' })))
    .sort((a, b) => (b.stay.period?.start ?? '').localeCompare(a.stay.period?.start ?? '')).slice(0, shown)
  return (
    <Card title={<Trans>Aufenthalte und Besuche</Trans>} icon="bed">
      {failed !== undefined && <Notice tone="bad" live>{faultText(failed.error)}</Notice>}
      {searches.some(search => search.isPending) && <Loading />}
      {failed === undefined && searches.every(search => search.isSuccess) && stays.length === 0 && <p><Trans>Noch keine. Sobald Sie in einem verbundenen Krankenhaus aufgenommen werden, steht der Aufenthalt meist nach wenigen Minuten hier.</Trans></p>}
      {stays.length > 0 && <ul className={calm['list']}>{stays.map(({ stay, house }) => <li key={`${house}/${stay.id}`}><StayLine stay={stay} house={house} /></li>)}</ul>}
    </Card>
  )
}

function StayLine({ stay, house }: { stay: Encounter; house: string }) {
  const { t } = useLingui()
  const { dateTime, date } = useFormats()
  const kind = ({ IMP: t`Stationärer Aufenthalt`, AMB: t`Ambulanter Besuch`, EMER: t`Notaufnahme`, SS: t`Tagesklinik` } as Readonly<Record<string, string>>)[stay.class?.code ?? ''] ?? t`Behandlung`
  const [start, end] = [stay.period?.start, stay.period?.end].map(at => at === undefined ? undefined : at.length > 10 ? dateTime(at) : date(at))
  const place = stay.serviceProvider?.display
  return (
    <Item name={kind} tag={stay.status === 'in-progress' || stay.status === 'onleave' ? <Tag tone="ok"><Trans>läuft</Trans></Tag> : stay.status === 'planned' ? <Tag tone="quiet" icon="calendar"><Trans>geplant</Trans></Tag> : undefined}>
      <span>{start !== undefined && (end === undefined ? <Trans>seit {start}</Trans> : <Trans>{start} bis {end}</Trans>)}{place !== undefined && <> · {place}</>}</span>
      <span className={classes['source']}><Icon name="house" size="1em" /><Trans>Quelle: {house}</Trans></span>
    </Item>
  )
}
