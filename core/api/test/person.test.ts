import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccessSettings, ActivationLetter, ChildList, DeskNumber, InvitationCode, LinkRequestList, PersonLink, PersonLinks, PortalAccess, ProxyList } from '@steckwerk/api/contract/person'
import { put } from './setting.ts'
import { birthDate, password, personSetting } from './person-setting.ts'

test('a letter is enough to begin: account, sign-in, own Patient over FHIR, and nobody else\'s', async () => {
  await using s = await personSetting()
  await s.patient('alpha', 'p1')
  await s.patient('alpha', 'p2')
  const anna = await s.person('amelie', 'alpha', 'p1')
  const { body } = await anna.call<PersonLinks>('GET', '/persons/links')
  assert.deepEqual(body.links.map(({ carrier, state, relation, act, patient }) => [carrier.slug, state, relation, act, patient?.id, patient?.birthDate]),
    [['alpha', 'active', 'self', 'code', 'p1', birthDate]])
  const access = await s.admin<PortalAccess>('GET', '/alpha/patients/p1/portal-access')
  assert.deepEqual([access.body.access, access.body.parents, access.body.codes[0]!.state], [true, 0, 'used'])
  assert.equal((await anna.call('GET', '/carriers/alpha/patients/p1/portal-access')).status, 403)
  assert.equal((await anna.call('GET', '/carriers/beta/patients/p1/portal-access')).status, 404)
  assert.equal((await anna.call('DELETE', `/persons/links/${body.links[0]!.link}`)).status, 204)
  assert.deepEqual((await anna.call('GET', '/persons/links')).body, { links: [] })
  assert.equal((await s.admin<PortalAccess>('GET', '/alpha/patients/p1/portal-access')).body.access, false)
})

test('a registration that fails leaves the code as it was and tells nothing of it', async () => {
  await using s = await personSetting()
  await s.patient('alpha', 'p1')
  const { body: issued, status } = await s.admin<ActivationLetter>('POST', '/alpha/patients/p1/activation-codes', { kind: 'self', language: 'en' })
  assert.equal(status, 201)
  assert.equal(Buffer.from(issued.letter, 'base64').subarray(0, 5).toString(), '%PDF-')
  const page = s.browser()
  const form = { code: issued.code, birthDate, account: 'amelie', name: 'Anna', password }
  const failures = [
    await page.call('POST', '/persons/register', { ...form, birthDate: '1980-05-18' }),
    await page.call('POST', '/persons/register', { ...form, code: 'ABCD-ABCD-ABCD-ABCD-ABCD' }),
  ]
  assert.deepEqual(failures.map(({ status: code, body }) => [code, body]), [[422, failures[0]!.body], [422, failures[0]!.body]])
  assert.equal((await page.call('POST', '/persons/register', { ...form, password: 'short' })).status, 400)
  assert.equal((await page.call('POST', '/persons/register', form)).status, 201)
  const others = await page.call('POST', '/persons/register', { ...form, account: 'bert' })
  assert.deepEqual([others.status, others.body], [422, failures[0]!.body])
  assert.equal((await fetch(`${s.url}/portal/api/persons/register`, { method: 'POST', headers: { origin: 'https://evil.example', 'content-type': 'application/json' }, body: JSON.stringify(form) })).status, 403)
})

test('number at the desk, proxy, child: each over the interface, with settings of the carrier', async () => {
  await using s = await personSetting()
  await s.patient('alpha', 'p1')
  await s.patient('beta', 'q1', { identifier: [{ system: 'urn:kis', value: '1' }] })
  await s.patient('beta', 'child', { birthDate: new Date().toISOString().slice(0, 10) })
  await s.call('/fhir/beta/RelatedPerson/r', put({
    resourceType: 'RelatedPerson', id: 'r', active: true, patient: { reference: 'Patient/child' }, identifier: [{ system: 'urn:kis', value: '1' }],
    relationship: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'MTH' }] }],
  }))
  const anna = await s.person('amelie', 'alpha', 'p1')
  const { body: shown, status } = await anna.call<DeskNumber>('POST', '/persons/desk-number')
  assert.deepEqual([status, shown.state], [201, 'waiting'])
  assert.equal((await s.admin('POST', '/beta/patients/q1/desk-links', { number: '000001', kind: 'self' })).status, 422)
  assert.equal((await s.admin('POST', '/beta/patients/q1/desk-links', { number: shown.number, kind: 'self' })).status, 204)
  assert.equal((await anna.call<DeskNumber>('GET', '/persons/desk-number')).body.state, 'linked')

  assert.deepEqual((await anna.call<ChildList>('GET', '/persons/children')).body.children.map(({ carrier, patient }) => [carrier.slug, patient]), [['beta', 'child']])
  assert.equal((await anna.call<PersonLink>('POST', '/persons/children', { carrier: 'beta', patient: 'child' })).body.state, 'waiting')
  const { body: { requests } } = await s.admin<LinkRequestList>('GET', '/beta/link-requests')
  assert.equal((await s.admin('POST', `/beta/link-requests/${requests[0]!.id}`, { confirm: true })).status, 204)
  assert.deepEqual((await anna.call<PersonLinks>('GET', '/persons/links')).body.links.map(({ state, relation }) => `${relation} ${state}`).toSorted(), ['parent active', 'self active', 'self active'])

  const endsOn = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10)
  assert.equal((await s.admin<AccessSettings>('PUT', '/beta/access-settings', { proxyMaxDays: 10 })).body.proxyMaxDays, 10)
  assert.equal((await s.admin('PUT', '/beta/access-settings', { proxyMaxDays: 0 })).status, 400)
  const terms = { carrier: 'beta', patient: 'q1', label: 'Schwester', topics: ['findings'], may: 'read' }
  assert.equal((await anna.call('POST', '/persons/proxies/invitations', { ...terms, endsOn })).status, 400)
  const { body: invitation } = await anna.call<InvitationCode>('POST', '/persons/proxies/invitations', { ...terms, endsOn: new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10) })
  await s.patient('alpha', 'p2')
  const carla = await s.person('carla', 'alpha', 'p2')
  const taken = await carla.call<PersonLink>('POST', '/persons/links', { code: invitation.code, birthDate })
  assert.deepEqual([taken.status, taken.body.relation, taken.body.may, taken.body.topics], [201, 'proxy', 'read', ['findings']])
  const { body: list } = await anna.call<ProxyList>('GET', '/persons/proxies')
  assert.deepEqual([list.proxies.map(({ label, name }) => [label, name]), list.longestDays], [[['Schwester', 'Name of carla']], { alpha: 365, beta: 10 }])
  assert.equal((await anna.call('DELETE', `/persons/proxies/beta/${list.proxies[0]!.link}`)).status, 204)
  assert.deepEqual((await carla.call<PersonLinks>('GET', '/persons/links')).body.links.map(({ relation }) => relation), ['self'])
})
