import { Button, NativeSelect, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState, type SubmitEvent } from 'react'
import { fetchLog, fetchLogEvents, logFile, noFilter, type LogFilter } from '../../client/carrier-audit.ts'
import { platform } from '../../client/carrier-path.ts'
import { textOf } from '../../shell/form-text.ts'
import { HelpNote } from '../../shell/help-note.tsx'
import { Icon } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useCarrier } from './carrier-space.tsx'
import { LogTable } from './log-table.tsx'
import { LogVerification } from './log-verification.tsx'
import { useCarrierFault } from './use-carrier-fault.ts'
import { useEventWords } from './use-event-words.ts'
import calm from '../../shell/calm.module.css'
import classes from './carrier.module.css'

/** The access log of a carrier. */
export function LogPage() {
  const { t } = useLingui()
  const { slug, name } = useCarrier()
  return <Log carrier={slug} title={t`Protokoll`} above={name} />
}

/** The log of a carrier or of the platform, with filters, export and proof. */
export function Log({ carrier, title, above }: { carrier: string; title: string; above: string }) {
  const { t } = useLingui()
  const fault = useCarrierFault()
  const words = useEventWords()
  const [filter, setFilter] = useState<LogFilter>(noFilter)
  // A filter that was set by a row is to stand in the form, too.
  const [form, setForm] = useState(0)
  const events = useQuery({ queryKey: ['log', carrier, 'events'], queryFn: ({ signal }) => fetchLogEvents(carrier, signal), staleTime: 'static' })
  const pages = useInfiniteQuery({
    queryKey: ['log', carrier, 'list', filter], queryFn: ({ pageParam, signal }) => fetchLog(carrier, filter, pageParam, signal), initialPageParam: null as string | null, getNextPageParam: page => page.next ?? null,
    // Each look is an entry of the log itself.
    refetchOnWindowFocus: false,
  })
  const entries = pages.data?.pages.flatMap(page => page.entries) ?? []
  const filtered = Object.values(filter).some(value => value !== '')
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    setFilter({ actor: textOf(data, 'actor').trim(), by: textOf(data, 'by') as LogFilter['by'], patient: textOf(data, 'patient').trim(), event: textOf(data, 'event'), outcome: textOf(data, 'outcome'), from: textOf(data, 'from'), to: textOf(data, 'to') })
  }
  return (
    <div className={classes['page']}>
      <PageHead title={title} above={above} beside={<Button className="screen-only" variant="default" leftSection={<Icon name="printer" />} onClick={() => print()}><Trans>Drucken</Trans></Button>} />
      <HelpNote><p><Trans>Jeder Zugriff und jeder abgelehnte Versuch steht hier. Einträge lassen sich nicht ändern; eine Kette von Prüfsummen beweist es. Auch Ihr Blick ins Protokoll ist ein Eintrag.</Trans></p></HelpNote>
      <section className={classes['panel']} aria-label={t`Einträge`}>
        <form key={form} className={`${classes['toolbar']} screen-only`} role="search" onSubmit={submit} onReset={() => { setFilter(noFilter); setForm(form + 1) }}>
          <TextInput name="from" defaultValue={filter.from} type="date" label={t`Von`} /><TextInput name="to" defaultValue={filter.to} type="date" label={t`Bis`} />
          <NativeSelect name="event" defaultValue={filter.event} label={t`Vorgang`} data={[{ value: '', label: t`alle` }, ...[...(events.data ?? [])].map(({ event }) => ({ value: event, label: words.event(event) })).sort((a, b) => a.label.localeCompare(b.label))]} />
          <NativeSelect name="outcome" defaultValue={filter.outcome} label={t`Ergebnis`} data={[{ value: '', label: t`alle` }, { value: 'success', label: t`erfolgt` }, { value: 'refused', label: t`abgelehnt` }, { value: 'failed', label: t`fehlgeschlagen` }]} />
          <NativeSelect name="by" defaultValue={filter.by} label={t`Von wem`} data={[{ value: '', label: t`alle` }, { value: 'people', label: t`Personen` }, { value: 'programs', label: t`Programme` }]} />
          <TextInput name="actor" defaultValue={filter.actor} type="search" label={t`Konto`} autoComplete="off" spellCheck={false} />
          {carrier !== platform && <TextInput name="patient" defaultValue={filter.patient} label={t`Akte (Patient-Id)`} autoComplete="off" spellCheck={false} />}
          <Button type="submit"><Trans>Filtern</Trans></Button>
          {filtered && <Button type="reset" variant="default"><Trans>Alles zeigen</Trans></Button>}
        </form>
        {pages.isError && <Notice tone="bad" live>{fault(pages.error)}</Notice>}
        {pages.isPending && <Loading />}
        {pages.isSuccess && entries.length === 0 && (filtered
          ? <Empty icon="search" title={<Trans>Nichts gefunden</Trans>}><Trans>Kein Eintrag passt zu diesem Filter.</Trans></Empty>
          : <Empty icon="eye" title={<Trans>Noch kein Eintrag</Trans>}><Trans>Neue Zugriffe stehen nach wenigen Sekunden hier.</Trans></Empty>)}
        {entries.length > 0 && <LogTable entries={entries} onFilter={part => { setFilter({ ...filter, ...part }); setForm(form + 1) }} />}
        {pages.hasNextPage && <div className="screen-only"><Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}><Trans>Ältere laden</Trans></Button></div>}
        {entries.length > 0 && (
          <div className={`${classes['actions']} screen-only`}>
            <a className={calm['button']} data-look="quiet" href={logFile(carrier, filter, 'csv')} download><Icon name="download" /><Trans>Alles dazu als Tabelle (CSV)</Trans></a>
            <a className={calm['button']} data-look="quiet" href={logFile(carrier, filter, 'ndjson')} download><Icon name="download" /><Trans>Als FHIR AuditEvents</Trans></a>
          </div>
        )}
      </section>
      <LogVerification carrier={carrier} />
    </div>
  )
}
