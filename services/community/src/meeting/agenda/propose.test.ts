import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { framingMinutes, proposeAgenda, type WaitingCard } from './propose.ts'

const card = (id: string, more: Partial<WaitingCard> = {}): WaitingCard => ({ id, topic: '', spoke: '', since: 0, ...more })

test('who has not spoken for longest comes first and brings its topic along', () => {
  const { order, minutes, over } = proposeAgenda([
    card('spoke lately', { spoke: '2026-11-01T08:00:00.000Z' }), card('never, late', { since: 2 }), card('long ago, staff', { spoke: '2026-01-01T08:00:00.000Z', topic: 'staff' }),
    card('lately, staff', { spoke: '2026-11-02T08:00:00.000Z', topic: 'staff' }), card('never, early', { since: 1 }),
  ], 90)
  assert.deepEqual(order, ['never, early', 'never, late', 'long ago, staff', 'lately, staff', 'spoke lately'])
  assert.deepEqual([minutes, over], [15, 0])
})

test('each card stands in it once, the time is enough for those it is given to, and a topic is heard in one piece', () => {
  const cards = fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1 }), topic: fc.constantFrom('', 'staff', 'security', 'citizens'), spoke: fc.constantFrom('', '2026-01-01T08:00:00.000Z', '2026-06-01T08:00:00.000Z'), since: fc.nat() }), { selector: ({ id }) => id, maxLength: 60 })
  fc.assert(fc.property(cards, fc.integer({ min: 15, max: 480 }), (waiting, length) => {
    const { order, minutes, over } = proposeAgenda(waiting, length)
    assert.deepEqual(order.toSorted(), waiting.map(({ id }) => id).toSorted())
    assert.ok((order.length - over) * minutes + framingMinutes <= Math.max(length, framingMinutes))
    const heard = order.map((id) => waiting.find((one) => one.id === id)!.topic).filter((topic, at, all) => topic !== '' && topic !== all[at - 1])
    assert.equal(new Set(heard).size, heard.length)
  }))
})
