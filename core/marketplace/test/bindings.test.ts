// Needs a process of its own: setting.ts opens one database for it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { admin, day, fault, setting } from './setting.ts'

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
