import { Button, TextInput } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { AppointmentView } from '@steckwerk/api/contract/booking'
import { useState, type ReactNode } from 'react'
import { Card, ConfirmInPlace } from '../../shell/calm.tsx'
import { useFormats } from '../../shell/format.ts'
import { Icon } from '../../shell/icon.tsx'
import { Notice } from '../../shell/notice.tsx'
import { AppointmentState } from './appointment-state.tsx'
import { Costs } from './costs.tsx'
import { OfferedTime, type Answering } from './offered-time.tsx'
import { useDayWords } from './use-day-words.ts'
import { useWishWords } from './use-wish-words.ts'
import calm from '../../shell/calm.module.css'
import classes from './booking.module.css'

export interface Cancelling {
  readonly run: (reason: string | undefined) => void
  readonly pending: boolean
  readonly error: unknown
}

/** What, where, when, what to bring, and what can be done about it. Prints on one sheet. */
export function AppointmentSheet({ view, calendar, answering, cancelling, move }: { view: AppointmentView; calendar: ReactNode; answering: Answering; cancelling: Cancelling; move: ReactNode }) {
  const { t } = useLingui()
  const { dateTime } = useFormats()
  const words = useDayWords()
  const wishes = useWishWords()
  const [reason, setReason] = useState('')
  const changed = view.changedAt === '' ? '' : dateTime(view.changedAt)
  const house = view.carrier.name
  const waits = view.state === 'waiting'
  return (
    <>
      <div aria-live="polite">
        {view.cancelled !== undefined && <Cancelled cancelled={view.cancelled} house={house} />}
        {view.state === 'moved' && <Notice tone="quiet"><Trans>Dieser Termin wurde verschoben. Der neue steht in Ihrer Terminliste.</Trans></Notice>}
        {view.state === 'waiting' && <Notice tone="quiet"><Trans>Sie haben noch keinen Termin. Wird eine passende Zeit frei, schreiben wir Ihnen, und sie steht dann hier.</Trans></Notice>}
        {view.state === 'waiting' && view.waiting !== undefined && view.waiting.passed > 0 && <Notice tone="quiet"><Trans>Was Ihnen zuletzt angeboten war, ist wieder für andere frei. Sie stehen weiter auf der Warteliste, an derselben Stelle.</Trans></Notice>}
        {view.state === 'requested' && <Notice tone="warn"><Trans>Das ist noch kein fester Termin. {house} prüft Ihre Anfrage und antwortet Ihnen hier.</Trans></Notice>}
      </div>
      <OfferedTime view={view} answering={answering} />
      <Card title={view.what} beside={<AppointmentState state={view.state} />}>
        <dl className={classes['facts']}>
          {view.start !== undefined && <Fact name={<Trans>Wann</Trans>} big>{words.longDay(view.start)}, {words.time(view.start)}{view.end !== undefined && <>–{words.time(view.end)}</>}</Fact>}
          {view.waiting !== undefined && <Fact name={<Trans>Ihre Wünsche</Trans>}>{wishes.all(view.waiting.wishes).join('\n')}</Fact>}
          {view.waiting !== undefined && <Fact name={<Trans>Auf der Warteliste seit</Trans>}>{words.longDay(view.waiting.since)}</Fact>}
          <Fact name={<Trans>Wo</Trans>}>{view.where.join('\n')}</Fact>
          {view.who.length > 0 && <Fact name={<Trans>Bei wem</Trans>}>{view.who.join(', ')}</Fact>}
          {view.patient.name !== '' && <Fact name={<Trans>Für wen</Trans>}>{view.patient.name}</Fact>}
          <Fact name={<Trans>Was Sie mitbringen</Trans>}>{view.bring ?? <Trans>Ihre Versichertenkarte, und die Überweisung, wenn Sie eine haben.</Trans>}</Fact>
          {view.costs !== undefined && <Fact name={<Trans>Kosten</Trans>}><Costs costs={view.costs} /></Fact>}
          {view.note !== undefined && <Fact name={<Trans>Ihre Nachricht</Trans>}>{view.note}</Fact>}
          {view.phone !== undefined && <Fact name={<Trans>Telefon</Trans>}><a href={`tel:${view.phone.replaceAll(/[^+\d]/g, '')}`}>{view.phone}</a></Fact>}
        </dl>
        <p className={calm['small']}>{changed === '' ? <Trans>Quelle: {house}</Trans> : <Trans>Quelle: {house}, Stand {changed}</Trans>}</p>
        <div className={`${calm['actions']} ${classes['acts']} screen-only`}>
          {view.start !== undefined && view.state !== 'cancelled' && view.state !== 'moved' && calendar}
          <Button variant="default" leftSection={<Icon name="printer" />} onClick={() => print()}><Trans>Drucken</Trans></Button>
          {view.can.move && move}
          {view.can.cancel && (
            <ConfirmInPlace
              label={waits ? <Trans>Warteliste verlassen</Trans> : view.state === 'requested' ? <Trans>Anfrage zurückziehen</Trans> : <Trans>Absagen</Trans>} title={waits ? <Trans>Möchten Sie die Warteliste verlassen?</Trans> : <Trans>Möchten Sie wirklich absagen?</Trans>}
              confirm={waits ? <Trans>Ja, verlassen</Trans> : <Trans>Ja, absagen</Trans>} icon="cross" run={() => cancelling.run(reason.trim() === '' ? undefined : reason.trim())} pending={cancelling.pending} error={cancelling.error}
            >
              <p>{waits ? <Trans>Es wird Ihnen dann nichts mehr angeboten.</Trans> : <Trans>Die Zeit wird sofort für andere frei.</Trans>}</p>
              <TextInput label={t`Grund (freiwillig)`} description={t`Das Krankenhaus liest ihn.`} maxLength={500} value={reason} onChange={event => setReason(event.currentTarget.value)} autoComplete="off" />
            </ConfirmInPlace>
          )}
        </div>
      </Card>
    </>
  )
}

function Cancelled({ cancelled, house }: { cancelled: NonNullable<AppointmentView['cancelled']>; house: string }) {
  const { dateTime } = useFormats()
  const [at, reason] = [dateTime(cancelled.at), cancelled.reason]
  return (
    <Notice tone="bad">
      {cancelled.by === 'hospital' ? <Trans>{house} hat diesen Termin abgesagt ({at}).</Trans> : <Trans>Sie haben diesen Termin abgesagt ({at}).</Trans>}
      {' '}
      {reason === undefined ? cancelled.by === 'hospital' && <Trans>Ein Grund wurde nicht genannt.</Trans> : <Trans>Grund: {reason}</Trans>}
    </Notice>
  )
}

function Fact({ name, big = false, children }: { name: ReactNode; big?: boolean; children: ReactNode }) {
  return <div><dt>{name}</dt><dd className={big ? classes['big'] : undefined}>{children}</dd></div>
}
