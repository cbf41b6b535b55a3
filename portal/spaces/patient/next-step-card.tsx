import { Trans } from '@lingui/react/macro'
import type { AppointmentView } from '@steckwerk/api/contract/booking'
import type { ConsentList } from '@steckwerk/api/contract/consent'
import type { PersonLink } from '@steckwerk/api/contract/person'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { fetchFactors } from '../../client/account.ts'
import type { CaredFor } from '../../client/cared-for.ts'
import { nextStep } from '../../client/next-step.ts'
import { fetchChildren } from '../../client/persons.ts'
import { Card } from '../../shell/calm.tsx'
import { useFormats } from '../../shell/format.ts'
import { Icon, type IconName } from '../../shell/icon.tsx'
import { useNow } from '../../shell/use-now.ts'
import { AppointmentState } from '../booking/appointment-state.tsx'
import { useDayWords } from '../booking/use-day-words.ts'
import calm from '../../shell/calm.module.css'
import classes from './patient.module.css'

type NextPage = '/konto' | '/meine/krankenhaeuser' | '/meine/krankenhaeuser/neu' | '/meine/angehoerige' | '/meine/freigaben/neu' | '/meine/zugriffe'

/** An appointment comes before everything else so many milliseconds ahead. */
const soon = 14 * 86_400_000

/** "Als Nächstes": one card, one button. */
export function NextStepCard({ links, person, consents, appointment, offered }: {
  links: readonly PersonLink[]; person: CaredFor | undefined; consents: ConsentList | undefined; appointment: AppointmentView | undefined; offered: AppointmentView | undefined
}) {
  const { date } = useFormats()
  const now = useNow(60_000)
  const children = useQuery({ queryKey: ['persons', 'children'], queryFn: ({ signal }) => fetchChildren(signal) })
  const factors = useQuery({ queryKey: ['account', 'factors'], queryFn: ({ signal }) => fetchFactors(signal) })
  const words = useDayWords()
  if (offered?.start !== undefined && offered.offer !== undefined) {
    const { carrier: { slug }, id, what, start } = offered
    const [day, time, until] = [words.longDay(start), words.time(start), `${words.longDay(offered.offer.until)}, ${words.time(offered.offer.until)}`]
    return (
      <NextCard icon="calendar" title={<Trans>Ein Termin ist frei geworden: {what}</Trans>} button={<Link to="/meine/termin/$carrier/$id" params={{ carrier: slug, id }} className={calm['button'] ?? ''}><Trans>Angebot ansehen</Trans></Link>}>
        <Trans>{day}, {time}. Bitte antworten Sie bis {until}.</Trans>
      </NextCard>
    )
  }
  if (appointment?.start !== undefined && Date.parse(appointment.start) - now < soon) {
    const { carrier: { slug, name: house }, id, start, what } = appointment
    const [day, time] = [words.longDay(start), words.time(start)]
    return (
      <NextCard icon="calendar" title={what} button={<Link to="/meine/termin/$carrier/$id" params={{ carrier: slug, id }} className={calm['button'] ?? ''}><Trans>Termin ansehen</Trans></Link>}>
        <AppointmentState state={appointment.state} /> <Trans>{day}, {time} bei {house}</Trans>
      </NextCard>
    )
  }
  const step = nextStep({ links, person, children: children.data, addFactor: factors.data?.addFactor, consents, now })
  if (step.kind === 'link') {
    return (
      <Step icon="house" title={<Trans>Verbinden Sie Ihr Krankenhaus</Trans>} to="/meine/krankenhaeuser/neu" go={<Trans>Krankenhaus verbinden</Trans>}>
        <Trans>Dann sehen Sie hier Ihre Aufenthalte und bestimmen, wer Ihre Daten bekommt. Sie brauchen den Brief mit dem Code, oder Sie verbinden sich am Empfang.</Trans>
      </Step>
    )
  }
  if (step.kind === 'waiting') {
    const { carrier } = step
    return <Step icon="clock" title={<Trans>{carrier} prüft Ihre Anfrage</Trans>} to="/meine/krankenhaeuser" go={<Trans>Stand ansehen</Trans>}><Trans>Der Empfang muss die Verbindung bestätigen. Sie müssen nichts weiter tun.</Trans></Step>
  }
  if (step.kind === 'child') {
    const { name, carrier } = step
    return <Step icon="people" title={<Trans>Zugang für Ihr Kind {name}</Trans>} to="/meine/angehoerige" go={<Trans>Zugang einrichten</Trans>}><Trans>{carrier} führt Sie als Mutter oder Vater. Sie können die Daten Ihres Kindes ab dem ersten Tag sehen.</Trans></Step>
  }
  if (step.kind === 'protect') {
    return <Step icon="lock" title={<Trans>Schützen Sie Ihr Konto besser</Trans>} to="/konto" go={<Trans>Schutz einrichten</Trans>}><Trans>Bisher genügt Ihr Passwort. Mit einem Passkey geht das Anmelden leichter, und niemand kann ihn erraten.</Trans></Step>
  }
  if (step.kind === 'ending') {
    const [name, day] = [step.name, date(step.endsOn)]
    return <Step icon="clock" title={<Trans>Ihr Zugang für {name} endet am {day}</Trans>} to="/meine/angehoerige" go={<Trans>Ansehen</Trans>}><Trans>Wenn Sie ihn länger brauchen, bitten Sie um eine neue Einladung.</Trans></Step>
  }
  if (step.kind === 'release') {
    const { carriers } = step
    return <Step icon="share" title={<Trans>Dürfen Ihre Krankenhäuser voneinander wissen?</Trans>} to="/meine/freigaben/neu" go={<Trans>Freigabe geben</Trans>}><Trans>Sie sind mit {carriers} Krankenhäusern verbunden. Bisher sieht keines die Daten des anderen. Das bestimmen allein Sie.</Trans></Step>
  }
  if (step.kind === 'none') return null
  return <Step icon="eye" title={<Trans>Sehen Sie nach, wer die Daten gelesen hat</Trans>} to="/meine/zugriffe" go={<Trans>Zugriffe ansehen</Trans>}><Trans>Im Augenblick ist nichts zu erledigen. Jeder Zugriff steht in einem Protokoll, das Sie jederzeit einsehen können.</Trans></Step>
}

function Step({ icon, title, children, to, go }: { icon: IconName; title: ReactNode; children: ReactNode; to: NextPage; go: ReactNode }) {
  return <NextCard icon={icon} title={title} button={<Link to={to} className={calm['button'] ?? ''}>{go}</Link>}>{children}</NextCard>
}

function NextCard({ icon, title, children, button }: { icon: IconName; title: ReactNode; children: ReactNode; button: ReactNode }) {
  return (
    <Card title={<Trans>Als Nächstes</Trans>} tone="brand">
      <div className={classes['next']}>
        <Icon name={icon} size="2rem" />
        <h3>{title}</h3>
        <p>{children}</p>
        <div className={classes['go']}>{button}</div>
      </div>
    </Card>
  )
}
