import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import type { RouteAnswer } from '@steckwerk/plug'
import { checkedRouteAnswer } from './checked-route-answer.ts'

const refused = (code: string) => (thrown: unknown): boolean => thrown instanceof Fault && thrown.code === `plugboard/${code}`

test('JSON is written out once, as it will travel', () => {
  assert.deepEqual(checkedRouteAnswer({ status: 200, json: { a: 1, b: undefined } }), { status: 200, headers: {}, text: '{"a":1}' })
  assert.deepEqual(checkedRouteAnswer({ status: 204 }), { status: 204, headers: {} })
})

test('what has no JSON, too much of it, or is no answer is the service\'s failure', () => {
  const circular: { self?: unknown } = {}
  circular.self = circular
  const bad = [{ status: 200, json: circular }, { status: 200, json: () => 1 }, { status: 200, json: 1n }, { status: 500 }, { status: 200, headers: { location: '//elsewhere' } }, undefined] as unknown as RouteAnswer[]
  for (const answer of bad) assert.throws(() => checkedRouteAnswer(answer), refused('answer-nonsense'))
  assert.throws(() => checkedRouteAnswer({ status: 200, json: 'x'.repeat(2 * 1024 * 1024) }), refused('answer-size'))
})
