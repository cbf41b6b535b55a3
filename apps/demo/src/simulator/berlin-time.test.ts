import assert from 'node:assert/strict'
import { test } from 'node:test'
import { berlinTime } from './berlin-time.ts'

test('wall time follows summer time', () => {
  const cases: Record<string, string> = {
    '2026-01-31T23:30:15Z': '20260201003015',
    '2026-07-01T12:00:00Z': '20260701140000',
    '2026-03-29T00:59:59Z': '20260329015959',
    '2026-03-29T01:00:00Z': '20260329030000',
    '2026-10-25T00:59:59Z': '20261025025959',
    '2026-10-25T01:00:00Z': '20261025020000',
    '1949-05-06T22:00:00Z': '19490507000000',
  }
  for (const [instant, wall] of Object.entries(cases)) assert.equal(berlinTime(new Date(instant)), wall, instant)
})
