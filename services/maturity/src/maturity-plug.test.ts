import { plugContract } from '@steckwerk/plug/testing'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maturityPlug } from './maturity-plug.ts'
import { code, houses } from './testing/houses.ts'
import type { ResultView } from './view/result-view.ts'

plugContract(() => maturityPlug)

test('nobody sees another office\'s answers: neither other offices nor the network\'s editors, and no kept code lets one in', async () => {
  const hub = await houses()
  const { id: office } = await hub.json<{ id: string }>('editor', 'POST /offices', {}, { name: 'Gesundheitsamt Nord' })
  const [first, second] = await Promise.all([0, 1].map(() => hub.json<{ code: string }>('editor', 'POST /offices/:office/invitations', { office })))
  await hub.json('nord', 'POST /invitations/accepted', {}, { code: first!.code })
  await assert.rejects(hub.call('süd', 'POST /invitations/accepted', {}, { code: first!.code }), code('maturity/invitation'))
  await assert.rejects(hub.call('editor', 'POST /invitations/accepted', {}, { code: second!.code }), code('maturity/invitation'))
  await assert.rejects(hub.call('editor', 'POST /offices/:office/invitations', { office }), code('maturity/members-invite'))
  const assessment = await hub.assess('nord', office, '2026-11-01', () => 2)
  for (const who of ['editor', 'süd']) {
    for (const route of ['GET /offices/:office', 'POST /offices/:office/assessments', 'GET /offices/:office/assessments/:assessment', 'GET /offices/:office/assessments/:assessment/result', 'GET /offices/:office/assessments/:assessment/report', 'GET /offices/:office/assessments/:assessment/sheet']) {
      await assert.rejects(hub.call(who, route, { office, assessment }, {}), code('maturity/office-unknown'), `${who} ${route}`)
    }
  }
  await assert.rejects(hub.call('editor', 'DELETE /offices/:office', { office }), code('maturity/members-delete'))
  assert.deepEqual(await hub.json('süd', 'GET /offices'), { mine: [] })
  assert.deepEqual(await hub.json('editor', 'GET /offices'), { mine: [], managed: [{ id: office, name: 'Gesundheitsamt Nord', members: 1 }] })
  // Another office of one's own is no way to it either.
  const own = await hub.office('süd')
  await assert.rejects(hub.call('süd', 'GET /offices/:office/assessments/:assessment', { office: own, assessment }), code('maturity/assessment-unknown'))
})

test('two years with targets give result, report and Excel; a round trip through Excel changes nothing', async () => {
  const hub = await houses()
  const office = await hub.office('west')
  const from = await hub.assess('west', office, '2025-11-01', () => 1)
  await hub.json('west', 'POST /offices/:office/targets', { office }, { goal: { kind: 'rise', dimensions: 2, by: 2 }, from, until: '2026-12-31', note: 'Beschluss der Amtsleitung' })
  const assessment = await hub.assess('west', office, '2026-11-01', (item) => (/^(staff|security)\./.test(item) ? 3 : 1))
  const view = await hub.json<ResultView>('west', 'GET /offices/:office/assessments/:assessment/result', { office, assessment })
  assert.deepEqual([view.beforeDay, view.history.length, view.lines, view.targets[0]?.state, view.targets[0]?.dimensions], ['2025-11-01', 2, ['now', 'before'], 'reached', ['Mitarbeitende', 'IT-Sicherheit']])
  assert.ok(view.dimensions.every(({ peers }) => peers === null))
  const { file } = await hub.call('west', 'GET /offices/:office/assessments/:assessment/report', { office, assessment })
  assert.equal(Buffer.from(file!.content as Uint8Array).subarray(0, 5).toString(), '%PDF-')

  const { id } = await hub.json<{ id: string }>('west', 'POST /offices/:office/assessments', { office }, { model: 'oegd', kind: 'interim', day: '2026-11-20' })
  const at = { office, assessment: id }
  const sheet = await hub.call('west', 'GET /offices/:office/assessments/:assessment/sheet', at)
  assert.deepEqual((await hub.call('west', 'POST /offices/:office/assessments/:assessment/sheet', at, undefined, sheet.file!.content as Uint8Array)).json, { changes: [], conflicts: [] })
  await assert.rejects(hub.call('west', 'POST /offices/:office/assessments/:assessment/completed', at, { version: 1 }), code('maturity/incomplete'))
  await assert.rejects(hub.call('west', 'POST /offices/:office/targets', { office }, { goal: { kind: 'reach', dimension: 'staff', value: 9 }, from, until: '2026-12-31' }), code('maturity/target'))
})

test('figures about peers appear from six houses that gave their leave, and not before', async () => {
  const hub = await houses()
  let last = { office: '', assessment: '', who: '' }
  for (let house = 1; house <= 6; house++) {
    const who = `haus${house}`
    const office = await hub.office(who)
    last = { office, assessment: await hub.assess(who, office, '2026-11-01', () => house % 3), who }
    const before = await hub.json<ResultView>(who, 'GET /offices/:office/assessments/:assessment/result', last)
    assert.equal(before.peersPublished, null)
    await hub.json(who, 'PUT /offices/:office/leave', last, { peers: true })
  }
  const { lines, dimensions } = await hub.json<ResultView>(last.who, 'GET /offices/:office/assessments/:assessment/result', last)
  assert.deepEqual([lines, dimensions[0]!.peers?.median.words], [['now', 'peers'], 'Stufe 1'])
  // One more joins: the figures stay as they are.
  const office = await hub.office('haus7')
  const assessment = await hub.assess('haus7', office, '2026-11-02', () => 4)
  await hub.json('haus7', 'PUT /offices/:office/leave', { office }, { peers: true })
  assert.deepEqual((await hub.json<ResultView>('haus7', 'GET /offices/:office/assessments/:assessment/result', { office, assessment })).dimensions[0]!.peers, dimensions[0]!.peers)
})

test('members: the last one stays; a house that is deleted leaves nothing', async () => {
  const hub = await houses()
  const office = await hub.office('ost')
  const { members } = await hub.json<{ members: { ref: string }[] }>('ost', 'GET /offices/:office', { office })
  await assert.rejects(hub.call('ost', 'DELETE /offices/:office/members/:member', { office, member: members[0]!.ref }), code('maturity/last-member'))
  const { code: invitation } = await hub.json<{ code: string }>('ost', 'POST /offices/:office/invitations', { office })
  await hub.json('zweite', 'POST /invitations/accepted', {}, { code: invitation })
  await hub.call('zweite', 'DELETE /offices/:office/members/:member', { office, member: members[0]!.ref })
  await assert.rejects(hub.call('ost', 'GET /offices/:office', { office }), code('maturity/office-unknown'))
  await hub.assess('zweite', office, '2026-11-01', () => 0)
  assert.equal((await hub.call('zweite', 'DELETE /offices/:office', { office })).status, 204)
  assert.deepEqual(await hub.json('editor', 'GET /offices'), { mine: [], managed: [] })
})
