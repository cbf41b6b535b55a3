import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '@steckwerk/kernel'
import { day, patientOf, personsSetting } from './persons-setting.ts'
import { faultCode } from './setting.ts'

const birthDate = '1980-05-17'
const address = '192.0.2.1'

test('a letter\'s code links once, with the birth date; in force at once, at the account\'s own carriers only', async () => {
  await using s = await personsSetting()
  const { persons } = s.access
  const anna = await s.person('anna')
  await s.put('alpha', patientOf('p1'))
  const code = await s.code('alpha', 'p1')
  assert.deepEqual(await persons.links.of('anna', await s.carrier('alpha')), [])
  const linked = await persons.redeeming.redeem(anna(), { code: code.toLowerCase().replaceAll('-', ' '), birthDate, address })
  assert.equal(linked.kind, 'linked')
  assert.deepEqual(await persons.links.of('anna', await s.carrier('alpha')), [{ patient: 'p1', relation: 'self', types: 'all', may: 'rs' }])
  assert.deepEqual(await persons.links.of('anna', await s.carrier('beta')), [])
  assert.deepEqual(await persons.links.carriers('anna'), ['alpha'])
  assert.deepEqual(await persons.redeeming.redeem(anna(), { code, birthDate, address }), { kind: 'refused' })
  const desk = await s.desk('alpha')
  assert.deepEqual((await persons.activations.codes(desk, 'p1')).map(({ state }) => state), ['used'])
  assert.deepEqual(await persons.portalAccess.of(desk, 'p1'), { access: true, parents: 0, proxies: 0 })
})

test('every failure has one answer; wrong birth dates end the code, and whoever guesses has to wait', async () => {
  await using s = await personsSetting()
  const { persons } = s.access
  const anna = await s.person('anna')
  await s.put('alpha', patientOf('p1'))
  const code = await s.code('alpha', 'p1')
  const otherLast = code.slice(0, -1) + (code.endsWith('0') ? '1' : '0')
  for (const wrong of ['', 'no code', otherLast]) {
    assert.deepEqual(await persons.redeeming.redeem(anna(), { code: wrong, birthDate, address }), { kind: 'refused' })
    s.clock.pass(3_600_001)
  }
  for (let i = 0; i < 5; i++) {
    assert.deepEqual(await persons.redeeming.redeem(anna(), { code, birthDate: '1980-05-18', address }), { kind: 'refused' })
    s.clock.pass(3_600_001)
  }
  assert.deepEqual(await persons.redeeming.redeem(anna(), { code, birthDate, address }), { kind: 'refused' })
  assert.deepEqual((await persons.activations.codes(await s.desk('alpha'), 'p1')).map(({ state }) => state), ['attempts'])
  const results = []
  for (let i = 0; i < 7; i++) results.push((await persons.redeeming.redeem(anna(), { code, birthDate, address })).kind)
  assert.deepEqual(results.slice(-2), ['wait', 'wait'])
})

test('codes run out at midnight of their last day, end with a newer one, and can be withdrawn', async () => {
  await using s = await personsSetting()
  const { persons } = s.access
  const anna = await s.person('anna')
  await s.put('alpha', patientOf('p1'))
  const [first, second] = [await s.code('alpha', 'p1'), await s.code('alpha', 'p1')]
  assert.deepEqual(await persons.redeeming.redeem(anna(), { code: first, birthDate, address }), { kind: 'refused' })
  s.clock.pass(31 * day)
  assert.deepEqual(await persons.redeeming.redeem(anna(), { code: second, birthDate, address }), { kind: 'refused' })
  const third = await s.code('alpha', 'p1')
  const open = (await persons.activations.codes(await s.desk('alpha'), 'p1')).find(({ state }) => state === 'open')
  assert.equal(await persons.activations.withdraw(await s.desk('beta'), 'p1', open!.id), false)
  assert.equal(await persons.activations.withdraw(await s.desk('alpha'), 'p1', open!.id), true)
  assert.deepEqual(await persons.redeeming.redeem(anna(), { code: third, birthDate, address }), { kind: 'refused' })
})

test('of two who redeem one code at the same time one gets in', async () => {
  await using s = await personsSetting()
  const { persons } = s.access
  const people = await Promise.all(['anna', 'bert', 'cleo', 'dora'].map((account) => s.person(account)))
  await s.put('alpha', patientOf('p1'))
  for (let round = 0; round < 5; round++) {
    const code = await s.code('alpha', 'p1')
    const results = await Promise.all(people.map((person, i) => persons.redeeming.redeem(person(), { code, birthDate, address: `192.0.2.${round * 10 + i}` })))
    assert.equal(results.filter(({ kind }) => kind === 'linked').length, 1)
    const links = await Promise.all(['anna', 'bert', 'cleo', 'dora'].map(async (account) => persons.links.of(account, await s.carrier('alpha'))))
    assert.equal(links.flat().length, 1, 'the newest letter ends the access before it')
    s.clock.pass(2 * 3_600_000)
  }
})

test('a code is held while an account is made, given back where that fails, and used once', async () => {
  await using s = await personsSetting()
  const { redeeming, links } = s.access.persons
  const anna = await s.person('anna')
  await s.put('alpha', patientOf('p1'))
  const code = await s.code('alpha', 'p1')
  const first = await redeeming.hold({ code, birthDate, address }, 'trace')
  assert.equal(first.kind, 'held')
  assert.deepEqual(await redeeming.hold({ code, birthDate, address: '192.0.2.7' }, 'trace'), { kind: 'refused' })
  if (first.kind !== 'held') return
  await redeeming.release(first.hold, 'trace')
  const second = await redeeming.hold({ code, birthDate, address }, 'trace')
  if (second.kind !== 'held') return assert.fail()
  assert.deepEqual(await redeeming.use(anna(), first.hold), { kind: 'refused' })
  assert.equal((await redeeming.use(anna(), second.hold)).kind, 'linked')
  assert.deepEqual(await redeeming.use(anna(), second.hold), { kind: 'refused' })
  assert.equal((await links.of('anna', await s.carrier('alpha'))).length, 1)
})

test('the desk types the number a person shows: once, within three minutes, no slip of the finger meets another', async () => {
  await using s = await personsSetting()
  const { deskNumbers, links } = s.access.persons
  const anna = await s.person('anna')
  await s.put('alpha', patientOf('p1'))
  await s.put('beta', patientOf('q1'))
  const { number } = await deskNumbers.show(anna())
  assert.match(number, /^\d{6}$/)
  const slip = `${number.slice(0, -1)}${(Number(number.at(-1)) + 1) % 10}`
  assert.deepEqual(await deskNumbers.link(await s.desk('alpha'), 'p1', { number: slip, kind: 'self' }), { kind: 'refused' })
  assert.equal((await deskNumbers.state(anna())).state, 'waiting')
  const both = await Promise.all([
    deskNumbers.link(await s.desk('alpha'), 'p1', { number, kind: 'self' }), deskNumbers.link(await s.desk('beta'), 'q1', { number, kind: 'self' }),
  ])
  assert.deepEqual(both.map(({ kind }) => kind).toSorted(), ['linked', 'refused'])
  assert.equal((await deskNumbers.state(anna())).state, 'linked')
  assert.equal((await links.carriers('anna')).length, 1)

  const late = await deskNumbers.show(anna())
  s.clock.pass(180_001)
  assert.equal((await deskNumbers.state(anna())).state, 'none')
  assert.deepEqual(await deskNumbers.link(await s.desk('beta'), 'q1', { number: late.number, kind: 'self' }), { kind: 'refused' })
  const tries = []
  for (let i = 0; i < 8; i++) tries.push((await deskNumbers.link(await s.desk('beta', 'guesser'), 'q1', { number: String(i).padStart(6, '0'), kind: 'self' })).kind)
  assert.ok(tries.includes('wait'))
})

test('a verified insurance number: one answer whether it is known or not; the link appears where the Patient comes to be', async () => {
  await using s = await personsSetting()
  const { insurance, links } = s.access.persons
  const anna = await s.person('anna')
  const kvnr = { system: 'http://fhir.de/sid/gkv/kvid-10', value: 'X485231029' }
  await s.put('alpha', patientOf('p1', { identifier: [kvnr] }))
  const carriers = [await s.carrier('alpha'), await s.carrier('beta')]
  await assert.rejects(insurance.request(anna(), carriers), faultCode('access/insurance-not-verified'))
  await insurance.verify('anna', { kvnr: 'X485231020' })
  assert.equal(await insurance.verified('anna'), undefined, 'no valid number')
  await insurance.verify('anna', { kvnr: kvnr.value, birthDate })
  await insurance.request(anna(), carriers)
  await insurance.request(anna(), carriers)
  assert.deepEqual(await links.of('anna', carriers[0]!), [{ patient: 'p1', relation: 'self', types: 'all', may: 'rs' }])
  assert.deepEqual(await links.of('anna', carriers[1]!), [])
  assert.deepEqual((await links.list(anna())).map(({ carrier, state }) => [carrier.slug, state]), [['alpha', 'active'], ['beta', 'searching']])
  // Somebody else of that number in another's record, and two of one number: nobody is linked.
  await s.put('beta', patientOf('q1', { identifier: [kvnr], birthDate: '1981-01-01' }))
  s.clock.pass(3_000)
  assert.deepEqual(await links.of('anna', carriers[1]!), [])
  await s.put('beta', patientOf('q1', { identifier: [kvnr] }))
  s.clock.pass(3_000)
  assert.equal((await links.of('anna', carriers[1]!)).length, 1)
})

test('links follow the Patient that survives a merge, and come back when it is undone', async () => {
  await using s = await personsSetting()
  const { links, portalAccess } = s.access.persons
  const anna = await s.person('anna')
  await s.put('alpha', patientOf('old'))
  await s.put('alpha', patientOf('new'))
  await s.access.persons.redeeming.redeem(anna(), { code: await s.code('alpha', 'old'), birthDate, address })
  const open = await s.code('alpha', 'old')
  await s.put('alpha', patientOf('old', { active: false, link: [{ type: 'replaced-by', other: { reference: 'Patient/new' } }] }))
  await s.put('alpha', patientOf('new', { link: [{ type: 'replaces', other: { reference: 'Patient/old' } }] }))
  s.clock.pass(3_000)
  const alpha = await s.carrier('alpha')
  assert.deepEqual((await links.of('anna', alpha)).map(({ patient }) => patient), ['new'])
  assert.equal((await portalAccess.of(await s.desk('alpha'), 'new')).access, true)
  const bert = await s.person('bert')
  assert.equal((await s.access.persons.redeeming.redeem(bert(), { code: open, birthDate, address })).kind, 'linked')
  assert.deepEqual((await links.of('bert', alpha)).map(({ patient }) => patient), ['new'])
  assert.deepEqual(await links.of('anna', alpha), [], 'the survivor has one access of its own')
  assert.equal(await portalAccess.unlink(await s.desk('alpha'), 'new', 'all'), 1)
  assert.deepEqual(await links.of('bert', alpha), [])
})

test('a person ends a link at once, at another hub within three seconds; a closed account leaves none', async () => {
  await using s = await personsSetting()
  const { links, redeeming } = s.access.persons
  const anna = await s.person('anna')
  const alpha = await s.carrier('alpha')
  await s.put('alpha', patientOf('p1'))
  await s.put('beta', patientOf('q1'))
  for (const [slug, id] of [['alpha', 'p1'], ['beta', 'q1']] as const) await redeeming.redeem(anna(), { code: await s.code(slug, id), birthDate, address })
  const other = await s.open()
  assert.equal((await other.persons.links.of('anna', alpha)).length, 1)
  const [first] = await links.list(anna())
  const bert = await s.person('bert')
  assert.equal(await links.end(bert(), first!.link), false)
  assert.equal(await links.end(anna(), first!.link), true)
  assert.deepEqual(await links.of('anna', alpha), [])
  s.clock.pass(3_000)
  assert.deepEqual(await other.persons.links.of('anna', alpha), [])
  await links.forget(anna())
  assert.deepEqual(await links.carriers('anna'), [])
  const rows = await s.test.store.read(await s.ctx('beta'), (r) => r.query<{ count: number }>(sql`select count(*)::int as count from st.person_link where ended_on is null`))
  assert.equal(rows[0]!.count, 0)
})

test('who may have a code: nobody too young, no parent of the grown, nobody without a birth date', async () => {
  await using s = await personsSetting()
  const year = new Date(s.clock.now()).getUTCFullYear()
  await s.put('alpha', patientOf('child', { birthDate: `${year - 10}-01-01` }))
  await s.put('alpha', patientOf('grown'))
  await s.put('alpha', patientOf('unknown', { birthDate: '1980' }))
  await assert.rejects(s.code('alpha', 'child'), faultCode('access/too-young'))
  await assert.rejects(s.code('alpha', 'grown', 'parent'), faultCode('access/too-old'))
  await assert.rejects(s.code('alpha', 'unknown'), faultCode('access/no-birth-date'))
  await assert.rejects(s.code('beta', 'grown'), faultCode('access/patient-unknown'))
  await assert.rejects(s.access.persons.settings.change(await s.desk('alpha'), { parentsEndAge: 19 }), faultCode('access/person-settings'))
})
