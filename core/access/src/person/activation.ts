import { Fault, sql, type Ctx } from '@steckwerk/kernel'
import { addDays, birthdayAt, dayOf } from './age.ts'
import { insertCode, isOpen, mostFailures, readCodes } from './code-rows.ts'
import { printedCode } from './code-text.ts'
import type { LetterLanguage } from './letter/letter.ts'
import type { PersonParts } from './making.ts'
import { idsOfPatient, readPatients, type PatientFacts } from './patient-facts.ts'
import { writeNoted } from './person-audit.ts'

/** A code for a Patient of the carrier, or for a parent of one. */
export interface Activation {
  readonly id: string
  /** In groups of four, as printed. */
  readonly code: string
  readonly expiresAt: Date
  /** The letter: a tagged A4 PDF. Made this once, kept nowhere. */
  readonly letter: Buffer
}

export interface IssuedCode {
  readonly id: string
  readonly kind: 'self' | 'parent'
  readonly issuedAt: Date
  /** Actor of who issued it. */
  readonly issuedBy: string
  readonly expiresAt: Date
  readonly state: 'open' | 'used' | 'expired' | 'ended' | 'attempts'
}

export interface Activations {
  /** Open codes of the same kind for the Patient end.
   *  Faults: access/patient-unknown, access/no-birth-date, access/too-young, access/too-old. */
  issue(ctx: Ctx, patient: string, wanted: ActivationWish): Promise<Activation>
  codes(ctx: Ctx, patient: string): Promise<readonly IssuedCode[]>
  /** false = there is no open one of that id. */
  withdraw(ctx: Ctx, patient: string, id: string): Promise<boolean>
}

export interface ActivationWish {
  readonly kind: 'self' | 'parent'
  readonly language: LetterLanguage
  /** The carrier's name, as printed. */
  readonly sender: string
  /** The portal's address, e.g. https://portal.example. */
  readonly portal: string
}

/** Codes of the same kind that still wait, for the Patient or one merged into it. */
const openOf = (ids: readonly string[], kind: string) =>
  sql`patient = any(${[...ids]}::text[]) and kind = ${kind} and used_on is null and not ended`

/** The Patient whom an act at the desk is about, if their age allows it.
 *  Faults: access/patient-unknown, access/no-birth-date, access/too-young, access/too-old. */
export async function patientForAccess(parts: Pick<PersonParts, 'store' | 'settings'>, ctx: Ctx, id: string, kind: 'self' | 'parent'): Promise<PatientFacts> {
  const patient = await parts.store.read(ctx, async (r) => (await readPatients(r, [id])).get(id))
  if (patient === undefined || !patient.active) throw new Fault('not-found', 'access/patient-unknown', 'There is no such patient here.')
  const { birthDate } = patient
  if (birthDate === undefined || birthDate.length !== 10) {
    throw new Fault('unprocessable', 'access/no-birth-date', 'Portal access needs a full birth date on the patient\'s record.', { at: 'Patient.birthDate' })
  }
  const rules = await parts.settings.of(ctx)
  const today = dayOf(ctx.now)
  if (kind === 'self' && today < birthdayAt(birthDate, rules.ownAccountAge)!) {
    throw new Fault('unprocessable', 'access/too-young', 'The patient is too young for an account of their own; a parent can have access.')
  }
  if (kind === 'parent' && today >= birthdayAt(birthDate, rules.parentsEndAge)!) {
    throw new Fault('unprocessable', 'access/too-old', 'The patient is too old for parents\' access; the patient can have an account or name a proxy.')
  }
  return patient
}

export function createActivations(parts: PersonParts): Activations {
  const { store, keys, settings, audit } = parts
  return {
    issue: async (ctx, id, { kind, language, sender, portal }) => {
      const patient = await patientForAccess(parts, ctx, id, kind)
      const { codeDays } = await settings.of(ctx)
      const expiresAt = new Date(Date.parse(`${addDays(dayOf(ctx.now), codeDays + 1)}T00:00:00Z`))
      const { id: codeId, code } = await writeNoted(store, audit, ctx, async (w) => {
        const ids = await idsOfPatient(w, patient.id)
        await w.lock([`person-code ${patient.id}`])
        await w.query(sql`update st.person_code set ended = true where ${openOf(ids, kind)}`)
        const made = await insertCode(w, ctx, keys, { kind, patient: patient.id, expiresAt, createdBy: ctx.actor })
        await audit.note(w, ctx, { event: 'code-issued', type: 'Patient', id: patient.id, patients: [patient.id], detail: { kind } })
        return made
      })
      const printed = printedCode(code)
      // What makes PDFs is large, and few processes print.
      const { writeLetter } = await import('./letter/letter.ts')
      const letter = await writeLetter({
        kind, language, sender, code: printed, link: `${portal}/verknuepfen#${code}`, name: patient.name, address: patient.address,
        issuedOn: dayOf(ctx.now), lastDay: addDays(dayOf(ctx.now), codeDays),
      })
      return { id: codeId, code: printed, expiresAt, letter }
    },

    codes: async (ctx, patient) => {
      const rows = await store.read(ctx, async (r) => {
        const ids = await idsOfPatient(r, patient)
        return readCodes(r, sql`patient = any(${[...ids]}::text[]) and kind <> 'proxy'`)
      })
      return rows.map((row) => ({
        id: row.id,
        kind: row.kind as 'self' | 'parent',
        issuedAt: row.created_at,
        issuedBy: row.created_by ?? '',
        expiresAt: row.expires_at,
        state: row.used_on !== null ? 'used'
          : row.failures >= mostFailures ? 'attempts'
          : row.ended ? 'ended'
          : isOpen(row, ctx.now.getTime()) ? 'open' : 'expired',
      }))
    },

    withdraw: (ctx, patient, id) => writeNoted(store, audit, ctx, async (w) => {
      const ids = await idsOfPatient(w, patient)
      const ended = await w.query(sql`
        update st.person_code set ended = true
        where id::text = ${id} and patient = any(${[...ids]}::text[]) and kind <> 'proxy' and used_on is null and not ended returning id`)
      if (ended.length > 0) await audit.note(w, ctx, { event: 'code-ended', type: 'Patient', id: patient, patients: [patient] })
      return ended.length > 0
    }),
  }
}
