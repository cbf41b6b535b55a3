import { Fault, sql, timeOrderedId, type Clock, type Ctx } from '@steckwerk/kernel'
import type { Carrier, Store } from '@steckwerk/store'
import type { AuditLog } from '../contract.ts'
import type { CareSettings } from '../decision/care-settings.ts'
import type { Keys } from '../keys.ts'
import { carrierCtx } from '../system-ctx.ts'
import { accessOf, emergencyColumns, sealText, type EmergencyAccess, type EmergencyRow } from './emergency-row.ts'
import { findPatients, type EmergencyPatient, type EmergencySearch } from './find-patients.ts'

export interface EmergencyAccesses {
  /** Puts the reason on record; a Patient may be looked for with it for 15 minutes. */
  open(ctx: Ctx, account: string, reason: string): Promise<{ readonly id: string; readonly searchUntil: Date }>
  /** Each search is on record. Faults: access/emergency-unknown, access/emergency-searches, access/emergency-birth-date. */
  search(ctx: Ctx, account: string, id: string, search: EmergencySearch): Promise<readonly EmergencyPatient[]>
  /** Opens the record of one of the Patients that were found. In force here when it resolves. Faults: access/emergency-unknown, access/emergency-patient. */
  grant(ctx: Ctx, account: string, id: string, patient: string): Promise<EmergencyAccess>
  /** Those of an account that are in force. */
  mine(ctx: Ctx, account: string): Promise<readonly EmergencyAccess[]>
  /** Ends one before its time. Faults: access/emergency-unknown. */
  end(ctx: Ctx, account: string, id: string): Promise<void>
  /** Newest first; `after` is the id of the last one of the page before. */
  reviews(ctx: Ctx, page: { readonly state: 'open' | 'done'; readonly count: number; readonly after?: string | undefined }): Promise<readonly EmergencyAccess[]>
  openReviews(ctx: Ctx): Promise<number>
  /** Once, and not by who used it. Faults: access/emergency-unknown, access/emergency-own, access/emergency-reviewed. */
  review(ctx: Ctx, reviewer: string, id: string, result: { readonly outcome: 'justified' | 'not-justified'; readonly note: string }): Promise<EmergencyAccess>
  inForce(account: string, carrier: Carrier): Promise<{ readonly patients: readonly string[]; readonly until: number }>
}

const searchMs = 15 * 60_000
const mostSearches = 20

const carrierOf = (ctx: Ctx): Carrier => ({ tenant: ctx.tenant, slug: ctx.carrier, name: ctx.carrier, kind: 'carrier' })
const unknown = (): Fault => new Fault('not-found', 'access/emergency-unknown', 'There is no such emergency access, or it is over.')

/** Break-glass: a reason on record first, then one Patient, for a bounded time; told to the access log and to the carrier's reviewers.
 *  `changed` hears whose rights are others now. */
export function createEmergencyAccesses(options: {
  readonly store: Store
  readonly clock: Clock
  readonly keys: Keys
  readonly audit: AuditLog
  readonly settings: Pick<CareSettings, 'of'>
  readonly changed: (account: string) => void
}): EmergencyAccesses {
  const { store, clock, keys, audit, settings, changed } = options

  const rowOf = async (ctx: Ctx, id: string): Promise<EmergencyRow | undefined> => isUuid(id)
    ? (await store.read(ctx, (r) => r.query<EmergencyRow>(sql`select ${emergencyColumns} from st.emergency where id = ${id}`)))[0]
    : undefined

  /** The case while a Patient may be looked for with it. */
  async function openCase(ctx: Ctx, account: string, id: string): Promise<EmergencyRow> {
    const row = await rowOf(ctx, id)
    const isOpen = row !== undefined && row.account === account && row.patient === null && row.outcome === null && row.opened_at.getTime() + searchMs > clock.now()
    if (!isOpen) throw unknown()
    return row
  }

  return {
    open: async (ctx, account, reason) => {
      const id = timeOrderedId(ctx.now.getTime())
      const sealed = await sealText(keys, ctx, id, 'reason', reason)
      await store.write(ctx, async (w) => {
        await w.query(sql`insert into st.emergency (tenant, id, account, reason, opened_at) values (${ctx.tenant}, ${id}, ${account}, ${sealed}, ${ctx.now})`)
        await audit.note(w, ctx, { event: 'break-glass-reason', detail: { case: id, reason } })
        w.emit('access.emergency', {})
      })
      return { id, searchUntil: new Date(ctx.now.getTime() + searchMs) }
    },

    search: async (ctx, account, id, search) => {
      const row = await openCase(ctx, account, id)
      if (row.searches >= mostSearches) throw new Fault('throttled', 'access/emergency-searches', 'This emergency access has no searches left; state the reason anew.')
      const found = await store.read(carrierCtx(carrierOf(ctx), ctx.now.getTime()), (r) => findPatients(r, search))
      await store.write(ctx, async (w) => {
        const counted = await w.query(sql`
          update st.emergency set searches = searches + 1, found = (select array(select distinct unnest(found || ${found.map(({ patient }) => patient)}::text[])))
          where id = ${id} and searches < ${mostSearches} returning id`)
        if (counted.length === 0) throw unknown()
        await audit.note(w, ctx, { event: 'break-glass-search', type: 'Patient', patients: found.map(({ patient }) => patient), detail: { case: id } })
      })
      return found
    },

    grant: async (ctx, account, id, patient) => {
      const row = await openCase(ctx, account, id)
      if (!row.found.includes(patient)) throw new Fault('invalid', 'access/emergency-patient', 'This is none of the patients that were found.', { at: 'patient' })
      const { emergencyMinutes } = await settings.of(carrierOf(ctx))
      const endsAt = new Date(ctx.now.getTime() + emergencyMinutes * 60_000)
      const reason = (await accessOf(keys, ctx, row)).reason
      const granted = await store.write(ctx, async (w) => {
        const rows = await w.query<EmergencyRow>(sql`
          update st.emergency set patient = ${patient}, granted_at = ${ctx.now}, ends_at = ${endsAt} where id = ${id} and patient is null
          returning ${emergencyColumns}`)
        if (rows[0] === undefined) throw unknown()
        await audit.note(w, ctx, { event: 'break-glass', type: 'Patient', id: patient, patients: [patient], detail: { case: id, reason, until: endsAt.toISOString() } })
        w.emit('access.emergency', {})
        return rows[0]
      })
      changed(account)
      return accessOf(keys, ctx, granted)
    },

    mine: async (ctx, account) => {
      const rows = await store.read(ctx, (r) => r.query<EmergencyRow>(sql`
        select ${emergencyColumns} from st.emergency where account = ${account} and patient is not null and ends_at > ${ctx.now} order by ends_at`))
      return Promise.all(rows.map((row) => accessOf(keys, ctx, row)))
    },

    end: async (ctx, account, id) => {
      if (!isUuid(id)) throw unknown()
      await store.write(ctx, async (w) => {
        const rows = await w.query<{ patient: string }>(sql`
          update st.emergency set ends_at = ${ctx.now} where id = ${id} and account = ${account} and ends_at > ${ctx.now} returning patient`)
        if (rows[0] === undefined) throw unknown()
        await audit.note(w, ctx, { event: 'break-glass-end', patients: [rows[0].patient], detail: { case: id } })
      })
      changed(account)
    },

    reviews: async (ctx, { state, count, after }) => {
      const from = after !== undefined && isUuid(after) ? sql`and id < ${after}` : sql``
      const rows = await store.read(ctx, (r) => r.query<EmergencyRow>(state === 'open'
        ? sql`select ${emergencyColumns} from st.emergency where outcome is null ${from} order by tenant desc, id desc limit ${count}`
        : sql`select ${emergencyColumns} from st.emergency where outcome is not null ${from} order by tenant desc, id desc limit ${count}`))
      return Promise.all(rows.map((row) => accessOf(keys, ctx, row)))
    },

    openReviews: async (ctx) => {
      const rows = await store.read(ctx, (r) => r.query<{ n: number }>(sql`select count(*)::int n from st.emergency where outcome is null`))
      return rows[0]?.n ?? 0
    },

    review: async (ctx, reviewer, id, { outcome, note }) => {
      const row = await rowOf(ctx, id)
      if (row === undefined) throw unknown()
      if (row.account === reviewer) throw new Fault('forbidden', 'access/emergency-own', 'Nobody reviews their own emergency access.')
      const sealed = note === '' ? null : await sealText(keys, ctx, id, 'note', note)
      const reviewed = await store.write(ctx, async (w) => {
        const rows = await w.query<EmergencyRow>(sql`
          update st.emergency set outcome = ${outcome}, note = ${sealed}, reviewed_by = ${reviewer}, reviewed_at = ${ctx.now}
          where id = ${id} and outcome is null returning ${emergencyColumns}`)
        if (rows[0] === undefined) throw new Fault('conflict', 'access/emergency-reviewed', 'This emergency access has been reviewed already.')
        await audit.note(w, ctx, {
          event: 'break-glass-review', patients: rows[0].patient === null ? [] : [rows[0].patient], detail: { case: id, outcome },
        })
        w.emit('access.emergency', {})
        return rows[0]
      })
      return accessOf(keys, ctx, reviewed)
    },

    inForce: async (account, carrier) => {
      const now = clock.now()
      const rows = await store.read(carrierCtx(carrier, now), (r) => r.query<{ patient: string; ends_at: Date }>(sql`
        select patient, ends_at from st.emergency where account = ${account} and patient is not null and ends_at > ${new Date(now)}`))
      return { patients: [...new Set(rows.map(({ patient }) => patient))].sort(), until: Math.min(Infinity, ...rows.map((row) => row.ends_at.getTime())) }
    },
  }
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}
