import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { createHospital, demoCarriers, freePorts, runSender, startRegion, type Region, type Supervised } from '@steckwerk/demo'
import { silentLog } from '@steckwerk/kernel/testing'
import { assertState } from './expected-state.ts'
import { roundRobin } from './round-robin.ts'

/** 20,000 shows what the project promises; the everyday run is shorter. */
const messages = Number(process.env['STECKWERK_TEST_MESSAGES'] ?? 2500)
const commandLine = join(import.meta.dirname, '../../apps/cli/src/main.ts')
const patienceMs = 240_000

test(`${messages} messages at full speed, two hubs on one database, everything killed with -9 in turn: none lost, none doubled, order kept`, { timeout: 20 * 60_000 }, async (t) => {
  const data = mkdtempSync(join(tmpdir(), 'steckwerk-crash-'))
  chmodSync(data, 0o755)
  t.after(() => rmSync(data, { recursive: true, force: true, maxRetries: 5 }))
  const [hub, connector, hub2, connector2, mllp] = (await freePorts(5)) as [number, number, number, number, number]
  await using balancer = await roundRobin([connector, connector2])
  const carrier = { ...demoCarriers[0]!, portOffset: 0 }
  await using region = await startRegion({
    data, ports: { hub, connector, mllpBase: mllp }, databaseUrl: '', environment: process.env, carriers: [carrier], commandLine,
    connectorSocket: `https://127.0.0.1:${balancer.port}`, log: silentLog, progress: (step) => t.diagnostic(step),
  })
  const second = await region.addHub({ hub: hub2, connector: connector2 })
  const ledger = new Ledger(region.databaseUrl)
  const hospital = createHospital(11, carrier.style, { site: carrier.site, runId: 'CRASH', size: 2 })
  const sentHashes = new Set<string>()
  function* noted(): Generator<ReturnType<typeof hospital.next>, void> {
    for (const message of hospital.take(messages)) {
      sentHashes.add(createHash('sha256').update(message.bytes).digest('hex'))
      yield message
    }
  }
  const kills = killInTurn(region, second, ledger)
  const result = await runSender(noted(), { host: '127.0.0.1', port: mllp, connections: 8, ackTimeoutMs: 10_000 })
  const killed = await kills
  t.diagnostic(`killed ${killed.join(', ')}; ${result.retries} tries repeated`)
  assert.equal(result.acknowledged, messages)
  assert.equal(result.refused, 0)
  assert.ok(new Set(killed).size === 4, 'each kind of process was killed at least once')

  await ledger.reaches(messages)
  const rows = await ledger.rows()
  assert.deepEqual(new Set(rows.map((row) => row.sha256)), sentHashes, 'what was acknowledged is what was committed')
  assert.equal(rows.length, messages, 'each once')
  assert.deepEqual([...new Set(rows.map((row) => row.epoch))].length, 1, 'one epoch')
  assert.deepEqual(rows.map((row) => row.sequence), Array.from({ length: messages }, (_, i) => i + 1), 'without gaps')
  assert.deepEqual(rows.filter((row) => row.code !== null).map((row) => row.code), [], 'all mapped')
  await hubAnswers(region)
  const checked = await assertState(region, carrier, hospital.expected())
  t.diagnostic(`${checked} patients stand as the hospital says`)
})

/** The last one killed may still be starting. */
async function hubAnswers(region: Region): Promise<void> {
  const deadline = Date.now() + patienceMs
  while (!(await fetch(`${region.url}/health/ready`).then(({ ok }) => ok, () => false))) {
    assert.ok(Date.now() < deadline, 'the hub is back in time')
    await pause(50)
  }
}

interface LedgerRow {
  readonly sha256: string
  readonly epoch: string
  readonly sequence: number
  readonly code: string | null
}

/** The ledger as the owner sees it; a connection a question, since the database is killed as well. */
class Ledger {
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  async rows(): Promise<LedgerRow[]> {
    return this.#ask<LedgerRow>(`select encode(sha256, 'hex') sha256, epoch::text, sequence::int, code from base.ledger order by sequence`)
  }

  /** undefined while the database is away. */
  async count(): Promise<number | undefined> {
    return this.#ask<{ count: number }>('select count(*)::int count from base.ledger').then(([row]) => row!.count, () => undefined)
  }

  async reaches(wanted: number): Promise<void> {
    const deadline = Date.now() + patienceMs
    for (;;) {
      const count = await this.count()
      if (count !== undefined && count >= wanted) return
      assert.ok(Date.now() < deadline, `${count} of ${wanted} committed in time`)
      await pause(50)
    }
  }

  async #ask<Row extends object>(text: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.#url, connectionTimeoutMillis: 2000 })
    client.on('error', () => {})
    try {
      await client.connect()
      return (await client.query<Row>(text)).rows
    } finally {
      await client.end().catch(() => {})
    }
  }
}

/** Kills connector, hub, second hub and database one after the other, each once the former has recovered so far that messages are
 *  committed again. Gives what was killed. */
async function killInTurn(region: Region, second: Supervised, ledger: Ledger): Promise<string[]> {
  const targets: readonly (readonly [string, () => number | undefined])[] = [
    ['connector', () => region.connectors.get('alpha')!.pid],
    ['hub', () => region.hub.pid],
    ['postgres', () => region.postgresPid()],
    ['second hub', () => second.pid],
  ]
  const killed: string[] = []
  const step = Math.max(20, Math.round(messages / 12))
  let next = step
  for (let turn = 0; next < messages; ) {
    const count = await ledger.count()
    if (count === undefined || count < next) {
      await pause(20)
      continue
    }
    const [name, pidOf] = targets[turn % targets.length]!
    const pid = pidOf()
    if (pid !== undefined) {
      process.kill(pid, 'SIGKILL')
      killed.push(name)
      turn++
      next = count + step
    }
  }
  return killed
}
