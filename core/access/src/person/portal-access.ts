import { sql, type Ctx } from '@steckwerk/kernel'
import { birthdayAt, dayOf, addDays } from './age.ts'
import { endLinks, readLinks, type LinkRow } from './link-rows.ts'
import type { PersonParts } from './making.ts'
import { idsOfPatient, readPatients, type PatientFacts } from './patient-facts.ts'
import { writeNoted } from './person-audit.ts'

/** What a carrier's desk sees of a Patient of its own: that there is access, never whose account it is or what else it knows. */
export interface PortalAccess {
  readonly access: boolean
  readonly parents: number
  readonly proxies: number
}

export interface EndingAccess {
  readonly patient: PatientFacts
  /** YYYY-MM-DD: the birthday from which parents see nothing more. */
  readonly endsOn: string
  readonly parents: number
}

export interface PortalAccesses {
  of(ctx: Ctx, patient: string): Promise<PortalAccess>
  /** Ends access given in error. Returns how many links. */
  unlink(ctx: Ctx, patient: string, which: 'self' | 'parents' | 'all'): Promise<number>
  /** Parents' access that ends by age within some days, the next first. */
  ending(ctx: Ctx, days: number): Promise<readonly EndingAccess[]>
}

export function createPortalAccesses(parts: PersonParts): PortalAccesses {
  const { store, settings, links, audit } = parts
  return {
    of: async (ctx, patient) => {
      const rules = await settings.of(ctx)
      const today = dayOf(ctx.now)
      return store.read(ctx, async (r) => {
        const ids = await idsOfPatient(r, patient)
        const rows = await readLinks(r, sql`patient = any(${[...ids]}::text[]) and confirmed`)
        const end = birthdayAt((await readPatients(r, [patient])).get(patient)?.birthDate, rules.parentsEndAge)
        const count = (relation: string, live: (row: LinkRow) => boolean): number => rows.filter((row) => row.relation === relation && live(row)).length
        return {
          access: count('self', () => true) > 0,
          parents: count('parent', () => end !== undefined && today < end),
          proxies: count('proxy', (row) => row.ends_on! >= today),
        }
      })
    },

    unlink: async (ctx, patient, which) => {
      const ended = await writeNoted(store, audit, ctx, async (w) => {
        const ids = await idsOfPatient(w, patient)
        const relation = which === 'self' ? sql`and relation = 'self'` : which === 'parents' ? sql`and relation = 'parent'` : sql``
        const gone = await endLinks(w, ctx, sql`patient = any(${[...ids]}::text[]) ${relation}`, 'carrier')
        if (gone.length > 0) await audit.note(w, ctx, { event: 'link-ended', type: 'Patient', id: patient, patients: [patient], detail: { which } })
        return gone.length
      })
      links.changed()
      return ended
    },

    ending: async (ctx, days) => {
      const rules = await settings.of(ctx)
      const today = dayOf(ctx.now)
      const until = addDays(today, days)
      const { rows, patients } = await store.read(ctx, async (r) => {
        const found = await readLinks(r, sql`relation = 'parent' and confirmed`)
        return { rows: found, patients: await readPatients(r, [...new Set(found.flatMap(({ patient }) => patient ?? []))]) }
      })
      const byPatient = new Map<string, EndingAccess>()
      for (const row of rows) {
        const patient = patients.get(row.patient ?? '')
        const endsOn = birthdayAt(patient?.birthDate, rules.parentsEndAge)
        if (patient === undefined || endsOn === undefined || endsOn <= today || endsOn > until) continue
        byPatient.set(patient.id, { patient, endsOn, parents: (byPatient.get(patient.id)?.parents ?? 0) + 1 })
      }
      return [...byPatient.values()].toSorted((a, b) => a.endsOn.localeCompare(b.endsOn))
    },
  }
}
