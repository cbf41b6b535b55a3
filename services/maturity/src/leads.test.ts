import { Fault } from '@steckwerk/kernel'
import type { RouteAnswer, RunningPlug } from '@steckwerk/plug'
import { routeCall, testHost } from '@steckwerk/plug/testing'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { builtInModels } from './model/models.ts'
import { maturityPlug } from './maturity-plug.ts'
import type { ResultView } from './view/result-view.ts'

const clock = { at: Date.parse('2026-11-22T10:00:00Z'), now() { return this.at++ } }
const code = (wanted: string) => (thrown: unknown): boolean => thrown instanceof Fault && thrown.code === wanted

async function setting() {
  const running: RunningPlug = await maturityPlug.start(testHost({ clock }))
  const call = (who: string, route: string, params: Record<string, string> = {}, body?: unknown): Promise<RouteAnswer> => running.route!(routeCall({
    carrier: 'alpha', route, params, body, caller: { account: `Account/${who}`, name: who, permissions: who === 'editor' ? ['network.edit'] : [] },
  }))
  const json = async <Json>(...given: Parameters<typeof call>): Promise<Json> => (await call(...given)).json as Json
  /** A house with one completed year. */
  async function house(who: string, of: (item: string) => number, model = 'oegd'): Promise<{ office: string; assessment: string }> {
    const { id: office } = await json<{ id: string }>('editor', 'POST /offices', {}, { name: `Gesundheitsamt ${who}` })
    const { code: invitation } = await json<{ code: string }>('editor', 'POST /offices/:office/invitations', { office })
    await call(who, 'POST /invitations/accepted', {}, { code: invitation })
    const { id: assessment } = await json<{ id: string }>(who, 'POST /offices/:office/assessments', { office }, { model, kind: 'yearly', day: '2026-11-01', team: ['A. Muster'] })
    const { model: sheet } = await json<{ model: { dimensions: { items: { code: string }[] }[] } }>(who, 'GET /offices/:office/assessments/:assessment', { office, assessment })
    const changes = sheet.dimensions.flatMap(({ items }) => items).map((item) => ({ item: item.code, was: { value: null, comment: '', evidence: [] }, now: { value: of(item.code), comment: 'Geheim', evidence: ['Protokoll 3'] } }))
    const { version } = await json<{ version: number }>(who, 'POST /offices/:office/assessments/:assessment/answers', { office, assessment }, { changes })
    await call(who, 'POST /offices/:office/assessments/:assessment/completed', { office, assessment }, { version })
    return { office, assessment }
  }
  return { call, json, house }
}

const staff = (view: ResultView) => view.dimensions.find((one) => one.code === 'staff')!

test('houses that agreed are named to those two levels behind, in that dimension alone, until they withdraw', async () => {
  const { call, json, house } = await setting()
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
  await call('weit', 'PUT /offices/:office/helps', far, { helps: [] })
  assert.deepEqual(staff(await result()).helpers, [])
  await assert.rejects(call('eigen', 'POST /offices/:office/questions', own, question), code('maturity/not-helping'))
})

test('one house shows another one result for a time: values without comments, told of each look, withdrawn at once', async () => {
  const { call, json, house } = await setting()
  const giver = await house('geber', () => 3)
  const seer = await house('seher', () => 1)
  const third = await house('dritter', () => 1)
  const { code: shared } = await json<{ code: string }>('geber', 'POST /offices/:office/assessments/:assessment/shares', giver, { days: 30 })
  await assert.rejects(call('geber', 'POST /offices/:office/shares/accepted', giver, { code: shared }), code('maturity/share'))
  const { share } = await json<{ share: string }>('seher', 'POST /offices/:office/shares/accepted', seer, { code: shared })
  await assert.rejects(call('dritter', 'POST /offices/:office/shares/accepted', third, { code: shared }), code('maturity/share'))
  await assert.rejects(call('dritter', 'POST /offices/:office/shares/:share/seen', { ...third, share }), code('maturity/share'))
  const seen = await json<ResultView & { office: string }>('seher', 'POST /offices/:office/shares/:share/seen', { ...seer, share })
  assert.deepEqual([seen.office, staff(seen).now.words, seen.team, seen.history.length, JSON.stringify(seen).includes('Geheim')], ['Gesundheitsamt geber', 'Stufe 3', [], 1, false])
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
  const { call, json, house } = await setting()
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
