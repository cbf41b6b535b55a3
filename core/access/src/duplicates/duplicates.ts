import { Fault, sql, type Clock, type Ctx } from '@steckwerk/kernel'
import type { Resource } from '@steckwerk/fhir'
import { defaultModel } from '@steckwerk/match'
import type { Job, Store } from '@steckwerk/store'
import type { AuditLog } from '../contract.ts'
import { matchPatient, type PatientMatch } from './match-patient.ts'
import { mergePair, rejectPair } from './merge.ts'
import { pairColumns, readPair, type PairRow, type PairStatus } from './pair-row.ts'
import { pairViews, type Pair } from './pair-view.ts'
import { createPersonHashes } from './person-hash.ts'
import { duplicateQuality, type Quality } from './quality.ts'
import { readScan } from './scan.ts'
import { duplicatesJob } from './scan-job.ts'
import { assignLeft, unmergePair } from './unmerge.ts'

export interface PairQuery {
  readonly status: PairStatus
  readonly certain?: boolean | undefined
  readonly count: number
  /** Of the page before. */
  readonly cursor?: string | undefined
}

export interface ScanState {
  readonly automatic: boolean
  readonly patients: number
  readonly upTo: Date | undefined
  readonly scanning: boolean
  readonly thresholds: { readonly certain: number; readonly review: number }
}

/** Possible duplicates among one carrier's Patients. Each ctx is of one carrier, and nothing is ever compared across two. Contexts of these calls must see
 *  every Patient of the carrier (the permission allows that, not a view), but for `match`. */
export interface Duplicates {
  /** Certain ones first, then by weight. Faults: access/duplicate-cursor. */
  page(ctx: Ctx, query: PairQuery): Promise<{ readonly pairs: readonly Pair[]; readonly next: string | undefined; readonly open: number }>
  /** Faults: access/duplicate-unknown. */
  one(ctx: Ctx, id: string): Promise<Pair>
  /** Faults: access/duplicate-unknown, access/duplicate-decided, access/duplicate-overtaken. */
  merge(ctx: Ctx, id: string, survivor: string, reason: string): Promise<void>
  distinct(ctx: Ctx, id: string, reason: string): Promise<void>
  unmerge(ctx: Ctx, id: string, reason: string): Promise<void>
  assign(ctx: Ctx, id: string, resources: readonly { readonly type: string; readonly id: string }[], to: string): Promise<void>
  quality(ctx: Ctx): Promise<Quality>
  state(ctx: Ctx): Promise<ScanState>
  setAutomatic(ctx: Ctx, automatic: boolean): Promise<void>
  /** Compares everybody anew, in the background. */
  rescan(ctx: Ctx): Promise<void>
  /** Who of the carrier may be this Patient, best first, among those in ctx.view. */
  match(ctx: Ctx, patient: Resource, count: number): Promise<readonly PatientMatch[]>
  /** Keeps index and queue of every carrier up to date. For the elected hub. */
  readonly job: Job
}

/** `changed` hears that Patients have become one, or two again: who acts for them acts for another one now. */
export function createDuplicates(options: { readonly store: Store; readonly clock: Clock; readonly audit: AuditLog; readonly changed: () => void }): Duplicates {
  const { store, clock, audit, changed } = options
  const hashes = createPersonHashes(store)
  const ports = { store, audit }
  const told = async (work: Promise<void>): Promise<void> => {
    await work
    changed()
  }

  return {
    page: async (ctx, { status, certain, count, cursor }) => {
      const hashed = await hashes(ctx)
      const after = cursor === undefined ? undefined : cursorOf(cursor)
      return store.read(ctx, async (reader) => {
        const band = certain === undefined ? sql`` : sql`and certain = ${certain}`
        const from = after === undefined ? sql`` : sql`and (certain, weight, id) < (${after.certain}::boolean, ${after.weight}::real, ${after.id}::uuid)`
        const [rows, counts] = await Promise.all([
          reader.query<PairRow>(sql`
            select ${pairColumns} from st.duplicate d where status = ${status} ${band} ${from} order by d.tenant, d.certain desc, d.weight desc, d.id desc limit ${count + 1}`),
          reader.query<{ open: number }>(sql`select count(*)::int open from st.duplicate where status = 'open'`),
        ])
        const shown = rows.slice(0, count)
        const last = shown.at(-1)
        return {
          pairs: await pairViews(reader, shown, hashed),
          next: rows.length > count && last !== undefined ? `${Number(last.certain)}~${last.weight}~${last.id}` : undefined,
          open: counts[0]?.open ?? 0,
        }
      })
    },

    one: async (ctx, id) => {
      const hashed = await hashes(ctx)
      return store.read(ctx, async (reader) => {
        const [pair] = await pairViews(reader, [await readPair(reader, id)], hashed)
        if (pair === undefined) throw new Fault('not-found', 'access/duplicate-unknown', 'There is no such pair.')
        return pair
      })
    },

    merge: (ctx, id, survivor, reason) => told(mergePair(ports, ctx, id, survivor, reason)),
    distinct: (ctx, id, reason) => rejectPair(ports, ctx, id, reason),
    unmerge: (ctx, id, reason) => told(unmergePair(ports, ctx, id, reason)),
    assign: (ctx, id, resources, to) => assignLeft(ports, ctx, id, resources, to),
    quality: (ctx) => store.read(ctx, duplicateQuality),

    state: async (ctx) => {
      const { watermark, page, automatic, people } = await readScan(store, ctx)
      return {
        automatic,
        patients: people,
        upTo: watermark === '0' ? undefined : new Date(Number(watermark)),
        scanning: page !== null || watermark === '0',
        thresholds: defaultModel.thresholds,
      }
    },

    setAutomatic: async (ctx, automatic) => {
      await readScan(store, ctx)
      await store.write(ctx, async (writer) => {
        await writer.query(sql`update st.duplicate_scan set automatic = ${automatic}`)
        await audit.note(writer, ctx, { event: 'setting-changed', detail: { setting: 'duplicates.automatic', value: String(automatic) } })
      })
    },

    rescan: async (ctx) => {
      await readScan(store, ctx)
      await store.write(ctx, async (writer) => {
        await writer.query(sql`update st.duplicate_scan set watermark = 0, page = null, reaching = null`)
        // No digest is 0: everybody counts as changed.
        await writer.query(sql`update st.duplicate_person set digest = 0`)
      })
    },

    match: async (ctx, patient, count) => {
      const hashed = await hashes(ctx)
      // Who is compared is not handed out; who matches is told by whoever answers.
      const { witness: _, ...quiet } = ctx
      return store.read(quiet, (reader) => matchPatient(reader, patient, count, hashed))
    },

    job: duplicatesJob({ store, clock, hashes, merge: (ctx, id, survivor) => told(mergePair(ports, ctx, id, survivor, '')) }),
  }
}

/** Faults: access/duplicate-cursor. */
function cursorOf(text: string): { readonly certain: boolean; readonly weight: number; readonly id: string } {
  const match = /^([01])~(-?\d+(?:\.\d+)?(?:e-?\d+)?)~([0-9a-f-]{36})$/.exec(text)
  if (match === null) throw new Fault('invalid', 'access/duplicate-cursor', 'This is not a cursor of this list.', { at: 'cursor' })
  return { certain: match[1] === '1', weight: Number(match[2]), id: match[3]! }
}
