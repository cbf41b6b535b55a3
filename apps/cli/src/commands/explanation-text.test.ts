import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explanationText } from './explanation-text.ts'

test('way, reason, result, drivers and each statement with its plan', () => {
  const text = explanationText({
    route: 'collect', reason: 'The rarest token is rare.', rows: 3,
    drivers: [{ kind: 'token code', candidates: 12, chosen: true }, { kind: 'date', chosen: false }],
    statements: [{ text: 'select id\nfrom st.res', plan: ['Limit  (rows=3)', '  ->  Bitmap Heap Scan'], ms: 1.234 }, { text: 'select 1', plan: [], ms: 20.6 }],
  })
  assert.equal(text, `Way      collect: candidates by one index, then sorted
Why      The rarest token is rare.
Result   3 rows, 22 ms in the database

Ways to candidates (* = taken)
  * token code  12 candidates
    date        frequent or not counted

Statement 1, 1.23 ms
  select id
  from st.res
  Plan
    Limit  (rows=3)
      ->  Bitmap Heap Scan

Statement 2, 21 ms
  select 1
  Plan`)
})

test('a search that cannot match has no statements', () => {
  assert.equal(explanationText({ route: 'none', reason: 'No such value.', drivers: [], statements: [], rows: 0 }),
    'Way      none: nothing can match\nWhy      No such value.\nResult   0 rows, 0.00 ms in the database')
})
