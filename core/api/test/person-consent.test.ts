import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ConsentLine, ConsentList, ConsentPreview, ConsentVocabulary } from '@steckwerk/api/contract/consent'
import type { InvitationCode } from '@steckwerk/api/contract/person'
import { releaseTo } from '@steckwerk/fhir'
import type { Issue, View } from '@steckwerk/kernel'
import { put } from './setting.ts'
import { birthDate, personSetting, type PersonSetting } from './person-setting.ts'

interface Refusal {
  readonly code: string
  readonly issues: readonly Issue[]
}

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const treating: View = {
  rules: [{ types: 'all', may: 'rs', patients: [{ admitted: ['*', '{type}'].map((type) => releaseTo('beta', 'TREAT', type)), first: true }], where: [] }],
}

/** How many Observations and Conditions of alpha people who treat at beta find. */
async function found(s: PersonSetting): Promise<{ Observation: number; Condition: number; Patient: number }> {
  const alpha = (await s.test.store.carrier('alpha'))!
  const ctx = { tenant: alpha.tenant, carrier: 'alpha', actor: 'Device/test', purpose: 'TREAT', trace: 't', now: new Date(), view: treating }
  const count = async (type: string): Promise<number> => (await s.test.store.read(ctx, (r) => r.search({
    type, conditions: [], sort: [], count: 10, total: 'accurate', cursor: undefined, includes: [], summary: 'false', elements: undefined,
  }))).total ?? 0
  return { Observation: await count('Observation'), Condition: await count('Condition'), Patient: await count('Patient') }
}

async function records(s: PersonSetting): Promise<void> {
  await s.patient('alpha', 'p1')
  await s.patient('alpha', 'p2')
  for (const [id, subject] of [['o1', 'p1'], ['o2', 'p1'], ['o3', 'p2']]) {
    await s.call(`/fhir/alpha/Observation/${id}`, put({ resourceType: 'Observation', id, status: 'final', code: { text: 'x' }, subject: { reference: `Patient/${subject}` } }))
  }
  await s.call('/fhir/alpha/Condition/c1', put({ resourceType: 'Condition', id: 'c1', subject: { reference: 'Patient/p1' } }))
}

const terms = { recipient: { kind: 'carrier', id: 'beta' }, purpose: 'TREAT', categories: ['findings'], until: inDays(30) }

test('given and withdrawn by the patient: in force with the next search, in words, previewed', async () => {
  await using s = await personSetting()
  await records(s)
  const anna = await s.person('amelie', 'alpha', 'p1')
  const { body: vocabulary } = await anna.call<ConsentVocabulary>('GET', '/consents/vocabulary')
  assert.deepEqual(vocabulary.recipients.map(({ id }) => id), ['alpha', 'beta'])
  const wish = { carrier: 'alpha', patient: 'p1', ...terms }
  const { body: preview } = await anna.call<ConsentPreview>('POST', '/consents/preview', wish)
  assert.deepEqual(preview.counts.filter(({ now, after }) => now + after > 0).map(({ category, now, after }) => [category, now, after]), [['findings', 0, 2]])
  assert.deepEqual(await found(s), { Observation: 0, Condition: 0, Patient: 0 })

  const given = await anna.call<ConsentLine>('POST', '/consents', wish)
  assert.deepEqual([given.status, given.body.state, given.body.source, given.body.mayWithdraw], [201, 'active', 'portal', true])
  assert.match(given.body.sentences.de[0]!, /^beta darf Ihre Befunde zur Behandlung bis .* sehen\.$/)
  assert.deepEqual(await found(s), { Observation: 2, Condition: 0, Patient: 1 })
  const { body: later } = await anna.call<ConsentPreview>('POST', '/consents/preview', wish)
  assert.deepEqual(later.counts.find(({ category }) => category === 'findings')!.now, 2)

  const ended = await anna.call<ConsentLine>('POST', `/consents/alpha/${given.body.id}/withdraw`)
  assert.deepEqual([ended.status, ended.body.state], [200, 'withdrawn'])
  assert.deepEqual(await found(s), { Observation: 0, Condition: 0, Patient: 0 })
  assert.equal((await anna.call('POST', `/consents/alpha/${given.body.id}/withdraw`)).status, 409)
  const { body: list } = await anna.call<ConsentList>('GET', '/consents')
  assert.deepEqual(list.consents.map(({ state, terms: said }) => [state, said]), [['withdrawn', terms]])
  const history = await (await s.call(`/fhir/alpha/Consent/${given.body.id}/_history`)).json() as { entry: unknown[] }
  assert.equal(history.entry.length, 2, 'what it said stays in its history')
})

test('nobody gives, sees or withdraws consents for a Patient that is not theirs; a proxy only where it was given', async () => {
  await using s = await personSetting()
  await records(s)
  const anna = await s.person('amelie', 'alpha', 'p1')
  const carl = await s.person('carl', 'alpha', 'p2')
  const { body: given } = await anna.call<ConsentLine>('POST', '/consents', { carrier: 'alpha', patient: 'p1', ...terms })
  const foreign = await carl.call('POST', '/consents', { carrier: 'alpha', patient: 'p1', ...terms })
  const missing = await carl.call('POST', '/consents', { carrier: 'alpha', patient: 'nobody', ...terms })
  assert.deepEqual([foreign.status, foreign.body], [missing.status, missing.body])
  const notHis = await carl.call('POST', `/consents/alpha/${given.id}/withdraw`)
  const none = await carl.call('POST', '/consents/alpha/none/withdraw')
  assert.deepEqual([notHis.status, notHis.body], [none.status, none.body])
  assert.deepEqual((await carl.call<ConsentList>('GET', '/consents')).body.consents, [])

  for (const [topics, may, sees, acts] of [[['findings'], 'act', 0, 404], [['consents'], 'read', 1, 404], [['consents'], 'act', 1, 201]] as const) {
    const { body: invitation } = await anna.call<InvitationCode>('POST', '/persons/proxies/invitations', { carrier: 'alpha', patient: 'p1', label: 'Bruder', topics, may, endsOn: inDays(5) })
    assert.equal((await carl.call('POST', '/persons/links', { code: invitation.code, birthDate })).status, 201)
    assert.equal((await carl.call<ConsentList>('GET', '/consents')).body.consents.length, sees)
    assert.equal((await carl.call('POST', '/consents', { carrier: 'alpha', patient: 'p1', ...terms, purpose: 'COC' })).status, acts)
  }
  const { body: { consents } } = await carl.call<ConsentList>('GET', '/consents')
  assert.match(consents[0]!.sentences.de[0]!, / von p1 Muster /)
})

test('the desk records a signed paper, with who and when, and may withdraw; wrong terms name their place', async () => {
  await using s = await personSetting()
  await records(s)
  const paper = await s.admin<ConsentLine>('POST', '/alpha/consents', { patient: 'p1', ...terms, signedOn: inDays(-2) })
  assert.deepEqual([paper.status, paper.body.source, paper.body.given, paper.body.recordedBy], [201, 'paper', inDays(-2), 'Device/operator-token'])
  assert.deepEqual(await found(s), { Observation: 2, Condition: 0, Patient: 1 })
  for (const [wrong, at] of [
    [{ signedOn: inDays(2) }, 'signedOn'], [{ until: inDays(-1) }, 'until'], [{ categories: ['everything'] }, 'categories'], [{ recipient: { kind: 'carrier', id: 'nobody' } }, 'recipient'],
    [{ recipient: { kind: 'carrier', id: 'alpha' } }, 'recipient'], [{ recipient: { kind: 'site', id: 'beta' } }, 'recipient'], [{ from: '2026-02-30' }, 'from'],
  ] as const) {
    const refused = await s.admin<Refusal>('POST', '/alpha/consents', { patient: 'p1', ...terms, signedOn: inDays(-2), ...wrong })
    assert.deepEqual([refused.status, refused.body.code, refused.body.issues[0]!.at], [400, 'access/consent-terms', at], JSON.stringify(wrong))
  }
  assert.equal((await s.admin('POST', '/beta/consents', { patient: 'p1', ...terms, signedOn: inDays(-2) })).status, 404)
  assert.deepEqual((await s.admin<ConsentList>('GET', '/alpha/consents?patient=p1')).body.consents.map(({ state }) => state), ['active'])
  assert.equal((await s.admin('POST', `/beta/consents/${paper.body.id}/withdraw`)).status, 404)
  assert.equal((await s.admin<ConsentLine>('POST', `/alpha/consents/${paper.body.id}/withdraw`, {})).body.state, 'withdrawn')
  assert.deepEqual(await found(s), { Observation: 0, Condition: 0, Patient: 0 })
})

test('consents to research do not get into each other\'s way unnoticed, nor into treatment\'s', async () => {
  await using s = await personSetting()
  await records(s)
  const anna = await s.person('amelie', 'alpha', 'p1')
  const wish = { carrier: 'alpha', patient: 'p1', ...terms }
  assert.equal((await anna.call('POST', '/consents', { ...wish, purpose: 'HRESCH', categories: ['diagnoses'] })).status, 201)
  const second = await anna.call('POST', '/consents', { ...wish, purpose: 'HRESCH' })
  assert.deepEqual([second.status, second.body.code], [409, 'access/consent-exists'])
  assert.equal((await anna.call('POST', '/consents', wish)).status, 201)
  assert.deepEqual(await found(s), { Observation: 2, Condition: 0, Patient: 1 })
})
