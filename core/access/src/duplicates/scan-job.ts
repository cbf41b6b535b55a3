import { Fault, sql, type Clock, type Ctx } from '@steckwerk/kernel'
import type { Job, Store } from '@steckwerk/store'
import { carrierCtx } from '../system-ctx.ts'
import { pairColumns, type PairRow } from './pair-row.ts'
import type { PersonHash } from './person-hash.ts'
import { rejudge } from './rejudge.ts'
import { readScan, scanStep } from './scan.ts'
import { ScanPace } from './scan-pace.ts'
import { sweepMerges } from './sweep.ts'

export interface ScanJobPorts {
  readonly store: Store
  readonly clock: Clock
  readonly hashes: (ctx: Ctx) => Promise<PersonHash>
  readonly merge: (ctx: Ctx, id: string, survivor: string) => Promise<void>
}

/** Steps for one carrier before it is the next one's turn. What changes day by day is compared in single steps, with time between them for the
 *  news that each of them holds up. */
const stepsInTurn = { all: 10, changes: 1 }
const mergesInTurn = 20

/** Compares what has changed, carrier by carrier, and merges certain pairs where a carrier wants that. */
export function duplicatesJob(ports: ScanJobPorts): Job {
  const { store, clock, hashes } = ports
  const pace = new ScanPace()
  return {
    name: 'duplicates',
    everyMs: 200,
    idleMs: 5_000,
    async run({ signal }) {
      let worked = false
      for (const carrier of await store.carriers()) {
        const ctx = carrierCtx(carrier, clock.now())
        const hashed = await hashes(ctx)
        let found = await scanStep(store, ctx, hashed, pace)
        for (let step = 1; found !== 'nothing' && step < stepsInTurn[found] && !signal.aborted; step++) found = await scanStep(store, ctx, hashed, pace)
        worked ||= found !== 'nothing'
        // Where something changes all the time, merging does not wait for a moment when nothing does: it looks itself whether everybody is compared.
        if (found === 'all' || signal.aborted) continue
        worked = (await mergeCertain(ports, ctx, hashed)) || worked
        worked = (await sweepMerges(store, ctx)) || worked
      }
      return worked
    },
  }
}

/** Merges certain pairs where the carrier has chosen so: into the Patient who was there first. Only once everybody is compared, and judged anew by then:
 *  how rare a name is, is not known before. */
async function mergeCertain({ store, merge }: ScanJobPorts, ctx: Ctx, hashed: PersonHash): Promise<boolean> {
  const { automatic, page, watermark } = await readScan(store, ctx)
  if (!automatic || page !== null || watermark === '0') return false
  const certain = (): Promise<PairRow[]> => store.read(ctx, (r) => r.query<PairRow>(sql`
    select ${pairColumns} from st.duplicate d where status = 'open' and certain order by d.tenant, d.weight desc, d.id desc limit ${mergesInTurn}`))
  await rejudge(store, ctx, (await certain()).map(({ one }) => one), hashed)
  const rows = await certain()
  for (const { id, one, other } of rows) {
    const first = await store.read(ctx, async (r) => Promise.all([r.version('Patient', one, 1), r.version('Patient', other, 1)]))
    const survivor = (first[0]?.lastUpdated ?? 0) <= (first[1]?.lastUpdated ?? 0) ? one : other
    try {
      await merge(ctx, id, survivor)
    } catch (thrown) {
      // Decided by a person, or merged by a message, between the look and the deed.
      if (!(thrown instanceof Fault) || thrown.kind !== 'conflict') throw thrown
    }
  }
  return rows.length > 0
}
