import { asTenant, sql, type Clock, type Log } from '@steckwerk/kernel'
import type { ObjectStore } from '@steckwerk/objects'
import type { Carrier, Job, JobPorts } from '@steckwerk/store'
import type { Keys } from '../keys.ts'
import { sealedKeyNumber } from '../seal.ts'
import { carrierCtx } from '../system-ctx.ts'
import { resealObjects, sweepObjects } from './reseal-objects.ts'
import { resealedPlaces } from './sealed-places.ts'

export interface ResealOptions {
  readonly keys: Keys
  readonly clock: Clock
  readonly log: Log
  readonly objects: ObjectStore | undefined
  /** How long after the start: until no hub seals with an older key any more, milliseconds. */
  readonly settleMs?: number
}

interface ResealRow {
  readonly tenant: number
  readonly slug: string
  readonly name: string
  readonly kind: Carrier['kind']
  readonly number: number
  readonly place: string | null
  readonly after: readonly string[] | null
}

const portion = 100
const largePortion = 4
const objectsPlace = 'objects'

/** Seals anew under the newest key what older ones have sealed, carrier by carrier, a portion at a time; where it stands is kept, so that it goes on
 *  after any interruption. */
export function resealJob({ keys, clock, log, objects, settleMs = 15_000 }: ResealOptions): Job {
  return {
    name: 'reseal',
    everyMs: 20,
    idleMs: 5_000,
    run: async ({ query }) => {
      const before = new Date(clock.now() - settleMs)
      const { rows } = await query<ResealRow>(sql`
        select r.tenant, c.slug, c.name, c.kind, r.number, r.place, r.after from base.reseal r join base.carrier c using (tenant)
        where r.finished_at is null and r.started_at <= ${before} order by r.started_at limit 1`)
      const [work] = rows
      if (work === undefined) return false
      const ctx = carrierCtx({ tenant: asTenant(work.tenant), slug: work.slug, name: work.name, kind: work.kind }, clock.now())
      const index = work.place === null ? 0 : resealedPlaces.findIndex(({ name }) => name === work.place)
      const place = resealedPlaces[index]
      if (place === undefined) {
        const moved = objects === undefined ? 0 : await resealObjects(query, objects, ctx, work.number, largePortion)
        if (moved > 0) {
          await advance(query, work.tenant, moved, objectsPlace, null)
          return true
        }
        if (objects !== undefined) await sweepObjects(query, objects, ctx, work.number)
        await query(sql`update base.reseal set finished_at = ${new Date(clock.now())} where tenant = ${work.tenant} and number = ${work.number}`)
        log.info('keys.resealed', { carrier: work.slug })
        return true
      }
      const found = await query(place.pieces(ctx, work.number, work.after, portion))
      const pieces = found.rows.map((row) => place.read(row as never))
      const sealer = await keys.sealer(ctx)
      for (const piece of pieces) {
        // Newer than what this was asked for: somebody has made another key since.
        if (sealedKeyNumber(piece.sealed) > work.number) continue
        await query(place.put(ctx, piece, sealer.seal(await keys.open(ctx, piece.sealed, piece.context), piece.context)))
      }
      const done = pieces.length < portion
      const next = resealedPlaces[index + 1]?.name ?? objectsPlace
      await advance(query, work.tenant, pieces.length, done ? next : place.name, done ? null : pieces.at(-1)!.row)
      return true
    },
  }
}

async function advance(query: JobPorts['query'], tenant: number, done: number, place: string, after: readonly string[] | null): Promise<void> {
  await query(sql`update base.reseal set done = done + ${done}, place = ${place}, after = ${after}::text[] where tenant = ${tenant}`)
}
