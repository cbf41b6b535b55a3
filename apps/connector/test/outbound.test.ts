import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConnectorProcess } from './kit/connector-process.ts'
import { House, outboundMessage } from './kit/house.ts'
import { setup, type Setup } from './kit/setup.ts'

const to = (house: House, more: object = {}): object => ({ name: 'termine', host: '127.0.0.1', port: house.port, ackTimeoutSeconds: 0.3, ...more })

const results = (at: Setup): string[] => at.hub.results.map(({ control, state, ack, attempts }) => `${control} ${state} ${ack} ${attempts}`)

test('messages go out one after the other and the hub hears of each', async () => {
  await using at = await setup()
  await using house = await House.start()
  const connector = await at.start(at.config({ outbound: [to(house)] }))
  at.hub.outbound = [outboundMessage('M1', 'a'), outboundMessage('M2', 'b'), outboundMessage('M3', 'a')]
  await at.hub.until(() => at.hub.results.length === 3)
  assert.deepEqual(house.controls, ['M1', 'M2', 'M3'])
  assert.deepEqual(results(at), ['M1 delivered AA 1', 'M2 delivered AA 1', 'M3 delivered AA 1'])
  const [figures] = connector.status().outbound!
  assert.deepEqual([figures!.connected, figures!.waiting, figures!.held, figures!.delivered, figures!.oldestAt], [true, 0, 0, 3, null])
})

test('a refused message holds back its own appointment only, until somebody decides', async () => {
  await using at = await setup()
  await using house = await House.start()
  house.answer = (control, before) => (control === 'M1' && before === 0 ? 'AE' : 'AA')
  await at.start(at.config({ outbound: [to(house)] }))
  at.hub.outbound = [outboundMessage('M1', 'a'), outboundMessage('M2', 'a'), outboundMessage('M3', 'b')]
  await at.hub.until(() => at.hub.results.length === 2)
  assert.deepEqual(house.controls, ['M1', 'M3'])
  assert.deepEqual(at.hub.results.map(({ state, ack, reason }) => [state, ack, reason]), [['held', 'AE', 'Grund der Ablehnung'], ['delivered', 'AA', '']])
  at.hub.decisions = [{ channel: 'termine', control: 'M1', decision: 'resend', at: Date.now() }]
  await at.hub.until(() => at.hub.results.some(({ control, state }) => control === 'M2' && state === 'delivered'))
  assert.deepEqual(house.controls, ['M1', 'M3', 'M1', 'M2'])
})

test('by rule a refused message is passed over', async () => {
  await using at = await setup()
  await using house = await House.start()
  house.answer = (control) => (control === 'M1' ? 'AR' : 'AA')
  await at.start(at.config({ outbound: [to(house, { onError: 'skip' })] }))
  at.hub.outbound = [outboundMessage('M1', 'a'), outboundMessage('M2', 'a')]
  await at.hub.until(() => at.hub.results.length === 2)
  assert.deepEqual(results(at), ['M1 rejected AR 1', 'M2 delivered AA 1'])
})

test('without an acknowledgement it is sent once more under the same number, then held; by rule it is held at once', async () => {
  for (const [onTimeout, expected] of [['retry', ['M1', 'M1']], ['hold', ['M1']]] as const) {
    await using at = await setup()
    await using house = await House.start()
    house.answer = (control) => (control === 'M1' ? 'silent' : 'AA')
    await at.start(at.config({ outbound: [to(house, { onTimeout })] }))
    at.hub.outbound = [outboundMessage('M1', 'a'), outboundMessage('M2', 'a'), outboundMessage('M3', 'b')]
    await at.hub.until(() => at.hub.results.length === 2)
    assert.deepEqual(house.controls.filter((control) => control === 'M1'), expected)
    assert.deepEqual(results(at).toSorted(), [`M1 unknown timeout ${expected.length}`, 'M3 delivered AA 1'])
  }
})

test('an acknowledgement of something else is dropped, a busy receiver is asked again, a dropped connection made anew', async () => {
  await using at = await setup()
  await using house = await House.start()
  house.answer = (control, before) => (control === 'M1' ? 'late of another' : before === 0 ? (control === 'M2' ? 'CE' : 'drop') : 'CA')
  const connector = await at.start(at.config({ outbound: [to(house)] }))
  at.hub.outbound = [outboundMessage('M1', 'a'), outboundMessage('M2', 'b'), outboundMessage('M3', 'c')]
  await at.hub.until(() => at.hub.results.length === 3)
  assert.deepEqual(results(at).toSorted(), ['M1 delivered AA 1', 'M2 delivered CA 1', 'M3 delivered CA 2'])
  assert.equal(connector.status().outbound![0]!.lateAcks, 1)
})

test('a dead destination holds up no other, and gets its messages when it is back', async () => {
  await using at = await setup()
  await using dead = await House.start()
  await using house = await House.start()
  await dead.switchOff()
  const connector = await at.start(at.config({ outbound: [to(dead, { name: 'tot' }), to(house)] }))
  at.hub.outbound = [outboundMessage('M1', 'a', 'tot'), outboundMessage('M2', 'a')]
  await at.hub.until(() => at.hub.results.length === 1)
  assert.deepEqual(results(at), ['M2 delivered AA 1'])
  const figures = connector.status().outbound![0]!
  assert.deepEqual([figures.connected, figures.waiting, figures.oldestAt !== null], [false, 1, true])
  await dead.switchOn()
  await at.hub.until(() => at.hub.results.length === 2)
  assert.deepEqual(dead.controls, ['M1'])
})

test('killed with -9 again and again: every message arrives, in the order of its appointment, and what came twice has the same number', async () => {
  await using at = await setup()
  await using house = await House.start()
  const total = 60
  const messages = Array.from({ length: total }, (_, i) => outboundMessage(`M${i}`, `lane${i % 5}`))
  at.hub.outbound = messages.slice(0, total / 2)
  for (let round = 1; round <= 2; round++) {
    await using connector = await ConnectorProcess.start(at, {}, [to(house, { ackTimeoutSeconds: 5 })])
    await house.until(() => house.controls.length >= round * 12)
    await connector.end('SIGKILL')
    if (round === 1) at.hub.outbound.push(...messages.slice(total / 2))
  }
  await using connector = await ConnectorProcess.start(at, {}, [to(house, { ackTimeoutSeconds: 5 })])
  const settled = (): Set<string> => new Set(at.hub.results.filter(({ state }) => state === 'delivered').map(({ control }) => control))
  await at.hub.until(() => settled().size === total)
  assert.deepEqual([...new Set(house.controls)].toSorted(), messages.map(({ control }) => control).toSorted(), 'none lost')
  assert.ok(house.controls.length - total <= 2, 'at most the one on its way at each kill came again')
  const order = [...new Set(house.controls)]
  for (let lane = 0; lane < 5; lane++) {
    const numbers = order.map((control) => Number(control.slice(1))).filter((n) => n % 5 === lane)
    assert.deepEqual(numbers, numbers.toSorted((a, b) => a - b), 'order kept')
  }
  assert.equal(await connector.end('SIGTERM'), 0)
})
