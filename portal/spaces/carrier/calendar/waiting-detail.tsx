import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { offerSlot } from '../../../client/calendar/act.ts'
import { dayOf } from '../../../client/calendar/days.ts'
import type { Calendar } from '../../../client/calendar/model.ts'
import type { Slot } from '../../../client/calendar/shapes.ts'
import type { Waiting } from '../../../client/calendar/waiting.ts'
import { useFormats } from '../../../shell/format.ts'
import { useWishWords } from '../../booking/use-wish-words.ts'
import { Detail } from '../detail.tsx'
import { useAct } from '../use-act.ts'
import { CancelForm } from './cancel-form.tsx'
import { OfferHours, usualHours } from './offer-hours.tsx'
import { PersonBanner } from './person-banner.tsx'
import { SlotForm } from './slot-form.tsx'
import { useOfferWords } from './use-offer-words.ts'
import shared from '../carrier.module.css'

/** Somebody who waits: what they wish for, what they were offered, and what can be done for them. */
export function WaitingDetail({ carrier, waiting, calendars, now, mayArrange, onClose }: { carrier: string; waiting: Waiting; calendars: readonly Calendar[]; now: number; mayArrange: boolean; onClose: () => void }) {
  const { t } = useLingui()
  const { date } = useFormats()
  const wishes = useWishWords()
  const offerWords = useOfferWords()
  const [hours, setHours] = useState(usualHours)
  const own = calendars.filter(({ id }) => waiting.calendars.includes(id))
  const offer = useAct<Slot, void>(slot => offerSlot(carrier, waiting.id, slot.id ?? '', { start: Date.parse(slot.start ?? ''), hours }), ['calendar', carrier], t`Angeboten.`, onClose)
  return (
    <Detail title={waiting.person.name === '' ? t`Ohne Namen` : waiting.person.name} onClose={onClose}>
      <PersonBanner person={waiting.person} />
      <dl className={shared['facts']}>
        {waiting.service !== '' && <div><dt><Trans>Leistung</Trans></dt><dd>{waiting.service}</dd></div>}
        <div><dt><Trans>Wartet seit</Trans></dt><dd>{Number.isNaN(waiting.since) ? '–' : date(dayOf(waiting.since))}</dd></div>
        <div><dt><Trans>Wünsche</Trans></dt><dd>{wishes.all(waiting.wishes).join(' · ')}</dd></div>
        <div><dt><Trans>Angebote</Trans></dt><dd>{offerWords(waiting, now)}</dd></div>
        {waiting.note !== '' && <div><dt><Trans>Hinweis</Trans></dt><dd>{waiting.note}</dd></div>}
      </dl>
      {mayArrange && own.length > 0 && (
        <SlotForm carrier={carrier} label={t`Zeit anbieten`} confirm={<Trans>Diese Zeit anbieten</Trans>} targets={own} first={{ calendar: own[0]!.id, day: dayOf(now) }} now={now} shortest={0} pending={offer.isPending} trouble={offer.trouble} run={offer.mutate}>
          <OfferHours hours={hours} onChange={setHours} />
        </SlotForm>
      )}
      {mayArrange && <CancelForm carrier={carrier} id={waiting.id} waits onDone={onClose} />}
    </Detail>
  )
}
