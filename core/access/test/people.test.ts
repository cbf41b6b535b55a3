import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Ctx } from '@steckwerk/kernel'
import type { Access, PeopleCall, Principal } from '@steckwerk/access'
import { matrixPrincipal } from '@steckwerk/access/testing'
import { faultCode, setting, type Setting } from './setting.ts'

const admin: Principal = { ...matrixPrincipal('carrier-admin'), memberships: [{ carrier: 'alpha', roles: ['carrier-admin'], sites: 'all' }] }

async function callOf(s: Setting, by: Principal, carrier = 'alpha'): Promise<PeopleCall> {
  return { ctx: { ...(await s.ctx('alpha')), actor: by.actor }, by, carrier, kind: carrier === '*' ? 'platform' : 'carrier' }
}

const member = (roles: PeopleCall['by']['memberships'][number]['roles'], carrier = 'alpha') => ({ carrier, roles, sites: 'all' } as const)

test('an administrator invites, changes, locks and closes their own carrier\'s people', async () => {
  await using s = await setting()
  const { people } = await s.open()
  const call = await callOf(s, admin)
  const { person, code } = await people.invite(call, { name: 'Ärztin', login: 'aerztin', membership: member(['clinician']) })
  assert.match(code, /^(?:[2-9A-Z]{5}-){3}[2-9A-Z]{5}$/)
  assert.deepEqual([person.state, person.roles, person.login, person.managed], ['invited', ['clinician'], 'aerztin', 'here'])
  const again = await people.inviteAgain(call, person.account)
  assert.notEqual(again.code, code)
  assert.deepEqual((await people.list(call, { text: 'ÄRZ', count: 10 })).map(({ account }) => account), [person.account])
  assert.deepEqual((await people.change(call, person.account, { carrier: 'alpha', roles: ['ward-clerk'], sites: ['north'] })).sites, ['north'])
  assert.equal((await people.lock(call, person.account, true)).state, 'locked')
  assert.equal((await people.lock(call, person.account, false)).state, 'invited')
  await people.close(call, person.account)
  await assert.rejects(people.find(call, person.account), faultCode('access/people-unknown'))
})

test('who may do something at a carrier: by any role, at this carrier, set up and not locked', async () => {
  await using s = await setting()
  const { people } = await s.open({ demo: true })
  const call = await callOf(s, matrixPrincipal('operator'))
  assert.deepEqual(await people.able(await s.ctx('alpha'), 'service.approve'), ['verwaltung.alpha'])
  assert.deepEqual(await people.able(await s.ctx('beta'), 'service.approve'), ['verwaltung.beta'])
  assert.deepEqual((await people.able(await s.ctx('alpha'), 'service.order')).toSorted(), ['it.alpha', 'verwaltung.alpha'])
  await people.invite(call, { name: 'Noch nicht da', login: undefined, membership: member(['carrier-admin']) })
  await people.lock(await callOf(s, admin), 'it.alpha', true)
  assert.deepEqual(await people.able(await s.ctx('alpha'), 'service.order'), ['verwaltung.alpha'])
})

test('nobody gives or takes what is not theirs, not even to themselves', async () => {
  await using s = await setting()
  const { people } = await s.open({ demo: true })
  const call = await callOf(s, admin)
  await assert.rejects(people.invite(call, { name: 'x', login: undefined, membership: member(['operator']) }), faultCode('access/people-not-yours'))
  await assert.rejects(people.invite(call, { name: 'x', login: 'station', membership: member(['clinician']) }), faultCode('access/people-login'))
  const beta = await callOf(s, admin, 'beta')
  assert.deepEqual(await people.list(beta, { text: '', count: 10 }), [])
  await assert.rejects(people.invite(beta, { name: 'x', login: undefined, membership: member(['clinician'], 'beta') }), faultCode('access/people-not-yours'))
  await assert.rejects(people.find(await callOf(s, admin, '*'), 'leitstand'), faultCode('access/people-unknown'))

  const { person } = await people.invite(call, { name: 'Zweite', login: undefined, membership: member(['carrier-admin', 'clinician']) })
  const other: Principal = { ...admin, account: person.account }
  await assert.rejects(people.change(await callOf(s, other), person.account, member(['carrier-admin'])), faultCode('access/people-self'))
  // The operator gives and takes administrators, and nothing that treats.
  const operator = await callOf(s, matrixPrincipal('operator'))
  // The demo's own administrator is there before.
  const listed = async (): Promise<string[]> => (await people.list(operator, { text: '', count: 10 })).map(({ account }) => account).filter((account) => account !== 'verwaltung.alpha')
  assert.deepEqual(await listed(), [person.account])
  assert.deepEqual((await people.change(operator, person.account, member(['clinician']))).roles, ['clinician'])
  assert.deepEqual(await listed(), [])
})

async function sees(access: Access, s: Setting, account: string, ctx: Ctx): Promise<readonly string[]> {
  const session = await access.sessions.start({ account, amr: ['pwd'], device: '', network: '' })
  const principal = (await access.authenticate({ session }))!
  const decision = await access.decisions.decide(principal, (await s.test.store.carrier(ctx.carrier))!)
  return decision === undefined ? [] : [...decision.permissions]
}

test('a change of roles is in force at once', async () => {
  await using s = await setting()
  const access = await s.open()
  const call = await callOf(s, admin)
  const { person } = await access.people.invite(call, { name: 'IT', login: undefined, membership: member(['carrier-it']) })
  assert.ok((await sees(access, s, person.account, call.ctx)).includes('message.reveal'))
  await access.people.change(call, person.account, member(['referrer']))
  assert.deepEqual(await sees(access, s, person.account, call.ctx), ['fhir.read'])
  await access.people.lock(call, person.account, true)
  assert.deepEqual(await sees(access, s, person.account, call.ctx), [])
})
