import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generic } from '../src/fhir/adapter.ts'
import { Load } from '../src/fhir/load.ts'
import type { LoadSettings } from '../src/fhir/load-protocol.ts'
import { fakeServer } from './testing/fake-server.ts'

const never = new AbortController().signal
const one = (part: string): { mix: { part: string; weight: number }[] } => ({ mix: [{ part, weight: 1 }] })

function settings(base: string, method: LoadSettings['method'] = 'POST'): LoadSettings {
  return { target: generic({ base, carriers: [], token: 't', header: '', outside: 'conditional' }), method }
}

test('every part over real HTTP, one after the other and mixed', async () => {
  await using server = await fakeServer()
  await using load = new Load(settings(server.base), never)
  const loaded = await load.fill(500, 2)
  assert.ok(loaded.written >= 500 && loaded.written < 1500, `${loaded.written}`)
  assert.equal(load.written, loaded.written)
  for (const part of ['create', 'update', 'read', 'search 0', 'search 4', 'search', 'transaction', 'import']) {
    const [result] = await load.drive({ ...one(part), seconds: 60, concurrency: 4, limit: 40 })
    assert.equal(result!.requests, 40, part)
    assert.ok(result!.p50_ms > 0 && result!.p50_ms <= result!.p99_ms)
  }
  const mixed = await load.drive({ mix: [{ part: 'read', weight: 9 }, { part: 'create', weight: 1 }], seconds: 60, concurrency: 4, limit: 300 })
  assert.equal(mixed.reduce((sum, { requests }) => sum + requests, 0), 300)
  assert.ok(mixed[0]!.requests > 220 && mixed[1]!.requests > 5, mixed.map(({ requests }) => requests).join())
  const kinds = new Set(server.asked.map((asked) => asked.replace(/\/\d+$/, '/…')))
  assert.deepEqual([...kinds].sort(), ['GET /Observation/…', 'POST /', 'POST /Observation', 'POST /Observation/_search', 'POST /Patient/_search', 'PUT /Observation/…'])
})

test('a rate is kept to', async () => {
  await using server = await fakeServer()
  await using load = new Load(settings(server.base, 'GET'), never)
  await load.drive({ ...one('load'), seconds: 60, concurrency: 1, limit: 1 })
  const [paced] = await load.drive({ ...one('read'), seconds: 60, concurrency: 4, limit: 50, rate: 200 })
  assert.ok(paced!.elapsed > 0.22, `${paced!.elapsed} s`)
})

test('an answer that is not as it must be ends the run', async () => {
  await using server = await fakeServer({ empty: true })
  await using load = new Load(settings(server.base, 'GET'), never)
  await load.drive({ ...one('load'), seconds: 60, concurrency: 1, limit: 1 })
  await assert.rejects(load.drive({ ...one('search 0'), seconds: 60, concurrency: 1, limit: 10 }), /search identifier found nothing/)
  await using elsewhere = new Load(settings(`${server.base}/Observation`), never)
  await assert.rejects(elsewhere.drive({ ...one('load'), seconds: 60, concurrency: 1, limit: 1 }), /load is answered with 201 in place of 200; once more: 201/)
})
