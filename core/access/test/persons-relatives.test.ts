import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day, patientOf, personsSetting, type PersonsSetting } from './persons-setting.ts'
import { faultCode } from './setting.ts'

const address = '192.0.2.1'
const birthDate = '1980-05-17'
const mothersNumber = { system: 'urn:example:kis', value: '4711' }
const dayIn = (s: PersonsSetting, days: number): string => new Date(s.clock.now() + days * day).toISOString().slice(0, 10)

/** A mother with an account and her Patient at alpha, and a child whom the hospital's data name as hers. */
async function family(s: PersonsSetting, born: string) {
  const anna = await s.person('anna')
  await s.put('alpha', patientOf('mother', { identifier: [mothersNumber] }))
  await s.put('alpha', patientOf('child', { birthDate: born, name: [{ given: ['Mia'], family: 'Muster' }] }))
  await s.put('alpha', {
    resourceType: 'RelatedPerson', id: 'rel', active: true, patient: { reference: 'Patient/child' }, identifier: [mothersNumber],
    relationship: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'MTH' }] }],
  })
  await s.access.persons.redeeming.redeem(anna(), { code: await s.code('alpha', 'mother'), birthDate, address })
  return { anna, alpha: await s.carrier('alpha') }
}

const of = async (s: PersonsSetting, account: string) =>
  (await s.access.persons.links.of(account, await s.carrier('alpha'))).map(({ patient, relation }) => `${relation} ${patient}`).toSorted()

test('a mother takes on her newborn once the desk has confirmed it', async () => {
  await using s = await personsSetting()
  const { anna, alpha } = await family(s, dayIn(s, -1))
  const { children } = s.access.persons
  assert.deepEqual((await children.list(anna())).map(({ patient, mother, requested }) => [patient.name, mother, requested]), [['Mia Muster', true, false]])
  await assert.rejects(children.request(anna(), alpha, 'mother'), faultCode('access/child-unknown'))
  await children.request(anna(), alpha, 'child')
  assert.deepEqual(await of(s, 'anna'), ['self mother'])
  const desk = await s.desk('alpha')
  const [waiting] = await children.waiting(desk)
  assert.deepEqual([waiting!.patient.id, waiting!.parent.id], ['child', 'mother'])
  assert.deepEqual(await children.waiting(await s.desk('beta')), [])
  assert.equal(await children.decide(await s.desk('beta'), waiting!.id, true), false)
  assert.equal(await children.decide(desk, waiting!.id, true), true)
  assert.deepEqual(await of(s, 'anna'), ['parent child', 'self mother'])
  assert.deepEqual(await children.list(anna()), [])
})

test('a carrier may let mothers named by their number take on newborns at once, but not older children, and the desk may refuse', async () => {
  await using s = await personsSetting()
  const { anna, alpha } = await family(s, dayIn(s, -1))
  const { children, settings } = s.access.persons
  await settings.change(await s.desk('alpha'), { newbornAutomatic: true })
  await children.request(anna(), alpha, 'child')
  assert.deepEqual(await of(s, 'anna'), ['parent child', 'self mother'])
  await s.access.persons.portalAccess.unlink(await s.desk('alpha'), 'child', 'parents')
  assert.deepEqual(await of(s, 'anna'), ['self mother'])
  await s.put('alpha', patientOf('child', { birthDate: dayIn(s, -1000) }))
  await children.request(anna(), alpha, 'child')
  assert.deepEqual(await of(s, 'anna'), ['self mother'])
  const [waiting] = await children.waiting(await s.desk('alpha'))
  await children.decide(await s.desk('alpha'), waiting!.id, false)
  assert.deepEqual(await children.waiting(await s.desk('alpha')), [])
})

test('a second parent comes by a letter; parents see until the birthday the carrier sets, and it is announced', async () => {
  await using s = await personsSetting()
  const born = `${Number(dayIn(s, 30).slice(0, 4)) - 16}${dayIn(s, 30).slice(4)}`
  await family(s, born)
  const bert = await s.person('bert')
  const code = await s.code('alpha', 'child', 'parent')
  assert.equal((await s.access.persons.redeeming.redeem(bert(), { code, birthDate: born, address })).kind, 'linked')
  assert.deepEqual(await of(s, 'bert'), ['parent child'])
  const { portalAccess } = s.access.persons
  const ending = await portalAccess.ending(await s.desk('alpha'), 60)
  assert.deepEqual(ending.map(({ patient, endsOn, parents }) => [patient.id, endsOn, parents]), [['child', dayIn(s, 30), 1]])
  assert.deepEqual(await portalAccess.ending(await s.desk('alpha'), 20), [])
  s.clock.pass(29 * day)
  assert.deepEqual(await of(s, 'bert'), ['parent child'])
  s.clock.pass(1.5 * day)
  assert.deepEqual(await of(s, 'bert'), [], 'over by date, without anybody doing anything')
  assert.equal((await portalAccess.of(await s.desk('alpha'), 'child')).parents, 0)
})

test('the young person\'s own activation ends parents\' access at once where the carrier says so', async () => {
  await using s = await personsSetting()
  const born = `${new Date(s.clock.now()).getUTCFullYear() - 15}-01-01`
  await family(s, born)
  const bert = await s.person('bert')
  const mia = await s.person('mia')
  const { settings, redeeming } = s.access.persons
  await settings.change(await s.desk('alpha'), { ownAccountAge: 14, parentsEndAge: 18, activationEndsParents: false })
  await redeeming.redeem(bert(), { code: await s.code('alpha', 'child', 'parent'), birthDate: born, address })
  await redeeming.redeem(mia(), { code: await s.code('alpha', 'child'), birthDate: born, address })
  assert.deepEqual([await of(s, 'bert'), await of(s, 'mia')], [['parent child'], ['self child']])
  await settings.change(await s.desk('alpha'), { activationEndsParents: true })
  await redeeming.redeem(mia(), { code: await s.code('alpha', 'child'), birthDate: born, address })
  assert.deepEqual([await of(s, 'bert'), await of(s, 'mia')], [[], ['self child']])
})

test('a proxy sees its topics to its last day; the giver ends it at once, and both see it', async () => {
  await using s = await personsSetting()
  const { proxies, redeeming, links } = s.access.persons
  const { anna, alpha } = await family(s, dayIn(s, -1))
  const carl = await s.person('carl')
  const terms = { topics: ['findings', 'consents'], may: 'read', endsOn: dayIn(s, 10), label: 'Bruder' } as const
  await assert.rejects(proxies.invite(carl(), alpha, 'mother', terms), faultCode('access/not-own-patient'))
  for (const wrong of [{ topics: [] }, { topics: ['everything'] }, { endsOn: dayIn(s, -1) }, { endsOn: dayIn(s, 400) }, { endsOn: '2026-02-30' }]) {
    await assert.rejects(proxies.invite(anna(), alpha, 'mother', { ...terms, ...wrong }), faultCode('access/proxy-terms'))
  }
  const invitation = await proxies.invite(anna(), alpha, 'mother', terms)
  assert.deepEqual((await proxies.given(anna())).invitations.map(({ label }) => label), ['Bruder'])
  assert.equal((await redeeming.redeem(carl(), { code: invitation.code, birthDate: '1980-05-18', address })).kind, 'refused')
  assert.equal((await redeeming.redeem(carl(), { code: invitation.code, birthDate, address })).kind, 'linked')
  const [own] = await links.of('carl', alpha)
  assert.deepEqual([own!.patient, own!.relation, own!.may], ['mother', 'proxy', 'rs'])
  assert.deepEqual(own!.types, ['Patient', 'Observation', 'DiagnosticReport', 'ImagingStudy', 'Specimen', 'ServiceRequest', 'Consent'])
  assert.ok((await links.may('carl', alpha, 'mother', 'consents', 'read')) !== undefined)
  assert.equal(await links.may('carl', alpha, 'mother', 'consents', 'act'), undefined)
  assert.equal(await links.may('carl', alpha, 'mother', 'medication', 'read'), undefined)
  const { proxies: given, invitations } = await proxies.given(anna())
  assert.deepEqual([given.map(({ label, name, endsOn }) => [label, name, endsOn]), invitations], [[['Bruder', 'Name of carl', terms.endsOn]], []])
  s.clock.pass(10 * day)
  assert.equal((await links.of('carl', alpha)).length, 1, 'the last day counts')
  s.clock.pass(day)
  assert.deepEqual(await links.of('carl', alpha), [])

  const again = await proxies.invite(anna(), alpha, 'mother', { ...terms, endsOn: dayIn(s, 5), may: 'act' })
  await redeeming.redeem(carl(), { code: again.code, birthDate, address })
  assert.ok((await links.may('carl', alpha, 'mother', 'consents', 'act')) !== undefined)
  const [link] = (await proxies.given(anna())).proxies
  assert.equal(await proxies.revoke(carl(), alpha, link!.link), false, 'only who gave it')
  assert.equal(await proxies.revoke(anna(), alpha, link!.link), true)
  assert.deepEqual(await links.of('carl', alpha), [])
})

test('what rests on a link ends with it: proxies, invitations, children', async () => {
  await using s = await personsSetting()
  const { proxies, redeeming, links, children, settings } = s.access.persons
  const { anna, alpha } = await family(s, dayIn(s, -1))
  const carl = await s.person('carl')
  const terms = { topics: ['findings'], may: 'read', endsOn: dayIn(s, 10), label: 'Bruder' } as const
  await settings.change(await s.desk('alpha'), { newbornAutomatic: true })
  await children.request(anna(), alpha, 'child')
  await redeeming.redeem(carl(), { code: (await proxies.invite(anna(), alpha, 'mother', terms)).code, birthDate, address })
  const open = await proxies.invite(anna(), alpha, 'mother', terms)
  const own = (await links.list(anna())).find(({ relation }) => relation === 'self')
  await links.end(anna(), own!.link)
  assert.deepEqual([await of(s, 'anna'), await of(s, 'carl')], [[], []])
  assert.equal((await redeeming.redeem(carl(), { code: open.code, birthDate, address })).kind, 'refused')
})
