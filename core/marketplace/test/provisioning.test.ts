// Needs a process of its own: setting.ts opens one database for it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kinds, requestsOf, setting } from './setting.ts'
import { largePlan, serviceId, smallPlan } from './spec-broker.ts'

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
    assert.equal(requestsOf(s, 'DELETE'), 0)
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
  assert.equal(requestsOf(s, 'PUT'), 4)
})

test('killed while the broker works: the next hub asks the same again and nothing is doubled or lost', async () => {
  await using s = await setting()
  const first = s.open()
  const id = await s.ordered(first)
  s.broker.script('PUT instance', { silent: true, act: true })
  const killed = new AbortController()
  const running = s.run(first, killed.signal)
  while (requestsOf(s, 'PUT') === 0) await new Promise((resolve) => setImmediate(resolve))
  killed.abort()
  await running
  const second = s.open()
  assert.equal((await second.orders.view(await s.ctx(), id)).order.state, 'provisioning')
  const view = await s.until(second, id, 'active')
  assert.deepEqual(kinds(view), ['ordered', 'approved', 'sent', 'provisioned', 'granted'])
  assert.equal(s.broker.instances.size, 1)
  assert.equal(requestsOf(s, 'PUT'), 2)
})

test('a grant that fails is tried again until it holds', async () => {
  await using s = await setting()
  const market = s.open()
  s.granted.failures = 3
  const id = await s.ordered(market)
  assert.ok(kinds(await s.until(market, id, 'active')).includes('grant-retry'))
  assert.ok(s.granted.now.has(id))
})
