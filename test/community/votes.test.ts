/** 300 phones vote at one hub over HTTP, half of them twice because an answer was lost: every vote is counted once. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openAccess } from '@steckwerk/access'
import { makeSecretsCheap } from '@steckwerk/access/testing'
import { createHubServer, hubSend } from '@steckwerk/api'
import { communityPlug } from '@steckwerk/community'
import { createIngest } from '@steckwerk/ingest'
import { systemClock } from '@steckwerk/kernel'
import { silentLog } from '@steckwerk/kernel/testing'
import type { Plug, PlugHost } from '@steckwerk/plug'
import { openPlugboard } from '@steckwerk/plugboard'
import { testStore } from '@steckwerk/store/testing'

const phones = 300
const sessions = 9

makeSecretsCheap()

test('300 phones at once, half of them sending again: each vote counts once', async (t) => {
  await using held = new AsyncDisposableStack()
  const dataDir = await mkdtemp(join(tmpdir(), 'steckwerk-votes-'))
  held.defer(() => rm(dataDir, { recursive: true, force: true }))
  const { store, addCarrier } = held.use(await testStore())
  const access = await openAccess({ store, clock: systemClock, dataDir, demo: true, socket: () => '' })
  let url = ''
  let host: PlugHost | undefined
  const plug: Plug = { ...communityPlug, start: (given) => communityPlug.start(host = given) }
  const plugboard = held.use(await openPlugboard({ store, access, clock: systemClock, log: silentLog, publicUrl: () => url, plugs: [plug], news: async () => undefined }))
  const server = createHubServer({
    store, access, log: silentLog, plugboard, ingest: createIngest({ store, keys: access.keys, log: silentLog, rawRetentionDays: 30 }),
    addCarrier: (slug, name, kind) => addCarrier(slug, name, kind), config: { publicUrl: '', trustProxy: false, version: '0.1.0' },
  })
  held.defer(() => server.close())
  url = await server.listen({ host: '127.0.0.1', port: 0 })
  await plugboard.start(hubSend(server, url))
  await access.prepare(await addCarrier('ruhr', 'Netz Ruhr', 'network'))
  await plugboard.grants.grant('ruhr', communityPlug.manifest.id, {}, { actor: 'Device/operator-token', trace: 'test', purpose: 'HSYSADMIN' })

  const base = `${url}/services/${communityPlug.manifest.id}/ruhr/barcamps`
  const send = async <T>(method: string, path: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<T> => {
    const answer = await fetch(base + path, { method, headers: { 'x-steckwerk': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    const text = await answer.text()
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`)
    return (text === '' ? undefined : JSON.parse(text)) as T
  }
  const { documents } = await host!.carrier('ruhr')
  const [id, start] = ['event', Date.now() + 3_600_000]
  await documents.write([{ kind: 'barcamp', id, parent: id, body: {
    title: 'Barcamp', about: '', place: '', capacity: 500, stage: 'open', pitching: true, voting: true, programme: false,
    rooms: [{ id: 'a', name: 'Saal', seats: 100, equipment: [], closedAt: [] }], slots: [{ id: 's', start: new Date(start).toISOString(), end: new Date(start + 60_000).toISOString() }],
  } }])
  const joined = await Promise.all(Array.from({ length: phones }, async () => {
    const answer = await fetch(`${base}/${id}`)
    await answer.arrayBuffer()
    return { cookie: answer.headers.get('set-cookie')!.split(';')[0]! }
  }))
  const pitches: string[] = []
  for (let at = 0; at < sessions; at++) {
    pitches.push((await send<{ id: string }>('POST', `/${id}/pitches`, { key: randomUUID(), pitch: { title: `Sitzung ${at}`, about: '', hosts: ['Ana'], format: 'talk', seats: 0, equipment: [], notAt: [], draft: false } }, joined[at]!)).id)
  }

  const times: number[] = []
  const before = process.cpuUsage()
  const expected = new Map(pitches.map((pitch) => [pitch, 0]))
  await Promise.all(joined.map(async (phone, at) => {
    const wanted = pitches.filter((_, n) => (n + at) % 3 === 0)
    for (const pitch of wanted) expected.set(pitch, expected.get(pitch)! + 1)
    const votes = wanted.map((pitch, n) => ({ pitch, want: true, turn: n + 1 }))
    const cast = async (some: typeof votes): Promise<void> => {
      const begun = performance.now()
      await send('POST', `/${id}/votes`, { votes: some }, phone)
      times.push(performance.now() - begun)
    }
    // What was sent before its answer was lost travels beside what is sent again.
    await Promise.all(at % 2 === 0 ? [cast(votes.slice(0, 2)), cast(votes)] : [cast(votes)])
  }))
  const ballots = await documents.list<{ readonly votes: Readonly<Record<string, { readonly want: boolean }>> }>('barcamp-ballot', { parent: id, count: 1000 })
  assert.equal(ballots.length, phones)
  const counted = pitches.map((pitch) => [pitch, ballots.filter(({ body }) => body.votes[pitch]?.want === true).length] as const)
  assert.deepEqual(new Map(counted), expected)
  const used = process.cpuUsage(before)
  const sorted = times.toSorted((a, b) => a - b)
  t.diagnostic(`${times.length} requests at once: p50 ${sorted[Math.floor(sorted.length / 2)]!.toFixed(0)} ms, p95 ${sorted[Math.floor(sorted.length * 0.95)]!.toFixed(0)} ms, ${((used.user + used.system) / 1000 / times.length).toFixed(1)} ms of the processor each, phones and hub together`)
})
