import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createLog } from '@steckwerk/kernel'
import { createHospital, demoCarriers, freePorts, runSender, startRegion, type DemoCarrier, type Region, type SimulatedMessage } from '@steckwerk/demo'
import { Ceiling } from '../ceiling.ts'
import { DatabaseView } from '../ingest/database-view.ts'
import { visible } from '../ingest/visible.ts'
import { Recorder } from '../recorder.ts'
import type { Bench, Measured, Result, Workload } from '../workload.ts'

const commandLine = join(import.meta.dirname, '../../../apps/cli/src/main.ts')

/** The whole way: simulated KIS → MLLP → spool → ACK → hub → mapped and committed, as processes of their own. */
export const ingest: Workload = {
  name: 'ingest',
  summary: 'HL7 v2 messages from TCP to committed FHIR resources, connector and hub as processes',
  options: {
    carriers: { fallback: '1', text: 'carriers that send at once, each with its connector (at most 3)' },
    connections: { fallback: '8', text: 'MLLP connections of each KIS, one message in flight on each' },
    profile: { fallback: '', text: 'folder that gets a processor profile of the hub (.cpuprofile)' },
    messages: { fallback: '60000', text: 'messages made ready before the clock starts; an upper bound' },
  },
  run: async (bench) => {
    const carriers = demoCarriers.slice(0, Number(bench.options['carriers'])).map((carrier, portOffset) => ({ ...carrier, portOffset }))
    const [hub, connector, ...mllp] = await freePorts(2 + carriers.length)
    const mllpBase = mllp[0]!
    const placed = carriers.map((carrier, i) => ({ ...carrier, portOffset: mllp[i]! - mllpBase }))
    const log = createLog('bench', 'warn', { write: (line) => void process.stderr.write(line) })
    await using region = await startRegion({
      data: bench.folder,
      ports: { hub: hub!, connector: connector!, mllpBase },
      databaseUrl: '', environment: process.env,
      carriers: placed,
      commandLine,
      log,
      progress: bench.say,
      ...(bench.options['profile'] === '' ? {} : { hubEnvironment: { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${bench.options['profile']!}` } }),
    })
    watch(bench, region)
    return await new IngestRun(bench, region, placed, mllpBase).run()
  },
}

function watch(bench: Bench, region: Region): void {
  bench.resources.watch('postgres', region.postgresPid()!)
  bench.resources.watch('hub', region.hub.pid!)
  for (const [carrier, process] of region.connectors) bench.resources.watch(`connector-${carrier}`, process.pid!)
}

class IngestRun {
  readonly #bench: Bench
  readonly #region: Region
  readonly #carriers: readonly DemoCarrier[]
  readonly #mllpBase: number

  constructor(bench: Bench, region: Region, carriers: readonly DemoCarrier[], mllpBase: number) {
    this.#bench = bench
    this.#region = region
    this.#carriers = carriers
    this.#mllpBase = mllpBase
  }

  async run(): Promise<Result> {
    const { say, seconds } = this.#bench
    await using view = await DatabaseView.open(this.#region.databaseUrl)
    const each = Math.ceil(Number(this.#bench.options['messages']) / this.#carriers.length)
    say(`make ${each} messages a carrier`)
    const hospitals = this.#carriers.map((carrier) => createHospital(7, carrier.style, { site: carrier.site, size: 4, runId: 'BENCH' }))
    const made = hospitals.map((hospital) => Array.from(hospital.take(each)))
    say('warm up')
    const warm = Math.min(2000, Math.floor(each / 10))
    await this.#send(made.map((messages) => messages.slice(0, warm)), undefined)
    await this.#drained(view, warm * made.length)
    const before = await view.committed()
    say(`send at full speed for ${seconds} s`)
    const acks = new Recorder()
    const begun = Date.now()
    const sent = await this.#send(made.map((messages) => messages.slice(warm)), acks, begun + seconds * 1000)
    const sending = (Date.now() - begun) / 1000
    await this.#drained(view, warm * made.length + sent)
    const after = await view.committed()
    const elapsed = ((await view.lastCommit()) - begun) / 1000
    const committed = after.mapped + after.unmapped - before.mapped - before.unmapped
    say(`${sent} sent in ${sending.toFixed(1)} s, ${committed} committed in ${elapsed.toFixed(1)} s, ${after.unmapped} unmapped`)
    const written = await view.written()
    const parts: Measured[] = [
      { name: 'acknowledged at full speed', figure: sent / sending, unit: 'messages/s', ceiling: null, p50_ms: acks.percentile(0.5), p99_ms: acks.percentile(0.99) },
      await this.#paced(made[0]!.slice(warm + sent, warm + sent + Math.round(500 * seconds)), view),
      await visible(this.#region, this.#carriers[0]!, this.#mllpBase + this.#carriers[0]!.portOffset),
    ]
    say('ceiling: as many rows and bytes by plain inserts')
    await using ceiling = await Ceiling.open(this.#region.databaseUrl)
    const row = 'x'.repeat(Math.max(1, written.textPerRow))
    const plain = await ceiling.inserts([{ id: 'message-row-of-the-ceiling', content: row }], Math.min(seconds, 5))
    const messages = after.mapped + after.unmapped
    const rowsPerMessage = written.rows / messages
    const main: Measured = {
      name: 'ingest', figure: committed / elapsed, unit: 'messages/s', ceiling: plain.figure / rowsPerMessage,
      p50_ms: acks.percentile(0.5), p99_ms: acks.percentile(0.99),
    }
    return {
      main,
      parts,
      resources: written.resources,
      details: {
        carriers: this.#carriers.length, connections: this.#bench.options['connections']!, committed, unmapped: after.unmapped,
        rowsPerMessage: Number(rowsPerMessage.toFixed(2)), versionsPerMessage: Number((written.versions / messages).toFixed(2)), textPerRow: written.textPerRow,
      },
    }
  }

  /** Sends each carrier's messages until they end or the time is up; gives how many were acknowledged. */
  async #send(messages: readonly (readonly SimulatedMessage[])[], acks: Recorder | undefined, until = Infinity, rate?: number): Promise<number> {
    const results = await Promise.all(messages.map((list, i) => runSender(whileTime(list, until), {
      host: '127.0.0.1',
      port: this.#mllpBase + this.#carriers[i]!.portOffset,
      connections: Number(this.#bench.options['connections']),
      signal: this.#bench.signal,
      ...(rate === undefined ? {} : { rate }),
      onAcknowledged: (_message, milliseconds) => acks?.record(milliseconds),
    })))
    return results.reduce((sum, { acknowledged }) => sum + acknowledged, 0)
  }

  /** What a KIS waits for when it sends 500 messages a second. */
  async #paced(messages: readonly SimulatedMessage[], view: DatabaseView): Promise<Measured> {
    this.#bench.say('send 500 messages a second')
    const acks = new Recorder()
    const begun = performance.now()
    const before = await view.committed()
    const sent = await this.#send([messages], acks, Infinity, 500)
    const elapsed = (performance.now() - begun) / 1000
    await this.#drained(view, before.mapped + before.unmapped + sent)
    return { name: 'acknowledged at 500/s', figure: sent / elapsed, unit: 'messages/s', ceiling: null, p50_ms: acks.percentile(0.5), p99_ms: acks.percentile(0.99) }
  }

  async #drained(view: DatabaseView, wanted: number): Promise<void> {
    for (;;) {
      this.#bench.signal.throwIfAborted()
      const { mapped, unmapped } = await view.committed()
      if (mapped + unmapped >= wanted) return
      await pause(20)
    }
  }
}

function* whileTime(messages: readonly SimulatedMessage[], until: number): Generator<SimulatedMessage, void> {
  for (const message of messages) {
    if (Date.now() >= until) return
    yield message
  }
}
