import assert from 'node:assert/strict'
import { test } from 'node:test'
import { admin, clerk, day, kinds, setting, type Setting } from './setting.ts'
import { largePlan, serviceId, smallPlan } from './spec-broker.ts'

const fault = (code: string) => (thrown: unknown): boolean => (thrown as { code?: unknown }).code === code
const requests = (s: Setting, method: string): number => s.broker.seen.filter((one) => one.method === method && one.path.startsWith('/v2/service_instances') && !one.path.includes('last_operation')).length

test('an order is provisioned at once, with everything the specification asks of the request, and granted', async () => {
  await using s = await setting()
  const market = s.open()
  const id = await s.ordered(market)
  const view = await s.until(market, id, 'active')
  assert.deepEqual(kinds(view), ['ordered', 'approved', 'sent', 'provisioned', 'granted'])
  assert.deepEqual(s.broker.instances.get(id), { plan: smallPlan, parameters: { beds: 3 } })
  assert.equal(view.order.dashboard, `https://vendor.example/${id}`)
  assert.deepEqual([...s.granted.now.keys()], [id])
  const put = s.broker.seen.find(({ method }) => method === 'PUT')!
  assert.deepEqual(put.body, {
    service_id: serviceId, plan_id: smallPlan, context: { platform: 'steckwerk', carrier: 'alpha', instance_name: 'vendor-scheduling' }, organization_guid: 'alpha', space_guid: 'alpha',
    parameters: { beds: 3 },
  })
  assert.deepEqual(put.query, { accepts_incomplete: 'true' })
  assert.equal(put.headers['x-broker-api-version'], '2.17')
  assert.match(put.headers['x-broker-api-request-identity']!, /^[0-9a-f-]{36}$/)
  const [platform, who] = put.headers['x-broker-api-originating-identity']!.split(' ')
  assert.equal(platform, 'steckwerk')
  const { user_id: user } = JSON.parse(Buffer.from(who!, 'base64').toString()) as { user_id: string }
  assert.match(user, /^[0-9a-f]{32}$/)
  assert.ok(!user.includes('admin'))
})

test('202 is polled with what the broker gave, its text is told once, Retry-After is kept', async () => {
  await using s = await setting()
  const market = s.open()
  s.broker.script('PUT instance', { status: 202, body: { operation: 'task 10/ä' }, act: true })
  s.broker.script('GET last_operation', { status: 200, body: { state: 'in progress', description: 'Half' }, headers: { 'retry-after': '30' } }, { status: 200, body: { state: 'in progress', description: 'Half' } }, { status: 500 }, { status: 200, body: 'nonsense' }, { status: 410 })
  const id = await s.ordered(market)
  await s.run(market)
  s.clock.pass(5_000)
  const started = s.clock.now()
  await s.run(market)
  assert.equal((await market.orders.view(await s.ctx(), id)).order.next_at?.getTime(), started + 30_000)
  const view = await s.until(market, id, 'active')
  assert.deepEqual(kinds(view).filter((kind) => kind !== 'broker-error' && kind !== 'malformed'), ['ordered', 'approved', 'sent', 'accepted', 'progress', 'provisioned', 'granted'])
  assert.deepEqual(s.broker.seen.find(({ path }) => path.endsWith('/last_operation'))!.query, { service_id: serviceId, plan_id: smallPlan, operation: 'task 10/ä' })
})

for (const [title, answer, expected] of [
  ['409', { status: 409, body: { description: 'taken' } }, ['conflict', 'failed']],
  ['400', { status: 400, body: { description: 'no' } }, ['rejected', 'failed']],
  ['410', { status: 410, body: {} }, ['rejected', 'failed']],
  ['422 AsyncRequired', { status: 422, body: { error: 'AsyncRequired' } }, ['async-required', 'failed']],
  ['422 MaintenanceInfoConflict', { status: 422, body: { error: 'MaintenanceInfoConflict' } }, ['catalogue-changed', 'failed']],
  ['200 malformed', { status: 200, body: 'oops' }, ['malformed', 'failed']],
] as const) {
  test(`${title}: refused, and nothing is deleted that was never made`, async () => {
    await using s = await setting()
    const market = s.open()
    s.broker.script('PUT instance', answer)
    const id = await s.ordered(market)
    assert.deepEqual(kinds(await s.until(market, id, 'failed')).slice(2), ['sent', ...expected])
    assert.equal(requests(s, 'DELETE'), 0)
    assert.equal(s.granted.now.size, 0)
  })
}

for (const [title, answer, expected] of [
  ['500 after it was made', { status: 500, body: { description: 'boom' }, act: true }, 'broker-error'],
  ['201 malformed', { status: 201, body: 'oops', act: true }, 'malformed'],
  ['204', { status: 204, act: true }, 'malformed'],
  ['no answer at all', { silent: true, act: true }, 'no-answer'],
] as const) {
  test(`${title}: the orphan is deleted until the broker confirms it`, async () => {
    await using s = await setting()
    const market = s.open()
    s.broker.script('PUT instance', answer)
    s.broker.script('DELETE instance', { status: 500 }, { status: 400 }, { status: 422, body: { error: 'ConcurrencyError' } }, { status: 408 })
    const id = await s.ordered(market)
    await s.run(market)
    assert.equal(s.broker.instances.size, 1)
    assert.deepEqual(kinds(await s.until(market, id, 'failed')).slice(2), ['sent', expected, 'cleaning', 'cleaning-retry', 'cleaning-retry', 'busy', 'cleaned', 'failed'])
    assert.equal(s.broker.instances.size, 0)
    const remove = s.broker.seen.find(({ method }) => method === 'DELETE')!
    assert.deepEqual(remove.query, { service_id: serviceId, plan_id: smallPlan, accepts_incomplete: 'true' })
  })
}

test('202 for ever ends at the plan\'s longest polling time and is cleaned up after; so is a failed operation', async () => {
  await using s = await setting()
  const market = s.open()
  for (const [poll, kind] of [[{ status: 200, body: { state: 'in progress' } }, 'poll-limit'], [{ status: 200, body: { state: 'failed', description: 'no room' } }, 'operation-failed']] as const) {
    s.broker.script('PUT instance', { status: 202, body: {}, act: true })
    s.broker.always('GET last_operation', poll)
    const started = s.clock.now()
    const id = await s.ordered(market, largePlan)
    const view = await s.until(market, id, 'cleaning', 'failed')
    if (kind === 'poll-limit') assert.ok(s.clock.now() - started >= 60_000)
    s.broker.always('GET last_operation', undefined)
    const after = view.order.state === 'failed' ? view : await s.until(market, id, 'failed')
    assert.ok(kinds(after).includes(kind), kinds(after).join())
    assert.deepEqual(kinds(after).slice(-3), ['cleaning', 'cleaned', 'failed'])
    assert.equal(s.broker.instances.size, 0)
  }
})

test('a busy broker and one that never read the request are asked again', async () => {
  await using s = await setting()
  const market = s.open()
  s.broker.script('PUT instance', { status: 422, body: { error: 'ConcurrencyError' } }, { status: 408 }, { status: 429, headers: { 'retry-after': '1' } })
  const id = await s.ordered(market)
  assert.equal((await s.until(market, id, 'active')).order.state, 'active')
  assert.equal(requests(s, 'PUT'), 4)
})

test('killed while the broker works: the next hub asks the same again and nothing is doubled or lost', async () => {
  await using s = await setting()
  const first = s.open()
  const id = await s.ordered(first)
  s.broker.script('PUT instance', { silent: true, act: true })
  const killed = new AbortController()
  const running = s.run(first, killed.signal)
  while (requests(s, 'PUT') === 0) await new Promise((resolve) => setImmediate(resolve))
  killed.abort()
  await running
  const second = s.open()
  assert.equal((await second.orders.view(await s.ctx(), id)).order.state, 'provisioning')
  const view = await s.until(second, id, 'active')
  assert.deepEqual(kinds(view), ['ordered', 'approved', 'sent', 'provisioned', 'granted'])
  assert.equal(s.broker.instances.size, 1)
  assert.equal(requests(s, 'PUT'), 2)
})

test('a grant that fails is tried again until it holds', async () => {
  await using s = await setting()
  const market = s.open()
  s.granted.failures = 3
  const id = await s.ordered(market)
  assert.ok(kinds(await s.until(market, id, 'active')).includes('grant-retry'))
  assert.ok(s.granted.now.has(id))
})

test('approval, second person, refusal, withdrawal, and one order of a service at a time', async () => {
  await using s = await setting()
  const market = s.open()
  const { id: broker } = await market.brokers.add({ name: 'Vendor', url: s.broker.url, user: 'hub', password: 's3cret' }, 'Device/test')
  const form = { broker, service: serviceId, plan: smallPlan, parameters: { beds: 3 } }
  const ctx = await s.ctx()
  const first = await market.orders.order(ctx, clerk, form)
  assert.equal(first.order.state, 'waiting')
  await assert.rejects(market.orders.order(ctx, admin, form), fault('marketplace/ordered-already'))
  assert.equal((await market.orders.refuse(ctx, admin, first.order.id, 'too dear')).order.state, 'refused')
  await assert.rejects(market.orders.approve(ctx, admin, first.order.id), fault('marketplace/order-state'))
  const second = await market.orders.order(ctx, clerk, form)
  assert.equal((await market.orders.withdraw(ctx, clerk, second.order.id)).order.state, 'withdrawn')
  await market.setPolicy(ctx, { required: [], secondPerson: true, undoDays: 7 })
  const third = await market.orders.order(ctx, admin, form)
  assert.equal(third.order.state, 'waiting')
  await assert.rejects(market.orders.approve(ctx, admin, third.order.id), fault('marketplace/own-order'))
  await market.orders.approve(ctx, { ...admin, account: 'other' }, third.order.id)
  assert.equal((await s.until(market, third.order.id, 'active')).order.state, 'active')
  assert.equal(requests(s, 'PUT'), 1)
})

test('the policy refuses an order without valid evidence, in words; the operator\'s evidence counts until it expires', async () => {
  await using s = await setting()
  const market = s.open()
  const { id: broker } = await market.brokers.add({ name: 'Vendor', url: s.broker.url, user: 'hub', password: 's3cret' }, 'Device/test')
  const form = { broker, service: serviceId, plan: smallPlan, parameters: { beds: 3 } }
  const ctx = await s.ctx()
  await market.setPolicy(ctx, { required: ['avv', 'c5', 'data-location'], secondPerson: false, undoDays: 7 })
  await assert.rejects(market.orders.order(ctx, admin, form), { code: 'marketplace/evidence-missing', message: /C5 attestation \(expired\), data location \(absent\)/ })
  await market.market.addEvidence(broker, serviceId, { kind: 'data-location', title: { de: 'Ort' }, value: 'DE' }, 'Device/test')
  const c5 = await market.market.addEvidence(broker, serviceId, { kind: 'c5', title: { de: 'C5' }, expires: '2026-12-01' }, 'Device/test')
  const { order } = await market.orders.order(ctx, clerk, form)
  await market.market.removeEvidence(broker, c5.id)
  await assert.rejects(market.orders.approve(ctx, admin, order.id), fault('marketplace/evidence-missing'))
})

test('parameters are held against the plan\'s form, draft 4\'s exclusive limits too', async () => {
  await using s = await setting()
  const market = s.open()
  const { id: broker } = await market.brokers.add({ name: 'Vendor', url: s.broker.url, user: 'hub', password: 's3cret' }, 'Device/test')
  const ctx = await s.ctx()
  for (const parameters of [{}, { beds: 0 }, { beds: 1.5 }, { beds: '3' }, { beds: 3, contact: 'nobody' }]) {
    await assert.rejects(market.orders.order(ctx, admin, { broker, service: serviceId, plan: smallPlan, parameters }), fault('marketplace/parameters'))
  }
  await assert.rejects(market.orders.order(ctx, admin, { broker, service: serviceId, plan: largePlan, parameters: { beds: 3 } }), fault('marketplace/parameters'))
})

test('another plan: polled under the former one, granted anew; a failed change leaves all as it was', async () => {
  await using s = await setting()
  const market = s.open()
  const id = await s.ordered(market)
  await s.until(market, id, 'active')
  s.broker.script('PATCH instance', { status: 500 }, { status: 202, body: { operation: 'up' }, act: true })
  await market.orders.update(await s.ctx(), admin, id, { plan: largePlan })
  const view = await s.until(market, id, 'active')
  assert.deepEqual(kinds(view).slice(5), ['update-asked', 'sent', 'broker-error', 'accepted', 'updated'])
  assert.equal(s.broker.seen.findLast(({ path }) => path.endsWith('last_operation'))!.query['plan_id'], smallPlan)
  assert.equal(s.granted.now.get(id)!.plan, largePlan)
  assert.deepEqual(view.order.plans.map(({ plan }) => plan), [smallPlan, largePlan])
  s.broker.script('PATCH instance', { status: 422, body: { description: 'full' } })
  await market.orders.update(await s.ctx(), clerk, id, { plan: smallPlan })
  await market.orders.approve(await s.ctx(), admin, id)
  const failed = await s.until(market, id, 'active')
  assert.deepEqual(kinds(failed).slice(-2), ['rejected', 'update-failed'])
  assert.equal(failed.order.plan, largePlan)
})

test('leaving: nothing is told to the broker before the window ends; undone it stays; then grants, credentials and instance go', async () => {
  await using s = await setting()
  const market = s.open()
  const id = await s.ordered(market)
  await s.until(market, id, 'active')
  await market.bindings.bind(await s.ctx(), admin, id)
  await s.run(market)
  await market.orders.leave(await s.ctx(), admin, id)
  s.clock.pass(7 * day - 1_000)
  await s.run(market)
  assert.equal(requests(s, 'DELETE'), 0)
  assert.ok(s.granted.now.has(id))
  await market.orders.undo(await s.ctx(), admin, id)
  s.clock.pass(10 * day)
  await s.run(market)
  assert.equal((await market.orders.view(await s.ctx(), id)).order.state, 'active')
  assert.equal(await (await market.exitExport(await s.ctx(), 'admin', id)).text(), '{"everything":true}\n')
  await market.orders.leave(await s.ctx(), admin, id)
  s.clock.pass(7 * day)
  s.broker.script('DELETE instance', { status: 500 }, { status: 202, body: {} })
  s.broker.script('GET last_operation', { status: 410 })
  const view = await s.until(market, id, 'gone')
  assert.deepEqual(kinds(view).slice(-8), ['leaving', 'ending', 'revoked', 'unbound', 'sent', 'ending-retry', 'accepted', 'gone'])
  assert.equal(s.broker.bindings.size, 0)
  assert.equal(s.granted.now.size, 0)
  const order = s.broker.seen.filter(({ method }) => method === 'DELETE').map(({ path }) => path.includes('service_bindings'))
  assert.equal(order[0], true)
})

test('credentials: sealed, shown once, rotated before they run out, and the former ones end', async () => {
  await using s = await setting()
  const market = s.open()
  const id = await s.ordered(market)
  await s.until(market, id, 'active')
  s.broker.bindingMetadata = { expires_at: new Date(s.clock.now() + 30 * day).toISOString(), renew_before: new Date(s.clock.now() + 20 * day).toISOString() }
  await market.bindings.bind(await s.ctx(), admin, id)
  await s.run(market)
  const [binding] = (await market.orders.view(await s.ctx(), id)).bindings
  assert.ok(!binding!.credentials!.toString('latin1').includes('secret-of'))
  assert.deepEqual(await market.bindings.reveal(await s.ctx(), admin, id, binding!.id), { key: `secret-of-${binding!.id}` })
  await assert.rejects(market.bindings.reveal(await s.ctx(), admin, id, binding!.id), fault('marketplace/credentials-shown'))
  s.clock.pass(20 * day)
  s.broker.bindingMetadata = {}
  s.broker.script('PUT binding', { status: 202, body: { operation: 'b' }, act: true })
  await s.run(market)
  s.clock.pass(10_000)
  await s.run(market)
  const [next] = (await market.orders.view(await s.ctx(), id)).bindings
  assert.equal(next!.predecessor, binding!.id)
  assert.equal(next!.state, 'ready')
  assert.equal(s.broker.seen.findLast(({ method, path }) => method === 'PUT' && path.includes('service_bindings'))!.body!['predecessor_binding_id'], binding!.id)
  await market.bindings.reveal(await s.ctx(), admin, id, next!.id)
  s.clock.pass(day)
  await s.run(market)
  assert.equal((await market.orders.view(await s.ctx(), id)).bindings.find((one) => one.id === binding!.id)!.state, 'gone')
  assert.deepEqual([...s.broker.bindings.keys()], [next!.id])
})

test('a binding whose answer is lost is removed at the broker', async () => {
  await using s = await setting()
  const market = s.open()
  const id = await s.ordered(market)
  await s.until(market, id, 'active')
  s.broker.script('PUT binding', { status: 500, act: true })
  s.broker.script('DELETE binding', { status: 503 })
  await market.bindings.bind(await s.ctx(), admin, id)
  await s.run(market)
  s.clock.pass(5_000)
  await s.run(market)
  const view = await market.orders.view(await s.ctx(), id)
  assert.equal(view.bindings[0]!.state, 'failed')
  assert.equal(s.broker.bindings.size, 0)
  assert.equal(view.order.state, 'active')
})

test('catalogue: what changed is kept, a broken one replaces nothing; money', async () => {
  await using s = await setting()
  const market = s.open()
  const id = await s.ordered(market)
  await s.until(market, id, 'active')
  const broker = (await market.brokers.list())[0]!.id
  const plans = s.broker.catalog.services[0]!['plans'] as Record<string, unknown>[]
  plans[0]!['metadata'] = { costs: [{ amount: { eur: 120 }, unit: 'MONTHLY' }] }
  plans.pop()
  await market.brokers.refresh(broker)
  assert.deepEqual((await market.brokers.changes(broker)).map(({ kind, members }) => [kind, ...members]).sort(), [['plan-changed', 'metadata'], ['plan-removed']])
  s.broker.script('GET catalog', { status: 200, body: { services: [{}] } })
  const broken = await market.brokers.refresh(broker)
  assert.match(broken.trouble!, /services\.0/)
  assert.equal(broken.catalogue!.services.length, 1)
  assert.deepEqual((await market.costs(await s.ctx(), '2026-11')).map(({ metric, amount, euro }) => [metric, amount, euro]), [[null, 1, 100], ['booking', 12, 0]])
  assert.deepEqual(await market.costs(await s.ctx(), '2026-10'), [])
  await assert.rejects(market.brokers.remove(broker), fault('marketplace/broker-in-use'))
})
