import { Button } from '@mantine/core'
import { Trans } from '@lingui/react/macro'
import type { AppointmentView } from '@steckwerk/api/contract/booking'
import { Card } from '../../shell/calm.tsx'
import { Notice } from '../../shell/notice.tsx'
import { useBookingFault } from './booking-fault.ts'
import { useDayWords } from './use-day-words.ts'
import calm from '../../shell/calm.module.css'

export type Answer = 'accept' | 'decline'

export interface Answering {
  readonly run: (answer: Answer) => void
  /** The answer that is on its way. */
  readonly pending: Answer | undefined
  readonly error: unknown
}

/** A time that became free and is held for who waits: the one thing to decide here. */
export function OfferedTime({ view, answering }: { view: AppointmentView; answering: Answering }) {
  const words = useDayWords()
  const fault = useBookingFault()
  const until = view.offer?.until
  if (view.state !== 'offered' || view.start === undefined || until === undefined) return null
  const [day, time, lastDay, lastTime] = [words.longDay(view.start), words.time(view.start), words.longDay(until), words.time(until)]
  return (
    <Card title={<Trans>Ein Termin ist frei geworden</Trans>} icon="calendar" tone="brand">
      <p><strong>{day}, {time}</strong></p>
      <p>{view.can.answer ? <Trans>Wir halten ihn für Sie frei. Bitte antworten Sie bis {lastDay}, {lastTime}. Danach geht die Zeit an die nächste Person.</Trans> : <Trans>Er wird bis {lastDay}, {lastTime} frei gehalten.</Trans>}</p>
      {answering.error !== null && <Notice tone="bad" live>{fault(answering.error)}</Notice>}
      {view.can.answer && (
        <>
          <div className={`${calm['actions']} screen-only`}>
            <Button size="md" loading={answering.pending === 'accept'} disabled={answering.pending === 'decline'} onClick={() => answering.run('accept')}><Trans>Termin annehmen</Trans></Button>
            <Button size="md" variant="default" loading={answering.pending === 'decline'} disabled={answering.pending === 'accept'} onClick={() => answering.run('decline')}><Trans>Passt mir nicht</Trans></Button>
          </div>
          <p className={calm['small']}>{view.waiting === undefined ? <Trans>Wenn er Ihnen nicht passt, endet Ihre Anfrage. Sie können dann eine andere Zeit anfragen.</Trans> : <Trans>Wenn er Ihnen nicht passt, bleiben Sie auf der Warteliste.</Trans>}</p>
        </>
      )}
    </Card>
  )
}
