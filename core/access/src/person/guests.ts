import { sql, type Ctx } from '@steckwerk/kernel'
import type { Carrier, Writer } from '@steckwerk/store'
import { addDays, birthdayAt, dayOf } from './age.ts'
import type { PersonAttempts } from './attempts.ts'
import { codeContext, insertCode, isOpen, mostFailures, readCodes } from './code-rows.ts'
import { printedCode, readCode } from './code-text.ts'
import type { PersonParts } from './making.ts'
import { writeNoted } from './person-audit.ts'
import { personCtx } from './person-context.ts'
import { readPatients } from './patient-facts.ts'
import { activationRefused } from './redeem.ts'

/** Somebody without an account who made one booking. What they hold is an activation code of the Patient that was made for it: it opens the booking,
 *  and links it to an account later as a letter's code does. */
export interface GuestKey {
  readonly code: string
  /** YYYY-MM-DD */
  readonly birthDate: string
  /** From where it is asked. */
  readonly address: string
}

export type OpenedGuest =
  | { readonly kind: 'open'; readonly carrier: Carrier; readonly ctx: Ctx; readonly patient: string }
  | { readonly kind: 'wait'; readonly seconds: number }

export interface Guests {
  /** Counts a booking before it is made; the seconds to wait, where there were too many from this place or for this contact. */
  begin(who: { readonly address: string; readonly contact: string }, now: number): Promise<number | undefined>
  /** The context of a guest's own acts at one carrier; the same for the same Patient. */
  ctx(carrier: Carrier, patient: string, trace: string): Ctx
  /** Runs work that writes the Patient, in one transaction with the code. `contact` is kept sealed. */
  make(ctx: Ctx, guest: { readonly patient: string; readonly birthDate: string; readonly contact: string; readonly until: Date }, work: (writer: Writer) => Promise<void>): Promise<IssuedGuestCode>
  /** Undoes a guest whose booking came to nothing: `work` removes the Patient. */
  drop(ctx: Ctx, code: IssuedGuestCode, work: (writer: Writer) => Promise<void>): Promise<void>
  /** What a guest left to be reached by, as `make` was given it: as long as their code opens the booking, and no account has taken it over. */
  contactOf(ctx: Ctx, patient: string): Promise<string | undefined>
  /** Faults: access/activation-refused: one answer for every failure. */
  open(key: GuestKey, trace: string): Promise<OpenedGuest>
}

export interface IssuedGuestCode {
  readonly id: string
  /** In groups of four, as printed. */
  readonly code: string
  /** Last day, YYYY-MM-DD. */
  readonly lastDay: string
}

/** So long after the appointment the code still opens and links it, in days. */
const daysAfter = 90

export function createGuests(parts: PersonParts, attempts: PersonAttempts): Guests {
  const { store, clock, keys, audit, settings } = parts

  const guestCtx: Guests['ctx'] = (carrier, patient, trace) => personCtx(keys, carrier, { account: `guest ${patient}`, name: '', trace, now: clock.now() })

  return {
    begin: ({ address, contact }, now) => attempts.begin({ 'guest-address': address, 'guest-contact': contact }, now),

    ctx: guestCtx,

    make: async (ctx, { patient, birthDate, contact, until }, work) => {
      const { ownAccountAge } = await settings.of(ctx)
      const lastDay = addDays(dayOf(until), daysAfter)
      const isGrown = dayOf(ctx.now) >= (birthdayAt(birthDate, ownAccountAge) ?? '')
      return writeNoted(store, audit, ctx, async (w) => {
        await work(w)
        const { id, code } = await insertCode(w, ctx, keys, {
          // Who books for a child has a parent's access to it, as by a parent's letter.
          kind: isGrown ? 'self' : 'parent', patient, expiresAt: new Date(Date.parse(`${addDays(lastDay, 1)}T00:00:00Z`)), createdBy: ctx.actor, detail: contact,
        })
        await audit.note(w, ctx, { event: 'code-issued', type: 'Patient', id: patient, patients: [patient], detail: { kind: 'guest' } })
        return { id, code: printedCode(code), lastDay }
      })
    },

    drop: (ctx, { id }, work) => store.write(ctx, async (w) => {
      await w.query(sql`delete from st.person_code where id::text = ${id}`)
      await work(w)
    }),

    contactOf: async (ctx, patient) => {
      const rows = await store.read(ctx, (r) => readCodes(r, sql`patient = ${patient} and kind <> 'proxy' and detail is not null`))
      const open = rows.find((row) => isOpen(row, ctx.now.getTime()))
      return open === undefined ? undefined : keys.open(open.detail!, codeContext(ctx.tenant, open.id))
    },

    open: async ({ code, birthDate, address }, trace) => {
      const now = clock.now()
      const seconds = await attempts.begin({ address }, now)
      if (seconds !== undefined) return { kind: 'wait', seconds }
      const read = readCode(code)
      const carrier = read === undefined ? undefined : (await store.carriers()).find(({ tenant }) => tenant === read.tenant)
      if (read === undefined || carrier === undefined) throw activationRefused()
      const ctx = guestCtx(carrier, 'unknown', trace)
      const patient = await writeNoted(store, audit, ctx, async (w) => {
        const [row] = await readCodes(w, sql`hash = ${keys.hash('code', read.code)}`, true)
        // A letter's or an invitation's code opens no booking.
        if (row === undefined || row.kind === 'proxy' || row.detail === null || !isOpen(row, now)) return undefined
        const found = (await readPatients(w, [row.patient])).get(row.patient)
        if (found?.birthDate === birthDate) return found.id
        await w.query(sql`update st.person_code set failures = failures + 1, ended = failures + 1 >= ${mostFailures} where id::text = ${row.id}`)
        await audit.note(w, ctx, { event: 'code-refused', outcome: 'refused', type: 'Patient', id: row.patient, patients: [row.patient] })
        return undefined
      })
      if (patient === undefined) throw activationRefused()
      await attempts.succeed({ address }, now)
      return { kind: 'open', carrier, ctx: guestCtx(carrier, patient, trace), patient }
    },
  }
}
