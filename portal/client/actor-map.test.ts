import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { actorMap, nextMark, type Placed } from './actor-map.ts'

const size = { width: 640, height: 480 }
const one = (id: string, longitude: number, latitude: number, city = 'Ort'): Placed => ({ id, kind: 'other', city, position: { longitude, latitude } })
const region = [one('a', 7, 51), one('b', 7.5, 51.3, 'Nord'), one('c', 7.5004, 51.3003, 'Nord'), one('d', 7.2, 51.1), one('e', 7.2, 51.1)]

test('north is up, east is right, all stand inside; who lies close is one mark, who lies at one place stands around it', () => {
  const { marks, towns, scale } = actorMap(region, size)
  const of = (id: string) => marks.find(({ ids }) => ids.includes(id))!
  assert.ok(of('b').y < of('a').y && of('b').x > of('a').x)
  assert.deepEqual(of('d').ids, ['d'])
  assert.ok(Math.hypot(of('d').x - of('e').x, of('d').y - of('e').y) > 20)
  assert.deepEqual(towns.map(({ name }) => name), ['Ort', 'Nord'])
  assert.ok(scale.px > 40 && scale.px <= 160 && scale.km === 10, JSON.stringify(scale))
})

test('one may stand alone, where it is', () => {
  const close = [one('a', 7, 51), one('b', 7.5, 51.3), ...Array.from({ length: 12 }, (_, at) => one(`n${at}`, 7.4 + at / 2000, 51.2))]
  const { marks } = actorMap(close, size, { alone: 'n3' })
  assert.deepEqual(marks.map(({ ids }) => ids.length), [1, 1, 11, 1])
  assert.deepEqual(marks.at(-1)!.ids, ['n3'])
})

test('going near tells apart what was one', () => {
  const close = [one('a', 7, 51), one('b', 7.5, 51.3), ...Array.from({ length: 12 }, (_, at) => one(`n${at}`, 7.4 + at / 2000, 51.2 + (at % 4) / 2000))]
  const cluster = actorMap(close, size).marks.find(({ ids }) => ids.length > 1)!
  assert.equal(cluster.ids.length, 12)
  assert.ok(actorMap(close, size, { near: cluster.ids }).marks.length > 6)
})

test('nobody is lost or doubled, wherever they are, and everybody is inside', () => {
  const anywhere = fc.array(fc.record({ longitude: fc.double({ min: 5, max: 16, noNaN: true }), latitude: fc.double({ min: 45, max: 56, noNaN: true }) }), { maxLength: 60 })
  fc.assert(fc.property(anywhere, positions => {
    const all = positions.map((position, at): Placed => ({ id: String(at), kind: 'other', city: '', position }))
    const { marks } = actorMap(all, size)
    assert.deepEqual(marks.flatMap(({ ids }) => ids).toSorted(), all.map(({ id }) => id).toSorted())
    for (const { x, y } of marks) assert.ok(x > -60 && x < size.width + 60 && y > -60 && y < size.height + 60)
  }), { numRuns: 200 })
})

test('arrow keys go to the nearest in their direction', () => {
  const marks = [{ ids: ['a'], x: 0, y: 0 }, { ids: ['b'], x: 50, y: 5 }, { ids: ['c'], x: 40, y: 90 }]
  assert.equal(nextMark(marks, 0, 'ArrowRight'), 1)
  assert.equal(nextMark(marks, 0, 'ArrowDown'), 2)
  assert.equal(nextMark(marks, 0, 'ArrowLeft'), undefined)
  assert.equal(nextMark(marks, 0, 'Enter'), undefined)
})
