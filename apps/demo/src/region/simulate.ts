import { once } from 'node:events'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createHospital, runSender, SimulatedCalendar, type Hospital } from '../simulator/index.ts'
import type { DemoCarrier } from './carriers.ts'

export interface SimulateOptions {
  readonly data: string
  readonly carriers: readonly DemoCarrier[]
  readonly mllpBase: number
  readonly kisBase: number
  readonly seed: number
  /** Messages a second and carrier, after the wards are filled. */
  readonly rate: number
  readonly signal: AbortSignal
}

/** How far a day has come; times in milliseconds since 1970 UTC. */
interface Diary {
  readonly seed: number
  readonly sent: number
  readonly began: number
  readonly at: number
}

/** Runs the simulated hospitals against the carriers' channels until the signal aborts. How far each day has come is kept in
 *  `<data>/simulator-<carrier>.json`, so that the next start goes on with the same patients in the same beds. */
export async function simulate(options: SimulateOptions): Promise<void> {
  await Promise.all(options.carriers.map((carrier) => simulateOne(options, carrier)))
}

async function simulateOne(options: SimulateOptions, carrier: DemoCarrier): Promise<void> {
  await using _calendar = await SimulatedCalendar.start({
    port: options.kisBase + carrier.portOffset, channel: { host: '127.0.0.1', port: options.mllpBase + carrier.portOffset },
  })
  const file = join(options.data, `simulator-${carrier.slug}.json`)
  const diary = readDiary(file, options.seed)
  const { sent: from, began, at } = diary
  const hospital = createHospital(options.seed, carrier.style, {
    site: carrier.site,
    size: carrier.size,
    runId: carrier.runId,
    // What was sent before a restart happened then, evenly spread: cases keep about their times.
    clock: (n) => new Date(n < from ? began + ((at - began) * n) / from : Date.now()),
  })
  hospital.skip(from)
  let sent = from
  const note = (): void => {
    sent++
    writeDiary(file, { seed: options.seed, sent, began, at: Date.now() })
  }
  await runSender(paced(hospital, options.rate, options.signal), {
    host: '127.0.0.1',
    port: options.mllpBase + carrier.portOffset,
    signal: options.signal,
    onAcknowledged: note,
    onRefused: note,
  })
  // A house at rest still has its calendar.
  if (!options.signal.aborted) await once(options.signal, 'abort')
}

/** The wards fill at once, then messages come at the rate, a little irregularly as in life. */
async function* paced(hospital: Hospital, rate: number, signal: AbortSignal): AsyncGenerator<ReturnType<Hospital['next']>, void> {
  const filling = Math.round(hospital.beds * fillShare)
  while (!signal.aborted) {
    if (hospital.count >= filling) {
      if (rate === 0) return
      await wait((1000 / rate) * (0.5 + ((hospital.count * 7919) % 1000) / 1000), signal)
    }
    if (!signal.aborted) yield hospital.next()
  }
}

/** Share of the beds the simulator fills first, its own default. */
const fillShare = 0.7

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds)
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done, { once: true })
  })
}

/** A diary of another seed, or one that cannot be read, begins a new day. */
function readDiary(file: string, seed: number): Diary {
  try {
    const diary = JSON.parse(readFileSync(file, 'utf8')) as Diary
    if (diary.seed === seed && [diary.sent, diary.began, diary.at].every(Number.isInteger)) return diary
  } catch {
    // There is none yet.
  }
  return { seed, sent: 0, began: Date.now(), at: Date.now() }
}

function writeDiary(file: string, diary: Diary): void {
  writeFileSync(`${file}.new`, JSON.stringify(diary))
  renameSync(`${file}.new`, file)
}

