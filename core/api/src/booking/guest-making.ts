import type { IssuedGuestCode } from '@steckwerk/access'
import { timeOrderedId, type Ctx } from '@steckwerk/kernel'
import type { BookingParts } from './booking-parts.ts'
import type { Guest } from './guest-form.ts'
import { guestResources } from './guest-resources.ts'

/** So long a code is kept whose appointment has no end. */
const daysKept = 400

/** Makes a Patient of what is said of somebody, with the code that opens the booking, and books for it; where that fails, nothing is kept of them. */
export async function withGuest<T>(
  { access, store, clock }: BookingParts, guest: Guest, slot: string, ctxOf: (patient: string) => Ctx, book: (ctx: Ctx, patient: string) => Promise<T>,
): Promise<{ readonly booked: T; readonly code: IssuedGuestCode }> {
  const { guests } = access.persons
  const now = clock.now()
  const patient = timeOrderedId(now)
  const ctx = ctxOf(patient)
  const changes = guestResources(patient, guest)
  const text = await store.read(ctx, async (reader) => (await reader.get('Slot', slot))?.text)
  const end = text === undefined ? undefined : (JSON.parse(text) as { end?: string }).end
  const until = end === undefined ? new Date(now + daysKept * 86_400_000) : new Date(end)
  const code = await guests.make(ctx, { patient, birthDate: guest.birthDate, contact: JSON.stringify({ email: guest.email, phone: guest.phone }), until }, async (writer) => {
    for (const { type, id: made, version, patient: of } of await writer.apply(changes)) writer.note(access.audit.row(ctx, { event: 'create', type, id: made, version, patients: of === undefined ? [] : [of] }))
  })
  try {
    return { booked: await book(ctx, patient), code }
  } catch (thrown) {
    await guests.drop(ctx, code, async (writer) => {
      await writer.apply(changes.map(({ type, id: made }) => ({ kind: 'delete', type, id: made, expect: 'any' })))
    })
    throw thrown
  }
}

/** The confirmation to the address a guest left, if any: whoever answers this carrier's $book, and whether or not it tells people itself. A booking that
 *  stands is told as one, whatever becomes of the mail. */
export async function tellGuest({ notify, log }: BookingParts, ctx: Ctx, patient: string, appointment: string, language: string): Promise<void> {
  try {
    await notify?.notify(ctx, { to: { patient }, template: 'appointment', path: '/buchung', key: `guest-booked ${appointment}`, language: language === 'en' ? 'en' : 'de' })
  } catch (thrown) {
    log.error('booking.guest-not-told', thrown, { carrier: ctx.carrier })
  }
}
