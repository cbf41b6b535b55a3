import { Button, NativeSelect } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { accessLogFile, fetchAccessLog } from '../../client/access-log.ts'
import { filterUses, type UseFilter } from '../../client/access-filter.ts'
import { Card, Column } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { HelpNote } from '../../shell/help-note.tsx'
import { Icon } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { UseLine } from './access-use.tsx'
import { BackHome } from './back-home.tsx'
import { PersonSwitch } from './person-switch.tsx'
import { usePeople } from './use-people.ts'
import calm from '../../shell/calm.module.css'
import classes from './patient.module.css'

/** "Wer hat meine Daten gesehen?": each access at one hospital, put together so that it can be read. */
export function AccessLogPage() {
  const { t } = useLingui()
  const { people, person, links } = usePeople()
  const [wanted, setWanted] = useState('')
  const faultText = useFaultText()
  // A proxy has no access log: whom the patient lets look is the patient's own matter.
  const houses = person?.links.filter(({ relation }) => relation !== 'proxy') ?? []
  const link = houses.find(one => one.link === wanted) ?? houses[0]
  const name = person === undefined || person.self ? undefined : person.name
  return (
    <Column>
      <PageHead
        title={name === undefined ? t`Wer hat meine Daten gesehen?` : t`Wer hat die Daten von ${name} gesehen?`} above={<BackHome />} lead={<Trans>Jeder Zugriff wird festgehalten. Löschen oder ändern kann das niemand.</Trans>}
        beside={link === undefined ? undefined : <Button className="screen-only" variant="default" leftSection={<Icon name="printer" />} onClick={() => print()}><Trans>Drucken</Trans></Button>}
      />
      <PersonSwitch people={people} person={person} />
      <HelpNote>
        <p><Trans>Zugriffe derselben Person zum selben Zweck, die dicht aufeinander folgen, stehen in einer Zeile. Klappen Sie sie auf, um jeden einzelnen zu sehen.</Trans></p>
        <p><Trans>Ist Ihnen ein Zugriff unklar? Fragen Sie den Datenschutz des Krankenhauses. Drucken Sie dazu diese Seite aus oder laden Sie das Protokoll herunter.</Trans></p>
      </HelpNote>
      {links.isError && <Notice tone="bad" live>{faultText(links.error)}</Notice>}
      {links.isPending && <Loading />}
      {links.isSuccess && link === undefined && <Empty icon="eye" title={<Trans>Noch kein Protokoll</Trans>}>{name === undefined ? <Trans>Sobald ein Krankenhaus mit Ihrem Konto verbunden ist, sehen Sie hier jeden Zugriff auf Ihre Daten dort.</Trans> : <Trans>Das Protokoll sieht nur die Person selbst.</Trans>}</Empty>}
      {houses.length > 1 && <NativeSelect label={t`Krankenhaus`} size="md" value={link?.link} onChange={event => setWanted(event.currentTarget.value)} data={houses.map(one => ({ value: one.link, label: one.carrier.name }))} />}
      {link?.patient !== undefined && <Log key={link.link} carrier={link.carrier.slug} house={link.carrier.name} patient={link.patient.id} />}
    </Column>
  )
}

function Log({ carrier, house, patient }: { carrier: string; house: string; patient: string }) {
  const { t } = useLingui()
  const faultText = useFaultText()
  const [filter, setFilter] = useState<UseFilter>({ who: '', what: '' })
  const of = { carrier, patient }
  const pages = useInfiniteQuery({
    queryKey: ['access-log', carrier, patient], queryFn: ({ pageParam, signal }) => fetchAccessLog(of, pageParam, signal), initialPageParam: null as string | null, getNextPageParam: page => page.next ?? null,
    // What was just done is on record within seconds; an empty log looks again by itself.
    refetchInterval: query => query.state.data?.pages[0]?.uses.length === 0 ? 3_000 : false,
  })
  const uses = pages.data?.pages.flatMap(page => page.uses) ?? []
  const shown = filterUses(uses, filter)
  const years = Math.round((pages.data?.pages[0]?.keptDays ?? 0) / 365)
  return (
    <Card title={house} icon="house">
      <div className={`${classes['filters']} screen-only`} role="search">
        <NativeSelect label={t`Wer`} value={filter.who} onChange={event => setFilter({ ...filter, who: event.currentTarget.value as UseFilter['who'] })} data={[{ value: '', label: t`Alle` }, { value: 'staff', label: t`Menschen im Gesundheitswesen` }, { value: 'self', label: t`Ich und meine Angehörigen` }, { value: 'program', label: t`Programme und Apps` }]} />
        <NativeSelect
          label={t`Was`} value={filter.what} onChange={event => setFilter({ ...filter, what: event.currentTarget.value as UseFilter['what'] })}
          data={[{ value: '', label: t`Alles` }, { value: 'read', label: t`Angesehen` }, { value: 'write', label: t`Geändert` }, { value: 'emergency', label: t`Notfallzugriffe` }, { value: 'export', label: t`Herausgegeben` }, { value: 'refused', label: t`Abgelehnte Versuche` }]}
        />
      </div>
      {pages.isError && <Notice tone="bad" live>{faultText(pages.error)}</Notice>}
      {pages.isPending && <Loading />}
      {pages.isSuccess && uses.length === 0 && <Empty icon="eye" title={<Trans>Noch kein Zugriff</Trans>}><Trans>Niemand hat Ihre Daten aus diesem Haus hier angesehen. Neue Zugriffe stehen nach wenigen Sekunden hier.</Trans></Empty>}
      {uses.length > 0 && shown.length === 0 && <p role="status"><Trans>Kein Zugriff passt zu dieser Auswahl.</Trans></p>}
      <ul className={classes['uses']}>{shown.map(use => <li key={use.id}><UseLine of={of} use={use} /></li>)}</ul>
      {pages.hasNextPage && <div className="screen-only"><Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}><Trans>Ältere laden</Trans></Button></div>}
      {pages.isSuccess && (
        <>
          <p className={calm['small']}>{years > 0 && <Trans>Das Protokoll wird {years} Jahre aufgehoben.</Trans>} <Trans>Gezeigt werden Zugriffe über diese Plattform; was im eigenen System des Hauses geschieht, hält das Haus selbst fest.</Trans></p>
          <div className={`${calm['actions']} screen-only`}>
            <a className={calm['button']} data-look="quiet" href={accessLogFile(of, 'csv')} download><Icon name="download" /><Trans>Als Tabelle herunterladen (CSV)</Trans></a>
            <a href={accessLogFile(of, 'ndjson')} download><Trans>Für Fachleute: FHIR AuditEvents</Trans></a>
          </div>
        </>
      )}
    </Card>
  )
}
