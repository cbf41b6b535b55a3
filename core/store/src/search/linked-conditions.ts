import { typeNumber, type Condition } from '@steckwerk/fhir'
import { sql, type Sql } from '@steckwerk/kernel'
import type { Compiled, One } from './compiled.ts'
import { candidates, manyHashes, remaining, type Driver } from './drivers.ts'
import type { Planner } from './frequency.ts'
import type { Scope } from './scope.ts'
import { references } from './token-conditions.ts'

type Link = Condition & { kind: 'chain' | 'has' | 'any' }

/** Whether a condition leads to other resources. */
export function isLink(condition: Condition): condition is Link {
  return condition.kind === 'chain' || condition.kind === 'has' || (condition.kind === 'any' && condition.of.some((conditions) => conditions.some(isLink)))
}

/** What is asked of the resources at the far end. */
export interface FarEnd extends Compiled {
  readonly scope: Scope
}

/** The reference parameter points to a resource that meets conditions. Where few do, they are fetched and the search goes by
 *  their tokens; else each candidate's references are followed. */
export async function chain(planner: Planner, scope: Scope, param: string, far: FarEnd, few: boolean): Promise<One | undefined> {
  const prefix = scope.hash.prefix(scope.tenant, scope.type, param)
  const { type: target, row } = far.scope
  const filter = sql`exists (select 1 from unnest(${scope.row}.tokens[1:${scope.row}.refs]) k
    cross join lateral (select * from st.res t where t.me = k # ${prefix}::int8 limit 1) ${row}
    where ${row}.rt = ${typeNumber(target)} and ${meets(far, undefined)})`
  if (few) return { filter }
  const best = await planner.frequency.fewest(far.scope, far.drivers, planner)
  const from = (select: Sql): Sql => sql`select ${select} from ${candidates(typeNumber(target), best?.driver, row)} where ${meets(far, best?.driver)}`
  if (best !== undefined && best.count < planner.limits.frequent) {
    const found = await fetched<{ id: string }>(planner, from(sql`${row}.id`))
    // As if they had been named: a Patient's resources have an index of their own.
    if (found !== undefined) return references(scope, { kind: 'reference', param, values: found.map(({ id }) => ({ type: target, id, url: undefined })) })
  }
  return { filter, drivers: [{ kind: 'pointing', tokens: from(sql`distinct ${prefix}::int8 # ${row}.me k`), meets: filter }] }
}

/** Something points here that meets conditions. Where few such do, what they point to is fetched; else each candidate is asked
 *  what points to it. */
export async function has(planner: Planner, scope: Scope, param: string, far: FarEnd, few: boolean): Promise<One | undefined> {
  const { type: source, row } = far.scope
  const prefix = scope.hash.prefix(scope.tenant, source, param)
  if (far.first === true) {
    // Whatever points here, only what the view begins with is looked at.
    const pointedTo = sql`select k # ${prefix}::int8 from ${candidates(typeNumber(source), far.drivers[0], row)} cross join lateral unnest(${row}.tokens[1:${row}.refs]) k where ${meets(far, undefined)}`
    return { filter: sql`(${scope.row}.me in (${pointedTo})) is true` }
  }
  const best = few ? undefined : await planner.frequency.fewest(far.scope, far.drivers, planner)
  if (best !== undefined && best.count < planner.limits.frequent) {
    // As text: they are no numbers.
    const found = await fetched<{ me: string }>(planner, sql`select t.me::text me from (
        select distinct k # ${prefix}::int8 me from ${candidates(typeNumber(source), best.driver, row)} cross join lateral unnest(${row}.tokens[1:${row}.refs]) k
        where ${meets(far, best.driver)}) u
      cross join lateral (select p.me from st.res p where p.me = u.me and p.rt + 0 = ${typeNumber(scope.type)} limit 1) t`)
    if (found !== undefined) return oneOf(scope, found.map(({ me }) => BigInt(me)))
  }
  return {
    filter: sql`exists (select 1 from (select * from st.res_h s where s.tokens @> array[${scope.row}.me # ${prefix}::int8] and s.rt + 0 = ${typeNumber(source)} offset 0) ${row}
      where ${meets(far, undefined)})`,
  }
}

const meets = ({ scope, filters }: FarEnd, driver: Driver | undefined): Sql => sql`${scope.row}.content is not null and ${remaining(filters, driver)}`

/** What a statement gives; undefined where that is too much to go on from. */
async function fetched<Row>({ runner, limits }: Planner, statement: Sql): Promise<readonly Row[] | undefined> {
  const { rows } = await runner.sql(sql`${statement} limit ${limits.targets + 1}`)
  return rows.length > limits.targets ? undefined : (rows as Row[])
}

/** Resources by their own hashes. */
function oneOf({ row }: Scope, hashes: readonly bigint[]): One | undefined {
  if (hashes.length === 0) return undefined
  const filter = hashes.length <= manyHashes ? sql`${row}.me = any(${hashes}::int8[])` : sql`(${row}.me in (select unnest(${hashes}::int8[]))) is true`
  return { filter, drivers: [{ kind: 'me', hashes, meets: filter }] }
}
