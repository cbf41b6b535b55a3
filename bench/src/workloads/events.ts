import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createLog } from '@steckwerk/kernel'
import { createHospital, demoCarriers, freePorts, runSender, startRegion, type DemoCarrier, type Region, type SimulatedMessage } from '@steckwerk/demo'
import { criteriaOf } from '../events/criteria.ts'
import { Ear } from '../events/ear.ts'
import { EventsView } from '../events/events-view.ts'
import { Program } from '../events/program.ts'
import { subscribe } from '../events/subscribe.ts'
import { Recorder } from '../recorder.ts'
import type { Bench, Measured, Result, Workload } from '../workload.ts'

const commandLine = join(import.meta.dirname, '../../../apps/cli/src/main.ts')
const patienceMs = 120_000
const programs = 10
const warmUp = 1_000
const scopes = ['system/Subscription.cruds', 'system/Patient.rs', 'system/Encounter.rs', 'system/Location.rs', 'system/Basic.cruds']

/** What Subscriptions cost of ingest, and how soon a change is told. */
export const events: Workload = {
  name: 'events',
  summary: 'what 1,000 Subscriptions cost of ingest, by turns with a carrier without any; how soon a change is told by rest-hook and websocket',
  options: {
    subscriptions: { fallback: '1000', text: 'active Subscriptions of the one carrier' },
    everything: { fallback: '3', text: 'of them, how many are told of nearly everything' },
    here: { fallback: '100', text: 'of them, how many follow a patient or a ward that messages are about' },
    rounds: { fallback: '6', text: 'slices of each carrier, by turns, without and with Subscriptions' },
    connections: { fallback: '8', text: 'MLLP connections, one message in flight on each' },
    slice: { fallback: '3000', text: 'messages of a slice' },
    rate: { fallback: '20', text: 'changes a second whose telling is timed' },
    beside: { fallback: '100', text: 'messages a second that come in beside them, the second time' },
    profile: { fallback: '', text: 'folder that gets a processor profile of the hub (.cpuprofile)' },
  },
  run: async (bench) => {
    // Two houses of one kind, so that one is what the other would be without Subscriptions.
    const carriers = demoCarriers.slice(0, 2).map((carrier, portOffset) => ({ ...carrier, style: demoCarriers[0]!.style, portOffset }))
    const [hub, connector, ...mllp] = await freePorts(2 + carriers.length)
    const placed = carriers.map((carrier, i) => ({ ...carrier, portOffset: mllp[i]! - mllp[0]! }))
    await using region = await startRegion({
      data: bench.folder, ports: { hub: hub!, connector: connector!, mllpBase: mllp[0]! }, databaseUrl: '', environment: process.env, carriers: placed, commandLine,
      log: createLog('bench', 'warn', { write: (line) => void process.stderr.write(line) }), progress: bench.say,
      ...(bench.options['profile'] === '' ? {} : { hubEnvironment: { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${bench.options['profile']!}` } }),
    })
    bench.resources.watch('hub', region.hub.pid!)
    bench.resources.watch('postgres', region.postgresPid()!)
    for (const [slug, { pid }] of region.connectors) bench.resources.watch(`connector ${slug}`, pid!)
    await using view = await EventsView.open(region.databaseUrl)
    return await new EventsRun(bench, region, placed, mllp[0]!, view).run()
  },
}

interface Slice {
  /** Messages a second from the first one sent to the last one committed. */
  readonly rate: number
  /** Processor time of hub, connectors and database for one message, in microseconds, what is told of it included. */
  readonly cpu: number
}

class EventsRun {
  readonly #bench: Bench
  readonly #region: Region
  readonly #carriers: readonly DemoCarrier[]
  readonly #mllpBase: number
  readonly #view: EventsView
  readonly #waiting: SimulatedMessage[][]
  /** When a change of this id was sent, until it was told. */
  readonly #sent = new Map<string, number>()
  readonly #times = { rest: new Recorder(), socket: new Recorder() }
  #timed: { readonly rest: string; readonly socket: string } | undefined
  readonly #ear = new Ear((subscription, focus) => {
    const side = subscription === this.#timed?.rest ? 'rest' : subscription === this.#timed?.socket ? 'socket' : undefined
    const sent = side === undefined ? undefined : this.#sent.get(`${side} ${focus}`)
    if (sent === undefined) return
    this.#sent.delete(`${side!} ${focus}`)
    this.#times[side!].record(performance.now() - sent)
  })

  constructor(bench: Bench, region: Region, carriers: readonly DemoCarrier[], mllpBase: number, view: EventsView) {
    this.#bench = bench
    this.#region = region
    this.#carriers = carriers
    this.#mllpBase = mllpBase
    this.#view = view
    const each = warmUp + 2 * this.#number('rounds') * this.#number('slice') + Math.ceil(bench.seconds * this.#number('beside'))
    bench.say(`make ${each} messages a carrier`)
    this.#waiting = carriers.map((carrier) => Array.from(createHospital(7, carrier.style, { site: carrier.site, size: 4, runId: 'BENCH' }).take(each)))
  }

  #number(option: string): number {
    return Number(this.#bench.options[option])
  }

  async run(): Promise<Result> {
    const { say } = this.#bench
    await using _ear = this.#ear
    const endpoint = await this.#ear.listen()
    say('warm up')
    for (const at of [0, 1]) await this.#send(at, { messages: warmUp })
    say('by turns, nobody subscribes')
    const control = await this.#byTurns()
    say(`${this.#number('subscriptions')} Subscriptions`)
    const program = await this.#subscribe(endpoint)
    const before = await this.#view.told()
    say('by turns, with Subscriptions at the first')
    const measured = await this.#byTurns()
    const after = await this.#view.told()
    const quiet = await this.#delays(program, 'quiet')
    const busy = await this.#delays(program, `beside ${this.#number('beside')} messages/s`)
    const none = { unit: 'of the throughput without', ceiling: null, p50_ms: null, p99_ms: null }
    return {
      main: { ...none, name: 'events', figure: measured.rate, target: 0.9 },
      parts: [
        { ...none, name: 'ingest with Subscriptions', figure: measured.rate, target: 0.9 },
        { ...none, name: 'the same two carriers, none with Subscriptions', figure: control.rate },
        { ...none, name: 'processor time for a message, with Subscriptions', figure: measured.cpu, unit: 'times that without' },
        { ...none, name: 'processor time for a message, none with Subscriptions', figure: control.cpu, unit: 'times that of the other' },
        ...quiet, ...busy,
      ],
      resources: await this.#view.resources(),
      details: {
        subscriptions: this.#number('subscriptions'), everything: this.#number('everything'), here: this.#number('here'), rounds: this.#number('rounds'),
        numbered: after.numbered - before.numbered, arrivedInAll: this.#ear.events, ...prefixed('control', control.told), ...prefixed('with', measured.told),
      },
    }
  }

  /** Slices of the first carrier and the second, by turns: the first's ÷ the second's, each round by itself, since the machine's moods last longer. */
  async #byTurns(): Promise<{ readonly rate: number; readonly cpu: number; readonly told: Record<string, string> }> {
    const sides: [Slice[], Slice[]] = [[], []]
    const rounds = this.#number('rounds')
    for (let round = 0; round < rounds; round++) {
      for (const at of round % 2 === 0 ? [0, 1] as const : [1, 0] as const) sides[at].push(await this.#slice(at))
    }
    const ratio = (what: keyof Slice): number => median(sides[0].map((slice, round) => slice[what] / sides[1][round]![what]))
    return {
      rate: ratio('rate'), cpu: ratio('cpu'),
      told: { rate: sides.map((side) => `${median(side.map(({ rate }) => rate)).toFixed(0)}/s`).join(' and '), cpu: sides.map((side) => `${median(side.map(({ cpu }) => cpu)).toFixed(0)} µs`).join(' and ') },
    }
  }

  async #slice(at: 0 | 1): Promise<Slice> {
    const { slug } = this.#carriers[at]!
    const cpu = (): number => Object.entries(this.#bench.resources.usage()).reduce((sum, [name, { cpu_s }]) => (name === 'bench' ? sum : sum + cpu_s), 0)
    const [begun, used] = [Date.now(), cpu()]
    const sent = await this.#send(at, { messages: this.#number('slice') })
    const elapsed = ((await this.#view.lastCommit(slug)) - begun) / 1000
    return { rate: sent / elapsed, cpu: ((cpu() - used) * 1e6) / sent }
  }

  /** Sends what waits for a carrier until so many are sent or the time is up, and waits until it is committed and everybody is told; gives how many. */
  async #send(at: number, { until = Infinity, messages = Infinity, rate }: { readonly until?: number; readonly messages?: number; readonly rate?: number }): Promise<number> {
    const carrier = this.#carriers[at]!
    const waiting = this.#waiting[at]!
    const before = await this.#view.committed(carrier.slug)
    let taken = 0
    function* some(): Generator<SimulatedMessage, void> {
      for (; taken < messages && taken < waiting.length && Date.now() < until; taken++) yield waiting[taken]!
    }
    const { acknowledged } = await runSender(some(), {
      host: '127.0.0.1', port: this.#mllpBase + carrier.portOffset, connections: this.#number('connections'), signal: this.#bench.signal, ...(rate === undefined ? {} : { rate }),
    })
    waiting.splice(0, taken)
    await this.#until(async () => (await this.#view.committed(carrier.slug)) >= before + acknowledged)
    await this.#settled()
    return acknowledged
  }

  /** Until everybody is told of everything: twice in a row, since what was committed last may be numbered in a moment. */
  async #settled(): Promise<void> {
    let last = -1
    await this.#until(async () => {
      const { numbered, delivered } = await this.#view.told()
      const isSame = numbered === delivered && numbered === last
      last = numbered
      if (!isSame && numbered === delivered) await pause(100)
      return isSame
    })
  }

  async #until(condition: () => Promise<boolean>): Promise<void> {
    for (const over = performance.now() + patienceMs; !(await condition());) {
      this.#bench.signal.throwIfAborted()
      if (performance.now() > over) throw new Error(`not in ${patienceMs} ms`)
      await pause(20)
    }
  }

  async #subscribe(endpoint: string): Promise<Program> {
    const { slug } = this.#carriers[0]!
    const all = await Promise.all(Array.from({ length: programs }, () => Program.register(this.#region.url, this.#region.token, slug, scopes)))
    const criteria = await criteriaOf(all[0]!, { count: this.#number('subscriptions'), everything: this.#number('everything'), here: this.#number('here') })
    await Promise.all(all.map(async (program, at) => {
      for (let n = at; n < criteria.length; n += programs) await subscribe(program, criteria[n]!, 'rest-hook', endpoint)
    }))
    const timed = 'Basic?code=urn:bench|timed'
    this.#timed = { rest: await subscribe(all[0]!, timed, 'rest-hook', endpoint), socket: await subscribe(all[0]!, timed, 'websocket') }
    await this.#until(async () => (await this.#view.active()) === criteria.length + 2)
    await this.#ear.bind(all[0]!, this.#timed.socket)
    return all[0]!
  }

  /** From before a change is sent to the FHIR interface until it is told by rest-hook and by websocket. */
  async #delays(program: Program, name: string): Promise<readonly Measured[]> {
    const count = Math.ceil(this.#bench.seconds * this.#number('rate'))
    this.#bench.say(`${count} changes, ${name}`)
    const beside = name === 'quiet' ? undefined : this.#send(0, { until: Date.now() + this.#bench.seconds * 1000, rate: this.#number('beside') })
    const times = [this.#times.rest, this.#times.socket] = [new Recorder(), new Recorder()] as const
    for (let n = 0; n < count && !this.#bench.signal.aborted; n++) {
      const next = pause(1000 / this.#number('rate'))
      const id = `${name.slice(0, 5).trim()}-${n}`
      const sent = performance.now()
      for (const side of ['rest', 'socket']) this.#sent.set(`${side} Basic/${id}`, sent)
      await program.fhir(`Basic/${id}`, { method: 'PUT', body: { resourceType: 'Basic', id, code: { coding: [{ system: 'urn:bench', code: 'timed' }] } } })
      await next
    }
    await this.#until(async () => this.#sent.size === 0)
    await beside
    return [['rest-hook', times[0]], ['websocket', times[1]]].map(([channel, time]) => ({
      name: `sent to told by ${channel as string}, ${name} (p95)`, figure: (time as Recorder).percentile(0.95), unit: 'ms', ceiling: null, target: 300,
      p50_ms: (time as Recorder).percentile(0.5), p99_ms: (time as Recorder).percentile(0.99),
    }))
  }
}

const prefixed = (prefix: string, told: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(told).map(([key, value]) => [`${prefix} ${key}`, value]))

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
