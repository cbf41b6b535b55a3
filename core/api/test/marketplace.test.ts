import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BrokerInfo, BrokerPage, EvidenceInfo, MarketPage, MarketPolicy, OrderDetail, OrderPage, UsagePage } from '@steckwerk/api/contract/marketplace'
import { serviceId, smallPlan } from '@steckwerk/marketplace/testing'
import { json, marketSetting, type MarketSetting } from './marketplace-setting.ts'
import { post, put } from './setting.ts'

const market = '/carriers/alpha/market'
const sent = (body: unknown): RequestInit => post(body, json)
const codeOf = async (response: Response): Promise<readonly [number, string]> => [response.status, ((await response.json()) as { code: string }).code]
const registered = async (s: MarketSetting): Promise<BrokerInfo> =>
  await (await s.call('/admin/platform/brokers', sent({ name: 'Vendor', url: s.broker.url, user: 'hub', password: 's3cret' }))).json() as BrokerInfo

test('brokers are the operator\'s, orders a carrier\'s: each role gets what is its own, and nobody another carrier\'s', async () => {
  await using s = await marketSetting()
  const broker = await registered(s)
  const it = await s.as('alpha', 'carrier-it')
  const form = { broker: broker.id, service: serviceId, plan: smallPlan, parameters: { beds: 3 } }
  const order = (await (await it(`${market}/orders`, sent(form))).json()) as OrderDetail
  const people = { nobody: (path: string, init?: RequestInit) => fetch(`${s.url}/portal/api${path}`, init), clinician: await s.as('alpha', 'clinician'), it, admin: await s.as('alpha', 'carrier-admin'), foreign: await s.as('beta', 'carrier-admin') }
  const policy: MarketPolicy = { required: ['avv'], requiredForPatientData: [], secondPerson: false, undoDays: 7 }
  // A carrier where somebody has nothing to do is none that they hear of.
  const asked: readonly (readonly [string, string, unknown, Readonly<Record<keyof typeof people, number>>])[] = [
    ['GET', `${market}/catalogue`, undefined, { nobody: 401, clinician: 403, it: 200, admin: 200, foreign: 404 }],
    ['GET', `${market}/orders`, undefined, { nobody: 401, clinician: 403, it: 200, admin: 200, foreign: 404 }],
    ['GET', `${market}/orders/${order.id}`, undefined, { nobody: 401, clinician: 403, it: 200, admin: 200, foreign: 404 }],
    ['GET', `/carriers/beta/market/orders/${order.id}`, undefined, { nobody: 401, clinician: 403, it: 404, admin: 404, foreign: 404 }],
    ['GET', `${market}/usage?month=2026-11`, undefined, { nobody: 401, clinician: 403, it: 200, admin: 200, foreign: 404 }],
    ['PUT', `${market}/policy`, policy, { nobody: 401, clinician: 403, it: 403, admin: 200, foreign: 404 }],
    ['POST', `/carriers/beta/market/orders/${order.id}/approve`, {}, { nobody: 401, clinician: 403, it: 404, admin: 404, foreign: 404 }],
    ['POST', `${market}/orders/${order.id}/refuse`, { reason: 'x' }, { nobody: 401, clinician: 403, it: 403, admin: 200, foreign: 404 }],
    ['GET', `${market}/orders/${order.id}/exit-export`, undefined, { nobody: 401, clinician: 403, it: 403, admin: 409, foreign: 404 }],
    ['POST', `${market}/orders/${order.id}/bindings`, {}, { nobody: 401, clinician: 403, it: 403, admin: 409, foreign: 404 }],
    ['GET', '/platform/brokers', undefined, { nobody: 401, clinician: 403, it: 403, admin: 403, foreign: 403 }],
    ['POST', '/platform/brokers', { name: 'x', url: 'https://x.example', user: 'u', password: 'p' }, { nobody: 401, clinician: 403, it: 403, admin: 403, foreign: 403 }],
    ['POST', `/platform/brokers/${broker.id}/refresh`, {}, { nobody: 401, clinician: 403, it: 403, admin: 403, foreign: 403 }],
    ['POST', `/platform/brokers/${broker.id}/services/${serviceId}/evidence`, { kind: 'c5', title: { de: 'x' } }, { nobody: 401, clinician: 403, it: 403, admin: 403, foreign: 403 }],
    ['DELETE', `/platform/brokers/${broker.id}`, undefined, { nobody: 401, clinician: 403, it: 403, admin: 403, foreign: 403 }],
  ]
  for (const [method, path, body, expected] of asked) {
    const got: Record<string, number> = {}
    for (const [name, ask] of Object.entries(people)) got[name] = (await ask(path, body === undefined ? { method } : { ...sent(body), method })).status
    assert.deepEqual(got, expected, `${method} ${path}`)
  }
})

test('a password goes in and never comes out; what another site sends, and what has not its form, is refused', async () => {
  await using s = await marketSetting()
  const broker = await registered(s)
  assert.deepEqual([broker.user, broker.trouble, broker.services.map(({ id }) => id)], ['hub', null, [serviceId]])
  const changed = await (await s.call(`/admin/platform/brokers/${broker.id}`, { ...put({ name: 'Vendor 2', url: s.broker.url, user: 'hub' }, json) })).json() as BrokerInfo
  assert.deepEqual([changed.name, changed.trouble], ['Vendor 2', null])
  assert.deepEqual(await codeOf(await s.call(`/admin/platform/brokers/${broker.id}`, put({ name: 'Vendor', url: 'https://elsewhere.example', user: 'hub' }, json))), [400, 'marketplace/broker-password'])
  assert.deepEqual(await codeOf(await s.call('/admin/platform/brokers', sent({ name: 'Again', url: s.broker.url, user: 'hub', password: 'p' }))), [409, 'marketplace/broker-taken'])
  const wrong = await (await s.call(`/admin/platform/brokers/${broker.id}`, put({ name: 'Vendor', url: s.broker.url, user: 'hub', password: 'verraten' }, json))).json() as BrokerInfo
  assert.deepEqual(wrong.trouble, { why: 'credentials', at: '401' })
  assert.equal(wrong.services.length, 1, 'the former catalogue still holds')
  const told = await (await s.call('/admin/platform/brokers')).text() + await (await s.call('/admin/carriers/-/audit')).text() + JSON.stringify(s.lines)
  assert.ok(!told.includes('s3cret') && !told.includes('verraten'))
  assert.match(told, /"what":"broker"/)

  const admin = await s.as('alpha', 'carrier-admin')
  const form = { broker: broker.id, service: serviceId, plan: smallPlan, parameters: { beds: 3 } }
  for (const headers of [{ 'x-steckwerk': '' }, { origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
    assert.deepEqual(await codeOf(await admin(`${market}/orders`, post(form, { ...json, ...headers }))), [403, 'api/cross-site'])
  }
  const bad: readonly (readonly [string, RequestInit])[] = [
    [`${market}/orders`, sent({ ...form, more: 1 })], [`${market}/orders`, sent({ ...form, broker: 'x' })], [`${market}/orders`, sent({ ...form, plan: '' })], [`${market}/orders`, sent([])],
    [`${market}/policy`, put({ required: ['c6'], requiredForPatientData: [], secondPerson: false, undoDays: 7 }, json)], [`${market}/policy`, put({ required: [], requiredForPatientData: [], secondPerson: false, undoDays: -1 }, json)],
    [`${market}/policy`, put({ required: [], requiredForPatientData: [], secondPerson: false, undoDays: 1.5 }, json)], [`${market}/usage?month=2026-13`, {}], [`${market}/usage`, {}], [`${market}/usage.csv?from=2026-05&to=2026-04`, {}],
    [`${market}/usage.csv?from=2020-01&to=2026-04`, {}],
  ]
  for (const [path, init] of bad) assert.equal((await admin(path, init)).status, 400, path)
  const evidence = `/admin/platform/brokers/${broker.id}/services/${serviceId}/evidence`
  for (const body of [{ kind: 'c5' }, { kind: 'c6', title: { de: 'x' } }, { kind: 'c5', title: { de: 'x' }, url: 'javascript:alert(1)' }, { kind: 'c5', title: { de: 'x' }, expires: 'soon' }, { kind: 'c5', title: { de: 'x' }, document: '%%%' }, { kind: 'c5', title: { de: 'x' }, document: Buffer.from('<html>').toString('base64') }]) {
    assert.equal((await s.call(evidence, sent(body))).status, 400, JSON.stringify(body))
  }
  assert.equal((await s.call(`/admin/platform/brokers/${broker.id}/services/nothing/evidence`, sent({ kind: 'c5', title: { de: 'x' } }))).status, 404)
})

test('what the law asks for is asked for; the operator\'s evidence with its document opens the order; IT orders, the administration approves', async () => {
  await using s = await marketSetting()
  await s.broker.tell({ do: 'evidence', evidence: [{ kind: 'avv', title: { de: 'AVV' } }] })
  const broker = await registered(s)
  const [it, admin] = [await s.as('alpha', 'carrier-it'), await s.as('alpha', 'carrier-admin')]
  const seen = await (await it(`${market}/catalogue`)).json() as MarketPage
  assert.deepEqual([seen.services[0]!.required, seen.services[0]!.missing], [['avv', 'data-location', 'c5'], [{ kind: 'data-location', why: 'absent' }, { kind: 'c5', why: 'absent' }]])
  const form = { broker: broker.id, service: serviceId, plan: smallPlan, parameters: { beds: 3 } }
  const refused = await it(`${market}/orders`, sent(form))
  assert.equal(refused.status, 422)
  const { code, issues } = await refused.json() as { code: string; issues: { at: string }[] }
  assert.deepEqual([code, issues.map(({ at }) => at)], ['marketplace/evidence-missing', ['data-location', 'c5']])

  const soon = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
  const evidence = (body: object) => s.call(`/admin/platform/brokers/${broker.id}/services/${serviceId}/evidence`, sent(body))
  await evidence({ kind: 'data-location', title: { de: 'Ort' }, value: 'Deutschland' })
  const c5 = await (await evidence({ kind: 'c5', title: { de: 'Testat' }, value: 'Typ 2', expires: soon, document: Buffer.from('%PDF-1.7 test').toString('base64') })).json() as EvidenceInfo
  assert.deepEqual([c5.state, c5.document], ['expiring', true])
  const file = await it(`${market}/brokers/${broker.id}/evidence/${c5.id}/document`)
  assert.deepEqual([file.status, file.headers.get('content-type'), file.headers.get('content-disposition'), await file.text()], [200, 'application/pdf', 'attachment; filename="evidence.pdf"', '%PDF-1.7 test'])
  assert.equal((await it(`${market}/brokers/${seen.services[0]!.id}/evidence/${c5.id}/document`)).status, 404)

  const order = await (await it(`${market}/orders`, sent(form))).json() as OrderDetail
  assert.deepEqual([order.state, order.may, order.concerns], ['waiting', ['withdraw'], [{ kind: 'c5', why: 'expiring', expires: soon }]])
  assert.equal((await it(`${market}/orders/${order.id}/approve`, sent({}))).status, 403)
  await admin(`${market}/policy`, put({ required: ['avv'], requiredForPatientData: ['c5'], secondPerson: true, undoDays: 7 }, json))
  assert.equal((await admin(`${market}/orders/${order.id}/approve`, sent({}))).status, 200)
  await s.drive()
  const active = await (await it(`${market}/orders/${order.id}`)).json() as OrderDetail
  assert.deepEqual([active.state, active.events.map(({ kind, by }) => [kind, by])], ['active', [['ordered', 'alpha carrier-it'], ['approved', 'alpha carrier-admin'], ['sent', null], ['provisioned', null], ['granted', null]]])
  assert.deepEqual((await s.broker.tell({ do: 'look' })).instances, [order.id])

  const month = new Date().toISOString().slice(0, 7)
  const usage = await (await it(`${market}/usage?month=${month}`)).json() as UsagePage
  assert.deepEqual([usage.lines.map(({ metric, amount, euro }) => [metric, amount, euro]), usage.total], [[[null, 1, 100], ['booking', 3, 0]], 100])
  // Its byte order mark is taken off on the way.
  const csv = await it(`${market}/usage.csv?from=${month}&to=${month}`)
  assert.equal(await csv.text(), `month;order;service;plan;metric;amount;euro\r\n${month};${order.id};Vendor Scheduling;small;;1;100,00\r\n${month};${order.id};Vendor Scheduling;small;booking;3;0,00\r\n`)
  const log = await (await s.call('/admin/carriers/alpha/audit')).text()
  assert.ok(log.includes('service-changed') && log.includes('setting-changed'))

  await s.call(`/admin/platform/brokers/${broker.id}/evidence/${c5.id}`, { method: 'DELETE' })
  const [left] = ((await (await it(`${market}/orders`)).json()) as OrderPage).orders
  assert.deepEqual(left!.concerns, [{ kind: 'c5', why: 'absent' }])
  assert.deepEqual(await codeOf(await s.call(`/admin/platform/brokers/${broker.id}`, { method: 'DELETE' })), [409, 'marketplace/broker-in-use'])
  assert.equal(((await (await s.call('/admin/platform/brokers')).json()) as BrokerPage).brokers.length, 1)
})

test('credentials: asked for, seen once by a session that is fresh, rotated, ended; leaving can be undone, and ends at the broker', async () => {
  await using s = await marketSetting()
  const broker = await registered(s)
  const admin = await s.as('alpha', 'carrier-admin')
  const ask = async <T>(path: string, init?: RequestInit): Promise<T> => await (await admin(`${market}${path}`, init)).json() as T
  const { id } = await ask<OrderDetail>('/orders', sent({ broker: broker.id, service: serviceId, plan: smallPlan, parameters: { beds: 3 } }))
  await s.drive()
  await ask(`/orders/${id}/bindings`, sent({}))
  await s.drive()
  const [binding] = (await ask<OrderDetail>(`/orders/${id}`)).bindings
  assert.deepEqual([binding!.state, binding!.toShow], ['ready', true])
  const shown = await admin(`${market}/orders/${id}/bindings/${binding!.id}/reveal`, sent({}))
  assert.equal(shown.headers.get('cache-control'), 'no-store')
  assert.deepEqual(await shown.json(), { credentials: { key: `secret-of-${binding!.id}` } })
  assert.deepEqual(await codeOf(await admin(`${market}/orders/${id}/bindings/${binding!.id}/reveal`, sent({}))), [410, 'marketplace/credentials-shown'])
  assert.equal((await admin(`${market}/orders/${id}/bindings/${binding!.id}/rotate`, sent({}))).status, 200)
  await s.drive()
  const rotated = await ask<OrderDetail>(`/orders/${id}`)
  assert.deepEqual(rotated.bindings.map(({ state, predecessor }) => [state, predecessor]), [['ready', binding!.id], ['ready', null]])
  assert.ok(!JSON.stringify(rotated).includes('secret-of') && !JSON.stringify(s.lines).includes('secret-of'))

  assert.equal((await ask<OrderDetail>(`/orders/${id}/leave`, sent({}))).state, 'leaving')
  await s.drive()
  assert.equal((await ask<OrderDetail>(`/orders/${id}/undo`, sent({}))).state, 'active')
  const file = await admin(`${market}/orders/${id}/exit-export`)
  assert.deepEqual([await file.text(), file.headers.get('content-disposition')], ['{"everything":true}\n', 'attachment; filename="all.ndjson"'])
  await admin(`${market}/policy`, put({ required: [], requiredForPatientData: [], secondPerson: false, undoDays: 0 }, json))
  await ask(`/orders/${id}/leave`, sent({}))
  for (let turn = 0; turn < 8 && (await ask<OrderDetail>(`/orders/${id}`)).state !== 'gone'; turn++) {
    await s.drive()
  }
  assert.equal((await ask<OrderDetail>(`/orders/${id}`)).state, 'gone')
  const left = await s.broker.tell({ do: 'look' })
  assert.deepEqual([left.instances, left.bindings], [[], []])
})
