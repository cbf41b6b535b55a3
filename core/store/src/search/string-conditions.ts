import { fold, type Condition } from '@steckwerk/fhir'
import { joinSql, sql, type Sql } from '@steckwerk/kernel'
import type { One } from './compiled.ts'
import type { Driver } from './drivers.ts'
import type { Scope } from './scope.ts'
import { containsPattern, exactPiece, keyText, startsPiece, stringGroup } from './string-records.ts'

/** The last code point there is: everything that begins with a text sorts below the text followed by it. */
const last = '\u{10ffff}'

export function strings({ hash, tenant, type, row }: Scope, condition: Condition & { kind: 'string' }): One {
  const { param, match } = condition
  const holds = (value: string): Sql => {
    if (match === 'contains') return sql`${row}.strings ~ ${containsPattern(param, fold(value))}`
    return sql`strpos(${row}.strings, ${match === 'exact' ? exactPiece(param, fold(value), value) : startsPiece(param, fold(value))}) > 0`
  }
  const filter = sql`(${joinSql(condition.values.map(holds), ' or ')})`
  if (match === 'contains') return { filter }
  const h = hash.of(tenant, type, 'string', stringGroup(param))
  const drivers = condition.values.map((value): Driver => {
    const from = keyText(fold(value))
    return { kind: 'string', range: match === 'exact' ? sql`s.h = ${h} and s.v = ${from}` : sql`s.h = ${h} and s.v >= ${from} and s.v < ${from + last}` }
  })
  return { filter, drivers: drivers.length === 1 ? drivers : [{ kind: 'either', of: drivers.map((driver) => [driver]) }] }
}
