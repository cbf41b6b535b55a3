import { Button, NativeSelect, TextInput } from '@mantine/core'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import type { Questionnaire } from '@steckwerk/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { badgesAddress, cancelGuest, fetchGuests, fetchRegistrationForm, guestsFileAddress, type Barcamp, type ListedGuest } from '../../../client/barcamp.ts'
import { foundGuests, type GuestFilter } from '../../../client/barcamp-guests.ts'
import { PortalFault } from '../../../client/request.ts'
import { Card, Column, ConfirmInPlace, Item } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Icon } from '../../../shell/icon.tsx'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice, Tag } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { PageFault } from '../page-fault.tsx'
import { BarcampNav } from './barcamp-nav.tsx'
import { useBarcampQueues } from './barcamp-queues.tsx'
import { GuestAnswers } from './guest-answers.tsx'
import { useBarcampWords } from './use-barcamp-words.ts'
import { useBarcamp, useBarcampPath, useLiveBarcamp } from './use-barcamp.ts'
import calm from '../../../shell/calm.module.css'

const mostShown = 100

/** Where the code of a badge leads: for who receives the guests their list, for everybody else the way to the event. */
export function DoorPage() {
  const { t } = useLingui()
  const words = useBarcampWords()
  const { network, event } = useBarcampPath()
  useLiveBarcamp()
  const barcamp = useBarcamp()
  if (barcamp.isPending) return <Loading />
  if (barcamp.isError && barcamp.data === undefined) return <PageFault error={barcamp.error} text={words.fault(barcamp.error)} />
  if (barcamp.data.editor) return <Door barcamp={barcamp.data} />
  const params = { network, event }
  return (
    <Column>
      <PageHead title={barcamp.data.event.title} lead={t`Das ist der Code eines Namensschilds. Am Einlass liest ihn, wer die Gäste empfängt.`} />
      <div className={calm['actions']}>
        <Link className={calm['button'] ?? ''} to="/netz/$network/barcamp/$event" params={params}><Trans>Zur Veranstaltung</Trans></Link>
        <Link className={calm['button'] ?? ''} data-look="quiet" to="/netz/$network/barcamp/$event/programm" params={params}><Trans>Zum Programm</Trans></Link>
      </div>
    </Column>
  )
}

function Door({ barcamp }: { barcamp: Barcamp }) {
  const { t } = useLingui()
  const words = useBarcampWords()
  const { network, event, service } = useBarcampPath()
  const scanned = useLocation({ select: ({ hash }) => hash })
  const [search, setSearch] = useState(scanned)
  const [known, setKnown] = useState(scanned)
  const [filter, setFilter] = useState<GuestFilter>('all')
  // The next badge was read while this page was open.
  if (scanned !== known) {
    setKnown(scanned)
    setSearch(scanned)
  }
  const guests = useQuery({ queryKey: ['barcamp', network, event, 'guests'], queryFn: ({ signal }) => fetchGuests(service, event, signal) })
  const questions = useQuery({ queryKey: ['barcamp-form', network, event], queryFn: ({ signal }) => fetchRegistrationForm(service, event, signal) })
  const questionnaire = questions.data?.questionnaire ?? null
  const { waiting, trouble, put, retry } = useBarcampQueues().arrivals
  const onTheWay = new Map(waiting.map(({ place, body, turn }) => [place, body ? turn : null]))
  const all = (guests.data?.guests ?? []).map(guest => ({ ...guest, arrived: onTheWay.has(guest.id) ? onTheWay.get(guest.id)! : guest.arrived }))
  const found = foundGuests(all, search, filter)
  const [placed, there] = [all.filter(guest => guest.waiting === 0).length, all.filter(({ arrived }) => arrived !== null).length]
  const waits = all.length - placed
  return (
    <Column>
      <PageHead title={t`Gäste und Einlass`} above={barcamp.event.title} lead={<><Plural value={placed} one="# Person hat einen Platz" other="# Personen haben einen Platz" />, <Plural value={waits} _0="niemand wartet" one="# wartet" other="# warten" />. <Trans>Da sind {there}.</Trans></>} />
      <BarcampNav barcamp={barcamp} />
      <div role="status">
        {waiting.length > 0 && trouble === 'offline' && <Notice tone="warn"><Trans>Kein Netz. Sie können weiter einlassen: Es ist gespeichert und wird gesendet, sobald wieder Netz da ist. Lassen Sie diese Seite offen.</Trans></Notice>}
        {waiting.length > 0 && trouble instanceof PortalFault && <Notice tone="bad" action={<Button variant="default" onClick={retry}><Trans>Noch einmal senden</Trans></Button>}>{words.fault(trouble)}</Notice>}
      </div>
      {guests.isError && guests.data === undefined && <Notice tone="bad" live>{words.fault(guests.error)}</Notice>}
      <Card title={<Trans>Einlass</Trans>} icon="people">
        <TextInput type="search" size="md" label={t`Name, Einrichtung oder Code`} description={t`Die Kamera des Handys liest den Code eines Namensschilds und öffnet diese Seite mit der Person.`} value={search} onChange={change => setSearch(change.currentTarget.value)} />
        <NativeSelect size="md" label={t`Zeigen`} value={filter} onChange={change => setFilter(change.currentTarget.value as GuestFilter)} data={[{ value: 'all', label: t`Alle` }, { value: 'missing', label: t`Noch nicht da` }, { value: 'there', label: t`Schon da` }, { value: 'waiting', label: t`Warteliste` }]} />
        {guests.isPending && <Loading />}
        {guests.isSuccess && found.length === 0 && <Empty icon="people" title={all.length === 0 ? <Trans>Noch ist niemand angemeldet.</Trans> : <Trans>Niemand gefunden</Trans>}>{all.length === 0 ? <Trans>Wer sich anmeldet, steht hier.</Trans> : <Trans>Vielleicht ist die Anmeldung zurückgenommen, oder der Name ist anders geschrieben.</Trans>}</Empty>}
        {found.length > 0 && <ul className={calm['list']} aria-label={t`Gäste`}>{found.slice(0, mostShown).map(guest => <li key={guest.id}><GuestLine guest={guest} questionnaire={questionnaire} onArrival={here => put(here, guest.id)} /></li>)}</ul>}
        {found.length > mostShown && <p className={calm['dim']}><Plural value={found.length - mostShown} one="Und # weitere Person: Die Suche findet sie." other="Und # weitere: Die Suche findet sie." /></p>}
      </Card>
      <Card title={<Trans>Zum Mitnehmen</Trans>} icon="download">
        <div className={calm['actions']}>
          <a className={calm['button']} data-look="quiet" href={badgesAddress(service, event)} download><Icon name="printer" /><Trans>Namensschilder (PDF)</Trans></a>
          <a className={calm['button']} data-look="quiet" href={guestsFileAddress(service, event)} download><Icon name="table" /><Trans>Gästeliste (CSV)</Trans></a>
        </div>
        <p className={calm['small']}><Plural value={barcamp.event.keepDays} one="Einen Tag nach dem Termin werden alle Anmeldungen gelöscht." other="# Tage nach dem Termin werden alle Anmeldungen gelöscht." /></p>
      </Card>
    </Column>
  )
}

function GuestLine({ guest: { id, name, organization, mail, waiting, answers, arrived }, questionnaire, onArrival }: { guest: ListedGuest; questionnaire: Questionnaire | null; onArrival: (here: boolean) => void }) {
  const { t } = useLingui()
  const { time } = useFormats()
  const queries = useQueryClient()
  const { network, event, service } = useBarcampPath()
  const cancel = useMutation({ mutationFn: () => cancelGuest(service, event, id), onSuccess: () => queries.invalidateQueries({ queryKey: ['barcamp', network, event] }) })
  return (
    <Item
      name={name}
      tag={arrived !== null ? <Tag tone="ok"><Trans>Da seit {time(arrived)}</Trans></Tag> : waiting > 0 && <Tag tone="warn" icon="clock"><Trans>Warteliste, Platz {waiting}</Trans></Tag>}
      actions={arrived === null
        ? <Button size="md" onClick={() => onArrival(true)} aria-label={t`Ist da: ${name}`}><Trans>Ist da</Trans></Button>
        : <Button size="md" variant="default" onClick={() => onArrival(false)} aria-label={t`Doch nicht da: ${name}`}><Trans>Doch nicht da</Trans></Button>}
    >
      {organization !== '' && <span>{organization}</span>}
      <details>
        <summary><Trans>Mehr zu {name}</Trans></summary>
        {mail !== '' && <p><a href={`mailto:${mail}`}>{mail}</a></p>}
        {questionnaire !== null && answers.length > 0 && <GuestAnswers questionnaire={questionnaire} answers={answers} />}
        <ConfirmInPlace label={<Trans>Abmelden</Trans>} title={<Trans>{name} wird abgemeldet. Der Platz geht an die nächste Person auf der Warteliste.</Trans>} confirm={<Trans>Ja, abmelden</Trans>} run={() => cancel.mutate()} pending={cancel.isPending} error={cancel.error} />
      </details>
    </Item>
  )
}
