import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '@steckwerk/kernel'
import { testCtx } from '@steckwerk/kernel/testing'
import { demoAccounts, isRole, roles } from '@steckwerk/access'
import { setting, type Setting } from './setting.ts'

const accountsOf = async (s: Setting): Promise<readonly string[]> =>
  (await s.test.store.read(testCtx(), (r) => r.query<{ account: string }>(sql`select account from st.account where demo order by account`))).map(({ account }) => account)

test('every role that can be given has an account of the demo, at a place where it is given', () => {
  const given = new Set(demoAccounts.flatMap(({ memberships }) => memberships.flatMap((one) => one.roles)))
  for (const [role, line] of Object.entries(roles)) if (isRole(role) && line.given.length > 0) assert.ok(given.has(role), role)
  for (const carrier of ['alpha', 'beta', 'gamma']) assert.ok(demoAccounts.some(({ memberships }) => memberships.some((one) => one.carrier === carrier && one.roles.includes('carrier-admin'))), carrier)
})

test('a hub without the demo closes its accounts and their sessions, refuses their password and says so', async () => {
  await using s = await setting()
  const { demoPassword, login, sessions } = await s.open({ demo: true })
  const entering = { account: 'verwaltung.alpha', password: demoPassword!, address: '192.0.2.1' }
  const entered = await login(entering)
  assert.equal(entered.kind, 'entered')
  const session = entered.kind === 'entered' ? entered.session : ''
  assert.equal((await sessions.find(session))?.account, 'verwaltung.alpha')
  assert.equal((await accountsOf(s)).length, demoAccounts.length)

  const told: string[] = []
  const log = { debug: () => {}, info: () => {}, error: () => {}, warn: (event: string) => void told.push(event) }
  const real = await s.open({ demo: false, log })
  assert.deepEqual(await accountsOf(s), [])
  assert.equal(real.demoPeople, undefined)
  assert.equal((await real.login(entering)).kind, 'refused')
  assert.equal(await real.sessions.find(session), undefined)
  assert.deepEqual(told, ['access.demo-accounts-closed'])
})

test('a start keeps what was changed at an account since, and a reset puts it back', async () => {
  await using s = await setting()
  const { people } = await s.open({ demo: true })
  const ctx = await s.ctx('alpha')
  const call = { ctx, by: { kind: 'token', actor: 'Device/operator-token', account: 'operator-token', name: '', amr: [], memberships: [{ carrier: '*', roles: ['automation'], sites: 'all' }] }, carrier: 'alpha', kind: 'carrier' } as const
  await people.change(call, 'empfang.alpha', { carrier: 'alpha', roles: ['ward-clerk'], sites: ['north'] })
  const again = await s.open({ demo: true })
  assert.deepEqual((await again.people.find(call, 'empfang.alpha')).sites, ['north'])
  await again.demoPeople!.reset('test')
  assert.equal((await again.people.find(call, 'empfang.alpha')).sites, 'all')
})
