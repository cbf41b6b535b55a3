import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Fault, sql } from '@steckwerk/kernel'
import type { Resource } from '@steckwerk/fhir'
import { adt, channel, epoch, harness, type Harness } from './harness.ts'

let h: Harness
before(async () => {
  h = await harness()
})
after(() => h[Symbol.asyncDispose]())

const reference = (sequence: number): string => `kis/${epoch}/adt/${sequence}`

async function encounter(number: string): Promise<Resource> {
  const found = (await h.all('Encounter')).find((one) => (one.identifier as { value: string }[]).some(({ value }) => value === number))
  assert.ok(found)
  return found
}

async function patient(number: string): Promise<Resource | undefined> {
  return (await h.all('Patient')).find((one) => (one.identifier as { value: string }[]).some(({ value }) => value === number))
}

test('replaying an old message changes nothing that newer ones have made', async () => {
  await h.send([adt({ event: 'A01', family: 'Alt' })])
  await h.send([adt({ event: 'A08', family: 'Neu', at: '20261121110000' })])
  await h.send([adt({ event: 'A03', family: 'Neu', at: '20261121120000' })])
  const before = [await patient('4711'), await encounter('F4711')]
  assert.equal((before[1] as Resource).status, 'finished')
  const result = await h.ingest.replay(h.ctx(), reference(1))
  assert.deepEqual(result, { state: 'mapped', messages: 3, changed: 0, code: null, text: null })
  assert.deepEqual([await patient('4711'), await encounter('F4711')], before)
})

test('a message in the wrong charset comes right by mending the channel and replaying, later messages kept', async () => {
  await h.send([adt({ event: 'A01', number: '5001', family: 'Groß' })], { channel: { ...channel, charset: 'ISO-8859-1' } })
  const before = await patient('5001')
  assert.equal((before!.name as { family: string }[])[0]!.family, 'GroÃŸ')
  await h.send([adt({ event: 'A02', number: '5001', family: 'Groß', place: 'INN^1^1', at: '20261121130000' })])
  const result = await h.ingest.replay(h.ctx(), reference(4))
  assert.equal(result.state, 'mapped')
  assert.equal(((await patient('5001'))!.name as { family: string }[])[0]!.family, 'Groß')
  assert.equal((await encounter('F5001')).status, 'in-progress')
})

test('a message that cannot be read stays with its reason, however often it is tried', async () => {
  const utf16 = Buffer.from(adt({ event: 'A01', number: '5002', family: 'Weit' }), 'utf16le')
  await h.send([utf16])
  const failed = await h.ingest.replay(h.ctx(), reference(6))
  assert.equal(failed.state, 'unmapped')
  assert.equal(failed.code, 'hl7v2/charset')
  assert.equal(await patient('5002'), undefined)
  const { problems } = await h.ingest.problems(h.ctx(), { count: 10 })
  assert.deepEqual(problems.map(({ ref }) => ref), [reference(6)])
})

test('what somebody edited over the API since then is left alone', async () => {
  await h.send([adt({ event: 'A01', number: '5003', family: 'Vorher' })])
  const stored = (await patient('5003'))!
  const edited = { ...stored, meta: {}, name: [{ family: 'Von Hand' }] } as Resource
  await h.store.commit(h.ctx(), { kind: 'put', type: 'Patient', id: stored.id!, text: JSON.stringify(edited), resource: edited, expect: 'any' })
  const result = await h.ingest.replay(h.ctx(), reference(7))
  assert.deepEqual([result.state, result.changed], ['mapped', 0])
  assert.equal(((await patient('5003'))!.name as { family: string }[])[0]!.family, 'Von Hand')
})

test('beyond what is kept, a replay begins at the state before the first message that is', async () => {
  const long = 40 * 86_400_000
  await h.send([adt({ event: 'A01', number: '5004', family: 'Früh', at: '20261001080000' })], { ctx: h.ctx('alpha', Date.now() - long) })
  await h.send([adt({ event: 'A02', number: '5004', family: 'Früh', place: 'INN^3^1', at: '20261121080000' })])
  await h.store.write(h.ctx(), (writer) => writer.query(sql`delete from st.raw where sequence = 8`))
  const before = await encounter('F5004')
  const result = await h.ingest.replay(h.ctx(), reference(9))
  assert.deepEqual([result.messages, result.changed], [1, 0])
  assert.deepEqual(await encounter('F5004'), before)
  const gone = (thrown: unknown): boolean => thrown instanceof Fault && thrown.code === 'ingest/raw-gone'
  await assert.rejects(h.ingest.replay(h.ctx(), reference(8)), gone)
})

test('a hole in what is kept: only what follows it is rebuilt, and what lies before it is refused', async () => {
  await h.send([adt({ event: 'A28', number: '5005', family: 'Loch' })])
  await h.send([adt({ event: 'A01', number: '5005', family: 'Loch', at: '20261121081000' })])
  await h.send([adt({ event: 'A08', number: '5005', family: 'Löcher', at: '20261121082000' })])
  await h.store.write(h.ctx(), (writer) => writer.query(sql`delete from st.raw where sequence = 11`))
  const before = [await patient('5005'), await encounter('F5005')]
  assert.deepEqual(await h.ingest.replay(h.ctx(), reference(12)), { state: 'mapped', messages: 1, changed: 0, code: null, text: null })
  assert.deepEqual([await patient('5005'), await encounter('F5005')], before)
  await assert.rejects(h.ingest.replay(h.ctx(), reference(10)), { code: 'ingest/raw-gone' })
})

test('what was deleted over the API does not come back by a replay', async () => {
  await h.send([adt({ event: 'A01', number: '5006', family: 'Fort' })])
  const { id } = (await encounter('F5006')) as { id: string }
  await h.store.commit(h.ctx(), { kind: 'delete', type: 'Encounter', id, expect: 'any' })
  const result = await h.ingest.replay(h.ctx(), reference(13))
  assert.deepEqual([result.state, result.changed], ['mapped', 0])
  assert.equal(await h.resource('Encounter', id), undefined)
})

test('a raw message is masked until it is asked for, and never tells a length', async () => {
  const masked = await h.ingest.rawMessage(h.ctx(), reference(1), { masked: true })
  const pid = masked.segments.find(({ name }) => name === 'PID')!
  assert.ok(pid.fields.every((field) => field.masked && field.text === '••••'))
  assert.ok(!JSON.stringify(masked).includes('Alt'))
  assert.equal(masked.segments[0]!.fields.find(({ index }) => index === 9)!.text, 'ADT^A01')
  const clear = await h.ingest.rawMessage(h.ctx(), reference(1), { masked: false })
  assert.ok(clear.segments.find(({ name }) => name === 'PID')!.fields.find(({ index }) => index === 5)!.text.startsWith('Alt^'))
})

test('a sealed message moved to another place does not open', async () => {
  await h.store.write(h.ctx(), (writer) => writer.query(sql`
    update st.raw set sealed = (select sealed from st.raw where sequence = 2) where sequence = 1`))
  await assert.rejects(h.ingest.rawMessage(h.ctx(), reference(1), { masked: true }))
})

test('bulk replay goes through pages and counts', async () => {
  const page = await h.ingest.replayMany(h.ctx(), 'unmapped', 10)
  assert.deepEqual(page, { tried: 1, mapped: 0, changed: 0, next: null })
  await h.store.write(h.ctx(), (writer) => writer.query(sql`update st.ledger set generation = 0 where sequence = 7`))
  const outdated = await h.ingest.replayMany(h.ctx(), 'outdated', 10)
  assert.deepEqual([outdated.tried, outdated.mapped], [1, 1])
  assert.deepEqual((await h.ingest.replayMany(h.ctx(), 'outdated', 10)).tried, 0)
})
