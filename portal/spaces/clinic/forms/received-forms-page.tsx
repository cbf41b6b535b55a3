import { Button, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Trans, useLingui } from '@lingui/react/macro'
import { wordsOf } from '@steckwerk/form'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { listName } from '../../../client/names.ts'
import { fetchReceivedForms, fetchTitles, type ReceivedForm } from '../../../client/received-forms.ts'
import { DataTable } from '../../../shell/data-table.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { useFormats } from '../../../shell/format.ts'
import { HelpNote } from '../../../shell/help-note.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useSession } from '../../../shell/session-context.ts'
import shared from '../../carrier/carrier.module.css'

/** What patients have sent, the newest first. */
export function ReceivedFormsPage() {
  const { t, i18n } = useLingui()
  const { me } = useSession()
  const { carrier } = useParams({ from: '/frame/haus/$carrier/formulare' })
  const { date, dateTime } = useFormats()
  const faultText = useFaultText()
  const [text, setText] = useState('')
  const [name] = useDebouncedValue(text.trim(), 250)
  const forms = useInfiniteQuery({
    queryKey: ['received-forms', carrier, name], initialPageParam: null as string | null, queryFn: ({ pageParam, signal }) => fetchReceivedForms(carrier, name, pageParam, signal), getNextPageParam: ({ cursor }) => cursor,
    placeholderData: keepPreviousData,
  })
  const titles = useQuery({ queryKey: ['form-titles', carrier], queryFn: ({ signal }) => fetchTitles(carrier, signal), staleTime: 300_000 })
  const rows = forms.data?.pages.flatMap(page => page.forms) ?? []
  const titleOf = ({ questionnaire }: ReceivedForm): string => {
    const found = titles.data?.get(questionnaire.split('|')[0]!)
    return (found === undefined ? '' : wordsOf(found, 'title', i18n.locale === 'en' ? 'en' : 'de')) || t`Fragebogen`
  }
  return (
    <div className={shared['page']}>
      <PageHead title={t`Eingegangene Fragebögen`} above={me.carriers.find(({ slug }) => slug === carrier)?.name ?? carrier} />
      <HelpNote>
        <p><Trans>Hier steht, was Patientinnen, Patienten und Angehörige abgeschickt haben. Gezeigt werden alle, die in Ihren Häusern in Behandlung sind; wer erst kommt, erscheint mit der Aufnahme.</Trans></p>
        <p><Trans>Jedes Öffnen steht im Zugriffsprotokoll.</Trans></p>
      </HelpNote>
      <TextInput type="search" className="screen-only" maw="28rem" label={t`Nach Namen suchen`} value={text} maxLength={100} onChange={event => setText(event.currentTarget.value)} />
      {forms.isError && <Notice tone="bad" live>{faultText(forms.error)}</Notice>}
      {forms.isPending && <Loading />}
      {forms.isSuccess && rows.length === 0 && (name === ''
        ? <Empty icon="table" title={<Trans>Noch nichts eingegangen</Trans>}><Trans>Sobald jemand einen Fragebogen abschickt, steht er hier.</Trans></Empty>
        : <Empty icon="search" title={<Trans>Nichts gefunden</Trans>}><Trans>Niemand mit diesem Namen hat etwas abgeschickt. Prüfen Sie die Schreibweise.</Trans></Empty>)}
      {rows.length > 0 && (
        <DataTable<ReceivedForm>
          caption={t`Eingegangene Fragebögen`} rows={rows} rowKey={({ id }) => id}
          columns={[
            { key: 'patient', head: t`Patientin / Patient`, names: true, width: '30%', cell: ({ id, patient }) => <Link className={shared['rowLink'] ?? ''} to="/haus/$carrier/formulare/$response" params={{ carrier, response: id }}>{listName(patient?.name) || t`Name unbekannt`}</Link> },
            { key: 'born', head: t`Geboren`, width: '16%', cell: ({ patient }) => patient?.birthDate === undefined ? '–' : date(patient.birthDate) },
            { key: 'form', head: t`Fragebogen`, wide: true, width: '34%', cell: titleOf },
            { key: 'at', head: t`Abgeschickt`, width: '20%', cell: ({ authored }) => authored === '' ? '–' : dateTime(authored) },
          ]}
        />
      )}
      {forms.hasNextPage && <p className="screen-only"><Button variant="default" loading={forms.isFetchingNextPage} onClick={() => void forms.fetchNextPage()}><Trans>Ältere zeigen</Trans></Button></p>}
    </div>
  )
}
