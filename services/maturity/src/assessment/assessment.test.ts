import { Fault } from '@steckwerk/kernel'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { radarOf } from '../chart/radar.ts'
import { itemsOf, valueWords } from '../model/model.ts'
import { builtInModels } from '../model/models.ts'
import { complete, noAnswer, openItems, type Answer, type Assessment, type KeptAnswer } from './assessment.ts'
import { merge } from './merge.ts'
import { resultOf, valueOf } from './result.ts'
import { progressOf, targetWords, type Completed, type Target } from './target.ts'

const model = builtInModels[0]!
const empty: Assessment = { model: 'oegd', modelVersion: 1, kind: 'yearly', day: '2026-11-01', team: [], answers: {} }
const code = (wanted: string) => (thrown: unknown): boolean => thrown instanceof Fault && thrown.code === wanted
const says = (value: number | null): Answer => ({ ...noAnswer, value })
const kept = (value: number): KeptAnswer => ({ ...says(value), by: 'A. Muster', at: '2026-11-01T08:00:00.000Z' })
const answered = (of: (item: string) => number): Assessment => ({ ...empty, answers: Object.fromEntries(itemsOf(model).map((item) => [item.code, kept(of(item.code))])) })

test('eight dimensions in six states, and seven of a hundred points', () => {
  assert.deepEqual([model.dimensions.length, model.scale.states?.length, builtInModels[1]!.dimensions.length], [8, 6, 7])
  assert.ok(model.dimensions.every(({ items }) => items.length >= 2 && items.length <= 5))
  assert.deepEqual([valueWords(model, -1, 'de'), valueWords(model, 4, 'en'), valueWords(builtInModels[1]!, 33, 'de'), valueWords(model, null, 'de')], ['Keine Stufe erreicht', 'Level 4', '33 Punkte', 'noch offen'])
})

test('a dimension has reached what all of its parts have; one open part leaves it open', () => {
  const result = resultOf(model, answered((item) => (item === 'staff.skills' ? -1 : item === 'staff.support' ? 4 : 2)))
  assert.deepEqual([valueOf(result, 'staff'), valueOf(result, 'strategy'), result.overall], [-1, 2, undefined])
  const { 'strategy.goals': _, ...rest } = answered(() => 2).answers
  assert.equal(valueOf(resultOf(model, { ...empty, answers: rest }), 'strategy'), null)
  const radar = builtInModels[1]!
  const points = { ...empty, model: 'digital-radar', answers: Object.fromEntries(itemsOf(radar).map((item, index) => [item.code, kept(30 + index)])) }
  assert.deepEqual([resultOf(radar, points).overall, valueOf(resultOf(radar, points), 'exchange')], [33, 34])
})

test('completed only when nothing is open, and then for good', () => {
  assert.equal(openItems(model, empty).length, itemsOf(model).length)
  assert.throws(() => complete(model, empty, '2026-11-02T08:00:00.000Z'), code('maturity/incomplete'))
  const done = complete(model, answered(() => 1), '2026-11-02T08:00:00.000Z')
  assert.throws(() => merge(model, done, [{ item: 'staff.skills', was: says(1), now: says(2) }], 'B', '2026-11-02T09:00:00.000Z'), code('maturity/completed'))
})

test('two at once lose nothing: other questions join, the same question is a conflict that names both', () => {
  const at = '2026-11-02T09:00:00.000Z'
  const first = merge(model, empty, [{ item: 'staff.skills', was: noAnswer, now: says(2) }], 'A. Muster', at).assessment
  const second = merge(model, first, [{ item: 'staff.skills', was: noAnswer, now: says(3) }, { item: 'staff.support', was: noAnswer, now: says(1) }], 'B. Beispiel', at)
  assert.deepEqual(second.assessment.answers, { 'staff.skills': { ...says(2), by: 'A. Muster', at }, 'staff.support': { ...says(1), by: 'B. Beispiel', at } })
  assert.deepEqual(second.conflicts, [{ item: 'staff.skills', theirs: { ...says(2), by: 'A. Muster', at }, yours: says(3) }])
  const decided = merge(model, second.assessment, [{ item: 'staff.skills', was: says(2), now: says(3) }], 'B. Beispiel', at)
  assert.deepEqual([decided.conflicts, decided.assessment.answers['staff.skills']?.by], [[], 'B. Beispiel'])
  assert.deepEqual(merge(model, first, [{ item: 'staff.skills', was: noAnswer, now: says(2) }], 'B. Beispiel', at), { assessment: first, conflicts: [] })
  assert.throws(() => merge(model, empty, [{ item: 'staff.skills', was: noAnswer, now: says(5) }], 'A', at), code('maturity/value'))
  assert.throws(() => merge(model, empty, [{ item: 'nothing', was: noAnswer, now: says(1) }], 'A', at), code('maturity/item-unknown'))
})

test('targets: two dimensions up by two levels, and one up to a level', () => {
  const at = (id: string, day: string, of: (item: string) => number): Completed => ({ id, day, kind: 'yearly', result: resultOf(model, answered(of)) })
  const completed = [at('a', '2025-11-01', () => 1), at('b', '2026-05-01', (item) => (item.startsWith('staff.') ? 3 : 1)), at('c', '2026-11-01', (item) => (item.startsWith('staff.') || item.startsWith('security.') ? 3 : 2))]
  const rise: Target = { goal: { kind: 'rise', dimensions: 2, by: 2 }, from: 'a', until: '2026-12-31', note: '' }
  assert.deepEqual(progressOf(rise, completed, '2026-11-22'), { state: 'reached', on: '2026-11-01', now: 2, dimensions: ['staff', 'security'] })
  assert.deepEqual(progressOf({ ...rise, until: '2026-10-31' }, completed, '2026-11-22'), { state: 'missed', now: 1, dimensions: ['staff'] })
  assert.deepEqual(progressOf({ ...rise, until: '2026-10-31' }, completed, '2026-10-31'), { state: 'open', now: 1, dimensions: ['staff'] })
  const reach: Target = { goal: { kind: 'reach', dimension: 'staff', value: 4 }, from: 'a', until: '2027-12-31', note: '' }
  assert.deepEqual(progressOf(reach, completed, '2026-11-22'), { state: 'open', now: 3, dimensions: ['staff'] })
  assert.deepEqual(progressOf({ ...reach, from: 'gone' }, completed, '2026-11-22'), { state: 'open', now: 0, dimensions: [] })
  assert.deepEqual([targetWords(model, rise, 'de'), targetWords(model, reach, 'en')], ['2 Dimensionen steigen um 2 Stufen', '“Staff” reaches Level 4'])
})

test('the radar: every value has its ring, a missing value opens the line', () => {
  const { rings, axes, shapes } = radarOf(model, [[4, 4, 4, 4, 4, 4, 4, 4], [-1, null, 4, 0, 1, 2, 3, 4]], 'de')
  assert.deepEqual([rings.length, axes.length, axes[0]!.label, axes[0]!.at.anchor], [6, 8, 'Strategie', 'middle'])
  assert.equal(shapes[0]!.path, rings.at(-1)!.path)
  assert.ok(!shapes[1]!.path.includes('Z') && shapes[1]!.points.length === 7)
})
