/** The load generator: a thread of its own, so that sampling and ceilings do not hold its requests up. Takes orders one at a time. */
import { setTimeout as pause } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { drive } from '../drive.ts'
import { requestBytes } from '../http/request.ts'
import { seeded } from '../random.ts'
import { Recorder } from '../recorder.ts'
import { Known } from './known.ts'
import type { Drive, LoadSettings, Order, PartResult, Reply } from './load-protocol.ts'
import { Parts } from './parts.ts'
import { Pool } from './pool.ts'
import { outsideBundle } from './record.ts'

const { target, method } = workerData as LoadSettings
const known = new Known()
// A later run on the same data gives its people other numbers, unless it begins within what this one takes for its imports.
const parts = new Parts(target, known, method, Math.floor(Date.now() / 20))
const pool = new Pool(target.bases)
const others = new Map<string, Pool>()
const random = seeded(1)
const never = new AbortController().signal

parentPort!.on('message', (order: Order) => {
  const results = order.kind === 'outside' ? importOutside() : run(order.drive)
  results.then(
    (done): Reply => ({ kind: 'done', results: done, written: known.resources }),
    (error: unknown): Reply => ({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
  ).then((reply) => parentPort!.postMessage(reply)).catch((error: unknown) => {
    throw error
  })
})

/** People and houses that records point to, once a base. */
async function importOutside(): Promise<PartResult[]> {
  const headers = { ...target.headers, 'Content-Type': target.contentType, Accept: target.contentType, Prefer: 'return=minimal' }
  for (const [base, address] of target.bases.entries()) {
    await pool.ask({ request: requestBytes('POST', new URL(address), headers, outsideBundle(target.updateAsCreate)), base, status: 200 }, 'the import of practitioners and organizations')
  }
  return []
}

function poolTo(bases: readonly string[]): Pool {
  const key = bases.join(' ')
  let other = others.get(key)
  if (other === undefined) others.set(key, (other = new Pool(bases)))
  return other
}

async function run({ mix, seconds, concurrency, limit, untilResources = Number.POSITIVE_INFINITY, rate, through }: Drive): Promise<PartResult[]> {
  const asks = through === undefined ? pool : poolTo(through)
  const tallies = mix.map(({ part }) => ({ part, made: parts.get(part), recorder: new Recorder(), written: 0, rows: 0, looked: 0 }))
  const whole = mix.reduce((sum, { weight }) => sum + weight, 0)
  const pickTally = (): (typeof tallies)[number] => {
    let left = random() * whole
    return tallies[mix.findIndex(({ weight }) => (left -= weight) < 0)] ?? tallies[0]!
  }
  let written = 0
  const begun = performance.now()
  const { elapsed } = await drive({
    concurrency, seconds, signal: never, enough: () => written >= untilResources, ...(limit === undefined ? {} : { limit }),
    work: async (turnOfDrive) => {
      const due = rate === undefined ? performance.now() : begun + (turnOfDrive * 1000) / rate
      const early = due - performance.now()
      if (early > 1) await pause(early)
      const tally = tallies.length === 1 ? tallies[0]! : pickTally()
      const turn = parts.nextTurn(tally.part)
      const asked = tally.made.next(turn)
      const started = rate === undefined ? performance.now() : due
      const rows = await asks.ask(asked, tally.made.name)
      tally.recorder.record(performance.now() - started)
      const writes = tally.made.writes?.(turn) ?? 0
      tally.written += writes
      written += writes
      // An update makes no further resource.
      if (tally.part !== 'update') known.resources += writes
      if (rows === undefined) return
      tally.rows += rows
      tally.looked++
    },
  })
  return tallies.map(({ part, made, recorder, written: wrote, rows, looked }) => ({
    part,
    name: made.name,
    requests: recorder.count,
    written: wrote,
    elapsed,
    p50_ms: recorder.percentile(0.5),
    p95_ms: recorder.percentile(0.95),
    p99_ms: recorder.percentile(0.99),
    rows: looked === 0 ? 0 : rows / looked,
  }))
}
