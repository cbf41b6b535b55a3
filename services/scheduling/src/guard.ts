import type { GuardCall, GuardedChange } from '@steckwerk/plug'
import { refusal } from './refusal.ts'
import { isAppointment, patientsOf, slotIds, type Appointment } from './resources.ts'

/** Appointments of these statuses, with slots, keep others from their time. */
const active: ReadonlySet<string> = new Set(['pending', 'booked', 'arrived', 'checked-in'])
/** Ended, with the slots still theirs: what was entered wrongly may be taken back. */
const ended: ReadonlySet<string> = new Set(['fulfilled', 'noshow'])
/** Purposes of people who look after their own matters, or a relative's. */
const ofPersons: ReadonlySet<string> = new Set(['PATRQT', 'FAMRQT'])

/** What somebody else may do to an Appointment by plain FHIR. Pure.
 *  Faults: scheduling/fixed, scheduling/book-instead, scheduling/cancel-instead, scheduling/operation-instead.
 *  Source: ISiK Terminplanung: booked by `$book`; PATCH never changes slot, start, end or patient, and cancels by its status. */
export function guardAppointments({ changes, caller }: Pick<GuardCall, 'changes' | 'caller'>, base: string): void {
  for (const change of changes) if (change.type === 'Appointment') requireKept(change, ofPersons.has(caller.purpose), base)
}

function requireKept({ before, after }: GuardedChange, isPerson: boolean, base: string): void {
  const [was, is] = [isAppointment(before) ? before : undefined, after as Appointment | undefined]
  const takes = (one: Appointment | undefined): boolean => one !== undefined && active.has(one.status) && (one.slot ?? []).length > 0
  if (is === undefined) {
    if (takes(was)) throw refusal('scheduling/cancel-instead', 'An appointment that is to come is cancelled, not deleted: its slots would stay taken.', 'Appointment.status')
    return
  }
  if (takes(is) && !takes(was) && !ended.has(was?.status ?? '')) {
    throw refusal('scheduling/book-instead', 'A time is taken by $book alone, so that nobody else has it too.', 'Appointment.slot')
  }
  if (was === undefined) return
  if (isPerson && was.status !== is.status) {
    throw refusal('scheduling/operation-instead', 'Book, move and cancel by the operations for it: they know until when that is possible.', 'Appointment.status')
  }
  for (const [name, read] of fixed) {
    if (read(was, base) !== read(is, base)) throw refusal('scheduling/fixed', 'Time, slot and patient of an appointment stay as they were booked: move it by $book.', `Appointment.${name}`)
  }
}

const instant = (text: string | undefined): string => (text === undefined ? '' : String(Date.parse(text)))
const together = (ids: readonly string[]): string => ids.toSorted().join(' ')
/** Slots elsewhere count by what stands there. */
const slots = (one: Appointment, base: string): string => together([...slotIds(one, base), `+${(one.slot ?? []).length - slotIds(one, base).length}`])

const fixed: readonly (readonly [name: string, read: (one: Appointment, base: string) => string])[] = [
  ['slot', slots],
  ['start', ({ start }) => instant(start)],
  ['end', ({ end }) => instant(end)],
  ['participant', (one, base) => together(patientsOf({ ...one, participant: one.participant ?? [] }, base))],
]
