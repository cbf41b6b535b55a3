import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Ctx } from '@steckwerk/kernel'
import type { Access, Principal } from '@steckwerk/access'
import { matrixRegion } from '@steckwerk/access/testing'
import { faultCode, setting, type Setting } from './setting.ts'

const clinician: Principal = {
  kind: 'session', actor: 'Account/dr', account: 'dr', name: 'Dr', amr: ['pwd'], memberships: [{ carrier: 'alpha', roles: ['clinician'], sites: ['north'] }],
}

async function region(s: Setting): Promise<Ctx> {
  const ctx = await s.ctx('alpha')
  for (const resource of matrixRegion) {
    await s.test.store.commit(ctx, { kind: 'put', type: resource.resourceType, id: resource.id!, resource, text: JSON.stringify(resource), expect: 0 })
  }
  return ctx
}

/** Which Patients they see at alpha now. */
async function seen(access: Access, s: Setting, now: Ctx): Promise<string[]> {
  const { view } = (await access.decisions.decide(clinician, (await s.test.store.carrier('alpha'))!))!
  const found = await s.test.store.read({ ...now, view: view! }, (r) => r.getMany(['own', 'consented', 'foreign'].map((id) => ({ type: 'Patient', id }))))
  return [...found.keys()].sort()
}

test('a reason first, then one patient, for a while; in force at once, and over in time', async () => {
  await using s = await setting()
  const access = await s.open()
  const { emergencies } = access
  const start = await region(s)
  const now = async (): Promise<Ctx> => ({ ...(await s.ctx('alpha')), actor: clinician.actor })
  assert.deepEqual(await seen(access, s, start), ['Patient/consented', 'Patient/own'])

  const { id } = await emergencies.open(await now(), 'dr', 'Unconscious, brought in by the ambulance')
  await assert.rejects(emergencies.grant(await now(), 'dr', id, 'foreign'), faultCode('access/emergency-patient'), 'nobody is guessed')
  await assert.rejects(emergencies.search(await now(), 'somebody-else', id, { identifier: 'foreign' }), faultCode('access/emergency-unknown'))
  await assert.rejects(emergencies.search(await now(), 'dr', id, { family: 'foreign', birthDate: '1970' }), faultCode('access/emergency-birth-date'))
  assert.deepEqual(await emergencies.search(await now(), 'dr', id, { family: 'Foreign', birthDate: '1970-01-01' }),
    [{ patient: 'foreign', name: 'foreign', birthDate: '1970-01-01', gender: undefined }])
  const granted = await emergencies.grant(await now(), 'dr', id, 'foreign')
  assert.equal(granted.endsAt!.getTime(), s.clock.now() + 4 * 3_600_000)
  assert.deepEqual(await seen(access, s, start), ['Patient/consented', 'Patient/foreign', 'Patient/own'])
  await assert.rejects(emergencies.grant(await now(), 'dr', id, 'foreign'), faultCode('access/emergency-unknown'), 'one patient a case')

  s.clock.pass(4 * 3_600_000)
  assert.deepEqual(await seen(access, s, start), ['Patient/consented', 'Patient/own'])
  assert.deepEqual(await emergencies.mine(await now(), 'dr'), [])
})

test('a case that nobody used ends after a quarter of an hour; one may be ended before its time', async () => {
  await using s = await setting()
  const access = await s.open()
  const { emergencies } = access
  const ctx = await region(s)
  const late = await emergencies.open(ctx, 'dr', 'Unconscious, brought in by the ambulance')
  s.clock.pass(15 * 60_000)
  await assert.rejects(emergencies.search(await s.ctx('alpha'), 'dr', late.id, { identifier: 'foreign' }), faultCode('access/emergency-unknown'))
  const { id } = await emergencies.open(await s.ctx('alpha'), 'dr', 'Unconscious, brought in by the ambulance')
  await emergencies.search(await s.ctx('alpha'), 'dr', id, { identifier: 'foreign' })
  await emergencies.grant(await s.ctx('alpha'), 'dr', id, 'foreign')
  assert.ok((await seen(access, s, ctx)).includes('Patient/foreign'))
  s.clock.pass(1)
  await emergencies.end(await s.ctx('alpha'), 'dr', id)
  assert.ok(!(await seen(access, s, ctx)).includes('Patient/foreign'))
})

test('each is reviewed once, by somebody else; another carrier knows nothing of it', async () => {
  await using s = await setting()
  const { emergencies } = await s.open()
  const ctx = await region(s)
  const { id } = await emergencies.open(ctx, 'dr', 'Unconscious, brought in by the ambulance')
  assert.equal(await emergencies.openReviews(ctx), 1)
  assert.deepEqual(await emergencies.reviews(await s.ctx('beta'), { state: 'open', count: 10 }), [])
  await assert.rejects(emergencies.review(await s.ctx('beta'), 'admin', id, { outcome: 'justified', note: '' }), faultCode('access/emergency-unknown'))
  await assert.rejects(emergencies.review(ctx, 'dr', id, { outcome: 'justified', note: '' }), faultCode('access/emergency-own'))
  const reviewed = await emergencies.review(ctx, 'admin', id, { outcome: 'not-justified', note: 'No such admission' })
  assert.deepEqual([reviewed.outcome, reviewed.note, reviewed.reviewedBy, reviewed.reason],
    ['not-justified', 'No such admission', 'admin', 'Unconscious, brought in by the ambulance'])
  await assert.rejects(emergencies.review(ctx, 'admin', id, { outcome: 'justified', note: '' }), faultCode('access/emergency-reviewed'))
  assert.equal(await emergencies.openReviews(ctx), 0)
  assert.deepEqual((await emergencies.reviews(ctx, { state: 'done', count: 10 })).map((one) => one.id), [id])
})
