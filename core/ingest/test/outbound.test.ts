import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { parseMessage } from '@steckwerk/hl7v2'
import { createIngest } from '@steckwerk/ingest'
import { sql } from '@steckwerk/kernel'
import { silentLog } from '@steckwerk/kernel/testing'
import { startJobs, storeJobs } from '@steckwerk/store'
import type { Resource } from '@steckwerk/fhir'
import type { OutboundAnswer, OutboundFetch } from '@steckwerk/uplink'
import { adt, channel, harness, testKeys, type Harness } from './harness.ts'

const spool = '01890a5d-ac96-774b-bcce-b30209900001'
const settings = {
  zone: 'Europe/Berlin', charset: 'ISO-8859-1', patientSystem: channel.patientSystem, fillerSystem: 'https://alpha.example/termin',
  sendingApplication: 'STECKWERK', sendingFacility: 'ALPHA', receivingApplication: 'KIS', receivingFacility: 'HAUS',
}
const never = new AbortController().signal

function ask(more: Partial<OutboundFetch> = {}): OutboundFetch {
  return { spool, channels: { termine: settings }, stored: [], waitSeconds: 5, ...more }
}

async function put(h: Harness, resource: Resource): Promise<void> {
  await h.store.commit(h.ctx(), { kind: 'put', type: resource.resourceType, id: resource.id!, text: JSON.stringify(resource), resource, expect: 'any' })
}

async function patientOf(h: Harness): Promise<string> {
  await h.send([adt({ event: 'A01' })])
  return (await h.all('Patient'))[0]!.id!
}

function appointment(patient: string, more: object = {}): Resource {
  return {
    resourceType: 'Appointment', id: 'a1', status: 'booked', start: '2026-12-01T09:00:00+01:00', end: '2026-12-01T09:30:00+01:00',
    participant: [{ actor: { reference: `Patient/${patient}` }, status: 'accepted' }], ...more,
  }
}

/** Fetches, confirming what came before, until so many messages are there. */
async function collect(ask: (stored: OutboundFetch['stored']) => Promise<OutboundAnswer>, count: number): Promise<OutboundAnswer['messages']> {
  const all: OutboundAnswer['messages'] = []
  let stored: OutboundFetch['stored'] = []
  while (all.length < count) {
    const { messages } = await ask(stored)
    assert.ok(messages.length > 0, `${all.length} of ${count} messages in time`)
    all.push(...messages)
    stored = messages.map(({ channel: name, control }) => ({ channel: name, control }))
  }
  return all
}

const typeOf = (message: OutboundAnswer['messages'][number]): string => parseMessage(Buffer.from(message.body, 'base64')).type

test('booked, moved, changed and cancelled here: one message each, in order, once, with two hubs on one database', async () => {
  const keys = testKeys()
  await using h = await harness(keys)
  await using other = createIngest({ store: h.store, keys, log: silentLog, rawRetentionDays: 30 }).outbound
  const { outbound } = h.ingest
  await using _ended = outbound
  outbound.start()
  other.start()
  const patient = await patientOf(h)
  assert.deepEqual(await outbound.fetch(h.ctx(), 'kis', ask({ waitSeconds: 0 }), never), { messages: [], decisions: [] })
  await other.fetch(h.ctx(), 'kis', ask({ waitSeconds: 0 }), never)
  await put(h, appointment(patient, { status: 'proposed' }))
  await put(h, appointment(patient))
  await put(h, appointment(patient, { start: '2026-12-01T10:00:00+01:00', end: '2026-12-01T10:30:00+01:00' }))
  await put(h, appointment(patient, { start: '2026-12-01T10:00:00+01:00', end: '2026-12-01T10:30:00+01:00', comment: 'nüchtern' }))
  await put(h, appointment(patient, { status: 'cancelled' }))
  let turn = 0
  const messages = await collect((stored) => (turn++ % 2 === 0 ? outbound : other).fetch(h.ctx(), 'kis', ask({ stored }), never), 4)
  assert.deepEqual(messages.map(typeOf), ['SIU^S12', 'SIU^S13', 'SIU^S14', 'SIU^S15'])
  const first = parseMessage(Buffer.from(messages[0]!.body, 'base64'))
  assert.deepEqual([first.text('PID-3.1'), first.text('PID-5.1'), first.text('SCH-1.1')], ['4711', 'Müßig', 'a1'])
  const { connectors } = await h.ingest.connectors(h.ctx())
  assert.deepEqual(connectors.flatMap((one) => one.outbound.map(({ channel: name, waiting, held }) => [name, waiting, held])), [])
  await h.ingest.registerConnector(h.ctx(), 'kis')
  const [kis] = (await h.ingest.connectors(h.ctx())).connectors
  assert.deepEqual(kis!.outbound.map(({ channel: name, waiting, held }) => [name, waiting, held]), [['termine', 4, 0]])
})

test('what the house changed is not told to the house; its echo makes no second Appointment and no message', async () => {
  await using h = await harness()
  const { outbound } = h.ingest
  await using _ended = outbound
  outbound.start()
  const patient = await patientOf(h)
  await outbound.fetch(h.ctx(), 'kis', ask({ waitSeconds: 0 }), never)
  await put(h, appointment(patient))
  const [told] = await collect((stored) => outbound.fetch(h.ctx(), 'kis', ask({ stored }), never), 1)
  const echo = Buffer.from(told!.body, 'base64').toString('latin1').replace('a1^STECKWERK', 'a1^STECKWERK|T7').replace('|T7|', '|T7')
  const house = { channel: { ...channel, fillerSystem: settings.fillerSystem } }
  await h.send([Buffer.from(echo, 'latin1')], house)
  const [known, ...more] = await h.all('Appointment')
  assert.equal(more.length, 0)
  assert.equal((known!['identifier'] as { value: string }[])[0]!.value, 'T7')
  await h.send([[
    'MSH|^~\\&|KIS|HAUS|||20261121||SIU^S15|9|P|2.5|||||DEU|UNICODE UTF-8', 'SCH||T7||||^Arzt krank|||||||||||88^Weiß^Ina', 'PID|||4711^^^Haus^PI||Müßig^Änne', '',
  ].join('\r')], house)
  const [cancelled] = await h.all('Appointment')
  assert.deepEqual([cancelled!['status'], cancelled!['cancelationReason']], ['cancelled', { text: 'Arzt krank' }])
  // A later booking of another Appointment comes through, and nothing of the echo before it.
  await put(h, { ...appointment(patient), id: 'a2' })
  const [next] = await collect((stored) => outbound.fetch(h.ctx(), 'kis', ask({ stored: [...stored, { channel: 'termine', control: told!.control }] }), never), 1)
  assert.equal(next!.lane, 'a2')
})

test('results are kept once; what is held waits for a decision, and a lost spool gets it again', async () => {
  await using h = await harness()
  const { outbound } = h.ingest
  await using _ended = outbound
  outbound.start()
  const patient = await patientOf(h)
  await h.ingest.registerConnector(h.ctx(), 'kis')
  await outbound.fetch(h.ctx(), 'kis', ask({ waitSeconds: 0 }), never)
  await put(h, appointment(patient))
  await put(h, { ...appointment(patient), id: 'a2' })
  const [one, two] = await collect((stored) => outbound.fetch(h.ctx(), 'kis', ask({ stored }), never), 2)
  const stored = [one!, two!].map(({ control }) => ({ channel: 'termine', control }))
  await outbound.fetch(h.ctx(), 'kis', ask({ stored, waitSeconds: 0 }), never)
  const result = { channel: 'termine', control: one!.control, state: 'held' as const, ack: 'AE', reason: 'Patient unbekannt', attempts: 1, at: Date.now(), decided: 0 }
  await outbound.results(h.ctx(), 'kis', { results: [result, { ...result, control: two!.control, state: 'delivered', ack: 'AA', reason: '' }] })
  await outbound.results(h.ctx(), 'kis', { results: [{ ...result, control: two!.control }] })
  const { messages: held } = await outbound.held(h.ctx())
  assert.deepEqual(held.map(({ control, ack, reason, appointment: id }) => [control, ack, reason, id]), [[one!.control, 'AE', 'Patient unbekannt', 'a1']])
  const [kis] = (await h.ingest.connectors(h.ctx())).connectors
  assert.deepEqual([kis!.alarms.map(({ code }) => code), kis!.outbound.map((queue) => [queue.held, queue.delivered])], [['outbound-held'], [[1, 1]]])
  await outbound.decide(h.ctx(), 'kis', one!.control, 'resend')
  const { decisions } = await outbound.fetch(h.ctx(), 'kis', ask(), never)
  assert.deepEqual(decisions.map(({ control, decision }) => [control, decision]), [[one!.control, 'resend']])
  await outbound.results(h.ctx(), 'kis', { results: [{ ...result, state: 'spooled', decided: decisions[0]!.at }] })
  assert.deepEqual(await outbound.fetch(h.ctx(), 'kis', ask({ waitSeconds: 0 }), never), { messages: [], decisions: [] })
  await assert.rejects(outbound.decide(h.ctx(), 'kis', one!.control, 'skip'), { code: 'ingest/message-not-held' })
  const again = await outbound.fetch(h.ctx(), 'kis', ask({ spool: spool.replace(/1$/, '2'), waitSeconds: 0 }), never)
  assert.deepEqual(again.messages.map(({ control, again: repeated }) => [control, repeated]), [[one!.control, true]])
  assert.deepEqual((await outbound.fetch(h.ctx('beta'), 'kis', ask({ waitSeconds: 0 }), never)).messages, [], 'another carrier\'s')
})

test('a house where nothing changes has missed nothing when the outbox forgets and hubs start anew', async () => {
  const keys = testKeys()
  await using h = await harness(keys)
  await h.ingest.registerConnector(h.ctx(), 'kis')
  const patient = await patientOf(h)
  const options = { store: h.store, keys, log: silentLog, rawRetentionDays: 30, outboundRestMs: 50 }
  const beta = h.ctx('beta')
  const place = async (): Promise<bigint> => {
    const [row] = await h.store.read(h.ctx(), (reader) => reader.query<{ position: string }>(sql`select position from st.outbound_channel`))
    return BigInt(row!.position.split('.')[0]!)
  }
  const until = async (is: () => Promise<boolean>): Promise<void> => {
    const deadline = Date.now() + 30_000
    while (!(await is())) {
      assert.ok(Date.now() < deadline)
      await pause(10)
    }
  }
  {
    await using outbound = createIngest(options).outbound
    outbound.start()
    await outbound.fetch(h.ctx(), 'kis', ask({ waitSeconds: 0 }), never)
    await h.store.write(beta, async (writer) => writer.emit('fhir.change', { items: [] }))
    const [row] = await h.store.read(beta, (reader) => reader.query<{ xid: string }>(sql`select max(xid)::text xid from st.outbox`))
    await until(async () => (await place()) >= BigInt(row!.xid))
  }
  {
    await using _jobs = startJobs({ ownerUrl: h.ownerUrl, jobs: storeJobs({ outboxHours: 0 }), log: silentLog })
    for (const ctx of [h.ctx(), beta]) await until(async () => (await h.store.read(ctx, (reader) => reader.query(sql`select 1 from st.outbox limit 1`))).length === 0)
  }
  await using outbound = createIngest(options).outbound
  outbound.start()
  await put(h, appointment(patient))
  const messages = await collect((stored) => outbound.fetch(h.ctx(), 'kis', ask({ stored }), never), 1)
  assert.deepEqual(messages.map(typeOf), ['SIU^S12'])
  assert.deepEqual((await h.ingest.connectors(h.ctx())).connectors.map(({ alarms }) => alarms.map(({ code }) => code)), [[]], 'nothing is said to be missing')
})
