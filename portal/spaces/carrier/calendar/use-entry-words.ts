import { useLingui } from '@lingui/react/macro'
import type { CancelReason } from '../../../client/calendar/act.ts'
import type { Entry, EntryState } from '../../../client/calendar/model.ts'
import { useFormats } from '../../../shell/format.ts'

/** What stands in a calendar, in words: the same in the grid, the table and on paper. "Anfrage" and "Gebucht" are never the same word. */
export function useEntryWords(): {
  readonly state: (state: EntryState) => string
  readonly span: (entry: Pick<Entry, 'start' | 'end'>) => string
  readonly who: (entry: Entry) => string
  readonly reason: (reason: CancelReason) => string
} {
  const { t } = useLingui()
  const { houseTime } = useFormats()
  const states: Readonly<Record<EntryState, string>> = {
    free: t`frei`, blocked: t`gesperrt`, busy: t`belegt`, booked: t`gebucht`, requested: t`Anfrage`, here: t`da`, done: t`erledigt`, missed: t`nicht erschienen`,
  }
  return {
    state: state => states[state],
    span: ({ start, end }) => `${houseTime(start)}–${houseTime(end)}`,
    who: ({ booked, state }) => booked === undefined ? states[state] : booked.person?.name === undefined || booked.person.name === '' ? t`Ohne Namen` : booked.person.name,
    reason: reason => ({ pat: t`Die Person hat abgesagt`, prov: t`Das Krankenhaus muss absagen`, maint: t`Raum oder Gerät fällt aus`, other: t`Anderer Grund` })[reason],
  }
}
