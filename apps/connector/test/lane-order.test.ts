import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { systemClock } from '@steckwerk/kernel'
import { silentLog } from '@steckwerk/kernel/testing'
import { append } from '../src/spool/append.ts'
import { confirm } from '../src/spool/confirm.ts'
import { nextBatch, type Waiting } from '../src/spool/next-batch.ts'
import { openSpool } from '../src/spool/open.ts'
import type { Spool } from '../src/spool/spool.ts'
import { ordered } from './kit/ordered.ts'

const settings = { zone: 'Europe/Berlin', patientSystem: 'urn:p', caseSystem: 'urn:c', site: 'Haus' }

type Step =
  | { readonly kind: 'message'; readonly channel: number; readonly patients: readonly number[] }
  | { readonly kind: 'send'; readonly stream: number; readonly limit: number }
  | { readonly kind: 'answer'; readonly stream: number; readonly fate: 'accepted' | 'answer-lost' | 'never-arrived' }
  | { readonly kind: 'restart' }

const patient = fc.integer({ min: 0, max: 5 })
const stream = fc.integer({ min: 0, max: 3 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('message' as const), channel: fc.integer({ min: 0, max: 1 }), patients: fc.oneof(
    { weight: 5, arbitrary: fc.array(patient, { minLength: 1, maxLength: 1 }) },
    { weight: 2, arbitrary: fc.uniqueArray(patient, { minLength: 2, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constant([]) },
  ) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('send' as const), stream, limit: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('answer' as const), stream, fate: fc.constantFrom('accepted', 'answer-lost', 'never-arrived') }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
)

/** The connector's side by the real spool, the hub's by a list with fences. */
class World {
  readonly dir = mkdtempSync(join(tmpdir(), 'steckwerk-lanes-'))
  spool: Spool = this.open()
  readonly sent: { id: string; lanes: string[] }[] = []
  readonly applied: string[] = []
  readonly fence = [0, 0, 0, 0]
  readonly inFlight = new Map<number, Waiting[]>()

  open(): Spool {
    const spool = openSpool({ dir: this.dir, streams: 4, limitBytes: 1e9, log: silentLog, clock: systemClock })
    for (const name of ['c0', 'c1']) spool.channel(name, settings, 0)
    return spool
  }

  run(step: Step): void {
    if (step.kind === 'message') {
      const id = String(this.sent.length)
      const name = `c${step.channel}`
      const patients = step.patients.map((number) => `P${number}`)
      append(this.spool, [{ channel: this.spool.state.channels.get(name)!, bytes: Buffer.from(id), controlId: id, patients, caseNumber: '' }])
      this.sent.push({ id, lanes: patients.length === 0 ? [`${name}/`] : patients.map((number) => `${name}/${number}`) })
    } else if (step.kind === 'send') {
      if (this.inFlight.has(step.stream)) return
      const rows = nextBatch(this.spool, this.spool.state.streams[step.stream]!, { messages: step.limit, bytes: 1e6 })
      if (rows.length > 0) this.inFlight.set(step.stream, rows)
    } else if (step.kind === 'answer') {
      const rows = this.inFlight.get(step.stream)
      if (rows === undefined) return
      this.inFlight.delete(step.stream)
      if (step.fate !== 'never-arrived') this.apply(step.stream, rows)
      if (step.fate === 'accepted') {
        confirm(this.spool, this.spool.state.streams[step.stream]!, rows.map((row) => ({ position: row.position, channel: row.channel, bytes: row.original.length })))
      }
    } else {
      this.inFlight.clear()
      this.spool[Symbol.dispose]()
      this.spool = this.open()
    }
  }

  /** As the fence does: what is below it has been applied already. */
  apply(stream: number, rows: readonly Waiting[]): void {
    for (const row of rows) {
      if (row.position < this.fence[stream]!) continue
      assert.equal(row.position, this.fence[stream], 'a stream skips no position')
      this.fence[stream]!++
      this.applied.push(Buffer.from(row.original).toString())
    }
  }

  finish(): void {
    let progress = true
    while (progress) {
      progress = false
      for (let stream = 0; stream < 4; stream++) {
        this.run({ kind: 'send', stream, limit: 3 })
        progress ||= this.inFlight.has(stream)
        this.run({ kind: 'answer', stream, fate: 'accepted' })
      }
    }
  }

  [Symbol.dispose](): void {
    this.spool[Symbol.dispose]()
    rmSync(this.dir, { recursive: true, force: true })
  }
}

test('whatever happens, every message is applied once, lanes keep their order and merges are met by all their patients', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
    using world = new World()
    for (const one of steps) world.run(one)
    world.finish()
    assert.equal(world.spool.state.waiting.messages, 0, 'nothing is stuck')
    assert.deepEqual([...world.applied].sort(), world.sent.map(({ id }) => id).sort())
    ordered(world.sent, world.applied)
  }), { numRuns: 150 })
})
