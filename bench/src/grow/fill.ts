import { drive, type Driven } from '../drive.ts'
import { filesFor, patientFile, rareObservation, type Made } from '../store/region.ts'
import type { Change } from '@steckwerk/store'
import type { Bench } from '../workload.ts'
import type { RegionCarrier, RegionDatabase } from './region-database.ts'
import { sharesOf } from './shares.ts'

const batchFiles = 10
const lanes = 4
/** So many of a carrier's patients have a measurement by a code nobody else has, however large the carrier becomes. */
export const rareFiles = 20

export interface Filled {
  readonly driven: Driven
  /** Resources written; fewer than asked for where some were there already. */
  readonly written: number
}

interface Batch {
  readonly carrier: RegionCarrier
  /** The how manieth files of the carrier. */
  readonly from: number
  readonly to: number
}

/** Brings the region to about `resources` resources, shared out by size, through the store's own writes: tokens, history, outbox and all,
 *  without HTTP and validation. Carriers grow side by side, as in life, not one after the other. What is there already stays. */
export async function fill(bench: Bench, database: RegionDatabase, resources: number): Promise<Filled> {
  const batches = batchesOf(database.carriers, sharesOf(filesFor(resources), database.carriers.length))
  let written = 0
  let told = performance.now()
  const driven = await drive({
    concurrency: lanes,
    seconds: Number.MAX_SAFE_INTEGER,
    limit: batches.length,
    signal: bench.signal,
    work: async (turn) => {
      const { carrier, from, to } = batches[turn]!
      const changes = filesOf(carrier, from, to).map(creation)
      await database.store.write(carrier.ctx, (writer) => writer.apply(changes))
      carrier.files = Math.max(carrier.files, to)
      written += changes.length
      if (performance.now() - told < 5000) return
      told = performance.now()
      bench.say(`${written} resources, ${Math.round((100 * turn) / batches.length)} %`)
    },
  })
  return { driven, written }
}

/** Interleaved so that each carrier has its part of every stretch. */
function batchesOf(carriers: readonly RegionCarrier[], shares: readonly number[]): Batch[] {
  const placed = carriers.flatMap((carrier, n) => {
    const missing = Math.max(0, shares[n]! - carrier.files)
    return Array.from({ length: Math.ceil(missing / batchFiles) }, (_, batch) => {
      const from = carrier.files + batch * batchFiles
      return { at: (batch * batchFiles) / missing, batch: { carrier, from, to: Math.min(from + batchFiles, shares[n]!) } }
    })
  })
  return placed.sort((a, b) => a.at - b.at).map(({ batch }) => batch)
}

function filesOf({ first }: RegionCarrier, from: number, to: number): Made[] {
  const made: Made[] = []
  for (let file = from; file < to; file++) {
    made.push(...patientFile(first + file))
    if (file < rareFiles) made.push(rareObservation(first + file))
  }
  return made
}

function creation({ type, id, text, resource }: Made): Change {
  return { kind: 'put', type, id, text, resource, expect: 0 }
}
