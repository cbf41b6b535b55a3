import { idOf, patientsOf } from './book.js'
import { refusal } from './hub.js'

const active = ['pending', 'booked', 'arrived', 'checked-in']
const ended = ['fulfilled', 'noshow']
const takes = (one) => one !== undefined && active.includes(one.status) && (one.slot ?? []).length > 0
const slotsOf = ({ slot = [] }) => slot.map(({ reference }) => idOf('Slot', reference) ?? '?')
const together = (ids) => ids.toSorted().join(' ')
const instant = (text) => (text === undefined ? '' : String(Date.parse(text)))
const isSame = (was, is) => instant(was.start) === instant(is.start) && instant(was.end) === instant(is.end)
  && together(slotsOf(was)) === together(slotsOf(is)) && together(patientsOf(was)) === together(patientsOf(is))

/** Whether an Appointment may be changed so by somebody else: ISiK's rules. 204 = it may. */
export function guard({ changes = [] } = {}) {
  for (const { type, before, after } of changes) {
    if (type !== 'Appointment') continue
    if (after === undefined) {
      if (takes(before)) return refusal(422, 'business-rule', 'An appointment that is to come is cancelled, not deleted.')
    } else if (takes(after) && !takes(before) && !ended.includes(before?.status)) return refusal(422, 'business-rule', 'A time is taken by $book alone.')
    else if (before !== undefined && !isSame(before, after)) {
      return refusal(422, 'business-rule', 'Time, slot and patient of an appointment stay as they were booked: move it by $book.')
    }
  }
  return { status: 204 }
}
