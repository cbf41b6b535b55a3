// Needs a process of its own: setting.ts opens one database for it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { admin, clerk, day, fault, kinds, requestsOf, setting } from './setting.ts'
import { largePlan, serviceId, smallPlan } from './spec-broker.ts'

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
  await market.setPolicy(ctx, { required: [], requiredForPatientData: [], secondPerson: true, undoDays: 7 })
  const third = await market.orders.order(ctx, admin, form)
  assert.equal(third.order.state, 'waiting')
  await assert.rejects(market.orders.approve(ctx, admin, third.order.id), fault('marketplace/own-order'))
  await market.orders.approve(ctx, { ...admin, account: 'other' }, third.order.id)
  assert.equal((await s.until(market, third.order.id, 'active')).order.state, 'active')
  assert.equal(requestsOf(s, 'PUT'), 1)
})

test('the policy refuses an order without valid evidence, in words; the operator\'s evidence counts until it expires', async () => {
  await using s = await setting()
  const market = s.open()
  s.broker.tellEvidence([{ kind: 'avv', title: { de: 'AVV' }, expires: '2099-01-01' }, { kind: 'c5', title: { de: 'C5' }, value: 'Typ 2', expires: '2020-01-01' }])
  const { id: broker } = await market.brokers.add({ name: 'Vendor', url: s.broker.url, user: 'hub', password: 's3cret' }, 'Device/test')
  const form = { broker, service: serviceId, plan: smallPlan, parameters: { beds: 3 } }
  const ctx = await s.ctx()
  // Nobody has said anything: what the law asks for is asked for.
  await assert.rejects(market.orders.order(ctx, admin, form), { code: 'marketplace/evidence-missing', message: /Missing here: data location \(absent\), C5 attestation \(expired\)\./ })
  await market.market.addEvidence(broker, serviceId, { kind: 'data-location', title: { de: 'Ort' }, value: 'DE' }, 'Device/test')
  await market.market.addEvidence(broker, serviceId, { kind: 'c5', title: { de: 'C5' }, value: 'Typ 1', expires: '2027-12-01' }, 'Device/test')
  await assert.rejects(market.orders.order(ctx, admin, form), { message: /Missing here: C5 attestation \(expired\)\./ })
  const c5 = await market.market.addEvidence(broker, serviceId, { kind: 'c5', title: { de: 'C5' }, value: 'Typ 2', expires: '2026-12-01' }, 'Device/test')
  const { order } = await market.orders.order(ctx, clerk, form)
  await market.market.removeEvidence(broker, c5.id!)
  await assert.rejects(market.orders.approve(ctx, admin, order.id), fault('marketplace/evidence-missing'))
  await market.setPolicy(ctx, { required: ['avv'], requiredForPatientData: [], secondPerson: false, undoDays: 7 })
  assert.equal((await market.orders.approve(ctx, admin, order.id)).order.state, 'provisioning')
})

test('a document is a PDF, is had back, and goes with its evidence', async () => {
  await using s = await setting()
  const { brokers, market } = s.open()
  const { id: broker } = await brokers.add({ name: 'Vendor', url: s.broker.url, user: 'hub', password: 's3cret' }, 'Device/test')
  const c5 = { kind: 'c5' as const, title: { de: 'C5' }, value: 'Typ 2' }
  await assert.rejects(market.addEvidence(broker, serviceId, c5, 'Device/test', Buffer.from('<html>')), fault('marketplace/document-form'))
  const { id } = await market.addEvidence(broker, serviceId, c5, 'Device/test', Buffer.from('%PDF-1.7 x'))
  assert.equal((await market.document(broker, id!)).toString(), '%PDF-1.7 x')
  const [offered] = await market.list()
  assert.deepEqual(offered!.evidence.map((one) => [one.kind, one.id !== null, one.document]), [['avv', false, false], ['c5', false, false], ['data-location', false, false], ['c5', true, true]])
  await market.removeEvidence(broker, id!)
  await assert.rejects(market.document(broker, id!), fault('marketplace/evidence-unknown'))
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
  assert.equal(requestsOf(s, 'DELETE'), 0)
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
  assert.deepEqual(broken.trouble, { why: 'form', at: 'services.0.id' })
  assert.equal(broken.catalogue!.services.length, 1)
  assert.deepEqual((await market.costs(await s.ctx(), '2026-11')).map(({ metric, amount, euro }) => [metric, amount, euro]), [[null, 1, 100], ['booking', 12, 0]])
  assert.deepEqual(await market.costs(await s.ctx(), '2026-10'), [])
  await assert.rejects(market.brokers.remove(broker), fault('marketplace/broker-in-use'))
})
