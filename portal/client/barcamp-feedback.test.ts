import assert from 'node:assert/strict'
import { test } from 'node:test'
import { figuresOf } from './barcamp-feedback.ts'

test('feedback by session, the event beside, empty remarks left out', () => {
  const given = [{ pitch: 'a', stars: 5, text: 'Gut' }, { pitch: 'a', stars: 2, text: '' }, { pitch: '', stars: 4, text: '' }]
  assert.deepEqual([...figuresOf(given)], [
    ['a', { count: 2, mean: 3.5, stars: [0, 1, 0, 0, 1], texts: ['Gut'] }],
    ['', { count: 1, mean: 4, stars: [0, 0, 0, 1, 0], texts: [] }],
  ])
})
