import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { offerSlot } from '../../../client/calendar/act.ts'
import type { Entry } from '../../../client/calendar/model.ts'
import type { Waiting } from '../../../client/calendar/waiting.ts'
import { Choices } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Notice } from '../../../shell/notice.tsx'
import { dayOf } from '../../../client/calendar/days.ts'
import { useWishWords } from '../../booking/use-wish-words.ts'
import { useAct } from '../use-act.ts'
import { OfferHours, usualHours } from './offer-hours.tsx'
import { useCalendarFault } from './use-calendar-fault.ts'
import shared from '../carrier.module.css'
import classes from './calendar.module.css'

/** Offers a free time to somebody who waits for this calendar. */
export function OfferForm({ carrier, entry, waiting, onDone }: { carrier: string; entry: Entry; waiting: readonly Waiting[]; onDone: () => void }) {
  const { t } = useLingui()
  const { date } = useFormats()
  const fault = useCalendarFault()
  const wishes = useWishWords()
  const [chosen, setChosen] = useState('')
  const [hours, setHours] = useState(usualHours)
  const offer = useAct<string, void>(id => offerSlot(carrier, id, entry.slot ?? '', { start: entry.start, hours }), ['calendar', carrier], t`Angeboten.`, onDone)
  const isThere = waiting.some(({ id }) => id === chosen)
  if (waiting.length === 0) return null
  return (
    <form className={classes['twin']} aria-label={t`Jemandem von der Warteliste anbieten`} onSubmit={event => { event.preventDefault(); if (isThere) offer.mutate(chosen) }}>
      <div className={classes['choose']}>
        <Choices
          legend={<Trans>Jemandem von der Warteliste anbieten</Trans>} chosen={[chosen]} onChange={([value]) => setChosen(value ?? '')}
          options={waiting.map(one => {
            const since = date(dayOf(one.since))
            return { value: one.id, label: one.person.name === '' ? <Trans>Ohne Namen</Trans> : one.person.name, hint: <Trans>seit {since} · {wishes.all(one.wishes).join(' · ')}</Trans> }
          })}
        />
      </div>
      <OfferHours hours={hours} onChange={setHours} />
      {offer.trouble !== null && <Notice tone="bad" live>{fault(offer.trouble)}</Notice>}
      <div className={shared['actions']}><Button type="submit" variant="default" disabled={!isThere} loading={offer.isPending}><Trans>Anbieten</Trans></Button></div>
    </form>
  )
}
