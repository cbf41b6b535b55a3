import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createHospital, demoCarriers, freePorts, runSender, startRegion, type Region } from '@steckwerk/demo'
import { createLog } from '@steckwerk/kernel'
import { EventsView } from '../events/events-view.ts'
import { Program } from '../events/program.ts'
import { subscribe } from '../events/subscribe.ts'
import type { Bench, Measured, Result, Workload } from '../workload.ts'

const commandLine = join(import.meta.dirname, '../../../apps/cli/src/main.ts')
const subscriberFile = new URL('../events/subscriber.ts', import.meta.url)
const patienceMs = 300_000
const scopes = ['system/Subscription.cruds', 'system/Encounter.rs']

/** A subscriber is killed while messages come in, is away, and comes back. */
export const outage: Workload = {
  name: 'outage',
  summary: 'a subscriber killed under load for as long as you say: what it has when it has caught up, and how soon',
  options: {
    away: { fallback: '600', text: 'seconds from its kill to its return' },
    rate: { fallback: '50', text: 'messages a second, from before the kill until after the return' },
  },
  run: async (bench) => {
    const [hub, connector, mllpBase, port] = (await freePorts(4)) as [number, number, number, number]
    const carrier = { ...demoCarriers[0]!, portOffset: 0 }
    await using region = await startRegion({
      data: bench.folder, ports: { hub, connector, mllpBase }, databaseUrl: '', environment: process.env, carriers: [carrier], commandLine,
      log: createLog('bench', 'warn', { write: (line) => void process.stderr.write(line) }), progress: bench.say,
    })
    bench.resources.watch('hub', region.hub.pid!)
    bench.resources.watch('postgres', region.postgresPid()!)
    await using view = await EventsView.open(region.databaseUrl)
    const seconds = Number(bench.options['away']) + 2 * bench.seconds
    const messages = createHospital(7, carrier.style, { site: carrier.site, size: 4, runId: 'BENCH' }).take(Math.ceil(seconds * Number(bench.options['rate'])))
    return await killed(bench, { region, view, port, slug: carrier.slug, send: async () => (await runSender(messages, {
      host: '127.0.0.1', port: mllpBase, connections: 8, rate: Number(bench.options['rate']), signal: bench.signal,
    })).acknowledged })
  },
}

interface Setting {
  readonly region: Region
  readonly view: EventsView
  readonly slug: string
  readonly port: number
  readonly send: () => Promise<number>
}

async function killed(bench: Bench, { region, view, slug, port, send }: Setting): Promise<Result> {
  const file = join(bench.folder, 'heard.txt')
  writeFileSync(file, '')
  let subscriber = await startSubscriber(port, file)
  const program = await Program.register(region.url, region.token, slug, scopes)
  await subscribe(program, 'Encounter', 'rest-hook', `http://127.0.0.1:${port}/`)
  await until(bench, async () => (await view.active()) === 1)
  const before = await view.changes('Encounter')
  bench.say(`messages for ${bench.seconds} s`)
  const sending = send()
  await pause(bench.seconds * 1000)
  await kill(subscriber)
  bench.say(`subscriber killed, away for ${bench.options['away']!} s`)
  await pause(Number(bench.options['away']) * 1000, undefined, { signal: bench.signal })
  const waiting = await view.told()
  subscriber = await startSubscriber(port, file)
  const back = performance.now()
  bench.say(`subscriber is back, ${waiting.numbered - waiting.delivered} events wait`)
  await until(bench, async () => (await view.told()).delivered >= waiting.numbered)
  const caughtUp = (performance.now() - back) / 1000
  const sent = await sending
  await until(bench, async () => (await view.committed(slug)) >= sent)
  const changes = (await view.changes('Encounter')) - before
  await until(bench, async () => (await view.told()).delivered >= changes)
  await kill(subscriber)
  const { lost, twice, disordered } = judged(readFileSync(file, 'utf8'), changes)
  bench.say(`${changes} changes: ${lost} lost, ${twice} told twice with their number, ${disordered} out of order`)
  if (lost + disordered > 0) throw new Error('events were lost or came in another order')
  const of = (name: string, figure: number, unit: string): Measured => ({ name, figure, unit, ceiling: null, p50_ms: null, p99_ms: null })
  const main = of('outage', caughtUp, 's')
  return {
    main,
    parts: [
      { ...main, name: 'return to caught up' }, of('events told while catching up', (waiting.numbered - waiting.delivered) / caughtUp, 'events/s'),
      of('events lost or out of order', lost + disordered, 'events'), of('events told twice, known by their number', twice, 'events'),
    ],
    resources: await view.resources(),
    details: { away: Number(bench.options['away']), rate: Number(bench.options['rate']), messages: sent, changes, waited: waiting.numbered - waiting.delivered },
  }
}

/** What a subscriber has that drops the numbers it knows, beside what has happened. */
function judged(heard: string, changes: number): { readonly lost: number; readonly twice: number; readonly disordered: number } {
  let [last, twice, disordered] = [0, 0, 0]
  for (const line of heard.split('\n').filter((one) => one !== '')) {
    const number = Number(line.slice(0, line.indexOf(' ')))
    if (number <= last) twice++
    else {
      if (number !== last + 1) disordered++
      last = number
    }
  }
  return { lost: Math.abs(changes - last), twice, disordered }
}

async function startSubscriber(port: number, file: string): Promise<ChildProcess> {
  const child = fork(subscriberFile, [String(port), file])
  await once(child, 'message')
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) throw new Error('the subscriber ended by itself')
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

async function until(bench: Bench, condition: () => Promise<boolean>): Promise<void> {
  for (const over = performance.now() + patienceMs; !(await condition()); await pause(50)) {
    bench.signal.throwIfAborted()
    if (performance.now() > over) throw new Error(`not in ${patienceMs} ms`)
  }
}
