import { joinSql, sql, type Sql } from '@steckwerk/kernel'
import { toInstant, exact } from '../search/instants.ts'
import { hasToken } from '../search/token-conditions.ts'
import type { SetOfType } from './prepared-view.ts'

/** Rows that a filter speaks of: of which types, and by what name. */
export interface Rows {
  readonly name: Sql
  /** The set for each of the types there may be among them; one at least. */
  readonly of: readonly SetOfType[]
}

const or = (some: readonly Sql[]): Sql => (some.length === 1 ? some[0]! : sql`(${joinSql(some, ' or ')})`)

/** When permits count. Instants in milliseconds since 1970 UTC. */
interface Span {
  readonly begun: number
  readonly endedAfter: number
}

const micro = (ms: number): bigint => exact(toInstant(ms * 1000))

export const inForce = ({ begun, endedAfter }: Span): Sql => sql`g.lo <= ${micro(begun)}::int8 and g.hi >= ${micro(endedAfter)}::int8`
export const admittedSpan = ({ set }: SetOfType, now: number): Span => ({ begun: now, endedAfter: Math.min(set.endedAfter ?? now, now) })

/** The number of the rows' type, as it is XORed into hp. */
const number = ({ name, of }: Rows): Sql => (of.length === 1 ? sql`${of[0]!.rt}::int8` : sql`${name}.rt`)

/** Whether the holder of one of the keys is admitted to (or refused) a Patient. `offset 0` keeps it from becoming a join: asked row by row, it is
 *  one look into an index. */
function permitted(rows: Rows, keysOf: (one: SetOfType) => readonly bigint[], patient: Sql, span: Span): Sql {
  const { of, name } = rows
  const keys = keysOf(of[0]!)
  // Keys that do not depend on the type are the same for all.
  if (of.every((one) => String(keysOf(one)) === String(keys))) {
    return sql`exists (select 1 from st.permit g where g.h = any(${keys}::int8[]) and g.pat = ${patient} and ${inForce(span)} offset 0)`
  }
  const pairs = of.flatMap((one) => keysOf(one).map((key) => [one.rt, key] as const))
  return sql`exists (select 1 from unnest(${pairs.map(([rt]) => rt)}::int2[], ${pairs.map(([, key]) => key)}::int8[]) y(rt, h)
    cross join lateral (select 1 from st.permit g where g.h = y.h and g.pat = ${patient} and ${inForce(span)} limit 1) g where y.rt = ${name}.rt offset 0)`
}

const notRefused = (rows: Rows, patient: Sql, now: number): Sql | undefined =>
  rows.of.some((one) => one.refused.length > 0) ? sql`not ${permitted(rows, (one) => one.refused, patient, { begun: now, endedAfter: now })}` : undefined

const namedOf = (of: readonly SetOfType[]): readonly bigint[] => of.find((one) => one.named.length > 0)?.named ?? []

/** Whether a Patient, by its hash, is one of the set. */
function isMember(rows: Rows, patient: Sql, now: number, named: boolean): Sql | undefined {
  const { of } = rows
  const ways: Sql[] = []
  if (named && of.some((one) => one.byPatient)) {
    const is = sql`${patient} = any(${namedOf(of)}::int8[])`
    const types = of.filter((one) => one.byPatient)
    ways.push(types.length === of.length ? is : sql`(${rows.name}.rt = any(${types.map((one) => one.rt)}::int2[]) and ${is})`)
  }
  if (of.some((one) => one.admitted.length > 0)) ways.push(permitted(rows, (one) => one.admitted, patient, admittedSpan(of[0]!, now)))
  if (ways.length === 0) return undefined
  const unless = notRefused(rows, patient, now)
  return unless === undefined ? or(ways) : sql`(${or(ways)} and ${unless})`
}

/** Whether a row of st.res belongs to a Patient of the set: by its patient or subject; also by what else makes it part of the compartment,
 *  where Patients are named. A deleted one has kept the first only. */
export function belongs(rows: Rows, now: number): Sql {
  const { name, of } = rows
  const ways: Sql[] = []
  const one = isMember(rows, sql`(${name}.hp # ${number(rows)})`, now, true)
  if (one !== undefined) ways.push(one)
  if (of.some((set) => set.admitted.length > 0)) {
    // Of several Patients: its references tell which.
    const member = isMember(rows, sql`(k # x.p)`, now, false)!
    const prefixes = of.flatMap(({ rt, prefixes }) => prefixes.map((prefix) => [rt, prefix] as const))
    const which = of.length === 1 ? sql`true` : sql`x.rt = ${name}.rt`
    if (prefixes.length > 0) {
      ways.push(sql`(${name}.hp = ${number(rows)} and exists (select 1 from unnest(${name}.tokens[1:${name}.refs]) k
        cross join unnest(${prefixes.map(([rt]) => rt)}::int2[], ${prefixes.map(([, prefix]) => prefix)}::int8[]) x(rt, p) where ${which} and ${member} offset 0))`)
    }
  }
  ways.push(...referring(rows, now))
  return or(ways)
}

function referring(rows: Rows, now: number): Sql[] {
  const { name, of } = rows
  if (of.every((one) => one.refused.length === 0)) {
    const tokens = of.flatMap((one) => one.tokens.flat())
    return tokens.length === 0 ? [] : [hasToken(name, tokens)]
  }
  return namedOf(of).flatMap((patient, i) => {
    const tokens = of.flatMap((one) => one.tokens[i]!)
    return tokens.length === 0 ? [] : [sql`(${hasToken(name, tokens)} and ${notRefused(rows, sql`${patient}::int8`, now) ?? sql`true`})`]
  })
}

/** Whether an earlier version, of which only hp is known, belonged to a Patient of the set. */
export function belonged(rows: Rows, now: number): Sql {
  return isMember(rows, sql`(${rows.name}.hp # ${number(rows)})`, now, true) ?? sql`false`
}
