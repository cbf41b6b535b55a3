/** Networks: tenants without clinical data, and services' routes and documents there. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { Fault } from '@steckwerk/kernel'
import { plugManifest, type Plug, type PlugHost, type RouteCall } from '@steckwerk/plug'
import { by, plugSetting, testPlug, type PlugSetting } from './plug-setting.ts'
import { outcomeOf, post, put } from './setting.ts'

const manifest = plugManifest.parse({
  id: 'board', service: '8d5b6f0a-0d0c-4f3c-8a39-2c1f4a7c5e31', version: '1.0.0', name: { de: 'Brett' }, summary: { de: 'Für Tests.' }, vendor: { name: 'Test' },
  capability: 'community', serves: ['network'], scopes: ['system/Organization.cruds'], purposes: ['HOPERAT'],
  routes: [
    { method: 'GET', path: '/notes', access: 'public', crossOrigin: true },
    { method: 'GET', path: '/notes/live', access: 'public' },
    { method: 'GET', path: '/notes/:note/page', access: 'public', embeddable: true },
    { method: 'GET', path: '/me', access: 'public', device: true },
    { method: 'POST', path: '/notes/:note/votes', access: 'public', device: true, maxBytes: 200, limit: { device: 3, address: 100 } },
    { method: 'PUT', path: '/pictures/:name', access: 'editor', body: 'bytes', maxBytes: 10 },
    { method: 'GET', path: '/own', access: 'signed-in' },
  ],
  plans: [{ id: '1f0c1c3a-4a7e-4b52-9df9-7a3f1f2b9c31', name: 'basic', title: { de: 'Basis' }, description: { de: 'Alles.' }, price: {} }],
})

let host: PlugHost
const calls: RouteCall[] = []
const board: Plug = {
  manifest,
  start: async (given) => {
    host = given
    return {
      health: async () => ({ state: 'ok' }),
      route: async (call) => {
        calls.push(call)
        const { documents } = await given.carrier(call.carrier)
        switch (call.route) {
          case 'GET /notes': return { status: 200, headers: { 'cache-control': 'public, max-age=60', 'etag': '"one"' }, json: await documents.list('note') }
          case 'GET /notes/live': {
            const changes = await documents.changes({ kinds: ['note'] }, call.signal)
            return { status: 200, file: { contentType: 'text/event-stream; charset=utf-8', content: (async function* () {
              for await (const { id } of changes) yield Buffer.from(`data: ${id}\n\n`)
            })() } }
          }
          case 'GET /notes/:note/page': return { status: 200, file: { contentType: 'text/html; charset=utf-8', content: '<p>' } }
          case 'GET /me': return { status: 200, json: { device: call.caller.device } }
          case 'POST /notes/:note/votes': {
            await documents.write([{ kind: 'vote', id: call.caller.device!, parent: call.params['note'], body: call.body }])
            return { status: 200, json: { votes: await documents.count('vote', call.params['note']) } }
          }
          case 'PUT /pictures/:name': return { status: 204 }
          default: throw new Fault('conflict', 'board/no', 'Not so.')
        }
      },
      stop: async () => undefined,
    }
  },
}

let hub: PlugSetting
const own = { 'x-steckwerk': '1', 'content-type': 'application/json' }
const codeOf = async (answer: Response): Promise<string> => `${answer.status} ${((await answer.json()) as { code: string }).code}`

before(async () => {
  hub = await plugSetting([board, testPlug('echo-one')])
  await hub.access.prepare(await hub.test.addCarrier('ruhr', 'Netz Ruhr', 'network'))
  await hub.plugboard.grants.grant('ruhr', 'board', {}, by)
})
after(async () => hub[Symbol.asyncDispose]())

test('a network holds a directory and nothing else', async () => {
  assert.equal((await hub.call('/fhir/ruhr/Organization/o1', put({ resourceType: 'Organization', id: 'o1', name: 'Klinik' }))).status, 201)
  assert.equal((await hub.call('/fhir/ruhr/Organization?name=klinik')).status, 200)
  for (const asked of [hub.call('/fhir/ruhr/Patient'), hub.call('/fhir/ruhr/Patient/p', put({ resourceType: 'Patient', id: 'p' })), hub.call('/fhir/ruhr/Patient/p/Observation'), hub.call('/fhir/ruhr/Observation', post({ resourceType: 'Observation' }))]) {
    assert.deepEqual({ ...(await outcomeOf(await asked)), text: '' }, { status: 404, codes: ['api/type-not-here'], text: '' })
  }
  const bundle = (type: string): RequestInit => post({ resourceType: 'Bundle', type, entry: [{ resource: { resourceType: 'Patient' }, request: { method: 'POST', url: 'Patient' } }] })
  assert.deepEqual((await outcomeOf(await hub.call('/fhir/ruhr', bundle('transaction')))).codes, ['store/network-type'])
  const batch = (await (await hub.call('/fhir/ruhr', bundle('batch'))).json()) as { entry: [{ response: { status: string } }] }
  assert.match(batch.entry[0].response.status, /^404/)
  const statement = (await (await fetch(`${hub.url}/fhir/ruhr/metadata`)).json()) as { rest: [{ resource: { type: string }[]; compartment?: unknown }] }
  assert.deepEqual(statement.rest[0].resource.map(({ type }) => type).toSorted(), ['Endpoint', 'HealthcareService', 'Location', 'Organization', 'Practitioner', 'PractitionerRole', 'Questionnaire', 'QuestionnaireResponse'])
  assert.equal(statement.rest[0].compartment, undefined)
})

test('what hospitals have is not offered to a network, and one is not made of the other', async () => {
  await assert.rejects(hub.plugboard.grants.grant('ruhr', 'echo-one', {}, by), { code: 'plugboard/serves-others' })
  await assert.rejects(hub.plugboard.grants.grant('alpha', 'board', {}, by), { code: 'plugboard/serves-others' })
  assert.equal(await codeOf(await hub.call('/admin/carriers/ruhr/connectors', post({ connector: 'c1' }, { 'content-type': 'application/json' }))), '409 api/network')
  await assert.rejects(hub.test.addCarrier('ruhr', 'Ruhr', 'carrier'), { code: 'store/carrier-kind' })
})

test('routes: who may call, with how much, from where', async () => {
  const at = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${hub.url}/services/board/ruhr${path}`, init)
  assert.equal(await codeOf(await at('/nothing')), '404 api/not-found')
  assert.equal(await codeOf(await fetch(`${hub.url}/services/board/alpha/notes`)), '404 api/not-found')
  const open = await at('/notes', { headers: { origin: 'https://elsewhere.example' } })
  assert.equal(open.headers.get('access-control-allow-origin'), '*')
  assert.equal(open.headers.get('cache-control'), 'public, max-age=60')
  assert.equal((await at('/notes', { headers: { 'if-none-match': '"one"' } })).status, 304)
  const page = await at('/notes/a%2Fb/page')
  assert.match(page.headers.get('content-security-policy')!, /frame-ancestors \*; sandbox /)
  assert.deepEqual(calls.at(-1)!.params, { note: 'a/b' })
  assert.equal(await codeOf(await at('/own')), '401 api/unauthenticated')
  assert.equal(await codeOf(await at('/pictures/a', { method: 'PUT', headers: own, body: 'x' })), '401 api/unauthenticated')
  assert.equal(await codeOf(await hub.call('/services/board/ruhr/own', { headers: own })), '409 board/no')
})

test('a device is known by a cookie it has before it says anything; its votes count once', async () => {
  const votes = `${hub.url}/services/board/ruhr/notes/n1/votes`
  const vote = (cookie: string, body: string, headers: Record<string, string> = own): Promise<Response> => fetch(votes, { method: 'POST', headers: { ...headers, cookie }, body })
  assert.equal(await codeOf(await vote('', '{}')), '409 api/browser-unknown')
  const me = await fetch(`${hub.url}/services/board/ruhr/me`)
  const cookie = me.headers.get('set-cookie')!
  assert.match(cookie, /^steckwerk-device=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/)
  const mine = cookie.split(';')[0]!
  const { device } = (await me.json()) as { device: string }
  assert.ok(device.length === 43 && !mine.includes(device))
  assert.equal(await codeOf(await vote(mine, '{}', { 'content-type': 'application/json' })), '403 api/cross-site')
  assert.equal(await codeOf(await vote(mine, '{')), '400 api/json')
  assert.deepEqual(await (await vote(mine, '{"for":1}')).json(), { votes: 1 })
  assert.deepEqual(await (await vote(mine, '{"for":1}')).json(), { votes: 1 })
  assert.equal(await codeOf(await vote(mine, '{}')), '429 api/too-often')
  const other = (await fetch(`${hub.url}/services/board/ruhr/me`)).headers.get('set-cookie')!.split(';')[0]!
  assert.equal(await codeOf(await vote(other, JSON.stringify('x'.repeat(300)))), '413 api/body-too-large')
  assert.deepEqual(await (await vote(other, '1')).json(), { votes: 2 })
})

test('who leaves while it is seen to who calls is never taken for somebody who listens', async () => {
  const before = calls.length
  const { hostname, port } = new URL(hub.url)
  const leaving = Array.from({ length: 20 }, async () => {
    const socket = connect(Number(port), hostname)
    await once(socket, 'connect')
    socket.write(`GET /services/board/ruhr/own HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: Bearer ${hub.token}\r\n\r\n`, () => socket.resetAndDestroy())
    await once(socket, 'close')
  })
  await Promise.all(leaving)
  assert.equal(await codeOf(await hub.call('/services/board/ruhr/own', { headers: own })), '409 board/no')
  const signal = AbortSignal.timeout(5_000)
  while (!signal.aborted && calls.slice(before).some((call) => !call.signal.aborted)) await turn()
  assert.deepEqual(calls.slice(before).filter((call) => !call.signal.aborted).length, 0)
})

test('documents: all or nothing, by version, in order, sealed, and told as they change', async () => {
  const { documents } = await host.carrier('ruhr')
  const ends = new AbortController()
  const live = await fetch(`${hub.url}/services/board/ruhr/notes/live`, { signal: ends.signal })
  assert.match(live.headers.get('content-type')!, /^text\/event-stream/)
  const reader = live.body!.pipeThrough(new TextDecoderStream()).getReader()
  assert.deepEqual(await documents.write([{ kind: 'note', id: 'b', body: { text: 'Grüße' } }, { kind: 'note', id: 'a', parent: 'p', body: 1, version: 0 }]), [1, 1])
  let told = ''
  while (!/data: b[^]*data: a/.test(told)) told += (await reader.read()).value ?? ''
  ends.abort()
  await assert.rejects(documents.write([{ kind: 'note', id: 'a', body: 2 }, { kind: 'note', id: 'b', body: 2, version: 7 }]), { code: 'plug/document-changed' })
  await assert.rejects(documents.write([{ kind: 'note', id: 'a', body: 2, version: 0 }]), { code: 'plug/document-changed' })
  await assert.rejects(documents.write([{ kind: 'Note', id: 'a', body: 2 }]), { code: 'plug/document-name' })
  await assert.rejects(documents.write([{ kind: 'note', id: 'a', body: 'x'.repeat(262_144) }]), { code: 'plug/document-size' })
  assert.deepEqual((await documents.list('note')).map(({ id, version, parent, body }) => [id, version, parent, body]), [['a', 1, 'p', 1], ['b', 1, undefined, { text: 'Grüße' }]])
  assert.deepEqual((await documents.list('note', { after: 'a' })).map(({ id }) => id), ['b'])
  assert.deepEqual((await documents.list('note', { parent: 'p' })).map(({ id }) => id), ['a'])
  const races = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => documents.write([{ kind: 'note', id: 'race', body: n, version: 0 }])))
  assert.equal(races.filter(({ status }) => status === 'fulfilled').length, 1)
  assert.deepEqual(await documents.write([{ kind: 'note', id: 'a', body: undefined, version: 1 }, { kind: 'note', id: 'b', body: 3, version: 1 }]), [0, 2])
  assert.equal(await documents.get('note', 'a'), undefined)
  assert.equal((await documents.get('note', 'b'))!.body, 3)
  assert.equal(await documents.count('note'), 2)
})

test('a service that is no longer granted reaches nothing', async () => {
  const { documents } = await host.carrier('ruhr')
  await hub.plugboard.grants.revoke('ruhr', 'board', by)
  await assert.rejects(documents.count('note'), { code: 'plugboard/not-granted' })
  assert.equal((await fetch(`${hub.url}/services/board/ruhr/notes`)).status, 404)
})

test('what can be ordered at this hub is told to who is signed in, and nothing that serves networks alone', async () => {
  const offers = await hub.call('/portal/api/networks/ruhr/offers')
  const { offers: told } = (await offers.json()) as { offers: { plug: string; name: { de: string; en: string } }[] }
  assert.deepEqual([offers.status, told.some(({ plug }) => plug === 'board'), told.every(({ name }) => name.de !== '' && name.en !== '')], [200, false, true])
  assert.ok(told.some(({ plug }) => plug !== 'board'))
  assert.equal((await fetch(`${hub.url}/portal/api/networks/ruhr/offers`)).status, 401)
  assert.equal((await hub.call('/portal/api/networks/alpha/offers')).status, 404)
})
