import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EmergencyCase, EmergencyGrant, Invitation, PersonPage, ReviewPage } from '@steckwerk/api/contract/people'
import { matrixRegion } from '@steckwerk/access/testing'
import { post, put, setting } from './setting.ts'

const json = { 'content-type': 'application/json' }

test('people and emergency accesses over HTTP: invited, in force at once, told to the reviewer, closed', async () => {
  await using s = await setting()
  for (const resource of matrixRegion) await s.call(`/fhir/alpha/${resource.resourceType}/${resource.id}`, put(resource))
  const invited = await s.call('/admin/carriers/alpha/people', post({ name: 'Dr. Nord', roles: ['clinician'], sites: ['north'] }, json))
  assert.equal(invited.status, 201)
  const { person, code } = (await invited.json()) as Invitation
  assert.match(code, /^[2-9A-Z-]{23}$/)
  assert.deepEqual((((await (await s.call('/admin/carriers/alpha/people?query=nord')).json()) as PersonPage).people).map(({ account }) => account), [person.account])
  assert.equal((await s.call('/admin/carriers/alpha/people', post({ name: 'x', roles: ['automation'], sites: 'all' }, json))).status, 403)

  const session = await s.access.sessions.start({ account: person.account, amr: ['pwd'], device: '', network: '' })
  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(s.url + path, { ...init, headers: { cookie: `steckwerk=${session}`, 'x-steckwerk': '1', ...(init.headers as Record<string, string>) } })
  const place = '/portal/api/carriers/alpha/emergency'
  assert.equal((await ask('/fhir/alpha/Patient/foreign')).status, 404)
  assert.equal((await ask(`${place}/reasons`, post({ reason: 'short' }, json))).status, 400)
  const { id } = (await (await ask(`${place}/reasons`, post({ reason: 'Brought in unconscious' }, json))).json()) as EmergencyCase
  const { patients } = (await (await ask(`${place}/${id}/search`, post({ identifier: 'foreign' }, json))).json()) as { patients: { patient: string }[] }
  assert.deepEqual(patients.map(({ patient }) => patient), ['foreign'])
  const grant = (await (await ask(`${place}/${id}/grant`, post({ patient: 'foreign' }, json))).json()) as EmergencyGrant
  assert.equal(grant.patient, 'foreign')
  assert.equal((await ask('/fhir/alpha/Patient/foreign')).status, 200)
  assert.equal((await ask('/portal/api/carriers/beta/emergency/reasons', post({ reason: 'Brought in unconscious' }, json))).status, 403, 'not at another carrier')
  assert.equal((await ask(`${place}/reviews`)).status, 403)
  assert.equal((await ask('/portal/api/carriers/alpha/people')).status, 403)

  const reviews = (await (await s.call('/admin/carriers/alpha/emergency/reviews')).json()) as ReviewPage
  assert.deepEqual(reviews.reviews.map((one) => [one.name, one.reason, one.patient, one.outcome]), [['Dr. Nord', 'Brought in unconscious', 'foreign', null]])
  assert.equal((await s.call(`/admin/carriers/alpha/emergency/${id}/review`, post({ outcome: 'justified', note: '' }, json))).status, 200)

  assert.equal((await s.call(`/admin/carriers/alpha/people/${person.account}`, { method: 'DELETE' })).status, 204)
  assert.equal((await ask('/fhir/alpha/Patient/foreign')).status, 401)
})

test('a network has editors of its own: given by its administrator, to nobody else\'s network, and nothing of a hospital', async () => {
  await using s = await setting()
  for (const [carrier, kind] of [['ruhr', 'network'], ['main', 'network']] as const) {
    const answer = await s.call('/admin/carriers', post({ carrier, name: carrier, kind }, json))
    assert.ok(answer.ok, await answer.text())
  }
  const member = async (carrier: string, roles: readonly string[]): Promise<string> => {
    const answer = await s.call(`/admin/carriers/${carrier}/people`, post({ name: 'Nora', roles, sites: 'all' }, json))
    assert.equal(answer.status, 201, await answer.clone().text())
    return ((await answer.json()) as Invitation).person.account
  }
  const asking = async (account: string): Promise<(path: string, init?: RequestInit) => Promise<Response>> => {
    const session = await s.access.sessions.start({ account, amr: ['pwd'], device: '', network: '' })
    return (path, init = {}) => fetch(s.url + path, { ...init, headers: { cookie: `steckwerk=${session}`, 'x-steckwerk': '1', ...(init.headers as Record<string, string>) } })
  }
  for (const [carrier, role] of [['alpha', 'network-editor'], ['ruhr', 'clinician'], ['ruhr', 'carrier-it'], ['ruhr', 'operator']] as const) {
    assert.equal((await s.call(`/admin/carriers/${carrier}/people`, post({ name: 'x', roles: [role], sites: 'all' }, json))).status, 403, `${role} at ${carrier}`)
  }
  assert.equal((await s.call('/admin/people', post({ name: 'x', roles: ['network-editor'], sites: 'all' }, json))).status, 403)
  assert.equal((await s.call('/admin/carriers/ruhr/people', post({ name: 'x', roles: ['network-editor'], sites: ['north'] }, json))).status, 400)

  const admin = await asking(await member('ruhr', ['carrier-admin']))
  const { roles } = (await (await admin('/portal/api/people/roles?carrier=ruhr')).json()) as { roles: { role: string; bySite: boolean }[] }
  assert.deepEqual(roles.map(({ role, bySite }) => [role, bySite]), [['carrier-admin', false], ['network-editor', false]])
  const invited = await admin('/portal/api/carriers/ruhr/people', post({ name: 'Edda', roles: ['network-editor'], sites: 'all' }, json))
  assert.equal(invited.status, 201)
  assert.equal((await admin('/portal/api/carriers/main/people', post({ name: 'x', roles: ['network-editor'], sites: 'all' }, json))).status, 404)

  const editor = await asking(((await invited.json()) as Invitation).person.account)
  assert.deepEqual((await (await editor('/portal/api/me')).json() as { networks: unknown }).networks, [{ slug: 'ruhr', name: 'ruhr', permissions: ['network.edit'] }])
  assert.equal((await editor('/portal/api/carriers/ruhr/people')).status, 403)
})
