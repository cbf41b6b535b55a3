import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ageOf } from './age.ts'

const now = new Date(2026, 10, 21, 14, 2)

test('days, then months, then years; nothing for nonsense and the future', () => {
  const cases: readonly (readonly [string | undefined, string | undefined])[] = [
    ['2026-11-21', '0 day'], ['2026-11-20', '1 day'], ['2026-10-22', '30 day'], ['2026-10-21', '1 month'], ['2024-11-22', '23 month'],
    ['2024-11-21', '2 year'], ['1957-11-21', '69 year'], ['1957-11-22', '68 year'], ['1957-12', '68 year'], ['1957', '69 year'],
    ['2026-11-22', undefined], ['2030', undefined], ['unknown', undefined], [undefined, undefined],
  ]
  for (const [birthDate, expected] of cases) {
    const age = ageOf(birthDate, now)
    assert.equal(age === undefined ? undefined : `${age.value} ${age.unit}`, expected, String(birthDate))
  }
})
