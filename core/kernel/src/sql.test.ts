import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ident, joinSql, sql } from './sql.ts'

test('values become parameters in the order they appear, through nested fragments', () => {
  const condition = joinSql([sql`a = ${1}`, sql`b = ${"x'; drop table y"}`])
  const statement = sql`select * from ${ident('st.re"s')} where ${condition} limit ${20}`
  assert.equal(statement.text, 'select * from "st"."re""s" where a = $1 and b = $2 limit $3')
  assert.deepEqual(statement.values, [1, "x'; drop table y", 20])
})

test('an empty list joins to nothing', () => {
  assert.equal(sql`select 1 ${joinSql([])}`.text, 'select 1 ')
})

test('an object that only looks like a fragment is bound as a value', () => {
  const forged = { text: 'now()', values: [], strings: ['now()'], parts: [] }
  assert.equal(sql`select ${forged}`.text, 'select $1')
})
