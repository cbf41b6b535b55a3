import { Trans, Plural, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { fetchConsents } from '../../client/consents.ts'
import { fetchProxies } from '../../client/persons.ts'
import { Card, Column } from '../../shell/calm.tsx'
import { useFaultText } from '../../shell/fault-text.ts'
import { Icon, type IconName } from '../../shell/icon.tsx'
import { Loading } from '../../shell/loading.tsx'
import { Notice } from '../../shell/notice.tsx'
import { PageHead } from '../../shell/page.tsx'
import { useSession } from '../../shell/session-context.ts'
import { Slots } from '../../shell/slots/slots.tsx'
import { useForms } from './form/use-forms.ts'
import { VisitForms } from './form/visit-forms.tsx'
import { NextStepCard } from './next-step-card.tsx'
import { PersonSwitch } from './person-switch.tsx'
import { StaysCard } from './stays-card.tsx'
import { isAhead, useAppointments } from './use-appointments.ts'
import { useGreeting } from './use-greeting.ts'
import { usePeople } from './use-people.ts'
import classes from './patient.module.css'

/** The patient's first screen: who, the one next step, what is there. */
export function HomePage() {
  const { t } = useLingui()
  const { me } = useSession()
  const greeting = useGreeting()
  const faultText = useFaultText()
  const { links, people, person } = usePeople()
  const consents = useQuery({ queryKey: ['consents'], queryFn: ({ signal }) => fetchConsents(signal) })
  const proxies = useQuery({ queryKey: ['persons', 'proxies'], queryFn: ({ signal }) => fetchProxies(signal) })
  const { query: appointments, mine, now } = useAppointments(person)
  const ahead = mine.filter(view => isAhead(view, now))
  const { query: forms, mine: ownForms } = useForms(person)
  const openForms = ownForms.filter(({ state, mayAct }) => mayAct && state !== 'done').length
  const next = ahead.at(-1)
  const name = me.name
  const about = person === undefined || person.self ? undefined : person.name
  const patients = new Set(person?.links.map(({ carrier, patient }) => `${carrier.slug}/${patient?.id ?? ''}`))
  const onlyProxy = person?.links.every(({ relation }) => relation === 'proxy') === true
  const active = consents.data?.consents.filter(({ state, carrier, patient }) => state === 'active' && patients.has(`${carrier.slug}/${patient}`)).length
  return (
    <Column>
      <PageHead title={greeting(name)} {...(about === undefined ? {} : { lead: <Trans>Sie sehen gerade die Seiten für <strong>{about}</strong>.</Trans> })} />
      <PersonSwitch people={people} person={person} />
      {links.isError && <Notice tone="bad" live>{faultText(links.error)}</Notice>}
      {links.isPending && <Loading />}
      {links.data !== undefined && (
        <>
          <NextStepCard links={links.data} person={person} consents={consents.data} appointment={next} offered={mine.find(({ can, state }) => state === 'offered' && can.answer)} />
          {next !== undefined && <VisitForms appointment={next} forms={ownForms} open />}
          {person !== undefined && <StaysCard key={person.key} person={person} />}
          <ul className={classes['tiles']} aria-label={t`Was Sie hier tun können`}>
            {person !== undefined && <Tile icon="calendar" to="/meine/termine" title={<Trans>Termine</Trans>}>{appointments.data === undefined ? '…' : <Plural value={ahead.length} _0="keiner steht an" one="# steht an" other="# stehen an" />}</Tile>}
            {person !== undefined && <Tile icon="clock" to="/meine/termine/neu" title={<Trans>Termin buchen</Trans>}><Trans>Sprechstunden aller Krankenhäuser</Trans></Tile>}
            {person !== undefined && <Tile icon="table" to="/meine/formulare" title={<Trans>Fragebögen</Trans>}>{forms.data === undefined ? '…' : <Plural value={openForms} _0="nichts auszufüllen" one="# ist auszufüllen" other="# sind auszufüllen" />}</Tile>}
            <Tile icon="house" to="/meine/krankenhaeuser" title={<Trans>Krankenhäuser</Trans>}><Plural value={person?.links.length ?? 0} _0="noch keines verbunden" one="# verbunden" other="# verbunden" /></Tile>
            {about === undefined && <Tile icon="people" to="/meine/angehoerige" title={<Trans>Angehörige</Trans>}>{proxies.data === undefined ? '…' : <Plural value={proxies.data.proxies.length} _0="Niemand sonst hat Zugang" one="# Person hat Zugang zu Ihren Daten" other="# Personen haben Zugang zu Ihren Daten" />}</Tile>}
            <Tile icon="share" to="/meine/freigaben" title={<Trans>Freigaben</Trans>}>{active === undefined ? '…' : <Plural value={active} _0="keine in Kraft" one="# in Kraft" other="# in Kraft" />}</Tile>
            {!onlyProxy && <Tile icon="eye" to="/meine/zugriffe" title={about === undefined ? <Trans>Wer hat meine Daten gesehen?</Trans> : <Trans>Wer hat die Daten gesehen?</Trans>}><Trans>Jeder Zugriff, mit Grund und Zeit</Trans></Tile>}
          </ul>
          {person?.links.map(({ link, carrier, patient }) => patient !== undefined && <Slots key={link} carrier={carrier.slug} place="patient-start" about={{ patient: patient.id }} />)}
          {person !== undefined && (
            <Card title={<Trans>Kommt noch hinzu</Trans>} icon="help">
              <p><Trans>Nachrichten, Dokumente und Medikamente erscheinen hier, sobald Ihre Krankenhäuser sie in diesem Portal anbieten. Sie müssen dafür nichts tun.</Trans></p>
            </Card>
          )}
        </>
      )}
    </Column>
  )
}

function Tile({ icon, to, title, children }: { icon: IconName; to: '/meine/termine' | '/meine/formulare' | '/meine/termine/neu' | '/meine/krankenhaeuser' | '/meine/angehoerige' | '/meine/freigaben' | '/meine/zugriffe'; title: ReactNode; children: ReactNode }) {
  return <li><Link to={to} className={classes['tile'] ?? ''}><Icon name={icon} size="1.6rem" /><strong>{title}</strong><span>{children}</span><Icon name="forward" size="1.1rem" /></Link></li>
}
