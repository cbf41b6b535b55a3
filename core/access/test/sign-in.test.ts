import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setting } from './setting.ts'

const hour = 3_600_000

test('the operator\'s token opens every hub of the database until it is changed', async () => {
  await using s = await setting()
  const first = await s.open()
  const masterKey = (await readFile(join(s.dataDir, 'master-key'), 'utf8')).trim()
  const other = await mkdtemp(join(tmpdir(), 'steckwerk-access-'))
  try {
    const second = await s.open({ dataDir: other, masterKey })
    const token = (await readFile(join(s.dataDir, 'operator-token'), 'utf8')).trim()
    assert.equal((await readFile(join(other, 'operator-token'), 'utf8')).trim(), token)
    for (const hub of [first, second]) {
      assert.equal((await hub.authenticate({ authorization: `Bearer ${token}` }))?.actor, 'Device/operator-token')
      for (const wrong of [`Bearer ${token}x`, `Bearer ${token.slice(1)}`, `Basic ${token}`, 'Bearer', '', token]) {
        assert.equal(await hub.authenticate({ authorization: wrong }), undefined)
      }
    }
    await first.operatorToken.rotate()
    const changed = (await readFile(join(s.dataDir, 'operator-token'), 'utf8')).trim()
    assert.notEqual(changed, token)
    assert.equal(await first.authenticate({ authorization: `Bearer ${token}` }), undefined)
    s.clock.pass(6_000)
    assert.equal(await second.authenticate({ authorization: `Bearer ${token}` }), undefined)
    assert.ok(await second.authenticate({ authorization: `Bearer ${changed}` }))
  } finally {
    await rm(other, { recursive: true })
  }
})

test('demo accounts sign in, know their rights, and end with the demo', async () => {
  await using s = await setting()
  const access = await s.open({ demo: true })
  const password = access.demoPassword!
  const result = await access.login({ account: 'leitstand', password, address: '127.0.0.1' })
  assert.ok(result.kind === 'entered')
  const { session, ...principal } = result.principal
  assert.equal(session, (await access.sessions.list('leitstand'))[0]?.id)
  assert.deepEqual(principal, {
    kind: 'session', actor: 'Account/leitstand', account: 'leitstand', name: 'Leitstand', amr: ['pwd'],
    memberships: [{ carrier: '*', roles: ['operator'], sites: 'all' }],
  })
  const later = await s.open({ demo: false })
  assert.equal(await later.authenticate({ session: result.session }), undefined)
  assert.equal((await later.login({ account: 'leitstand', password, address: '127.0.0.1' })).kind, 'refused')
})

test('a session ends by idleness, by age, by sign-out, and from the list', async () => {
  await using s = await setting()
  const access = await s.open({ demo: true })
  const enter = async (): Promise<string> => {
    const result = await access.login({ account: 'station', password: access.demoPassword!, address: '127.0.0.1' })
    assert.ok(result.kind === 'entered')
    return result.session
  }
  const idle = await enter()
  s.clock.pass(7 * hour)
  assert.ok(await access.authenticate({ session: idle }))
  s.clock.pass(7 * hour)
  assert.ok(await access.authenticate({ session: idle }), 'use keeps it alive')
  s.clock.pass(8 * hour + 1)
  assert.equal(await access.authenticate({ session: idle }), undefined)

  const old = await enter()
  for (let i = 0; i < 3; i++) {
    s.clock.pass(7.9 * hour)
    assert.ok(await access.authenticate({ session: old }))
  }
  s.clock.pass(hour)
  assert.equal(await access.authenticate({ session: old }), undefined)

  const [left, right] = [await enter(), await enter()]
  await access.sessions.end(left)
  assert.equal(await access.authenticate({ session: left }), undefined)
  const listed = await access.sessions.list('station')
  assert.equal(listed.length, 1)
  assert.ok(!right.includes(listed[0]!.id))
  await access.sessions.endById('leitstand', listed[0]!.id)
  assert.ok(await access.authenticate({ session: right }), 'another account cannot end it')
  await access.sessions.endById('station', listed[0]!.id)
  assert.equal(await access.authenticate({ session: right }), undefined)
  assert.equal(await access.authenticate({ session: 'x' }), undefined)
})

test('guessing is slowed from one place, also by many attempts at once, while the owner elsewhere still gets in', async () => {
  await using s = await setting()
  const access = await s.open({ demo: true })
  const guess = (account: string, address: string): Promise<string> =>
    access.login({ account, password: 'wrong', address }).then((result) => result.kind)
  const kinds = await Promise.all(Array.from({ length: 12 }, () => guess('leitstand', '198.51.100.7')))
  assert.equal(kinds.filter((kind) => kind === 'refused').length, 5)
  assert.equal(kinds.filter((kind) => kind === 'wait').length, 7)
  const blocked = await access.login({ account: 'leitstand', password: access.demoPassword!, address: '198.51.100.7' })
  assert.deepEqual(blocked, { kind: 'wait', seconds: 1 })
  assert.equal((await access.login({ account: 'leitstand', password: access.demoPassword!, address: '192.0.2.1' })).kind, 'entered')
  s.clock.pass(1_001)
  assert.equal((await access.login({ account: 'leitstand', password: access.demoPassword!, address: '198.51.100.7' })).kind, 'entered')
  assert.equal(await guess('leitstand', '198.51.100.7'), 'refused', 'a success forgives')
})

test('an unknown account is answered like a wrong password, and slowed alike', async () => {
  await using s = await setting()
  const access = await s.open({ demo: true })
  const answers = async (account: string, address: string): Promise<string[]> => {
    const kinds: string[] = []
    for (let i = 0; i < 7; i++) kinds.push((await access.login({ account, password: 'wrong', address })).kind)
    return kinds
  }
  assert.deepEqual(await answers('nobody', '198.51.100.8'), await answers('station', '198.51.100.9'))
})
