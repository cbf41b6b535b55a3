import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HeldPage } from '@steckwerk/api/contract'
import type { AuditPage } from '@steckwerk/api/contract/audit'
import { asTenant, sql, type Ctx } from '@steckwerk/kernel'
import { put, setting, type Setting } from './setting.ts'

const tenantOf = async (s: Setting, slug: string): Promise<Ctx> =>
  ({ tenant: asTenant((await s.test.store.carrier(slug))!.tenant), carrier: slug, actor: 'Device/test', purpose: 'TREAT', trace: 'test', now: new Date() })

/** A message that alpha's KIS refused, about the appointment a1 of p1. */
async function held(s: Setting, control: string, state: 'held' | 'unknown' = 'held'): Promise<void> {
  const ctx = await tenantOf(s, 'alpha')
  await s.test.store.write(ctx, (w) => w.query(sql`
    insert into st.outbound (connector, channel, appointment, version, event, control, composed_at, state, attempts, ack, reason)
    values ('kis', 'termine', 'a1', ${Number(control.slice(1))}, 'S12', ${control}, ${ctx.now}, ${state}, 1, 'AE', 'Patient unbekannt')`))
}

async function signIn(s: Setting, account: string): Promise<(method: string, path: string, body?: object) => Promise<Response>> {
  const answer = await fetch(`${s.url}/portal/api/session`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'x-steckwerk': '1' }, body: JSON.stringify({ account, password: s.access.demoPassword }),
  })
  assert.equal(answer.ok, true, account)
  const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
  return (method, path, body) => fetch(`${s.url}/portal/api${path}`, {
    method, headers: { cookie, 'x-steckwerk': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

test('a held message is decided on once, with a reason where it is dropped, and the carrier\'s log says who, why and about whom', async () => {
  await using s = await setting()
  await s.call('/fhir/alpha/Patient/p1', put({ resourceType: 'Patient', id: 'p1', name: [{ family: 'Weber' }] }))
  await s.call('/fhir/alpha/Appointment/a1', put({ resourceType: 'Appointment', id: 'a1', status: 'proposed', participant: [{ actor: { reference: 'Patient/p1' }, status: 'accepted' }] }))
  await held(s, 'C1')
  await held(s, 'C2', 'unknown')
  const it = await signIn(s, 'it.alpha')
  const page = await (await it('GET', '/carriers/alpha/outbound')).json() as HeldPage
  assert.deepEqual([page.total, page.messages.map(({ control, state, ack, reason, decision }) => [control, state, ack, reason, decision])], [2, [['C1', 'held', 'AE', 'Patient unbekannt', null], ['C2', 'unknown', 'AE', 'Patient unbekannt', null]]])

  const decide = (body: object): Promise<Response> => it('POST', '/carriers/alpha/outbound/decide', { connector: 'kis', ...body })
  for (const body of [{ control: 'C1', decision: 'skip' }, { control: 'C1', decision: 'skip', reason: ' x ' }, { control: 'C1', decision: 'later' }, { control: '../1', decision: 'resend' }]) assert.equal((await decide(body)).status, 400, JSON.stringify(body))
  assert.equal((await decide({ control: 'C9', decision: 'resend' })).status, 404)
  assert.equal((await decide({ control: 'C1', decision: 'skip', reason: 'Von Hand nachgetragen' })).status, 204)
  assert.equal((await decide({ control: 'C2', decision: 'resend' })).status, 204)
  const after = await (await it('GET', '/carriers/alpha/outbound')).json() as HeldPage
  assert.deepEqual(after.messages.map(({ control, decision }) => [control, decision]), [['C1', 'skip'], ['C2', 'resend']])

  const admin = await signIn(s, 'verwaltung.alpha')
  const { entries } = await (await admin('GET', '/carriers/alpha/audit?event=message-decided')).json() as AuditPage
  assert.deepEqual(entries.map(({ actor, type, resource, patients, detail, outcome }) => ({ actor, type, resource, patients, detail, outcome })), [
    { actor: 'Account/it.alpha', type: 'Appointment', resource: 'Appointment/a1', patients: ['p1'], detail: { message: 'kis/C2', what: 'resend' }, outcome: 'success' },
    { actor: 'Account/it.alpha', type: 'Appointment', resource: 'Appointment/a1', patients: ['p1'], detail: { message: 'kis/C1', what: 'skip', reason: 'Von Hand nachgetragen' }, outcome: 'success' },
  ])
})

test('who does not look after messages sees and decides nothing, at another carrier nobody does', async () => {
  await using s = await setting()
  await held(s, 'C1')
  const asked = { connector: 'kis', control: 'C1', decision: 'resend' }
  for (const account of ['aerztin.alpha', 'verwaltung.alpha', 'it.beta', 'erika']) {
    const call = await signIn(s, account)
    assert.ok([403, 404].includes((await call('GET', '/carriers/alpha/outbound')).status), account)
    assert.ok([403, 404].includes((await call('POST', '/carriers/alpha/outbound/decide', asked)).status), account)
  }
  assert.deepEqual(await (await (await signIn(s, 'it.beta'))('GET', '/carriers/beta/outbound')).json(), { total: 0, messages: [] })
})
