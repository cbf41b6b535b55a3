import { Trans, useLingui } from '@lingui/react/macro'
import { moveAppointment } from '../../../client/calendar/act.ts'
import { dayOf } from '../../../client/calendar/days.ts'
import type { Calendar, Entry } from '../../../client/calendar/model.ts'
import type { Slot } from '../../../client/calendar/shapes.ts'
import { useAct } from '../use-act.ts'
import { SlotForm } from './slot-form.tsx'

/** Dragging's twin: calendar, day and a free time. */
export function MoveForm({ carrier, entry, calendars, now, onCancel, onMoved }: {
  carrier: string; entry: Entry; calendars: readonly Calendar[]; now: number; onCancel: () => void; onMoved: (id: string) => void
}) {
  const { t } = useLingui()
  const targets = calendars.filter(({ follows }) => !follows)
  const calendar = targets.some(({ id }) => id === entry.calendar) ? entry.calendar : targets[0]?.id ?? ''
  const move = useAct<Slot, string>(slot => moveAppointment(carrier, entry.booked!.id, slot), ['calendar', carrier], undefined, id => onMoved(id))
  return (
    <SlotForm
      carrier={carrier} label={t`Verschieben nach …`} confirm={<Trans>Hierhin verschieben</Trans>} targets={targets} first={{ calendar, day: dayOf(entry.start) }} now={now} shortest={entry.end - entry.start}
      pending={move.isPending} trouble={move.trouble} run={move.mutate} onCancel={onCancel}
    />
  )
}
