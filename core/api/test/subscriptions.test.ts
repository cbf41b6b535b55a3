import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { startEvents, type Events } from '@steckwerk/events'
import { systemClock } from '@steckwerk/kernel'
import { createHubServer } from '@steckwerk/api'
import { outcomeOf, post, put, setting, type Setting } from './setting.ts'

const backport = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/'
const mergeTopic = 'https://gematik.de/fhir/isik/SubscriptionTopic/patient-merge'

interface Served extends AsyncDisposable {
  readonly at: Setting
  readonly events: Events
  call(path: string, init?: RequestInit): Promise<Response>
  readonly url: string
}

/** A hub's main port with events. */
async function served(): Promise<Served> {
  await using opened = new AsyncDisposableStack()
  const at = opened.use(await setting())
  const events = opened.use(startEvents({ store: at.test.store, access: at.access, clock: systemClock, log: at.log, publicUrl: () => url, pace: { tickMs: 25 } }))
  const server = createHubServer({
    store: at.test.store, ingest: at.ingest, access: at.access, events, log: at.log, addCarrier: (slug) => at.test.addCarrier(slug), config: { publicUrl: '', trustProxy: false, version: '0.1.0' },
  })
  opened.defer(() => server.close())
  const url: string = await server.listen({ host: '127.0.0.1', port: 0 })
  const held = opened.move()
  return {
    at, events, url,
    call: (path, init = {}) => fetch(`${url}${path}`, { ...init, headers: { authorization: `Bearer ${at.token}`, ...(init.headers as Record<string, string>) } }),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

const hook = (endpoint: string, over: object = {}): object => ({
  resourceType: 'Subscription', status: 'requested', reason: 'test', criteria: mergeTopic,
  channel: { type: 'rest-hook', endpoint, payload: 'application/fhir+json', _payload: { extension: [{ url: `${backport}backport-payload-content`, valueCode: 'id-only' }] }, header: ['Authorization: Bearer abc'] },
  ...over,
})

test('a Subscription to merges: created, handshaken, told, read, changed and deleted by the FHIR interface', async () => {
  await using hub = await served()
  const got: string[] = []
  const server: Server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => { body += String(chunk) }).on('end', () => {
      got.push(body)
      response.end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const created = await hub.call('/fhir/alpha/Subscription', post(hook(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)))
  assert.equal(created.status, 201)
  const { id } = (await created.json()) as { id: string }
  const read = async (): Promise<{ status: string; meta: { versionId: string }; channel: { header: string[] } }> =>
    (await (await hub.call(`/fhir/alpha/Subscription/${id}`)).json()) as Awaited<ReturnType<typeof read>>
  for (const over = Date.now() + 10_000; (await read()).status !== 'active';) if (Date.now() > over) throw new Error('never active')
  assert.deepEqual((await read()).channel.header, ['Authorization: Bearer abc'])
  await hub.call('/fhir/alpha/Patient/a', put({ resourceType: 'Patient', id: 'a' }))
  await hub.call('/fhir/alpha/Patient/b', put({ resourceType: 'Patient', id: 'b' }))
  for (const birthDate of ['1970-01-01', '1971-01-01']) {
    await hub.call('/fhir/alpha/Patient/b', put({ resourceType: 'Patient', id: 'b', birthDate, active: false, link: [{ other: { reference: 'Patient/a' }, type: 'replaced-by' }] }))
  }
  for (const over = Date.now() + 10_000; got.length < 2;) {
    if (Date.now() > over) throw new Error('not told')
    await new Promise((resolve) => { setTimeout(resolve, 10) })
  }
  assert.match(got[1]!, new RegExp(`"valueReference":\\{"reference":"${hub.url}/fhir/alpha/Patient/b"\\}`))
  const status = await hub.call(`/fhir/alpha/Subscription/${id}/$status`)
  assert.match(await status.text(), /"events-since-subscription-start","valueString":"1"/)
  assert.match(await (await hub.call(`/fhir/alpha/Subscription/${id}/$events?eventsSinceNumber=1&content=full-resource`)).text(), /"birthDate":"1971-01-01"/)
  const total = async (query: string): Promise<number> => ((await (await hub.call(`/fhir/alpha/Subscription?${query}`)).json()) as { total: number }).total
  assert.equal(await total(`_id=${id}&status=active`), 1)
  assert.equal(await total(`criteria=${encodeURIComponent(mergeTopic.slice(0, 40))}&url=${encodeURIComponent(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)}`), 1)
  assert.deepEqual([await total('criteria=Patient'), await total('url=http://127.0.0.1/')], [0, 0])
  const { meta } = await read()
  const stale = await hub.call(`/fhir/alpha/Subscription/${id}`, put({ ...hook('http://127.0.0.1:1/'), id, status: 'off' }, { 'if-match': 'W/"99"' }))
  assert.equal(stale.status, 412)
  const off = await hub.call(`/fhir/alpha/Subscription/${id}`, put({ ...hook('http://127.0.0.1:1/'), id, status: 'off' }, { 'if-match': `W/"${meta.versionId}"` }))
  assert.equal(((await off.json()) as { status: string }).status, 'off')
  assert.equal((await hub.call(`/fhir/alpha/Subscription/${id}`, { method: 'DELETE' })).status, 204)
  assert.equal((await hub.call(`/fhir/alpha/Subscription/${id}`)).status, 404)
  server.close()
})

test('what the hub offers is told: topics, profile, operations and the websocket; topics are read and found', async () => {
  await using hub = await served()
  const statement = (await (await hub.call('/fhir/alpha/metadata')).json()) as {
    instantiates: string[]
    rest: [{ extension: { valueUri: string }[]; resource: { type: string; extension?: { url: string; valueCanonical: string }[]; supportedProfile?: string[]; operation?: { name: string }[]; searchParam: { name: string }[] }[] }]
  }
  assert.deepEqual(statement.instantiates, ['http://hl7.org/fhir/uv/subscriptions-backport/CapabilityStatement/backport-subscription-server-r4'])
  assert.equal(statement.rest[0].extension[0]!.valueUri, `${hub.url.replace('http', 'ws')}/fhir/alpha/$subscription-ws`)
  const entry = statement.rest[0].resource.find(({ type }) => type === 'Subscription')!
  assert.deepEqual(entry.extension, [{ url: `${backport}capabilitystatement-subscriptiontopic-canonical`, valueCanonical: mergeTopic }])
  assert.deepEqual(entry.supportedProfile, [`${backport}backport-subscription`])
  assert.deepEqual(entry.operation!.map(({ name }) => name).toSorted(), ['events', 'get-ws-binding-token', 'status'])
  assert.deepEqual(entry.searchParam.map(({ name }) => name).toSorted(), ['_id', 'criteria', 'status', 'url'])
  assert.doesNotMatch((await outcomeOf(await hub.call('/fhir/alpha/CapabilityStatement/$validate', post(statement)))).text, /"severity":"error"/)
  await hub.call('/fhir/alpha/Basic/own', put({ resourceType: 'Basic', id: 'own', code: { coding: [{ code: 'referral' }] } }))
  const found = async (query: string): Promise<string[]> => ((await (await hub.call(`/fhir/alpha/Basic?${query}`)).json()) as { entry?: { resource: { id: string } }[] }).entry?.map(({ resource }) => resource.id) ?? []
  assert.deepEqual(await found('code=http://hl7.org/fhir/fhir-types%7CSubscriptionTopic'), ['isik-patient-merge'])
  assert.deepEqual(await found('code=referral'), ['own'])
  const topic = await (await hub.call('/fhir/alpha/Basic/isik-patient-merge')).text()
  assert.match(topic, /"valueUri":"https:\/\/gematik.de\/fhir\/isik\/SubscriptionTopic\/patient-merge"/)
  assert.doesNotMatch((await outcomeOf(await hub.call('/fhir/alpha/Basic/$validate', post(JSON.parse(topic) as object)))).text, /"severity":"error"/)
})

test('what cannot be kept is refused', async () => {
  await using hub = await served()
  const codes = async (body: object, path = '/fhir/alpha/Subscription', method = 'POST'): Promise<string[]> => (await outcomeOf(await hub.call(path, { ...post(body), method }))).codes
  const url = 'http://127.0.0.1:9/'
  assert.deepEqual(await codes(hook(url, { criteria: 'https://example.org/topic' })), ['events/topic'])
  assert.deepEqual(await codes(hook(url, { criteria: 'Patient?_count=1' })), ['events/criteria'])
  assert.deepEqual(await codes(hook(url, { status: 'error' })), ['events/status'])
  assert.deepEqual(await codes(hook('http://10.0.0.1/')), ['access/address-private'])
  assert.deepEqual(await codes(hook(url, { channel: { type: 'email', endpoint: 'mailto:a@example.org' } })), ['events/channel'])
  const zulip = { type: 'rest-hook', _type: { extension: [{ url: `${backport}backport-channel-type`, valueCoding: { system: 'http://example.org', code: 'zulip' } }] }, endpoint: url }
  assert.deepEqual(await codes(hook(url, { channel: zulip })), ['events/channel'])
  assert.deepEqual(await codes({ resourceType: 'Bundle', type: 'transaction', entry: [{ resource: hook(url), request: { method: 'POST', url: 'Subscription' } }] }, '/fhir/alpha'), ['api/transaction'])
  assert.deepEqual(await codes({ ...hook(url), id: 'x' }, '/fhir/alpha/Subscription?url=x', 'PUT'), ['api/subscription'])
})

/** A socket and what it was told. */
async function socketAt(address: string): Promise<{ readonly socket: WebSocket; readonly messages: string[]; say(text: string): void; heard(count: number): Promise<void> }> {
  const messages: string[] = []
  let told = Promise.withResolvers<void>()
  const socket = new WebSocket(address)
  socket.addEventListener('message', ({ data }) => {
    messages.push(String(data))
    told.resolve()
  })
  await once(socket, 'open')
  return {
    socket, messages,
    say: (text) => socket.send(text),
    heard: async (count) => {
      while (messages.length < count) {
        await told.promise
        told = Promise.withResolvers()
      }
    },
  }
}

test('a websocket is bound by a token, once, and told what happens; bound again it is told nothing twice; it closes when the Subscription ends', async () => {
  await using hub = await served()
  const created = await hub.call('/fhir/alpha/Subscription', post({
    resourceType: 'Subscription', status: 'requested', reason: 'test', criteria: 'Patient?family=muster',
    channel: { type: 'websocket', payload: 'application/fhir+json', _payload: { extension: [{ url: `${backport}backport-payload-content`, valueCode: 'full-resource' }] } },
  }))
  const { id } = (await created.json()) as { id: string }
  const token = async (): Promise<{ token: string; address: string }> => {
    const { parameter } = (await (await hub.call(`/fhir/alpha/Subscription/${id}/$get-ws-binding-token`, { method: 'POST' })).json()) as { parameter: { name: string; valueString: string; valueUrl: string }[] }
    return { token: parameter.find(({ name }) => name === 'token')!.valueString, address: parameter.find(({ name }) => name === 'websocket-url')!.valueUrl }
  }
  const first = await token()
  const { socket, messages, say, heard } = await socketAt(first.address)
  say(`bind-with-token ${first.token}`)
  await heard(1)
  assert.match(messages[0]!, /"valueCode":"handshake"/)
  await hub.call('/fhir/alpha/Patient/w', put({ resourceType: 'Patient', id: 'w', name: [{ family: 'Muster' }] }))
  await heard(2)
  assert.match(messages[1]!, /"event-number","valueString":"1".*"resourceType":"Patient","id":"w"/)
  say(`bind-with-token ${(await token()).token}`)
  await heard(3)
  assert.match(messages[2]!, /"valueCode":"handshake"/)
  for (const n of [1, 2]) await hub.call(`/fhir/alpha/Patient/w${n}`, put({ resourceType: 'Patient', id: `w${n}`, name: [{ family: 'Muster' }] }))
  while (!messages.at(-1)!.includes('"id":"w2"')) await heard(messages.length + 1)
  assert.equal(messages.slice(3).join('').match(/"event-number"/g)!.length, 2)
  const again = await socketAt(first.address)
  again.say(`bind-with-token ${first.token}`)
  const [refused] = (await once(again.socket, 'close')) as [CloseEvent]
  assert.equal(refused.code, 1008)
  const ended = once(socket, 'close') as Promise<[CloseEvent]>
  await hub.call(`/fhir/alpha/Subscription/${id}`, { method: 'DELETE' })
  assert.equal((await ended)[0].code, 1001)
})
