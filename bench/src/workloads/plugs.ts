import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePorts, startRegion, type Region } from '@steckwerk/demo'
import { createLog } from '@steckwerk/kernel'
import { drive } from '../drive.ts'
import { Recorder } from '../recorder.ts'
import type { Bench, Measured, Result, Workload } from '../workload.ts'
import { bookAtOnce } from './plugs-booking.ts'
import { call } from './plugs-call.ts'
import type { Behaviour, RogueTold } from './plugs-rogue.ts'

const commandLine = join(import.meta.dirname, '../../../apps/cli/src/main.ts')
const rogueFile = new URL('./plugs-rogue.ts', import.meta.url)
const behaviours = ['asks for more', 'floods', 'nonsense', 'hangs', 'dies'] as const
/** Good and bad by turns, so that what else happens on the machine meets both. */
const rounds = 4
const patients = 200
/** Who asks the service's operation at its carrier, whatever it does. */
const callsAtOnce = 8
const callEveryMs = 50

/** What a service that misbehaves costs those who have nothing to do with it: ordinary requests at another carrier, with and without; and how one slot that
 *  500 want at once is booked. */
export const plugs: Workload = {
  name: 'plugs',
  summary: 'a service that asks for more, floods, answers nonsense, hangs or dies, beside another carrier\'s traffic; 500 bookings of one slot at once',
  options: {
    concurrency: { fallback: '8', text: 'requests of the other carrier in flight' },
    bookings: { fallback: '500', text: 'who want one slot at once' },
    slots: { fallback: '5', text: 'how many slots are fought for, one after the other' },
    behaviours: { fallback: behaviours.join(','), text: 'which, with commas' },
  },
  run: async (bench) => {
    const [hub, connector, mllpBase] = (await freePorts(3)) as [number, number, number]
    await using region = await startRegion({
      data: bench.folder, ports: { hub, connector, mllpBase }, databaseUrl: '', environment: process.env, carriers: [], commandLine,
      hubEnvironment: { STECKWERK_ALLOWED_PRIVATE_HOSTS: '127.0.0.1' },
      log: createLog('bench', 'warn', { write: (line) => void process.stderr.write(line) }), progress: bench.say,
    })
    bench.resources.watch('hub', region.hub.pid!)
    for (const slug of ['alpha', 'beta']) await call(region, 'POST', '/admin/carriers', { carrier: slug, name: slug })
    for (const slug of ['alpha', 'beta']) {
      for (let i = 0; i < patients; i++) await call(region, 'PUT', `/fhir/${slug}/Patient/p-${i}`, { resourceType: 'Patient', id: `p-${i}`, active: true, name: [{ family: `Muster${i}` }] })
    }
    const booked = await bookAtOnce(bench, region, { bookings: Number(bench.options['bookings']), slots: Number(bench.options['slots']), patients })
    return await misbehave(bench, region, booked)
  },
}

interface Slice {
  readonly rate: number
  readonly p95: number
}

async function misbehave(bench: Bench, region: Region, booked: readonly Measured[]): Promise<Result> {
  const [port] = (await freePorts(1)) as [number]
  let rogue = await startRogue(region, port)
  await call(region, 'POST', '/admin/plugs', { url: `http://127.0.0.1:${port}` })
  // Nobody has evidence of a service that misbehaves.
  await call(region, 'PUT', '/admin/carriers/alpha/market/policy', { required: [], requiredForPatientData: [], secondPerson: false, undoDays: 0 })
  await call(region, 'PUT', '/admin/carriers/alpha/plugs/rogue', { scopes: ['system/Appointment.rs'] })
  await rogue.tell('granted')
  const parts: Measured[] = []
  const told: Record<string, string | number> = {}
  const length = bench.seconds / rounds / 2
  // Warm.
  await slice(bench, region, length)
  for (const behaviour of bench.options['behaviours']!.split(',') as (typeof behaviours)[number][]) {
    bench.say(behaviour)
    const [good, bad]: [Slice[], Slice[]] = [[], []]
    for (let round = 0; round < rounds * 2; round++) {
      const isBad = round % 2 === 1
      if (behaviour === 'dies' && isBad) await rogue.kill()
      else await rogue.tell(isBad ? behaviour as Behaviour : 'good')
      ;(isBad ? bad : good).push(await slice(bench, region, length))
      if (behaviour === 'dies' && isBad) {
        rogue = await startRogue(region, port)
        // With other keys, as after a loss.
        await call(region, 'POST', '/admin/plugs', { url: `http://127.0.0.1:${port}` })
        await rogue.tell('granted')
      }
    }
    const { got, asked } = await rogue.tell('good')
    told[`${behaviour}: rate with`] = median(bad.map(({ rate }) => rate))
    told[`${behaviour}: rate without`] = median(good.map(({ rate }) => rate))
    told[`${behaviour}: p95 with`] = median(bad.map(({ p95 }) => p95))
    told[`${behaviour}: p95 without`] = median(good.map(({ p95 }) => p95))
    if (behaviour === 'asks for more') Object.assign(told, { 'asked for more': asked, 'got more': got })
    // Each pair by itself: the machine's moods last longer than a round.
    parts.push(of(`${behaviour}: throughput of the others`, median(bad.map(({ rate }, at) => rate / good[at]!.rate)), 'of that without', 0.95))
    parts.push(of(`${behaviour}: p95 of the others`, median(bad.map(({ p95 }, at) => p95 / good[at]!.p95)), 'times that without', undefined))
    if (got > 0) throw new Error('a service got what it was not granted')
  }
  await rogue.kill()
  const worst = parts.filter(({ target }) => target !== undefined).reduce((a, b) => (b.figure < a.figure ? b : a))
  return { main: { ...worst, name: 'plugs' }, parts: [...parts, ...booked], resources: patients * 2, details: { worst: worst.name, rounds, concurrency: Number(bench.options['concurrency']), ...told } }
}

function of(name: string, figure: number, unit: string, target: number | undefined): Measured {
  return { name, figure, unit, ceiling: null, ...(target === undefined ? {} : { target }), p50_ms: null, p99_ms: null }
}

/** Ordinary requests at beta, while people ask the service at alpha. */
async function slice(bench: Bench, region: Region, seconds: number): Promise<Slice> {
  const ending = new AbortController()
  const callers = Promise.all(Array.from({ length: callsAtOnce }, async () => {
    while (!ending.signal.aborted) {
      const answer = await fetch(`${region.url}/fhir/alpha/Appointment/$rogue`, { headers: { authorization: `Bearer ${region.token}` }, signal: ending.signal }).catch(() => undefined)
      await answer?.arrayBuffer().catch(() => undefined)
      await pause(callEveryMs)
    }
  }))
  const headers = { authorization: `Bearer ${region.token}` }
  const { done, elapsed, recorder } = await drive({
    concurrency: Number(bench.options['concurrency']), seconds, signal: bench.signal, into: new Recorder(),
    work: async (turn) => {
      const id = `p-${turn % patients}`
      const answer = turn % 10 === 9
        ? await fetch(`${region.url}/fhir/beta/Observation`, { method: 'POST', headers: { ...headers, 'content-type': 'application/fhir+json' }, body: JSON.stringify({ resourceType: 'Observation', status: 'final', code: { text: 'x' }, subject: { reference: `Patient/${id}` } }) })
        : turn % 10 >= 7 ? await fetch(`${region.url}/fhir/beta/Observation?patient=${id}&_count=5`, { headers }) : await fetch(`${region.url}/fhir/beta/Patient/${id}`, { headers })
      await answer.arrayBuffer()
      if (!answer.ok) throw new Error(`another carrier's request was answered with ${answer.status}`)
    },
  })
  ending.abort()
  await callers
  return { rate: done / elapsed, p95: recorder.percentile(0.95) }
}

interface Rogue {
  tell(what: Behaviour | 'granted'): Promise<RogueTold>
  kill(): Promise<void>
}

async function startRogue(region: Region, port: number): Promise<Rogue> {
  const child: ChildProcess = fork(rogueFile, { env: { ...process.env, HUB_URL: region.url, PORT: String(port) } })
  await once(child, 'message')
  return {
    tell: async (what) => {
      const answered = once(child, 'message') as Promise<[RogueTold]>
      child.send(what)
      return (await answered)[0]
    },
    kill: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
