import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testCtx } from '@steckwerk/kernel/testing'
import type { StreamEvent } from '@steckwerk/api/contract'
import { put, setting, type Setting } from './setting.ts'

/** Reads server-sent events until one fits, at most ten seconds. */
async function open(s: Setting, path: string, headers: Record<string, string>): Promise<{ until(fits: (event: StreamEvent) => boolean): Promise<StreamEvent>; close(): void; ended(): Promise<void> }> {
  const abort = new AbortController()
  const response = await fetch(s.url + path, { headers, signal: AbortSignal.any([abort.signal, AbortSignal.timeout(10_000)]) })
  assert.equal(response.status, 200)
  assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8')
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let held = ''
  return {
    until: async (fits) => {
      for (;;) {
        const end = held.indexOf('\n\n')
        if (end >= 0) {
          const data = /^data: (.*)$/m.exec(held.slice(0, end))?.[1]
          held = held.slice(end + 2)
          if (data === undefined) continue
          const event = JSON.parse(data) as StreamEvent
          if (fits(event)) return event
          continue
        }
        const { value, done } = await reader.read()
        if (done) throw new Error('the stream ended')
        held += value
      }
    },
    ended: async () => { while (!(await reader.read()).done); },
    close: () => abort.abort(),
  }
}

async function session(s: Setting, account: string): Promise<{ headers: Record<string, string>; secret: string }> {
  const result = await s.access.login({ account, password: s.access.demoPassword!, address: '127.0.0.1' })
  assert.ok(result.kind === 'entered')
  return { headers: { cookie: `steckwerk=${result.session}` }, secret: result.session }
}

test('a change reaches those who may see it, of their carrier only', async () => {
  await using s = await setting()
  // What makes them patients of the ward.
  for (const [carrier, id] of [['alpha', 'p'], ['beta', 'other']] as const) {
    await s.call(`/fhir/${carrier}/Patient/${id}`, put({ resourceType: 'Patient', id }))
    await s.call(`/fhir/${carrier}/Encounter/e`, put({ resourceType: 'Encounter', id: 'e', status: 'in-progress', class: { code: 'IMP' }, subject: { reference: `Patient/${id}` } }))
  }
  const ward = await open(s, '/portal/api/stream?carrier=alpha', (await session(s, 'station')).headers)
  // The stream's reader starts with the first client: what counts is that a change after it arrives.
  let waiting = true
  const seen = ward.until((event) => event.kind === 'change').finally(() => { waiting = false })
  for (let n = 1; waiting; n++) {
    await s.call('/fhir/beta/Patient/other', put({ resourceType: 'Patient', id: 'other', multipleBirthInteger: n }))
    await s.call('/fhir/alpha/Patient/p', put({ resourceType: 'Patient', id: 'p', multipleBirthInteger: n }))
  }
  const event = await seen
  ward.close()
  assert.ok(event.kind === 'change')
  assert.equal(event.carrier, 'alpha')
  assert.deepEqual(event.items.map(({ type, id, deleted }) => [type, id, deleted]), [['Patient', 'p', false]])
})

test('status and rates reach the Leitstand, patients\' changes do not', async () => {
  await using s = await setting()
  const { headers } = await session(s, 'leitstand')
  const stream = await open(s, '/portal/api/stream', headers)
  const carriers = new Set<string>()
  const rates = await stream.until((event) => {
    assert.notEqual(event.kind, 'change')
    if (event.kind === 'rates') for (const point of event.points) carriers.add(point.carrier)
    return carriers.size === 2
  })
  assert.ok(rates.kind === 'rates')
  await s.call('/fhir/alpha/Patient/p', put({ resourceType: 'Patient', id: 'p' }))
  await s.ingest.registerConnector(testCtx(1, 'alpha'), 'new-one')
  const status = await stream.until((event) => {
    assert.notEqual(event.kind, 'change')
    return event.kind === 'status' && event.carrier === 'alpha'
  })
  assert.deepEqual(status, { kind: 'status', carrier: 'alpha' })
  stream.close()
})

test('streams need a session and a carrier one may see, and end with the server', async () => {
  const s = await setting()
  assert.equal((await fetch(`${s.url}/portal/api/stream`)).status, 401)
  const { headers } = await session(s, 'station')
  assert.equal((await fetch(`${s.url}/portal/api/stream?carrier=gamma`, { headers })).status, 404)
  const stream = await open(s, '/portal/api/stream', headers)
  const ended = stream.ended()
  await s[Symbol.asyncDispose]()
  await ended
})
