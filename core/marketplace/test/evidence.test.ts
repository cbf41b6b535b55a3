// Needs a process of its own: setting.ts opens one database for it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '@steckwerk/kernel'
import type { Plugged } from '@steckwerk/marketplace'
import { asOwner } from '@steckwerk/store'
import { day, fault, setting, type Setting } from './setting.ts'
import { serviceId } from './spec-broker.ts'

const rival: Plugged = {
  id: 'rival', service: '6a0b8f9e-0d0c-4f3c-8a39-2c1f4a7c5e02', title: { de: 'Rivale' }, vendor: 'Vendor', scopes: ['system/Appointment.rs'], url: 'https://rival.example',
  evidence: [{ kind: 'avv', title: { de: 'AVV' } }],
}
const own: Plugged = { ...rival, id: 'own', service: '6a0b8f9e-0d0c-4f3c-8a39-2c1f4a7c5e03', url: undefined, evidence: [{ kind: 'avv', title: { de: 'AVV' } }, { kind: 'data-location', title: { de: 'Hier' } }] }
const c5 = (expires: string): { kind: 'c5'; title: { de: string }; value: string; expires: string } => ({ kind: 'c5', title: { de: 'C5' }, value: 'Typ 2', expires })
const dayOf = (s: Setting, days: number): string => new Date(s.clock.now() + days * day).toISOString().slice(0, 10)

/** As the plugboard registers a service. */
async function registered(s: Setting): Promise<void> {
  await asOwner(s.test.ownerUrl, async (run) => {
    await run(sql`delete from base.plug`)
    await run(sql`insert into base.plug (id, url, manifest, jwks, added_at, added_by) values ('rival', ${rival.url}, '{}', '{}', now(), 'test')`)
  })
}

test('a service that is registered by its address needs the same evidence as an order; the hub\'s own less; a removed service takes its evidence along', async () => {
  await using s = await setting()
  await registered(s)
  const { plugged } = s.open({ plugs: { list: async () => [rival, own], unordered: async () => [] } })
  const ctx = await s.ctx()
  await assert.rejects(plugged.require(ctx, 'rival'), { code: 'marketplace/evidence-missing', message: /Missing here: data location \(absent\), C5 attestation \(absent\)\./ })
  await plugged.require(ctx, 'own')
  await plugged.require(ctx, 'nobody')
  await plugged.addEvidence('rival', { kind: 'data-location', title: { de: 'Ort' }, value: 'DE' }, 'Device/test')
  const { id } = await plugged.addEvidence('rival', c5(dayOf(s, 100)), 'Device/test', Buffer.from('%PDF-1.7 x'))
  await plugged.require(ctx, 'rival')
  assert.equal((await plugged.concerns(ctx)).size, 0)
  s.clock.pass(20 * day)
  assert.deepEqual([...await plugged.concerns(await s.ctx())].map(([plug, found]) => [plug, found.map(({ kind, why }) => `${kind} ${why}`)]), [['rival', ['c5 expiring']]])
  await plugged.require(await s.ctx(), 'rival')
  s.clock.pass(80 * day)
  await assert.rejects(plugged.require(await s.ctx(), 'rival'), { message: /C5 attestation \(expired\)/ })

  assert.equal((await plugged.document('rival', id!)).toString(), '%PDF-1.7 x')
  await assert.rejects(plugged.document('own', id!), fault('marketplace/evidence-unknown'))
  for (const plug of ['own', 'nobody']) await assert.rejects(plugged.addEvidence(plug, c5(dayOf(s, 9)), 'Device/test'), fault('marketplace/service-unknown'))
  await asOwner(s.test.ownerUrl, (run) => run(sql`delete from base.plug`))
  await assert.rejects(plugged.removeEvidence('rival', id!), fault('marketplace/evidence-unknown'))
})

test('what the operator has seen of the same service at a broker counts; what the broker tells of it does not', async () => {
  await using s = await setting()
  const same: Plugged = { ...rival, id: 'vendor-scheduling', service: serviceId, evidence: [] }
  const market = s.open({ plugs: { list: async () => [same], unordered: async () => [] } })
  const { id: broker } = await market.brokers.add({ name: 'Vendor', url: s.broker.url, user: 'hub', password: 's3cret' }, 'Device/test')
  await assert.rejects(market.plugged.require(await s.ctx(), same.id), { message: /\(AVV\) \(absent\), data location \(absent\), C5 attestation \(absent\)/ })
  for (const kind of ['avv', 'data-location'] as const) await market.market.addEvidence(broker, serviceId, { kind, title: { de: kind } }, 'Device/test')
  await market.market.addEvidence(broker, serviceId, c5(dayOf(s, 100)), 'Device/test')
  await market.plugged.require(await s.ctx(), same.id)
})

test('a carrier is told 60 and 14 days before and at the end, of what it ordered and of what it connected itself; what runs goes on', async () => {
  await using s = await setting()
  await registered(s)
  const told: string[] = []
  const evidence = [...own.evidence, c5(dayOf(s, 100))]
  const market = s.open({
    plugs: { list: async () => [{ ...rival, evidence }], unordered: async (carrier) => carrier === 'alpha' ? ['rival'] : [] },
    news: async ({ carrier }, key) => { told.push(`${carrier} ${key}`) },
  })
  s.broker.tellEvidence(evidence)
  const order = await s.ordered(market)
  await s.until(market, order, 'active')
  const keys = async (days: number): Promise<readonly string[]> => {
    s.clock.pass(days * day)
    told.length = 0
    await market.evidenceJob.run({ signal: AbortSignal.timeout(20_000), query: () => Promise.reject(new Error('not asked')) })
    return [...told]
  }
  assert.deepEqual(await keys(39), [])
  const [first, again] = [await keys(2), await keys(1)]
  assert.deepEqual([new Set(first).size, first.every((one) => one.startsWith('alpha '))], [2, true])
  assert.deepEqual(again, first)
  const stages = [first, await keys(45), await keys(14)]
  assert.equal(new Set(stages.flat()).size, 6, 'each stage has keys of its own')
  assert.deepEqual([(await market.orders.view(await s.ctx(), order)).order.state, s.granted.now.size], ['active', 1])
})
