import assert from 'node:assert/strict'
import { test } from 'node:test'
import { builtInModels } from './model/models.ts'
import { code, houses } from './testing/houses.ts'
import type { ResultView } from './view/result-view.ts'

const staff = (view: ResultView) => view.dimensions.find((one) => one.code === 'staff')!

test('houses that agreed are named to those two levels behind, in that dimension alone, until they withdraw', async () => {
  const { call, json, house } = await houses()
  const near = await house('nah', () => 2)
  const far = await house('weit', () => 3)
  const own = await house('eigen', () => 1)
  const result = () => json<ResultView>('eigen', 'GET /offices/:office/assessments/:assessment/result', own)
  assert.ok((await result()).dimensions.every(({ helpers }) => helpers.length === 0))
  await call('nah', 'PUT /offices/:office/helps', near, { helps: ['oegd/staff'] })
  await call('weit', 'PUT /offices/:office/helps', far, { helps: ['oegd/staff'] })
  await assert.rejects(call('weit', 'PUT /offices/:office/helps', far, { helps: ['oegd/nothing'] }), code('maturity/body'))
  const { dimensions } = await result()
  assert.deepEqual(dimensions.filter(({ helpers }) => helpers.length > 0).map((one) => [one.code, one.helpers.map(({ name }) => name)]), [['staff', ['Gesundheitsamt weit']]])

  const question = { to: far.office, model: 'oegd', dimension: 'staff', text: 'Wie habt ihr das gemacht?' }
  await assert.rejects(call('eigen', 'POST /offices/:office/questions', own, { ...question, dimension: 'security' }), code('maturity/not-helping'))
  const { id } = await json<{ id: string }>('eigen', 'POST /offices/:office/questions', own, question)
  await assert.rejects(call('nah', 'PUT /offices/:office/questions/:question', { ...near, question: id }, { answer: 'Ich?' }), code('maturity/question-unknown'))
  await call('weit', 'PUT /offices/:office/questions/:question', { ...far, question: id }, { answer: 'Mit Lerneinheiten.' })
  const { sent } = await json<{ sent: { to: string; answer: string; dimension: string }[] }>('eigen', 'GET /offices/:office/others', own)
  assert.deepEqual(sent.map(({ to, answer, dimension }) => [to, answer, dimension]), [['Gesundheitsamt weit', 'Mit Lerneinheiten.', 'Mitarbeitende']])
  assert.deepEqual((await json<{ sent: unknown[]; received: unknown[] }>('nah', 'GET /offices/:office/others', near)).received, [])
  // Trying out answers tells nothing: the year that counts does.
  const { id: trial } = await json<{ id: string }>('eigen', 'POST /offices/:office/assessments', own, { model: 'oegd', kind: 'interim', day: '2026-11-20' })
  const tried = { item: 'staff.skills', was: { value: null, comment: '', evidence: [] }, now: { value: 4, comment: '', evidence: [] } }
  await call('eigen', 'POST /offices/:office/assessments/:assessment/answers', { ...own, assessment: trial }, { changes: [tried] })
  assert.deepEqual(staff(await json<ResultView>('eigen', 'GET /offices/:office/assessments/:assessment/result', { ...own, assessment: trial })).helpers.map(({ name }) => name), ['Gesundheitsamt weit'])
  await call('weit', 'PUT /offices/:office/helps', far, { helps: [] })
  assert.deepEqual(staff(await result()).helpers, [])
  await assert.rejects(call('eigen', 'POST /offices/:office/questions', own, question), code('maturity/not-helping'))
})

test('one house shows another one result for a time: values without comments, told of each look, withdrawn at once', async () => {
  const { call, json, house, clock } = await houses()
  const giver = await house('geber', () => 3)
  const seer = await house('seher', () => 1)
  const third = await house('dritter', () => 1)
  const { code: shared } = await json<{ code: string }>('geber', 'POST /offices/:office/assessments/:assessment/shares', giver, { days: 30 })
  await assert.rejects(call('geber', 'POST /offices/:office/shares/accepted', giver, { code: shared }), code('maturity/share'))
  const { share } = await json<{ share: string }>('seher', 'POST /offices/:office/shares/accepted', seer, { code: shared })
  await assert.rejects(call('dritter', 'POST /offices/:office/shares/accepted', third, { code: shared }), code('maturity/share'))
  await assert.rejects(call('dritter', 'POST /offices/:office/shares/:share/seen', { ...third, share }), code('maturity/share'))
  const seen = await json<ResultView & { office: string }>('seher', 'POST /offices/:office/shares/:share/seen', { ...seer, share })
  assert.deepEqual([seen.office, staff(seen).now.words, seen.team, seen.history.length, staff(seen).items, JSON.stringify(seen).includes('Geheim')], ['Gesundheitsamt geber', 'Stufe 3', [], 1, [], false])
  const { given } = await json<{ given: { to: string; views: { by: string }[] }[] }>('geber', 'GET /offices/:office/others', giver)
  assert.deepEqual(given.map(({ to, views }) => [to, views.map(({ by }) => by)]), [['Gesundheitsamt seher', ['seher']]])
  clock.at += 31 * 86_400_000
  await assert.rejects(call('seher', 'POST /offices/:office/shares/:share/seen', { ...seer, share }), code('maturity/share'))
  clock.at -= 31 * 86_400_000
  await call('geber', 'DELETE /offices/:office/shares/:share', { ...giver, share })
  await assert.rejects(call('seher', 'POST /offices/:office/shares/:share/seen', { ...seer, share }), code('maturity/share'))
  // A house that is deleted leaves nothing with others.
  const next = await json<{ code: string }>('geber', 'POST /offices/:office/assessments/:assessment/shares', giver, { days: 30 })
  await call('seher', 'POST /offices/:office/shares/accepted', seer, { code: next.code })
  await call('seher', 'DELETE /offices/:office', seer)
  assert.deepEqual((await json<{ given: unknown[] }>('geber', 'GET /offices/:office/others', giver)).given, [])
})

test('a network brings a model: what is wrong is told with its place, versions follow each other, and assessments keep theirs', async () => {
  const { call, json, house } = await houses()
  const [{ dimensions, ...own }] = builtInModels as unknown as [Record<string, unknown> & { dimensions: readonly object[] }]
  const bring = (model: unknown, check = false) => json<{ problems: { at: string; text: string }[]; saved: boolean; preview?: { dimensions: unknown[] } }>('editor', 'POST /models', {}, { model, check })
  assert.deepEqual((await bring({ ...own, id: 'revier', dimensions: dimensions.slice(0, 2), extra: 1 })).problems.map(({ at }) => at), ['dimensions', ''])
  assert.deepEqual((await bring({ ...own, dimensions })).problems, [{ at: 'id', text: 'So heißt schon ein mitgeliefertes Modell; wählen Sie einen anderen Code' }])
  const mine = { ...own, id: 'revier', version: 1, dimensions: dimensions.slice(0, 3) }
  assert.deepEqual([(await bring(mine, true)).saved, (await bring(mine, true)).preview?.dimensions.length], [false, 3])
  assert.equal((await bring(mine)).saved, true)
  assert.match((await bring(mine)).problems[0]!.text, /nächste Version ist 2/)
  const { office, assessment } = await house('revier', () => 2, 'revier')
  await bring({ ...mine, version: 2, dimensions: dimensions.slice(0, 4) })
  const view = await json<ResultView>('revier', 'GET /offices/:office/assessments/:assessment/result', { office, assessment })
  assert.equal(view.dimensions.length, 3)
  await call('editor', 'PUT /models/:model', { model: 'revier' }, { retired: true })
  await assert.rejects(call('revier', 'POST /offices/:office/assessments', { office }, { model: 'revier', kind: 'interim', day: '2026-11-20' }), code('maturity/model-unknown'))
  assert.equal((await json<ResultView>('revier', 'GET /offices/:office/assessments/:assessment/result', { office, assessment })).dimensions.length, 3)
})
