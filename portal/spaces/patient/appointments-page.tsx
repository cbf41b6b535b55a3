import { Trans, useLingui } from '@lingui/react/macro'
import type { AppointmentView } from '@steckwerk/api/contract/booking'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Card, Column, Item } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { Icon } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Empty, Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { AppointmentState } from '../booking/appointment-state.tsx'
import { useDayWords } from '../booking/use-day-words.ts'
import { useWishWords } from '../booking/use-wish-words.ts'
import { BackHome } from './back-home.tsx'
import { PersonSwitch } from './person-switch.tsx'
import { isAhead, isWaiting, useAppointments } from './use-appointments.ts'
import { usePeople } from './use-people.ts'
import calm from '../../shell/calm.module.css'
import classes from './patient.module.css'

/** Coming and past appointments over all linked hospitals. */
export function AppointmentsPage() {
  const { t } = useLingui()
  const faultText = useFaultText()
  const { people, person } = usePeople()
  const { query, mine, now } = useAppointments(person)
  const waiting = mine.filter(isWaiting).toSorted((a, b) => Number(b.state === 'offered') - Number(a.state === 'offered') || (a.waiting?.since ?? '').localeCompare(b.waiting?.since ?? ''))
  const ahead = mine.filter(view => isAhead(view, now)).toReversed()
  const past = mine.filter(view => !isAhead(view, now) && !isWaiting(view))
  const missing = query.data?.failed.map(({ name }) => name).join(', ') ?? ''
  return (
    <Column>
      <PageHead title={t`Termine`} above={<BackHome />} beside={<Link to="/meine/termine/neu" className={`${calm['button']} screen-only`}><Icon name="calendar" /><Trans>Termin buchen</Trans></Link>} />
      <PersonSwitch people={people} person={person} />
      {query.isError && <Notice tone="bad" live>{faultText(query.error)}</Notice>}
      {query.isPending && <Loading />}
      {missing !== '' && <Notice tone="warn" live><Trans>Von hier kam keine Antwort, es können Termine fehlen: {missing}</Trans></Notice>}
      {query.isSuccess && (
        <>
          {waiting.length > 0 && <List title={<Trans>Warteliste und Angebote</Trans>} views={waiting} />}
          <List title={<Trans>Kommende Termine</Trans>} views={ahead} empty={<Empty icon="calendar" title={<Trans>Kein Termin steht an</Trans>}><Trans>Was Sie buchen oder was ein verbundenes Krankenhaus für Sie einträgt, steht hier nach wenigen Sekunden.</Trans></Empty>} />
          {past.length > 0 && <List title={<Trans>Vergangene und abgesagte</Trans>} views={past} />}
        </>
      )}
    </Column>
  )
}

function List({ title, views, empty }: { title: ReactNode; views: readonly AppointmentView[]; empty?: ReactNode }) {
  return (
    <Card title={title} icon="calendar">
      {views.length === 0 && empty}
      {views.length > 0 && <ul className={calm['list']}>{views.map(view => <li key={`${view.carrier.slug}/${view.id}`}><Line view={view} /></li>)}</ul>}
    </Card>
  )
}

function Line({ view }: { view: AppointmentView }) {
  const words = useDayWords()
  const wishes = useWishWords()
  const until = view.offer === undefined ? undefined : `${words.longDay(view.offer.until)}, ${words.time(view.offer.until)}`
  const house = view.carrier.name
  return (
    <Item name={<Link to="/meine/termin/$carrier/$id" params={{ carrier: view.carrier.slug, id: view.id }}>{view.what}</Link>} tag={<AppointmentState state={view.state} />}>
      {view.start !== undefined && <span>{words.longDay(view.start)}, {words.time(view.start)}</span>}
      {view.state === 'waiting' && view.waiting !== undefined && <span>{wishes.all(view.waiting.wishes).join(' · ')}</span>}
      {until !== undefined && <span><Trans>Bitte antworten Sie bis {until}.</Trans></span>}
      <span className={classes['source']}><Icon name="house" size="1em" /><Trans>Quelle: {house}</Trans></span>
    </Item>
  )
}
