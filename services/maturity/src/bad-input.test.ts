/** Years that are there already, days to come, versions that went on, and two at once. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { builtInModels } from './model/models.ts'
import { code, houses, none } from './testing/houses.ts'

const year = { model: 'oegd', kind: 'yearly', day: '2026-11-01' }

test('one yearly assessment a year and model: of two who begin it at once, one is told; what is deleted makes room, with its targets', async () => {
  const { call, json, office: newOffice, assess } = await houses()
  const office = await newOffice('haus')
  const begun = await Promise.allSettled([0, 1].map(() => call('haus', 'POST /offices/:office/assessments', { office }, year)))
  assert.deepEqual(begun.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
  await assert.rejects(call('haus', 'POST /offices/:office/assessments', { office }, { ...year, day: '2026-01-31' }), code('maturity/year-exists'))
  for (const other of [{ ...year, kind: 'interim' }, { ...year, model: 'digital-radar' }, { ...year, day: '2024-12-31' }]) await call('haus', 'POST /offices/:office/assessments', { office }, other)
  const from = await assess('haus', office, '2025-11-01', () => 1)
  await call('haus', 'POST /offices/:office/targets', { office }, { goal: { kind: 'rise', dimensions: 2, by: 2 }, from, until: '2026-12-31' })
  await call('haus', 'DELETE /offices/:office/assessments/:assessment', { office, assessment: from })
  assert.deepEqual((await json<{ targets: unknown[] }>('haus', 'GET /offices/:office', { office })).targets, [])
  await assess('haus', office, '2025-11-01', () => 2)
})

test('no assessment of a day to come, of no day, or by a model that is not offered', async () => {
  const { call, office: newOffice } = await houses()
  const office = await newOffice('haus')
  const start = (more: object): Promise<unknown> => call('haus', 'POST /offices/:office/assessments', { office }, { ...year, ...more })
  await assert.rejects(start({ day: '2026-11-24' }), code('maturity/day'))
  await assert.rejects(start({ day: '2026-02-30' }), code('maturity/body'))
  await assert.rejects(start({ model: 'nirgends' }), code('maturity/model-unknown'))
  await assert.rejects(start({ team: Array.from({ length: 41 }, () => 'A') }), code('maturity/body'))
})

test('a model that goes on meanwhile: what was begun keeps its version, its Excel file and its targets; where one may be asked is still withdrawn', async () => {
  const { call, json, office: newOffice, assess } = await houses()
  const [{ dimensions, ...own }] = builtInModels as unknown as [Record<string, unknown> & { dimensions: readonly { items: readonly { code: string }[] }[] }]
  const bring = (version: number, count: number): Promise<unknown> => call('editor', 'POST /models', {}, { model: { ...own, id: 'revier', version, dimensions: dimensions.slice(0, count) }, check: false })
  await bring(1, 4)
  const office = await newOffice('haus')
  const from = await assess('haus', office, '2025-11-01', () => 1, 'revier')
  const { id } = await json<{ id: string }>('haus', 'POST /offices/:office/assessments', { office }, { ...year, model: 'revier' })
  const at = { office, assessment: id }
  const sheet = (await call('haus', 'GET /offices/:office/assessments/:assessment/sheet', at)).file!.content as Uint8Array
  await call('haus', 'PUT /offices/:office/helps', { office }, { helps: ['revier/security'] })
  await bring(2, 3)
  const lost = dimensions[3]!.items[0]!.code
  await call('haus', 'POST /offices/:office/assessments/:assessment/answers', at, { changes: [{ item: lost, was: none, now: { ...none, value: 2 } }] })
  const read = (await call('haus', 'POST /offices/:office/assessments/:assessment/sheet', at, undefined, sheet)).json as { changes: unknown[]; conflicts: { item: string }[] }
  assert.deepEqual([read.changes, read.conflicts.map(({ item }) => item)], [[], [lost]])
  await call('haus', 'POST /offices/:office/targets', { office }, { goal: { kind: 'reach', dimension: 'security', value: 3 }, from, until: '2026-12-31' })
  const { models, assessments } = await json<{ models: { id: string; version: number; offered: boolean; dimensions: unknown[] }[]; assessments: { modelVersion: number }[] }>('haus', 'GET /offices/:office', { office })
  assert.deepEqual(models.filter((one) => one.id === 'revier').map(({ version, offered, dimensions: all }) => [version, offered, all.length]), [[2, true, 3], [1, false, 4]])
  assert.deepEqual(assessments.map(({ modelVersion }) => modelVersion), [1, 1])
  await call('editor', 'PUT /models/:model', { model: 'revier' }, { retired: true })
  const { possible } = await json<{ possible: { model: string; dimensions: { key: string }[] }[] }>('haus', 'GET /offices/:office/others', { office })
  assert.ok(possible.find(({ model }) => model === 'revier')!.dimensions.some(({ key }) => key === 'revier/security'))
  await call('haus', 'PUT /offices/:office/helps', { office }, { helps: [] })
  // The new version is another model to the year: who has none by it may begin one.
  await call('editor', 'PUT /models/:model', { model: 'revier' }, { retired: false })
  await call('haus', 'POST /offices/:office/assessments', { office }, { ...year, model: 'revier' })
})

test('two who save at once lose nothing; a team that changed meanwhile, and one who completes over new answers, are told', async () => {
  const { call, json, office: newOffice } = await houses()
  const office = await newOffice('haus')
  const { id } = await json<{ id: string }>('haus', 'POST /offices/:office/assessments', { office }, year)
  const at = { office, assessment: id }
  const items = ['strategy.goals', 'strategy.means', 'staff.skills', 'staff.support', 'security.access']
  const known = (await json<{ model: { dimensions: { items: { code: string }[] }[] } }>('haus', 'GET /offices/:office/assessments/:assessment', at)).model.dimensions.flatMap((one) => one.items.map((item) => item.code))
  const used = known.filter((item) => items.includes(item) || item.startsWith('citizens.'))
  await Promise.all(used.map((item, value) => call('haus', 'POST /offices/:office/assessments/:assessment/answers', at, { changes: [{ item, was: none, now: { ...none, value: value % 5 } }] })))
  const { answers } = await json<{ answers: Record<string, { value: number }> }>('haus', 'GET /offices/:office/assessments/:assessment', at)
  assert.deepEqual(used.map((item) => answers[item]?.value), used.map((_, value) => value % 5))
  await assert.rejects(call('haus', 'PUT /offices/:office/assessments/:assessment/team', at, { version: 1, team: ['A'] }), code('plug/document-changed'))
  await assert.rejects(call('haus', 'POST /offices/:office/assessments/:assessment/answers', at, { changes: [{ item: used[0], was: none, now: { ...none, comment: 'a'.repeat(4001) } }] }), code('maturity/body'))
  await assert.rejects(call('haus', 'POST /offices/:office/assessments/:assessment/sheet', at, undefined, new Uint8Array(0)), code('maturity/sheet'))
})
