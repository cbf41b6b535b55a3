import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { changeBarcamp, createBarcamp, type BarcampEvent } from '../../../client/barcamp.ts'
import { blankEvent } from '../../../client/barcamp-event.ts'
import { Card, Column } from '../../../shell/calm.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackLink } from '../back-link.tsx'
import { PageFault } from '../page-fault.tsx'
import { BarcampNav } from './barcamp-nav.tsx'
import { EventForm } from './event-form.tsx'
import { useBarcampWords } from './use-barcamp-words.ts'
import { useBarcamp, useBarcampPath } from './use-barcamp.ts'

/** Rooms, times and what is open now. */
export function BarcampSettingsPage() {
  const { t } = useLingui()
  const words = useBarcampWords()
  const queries = useQueryClient()
  const { network, event, service } = useBarcampPath()
  const barcamp = useBarcamp()
  const save = useMutation({
    mutationFn: ({ version, next }: { readonly version: number; readonly next: BarcampEvent }) => changeBarcamp(service, event, version, next),
    onSettled: () => queries.invalidateQueries({ queryKey: ['barcamp', network] }),
  })
  if (barcamp.isPending) return <Loading />
  if (barcamp.isError && barcamp.data === undefined) return <PageFault error={barcamp.error} text={words.fault(barcamp.error)} />
  const { data } = barcamp
  return (
    <Column>
      <PageHead title={t`Räume, Zeiten, Einstellungen`} above={data.event.title} />
      <BarcampNav barcamp={data} />
      {save.isSuccess && <Notice tone="ok" live><Trans>Gespeichert.</Trans></Notice>}
      <Card title={<Trans>Fragen bei der Anmeldung</Trans>} icon="help">
        <p><Trans>Was Sie zur Vorbereitung wissen müssen: Essen, Assistenz, Anreise. Die Antworten stehen in der Gästeliste und werden mit ihr gelöscht.</Trans></p>
        <p><Link to="/netz/$network/barcamp/$event/fragebogen" params={{ network, event }}><Trans>Fragen bearbeiten</Trans></Link></p>
      </Card>
      <EventForm key={data.version} start={data.event} label={<Trans>Speichern</Trans>} save={next => save.mutate({ version: data.version, next })} pending={save.isPending} error={save.error} />
    </Column>
  )
}

export function NewBarcampPage() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { network, service } = useBarcampPath()
  const create = useMutation({
    mutationFn: (event: BarcampEvent) => createBarcamp(service, event),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['barcamp', network] })
      await navigate({ to: '/netz/$network/barcamp/$event', params: { network, event: id } })
    },
  })
  return (
    <Column>
      <PageHead title={t`Barcamp anlegen`} above={<BackLink to="/netz/$network/barcamp" params={{ network }}><Trans>Barcamps</Trans></BackLink>} />
      <EventForm start={blankEvent(new Date())} label={<Trans>Anlegen</Trans>} save={event => create.mutate(event)} pending={create.isPending} error={create.error} />
    </Column>
  )
}
