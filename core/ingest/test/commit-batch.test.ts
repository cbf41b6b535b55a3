import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Fault, sql } from '@steckwerk/kernel'
import type { Resource } from '@steckwerk/fhir'
import { adt, batchOf, channel, epoch, harness, type Harness } from './harness.ts'

let h: Harness
before(async () => {
  h = await harness()
})
after(() => h[Symbol.asyncDispose]())

function names(resources: readonly Resource[]): string[] {
  return resources.map((resource) => (resource.name as { family: string }[])[0]!.family)
}

test('messages of a batch become resources, in order, with names intact', async () => {
  const answer = await h.send([
    adt({ event: 'A01' }),
    adt({ event: 'A02', place: 'INN^12^2', at: '20261121093000' }),
    adt({ event: 'A01', number: '4712', family: 'Çelik', given: 'Özgür' }),
  ])
  assert.deepEqual(answer, { kind: 'accepted', next: 3 })
  assert.deepEqual(names(await h.all('Patient')).sort(), ['Müßig', 'Çelik'].sort())
  const encounters = await h.all('Encounter')
  assert.equal(encounters.length, 2)
  const moved = encounters.find((encounter) => (encounter.identifier as { value: string }[]).some(({ value }) => value === 'F4711'))!
  assert.equal(moved.status, 'in-progress')
  const active = (moved.location as { status: string; location: { display?: string } }[]).filter(({ status }) => status === 'active')
  assert.ok(active.length > 0)
})

test('the same batch again is refused with what is known, and changes nothing', async () => {
  const before = await h.all('Patient')
  const again = batchOf([adt({ event: 'A01' }), adt({ event: 'A02', place: 'INN^12^2', at: '20261121093000' })], 0, { position: 0 })
  const answer = await h.ingest.commitBatch(h.ctx(), 'kis', again)
  assert.equal(answer.kind, 'refused')
  assert.deepEqual(answer.kind === 'refused' ? [answer.code, answer.next, answer.messages] : [], ['uplink/position', 3, ['applied', 'applied']])
  assert.deepEqual(await h.all('Patient'), before)
})

test('the same key with other bytes is refused and raises one alarm, however often it comes', async () => {
  const other = batchOf([adt({ event: 'A01', family: 'Anders' })], 0, { position: 0 })
  for (let i = 0; i < 3; i++) {
    const answer = await h.ingest.commitBatch(h.ctx(), 'kis', other)
    assert.deepEqual(answer.kind === 'refused' ? [answer.code, answer.messages] : [], ['uplink/bytes-differ', ['differs']])
  }
  const { connectors } = await h.ingest.connectors(h.ctx())
  assert.deepEqual(connectors[0]?.alarms.map(({ code, count }) => [code, count]) ?? [], connectors[0] === undefined ? [] : [['bytes-differ', 1]])
  const rows = await h.store.read(h.ctx(), (reader) => reader.query<{ code: string }>(sql`select code from st.alarm`))
  assert.deepEqual(rows, [{ code: 'bytes-differ' }])
})

test('numbers given anew in a stream whose fence fits are told apart too', async () => {
  // A spool restored from a copy: the message that first had number 1 went another way.
  const anew = batchOf([adt({ event: 'A01', number: '4720', family: 'Doppelt' })], 0, { stream: 1, position: 0 })
  const answer = await h.ingest.commitBatch(h.ctx(), 'kis', anew)
  assert.deepEqual(answer.kind === 'refused' ? [answer.code, answer.next, answer.messages] : answer, ['uplink/bytes-differ', 0, ['differs']])
  assert.ok(!names(await h.all('Patient')).includes('Doppelt'))
  const later = batchOf([adt({ event: 'A01', number: '4721' }), adt({ event: 'A01', number: '4720', family: 'Doppelt' })], 0, { stream: 1, position: 0 })
  later.header.messages[0]!.sequence = 900
  later.header.messages[1]!.sequence = 2
  const both = await h.ingest.commitBatch(h.ctx(), 'kis', later)
  assert.deepEqual(both.kind === 'refused' ? [both.next, both.messages] : both, [0, ['unknown', 'differs']])
})

test('an epoch nobody opened is unknown, and so is another carrier\'s', async () => {
  const unknown = { ...batchOf([adt({ event: 'A08' })], 90, { position: 0 }) }
  const foreign = (thrown: unknown): boolean => thrown instanceof Fault && thrown.code === 'uplink/epoch-unknown'
  await assert.rejects(h.ingest.commitBatch(h.ctx('beta'), 'kis', unknown), foreign)
  await assert.rejects(h.ingest.commitBatch(h.ctx(), 'other', unknown), foreign)
})

test('what cannot be read or mapped is kept with its reason while the rest goes on', async () => {
  const answer = await h.send([
    'this is no message',
    adt({ event: 'A01', number: '4713', family: 'Nach' }),
    adt({ event: 'A01', number: '', family: 'Ohne' }),
    adt({ event: 'A08', number: '4713', family: 'Nachher', at: '20261121100000' }).replace('ADT^A08', 'ORU^R01'),
  ])
  assert.equal(answer.kind, 'accepted')
  assert.ok(names(await h.all('Patient')).includes('Nach'))
  const { problems, next } = await h.ingest.problems(h.ctx(), { count: 2 })
  assert.equal(problems.length, 2)
  const rest = await h.ingest.problems(h.ctx(), { count: 2, cursor: next! })
  const all = [...problems, ...rest.problems]
  assert.deepEqual(all.map(({ code }) => code).sort(), ['hl7v2/no-header', 'hl7v2/no-patient-number', 'hl7v2/unsupported-type'])
  assert.equal(rest.next, null)
  assert.ok(all.every(({ retainedUntil, text }) => retainedUntil !== null && !text.includes('Ohne')))
})

test('two batches of one stream at once: one is applied, the other is told the position', async () => {
  const position = 7
  const one = batchOf([adt({ event: 'A01', number: '4720', family: 'Eins' })], position, { position })
  const answers = await Promise.all([h.ingest.commitBatch(h.ctx(), 'kis', one), h.ingest.commitBatch(h.ctx(), 'kis', one)])
  assert.deepEqual(answers.map(({ kind }) => kind).sort(), ['accepted', 'refused'])
  const [row] = await h.store.read(h.ctx(), (reader) => reader.query<{ count: string }>(sql`
    select count(*) as count from st.ledger where epoch = ${epoch} and sequence = ${position + 1}`))
  assert.equal(Number(row!.count), 1)
})

test('streams that add the same ward at the same time all succeed, and the ward is there once', async () => {
  const answers = await Promise.all([1, 2, 3].map((stream) => h.ingest.commitBatch(h.ctx(), 'kis', batchOf(
    Array.from({ length: 20 }, (_, i) => adt({ event: 'A01', number: `9${stream}${String(i).padStart(2, '0')}`, place: `NEU^${i}^1` })),
    1000 * stream, { stream, position: 0 }))))
  assert.deepEqual(answers, [1, 2, 3].map(() => ({ kind: 'accepted', next: 20 })))
  const wards = (await h.all('Location')).filter(({ name }) => name === 'NEU')
  assert.equal(wards.length, 1)
  assert.equal(wards[0]!.meta!.versionId, '1')
})

test('the minute\'s counters add up', async () => {
  const points = await h.ingest.rates(h.ctx(), 3)
  assert.equal(points.length, 3)
  assert.equal(points.reduce((sum, point) => sum + point.mapped, 0), 3 + 1 + 1 + 60)
  assert.equal(points.reduce((sum, point) => sum + point.unmapped, 0), 3)
})

test('a channel tells assigners apart and names classes of its own', async () => {
  const own = { ...channel, assigners: { 'Haus Süd': 'https://sued.example/patient' }, classes: { X: 'SS' } }
  const message = adt({ event: 'A01', number: '6001', family: 'Süd' }).replace('6001^^^Haus^PI', '6001^^^Haus Süd^PI').replace('PV1|1|I|', 'PV1|1|X|')
  const batch = batchOf([message], 8, { position: 8, channel: own })
  assert.equal((await h.ingest.commitBatch(h.ctx(), 'kis', batch)).kind, 'accepted')
  const patient = (await h.all('Patient')).find((one) => (one.name as { family: string }[])[0]!.family === 'Süd')!
  assert.equal((patient.identifier as { system: string }[])[0]!.system, 'https://sued.example/patient')
  const encounter = (await h.all('Encounter')).find((one) => (one.subject as { reference: string }).reference === `Patient/${patient.id!}`)!
  assert.equal((encounter.class as { code: string }).code, 'SS')
})

test('another carrier sees none of it', async () => {
  const view = await h.ingest.problems(h.ctx('beta'), { count: 10 })
  assert.deepEqual(view, { problems: [], next: null })
  assert.equal(channel.site, 'Klinikum Alphastadt')
})
