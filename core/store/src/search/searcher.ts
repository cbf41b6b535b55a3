import { resourceTypes, typeNumber, type SearchQuery } from '@steckwerk/fhir'
import { sql, type Sql, type Tenant } from '@steckwerk/kernel'
import type { TenantRunner } from '../connection/database.ts'
import type { SearchExplanation, SearchResult, Stored } from '../contract.ts'
import { storedColumns, storedOf, type StoredRow } from '../read/stored-row.ts'
import { holdingInView } from '../view/rows-in-view.ts'
import type { Sight } from '../view/sight.ts'
import type { Compiled } from './compiled.ts'
import { compileScope } from './conditions.ts'
import { Cursors } from './cursor.ts'
import { dateReach, type Reach } from './date-conditions.ts'
import type { Driver } from './drivers.ts'
import { Detours } from './detours.ts'
import { explained, Recorder, withoutFigures } from './explain.ts'
import { Frequency, type Planner } from './frequency.ts'
import { leadingParam } from './index-entry.ts'
import type { IndexHash } from './index-hash.ts'
import { keysOf, mostKeys, orderOf, sortUnsupported } from './order.ts'
import { routeOf, secondRoute, type Route, type Way } from './route.ts'
import { rootScope, usualLimits, type Limits, type Scope, type ScopeSight } from './scope.ts'
import { byIdStatement, collectStatement, countStatement, patientWalkStatement, walkStatement, type Shape } from './search-statements.ts'

interface Answer {
  readonly result: SearchResult
  readonly route: Route | undefined
  readonly way: Way
}

const noWay: Way = { walked: 'none', driver: undefined }

/** Answers searches. */
export class Searcher {
  readonly #hash: IndexHash
  readonly #cursors: Cursors
  readonly #frequency = new Frequency()
  readonly #detours = new Detours()
  readonly #limits: Limits

  constructor(hash: IndexHash, cursorKey: Uint8Array, limits: Limits = usualLimits) {
    this.#hash = hash
    this.#cursors = new Cursors(cursorKey)
    this.#limits = limits
  }

  /** Faults: store/bad-cursor, store/sort-unsupported. */
  async search(tenant: Tenant, runner: TenantRunner, query: SearchQuery, sight?: ScopeSight): Promise<SearchResult> {
    return (await this.#answer(tenant, runner, query, sight)).result
  }

  /** Runs the search and tells how; not how much was met on the way, where that is not all in view. Faults: those of the search. */
  async explain(tenant: Tenant, runner: TenantRunner, query: SearchQuery, sight?: ScopeSight): Promise<SearchExplanation> {
    const recorder = new Recorder(runner)
    const told = await explained(await this.#answer(tenant, recorder, query, sight), recorder)
    return sight === undefined ? told : withoutFigures(told)
  }

  async mentioning(tenant: Tenant, runner: TenantRunner, patientId: string, sight?: Sight): Promise<Stored[]> {
    const hashes = [this.#hash.of(tenant, '', 'mention', '', patientId)]
    const seen = sight === undefined ? 'all' : await sight.rows('s', resourceTypes, sql`r`)
    if (seen === 'none') return []
    const { rows } = await runner.sql(seen === 'all' ? mentioningStatement(hashes) : holdingInView(hashes, seen))
    return (rows as StoredRow[]).map(storedOf)
  }

  async #answer(tenant: Tenant, runner: TenantRunner, query: SearchQuery, sight: ScopeSight | undefined): Promise<Answer> {
    const scope = rootScope(this.#hash, tenant, query.type, sight)
    const planner: Planner = { runner, frequency: this.#frequency, limits: this.#limits }
    const type = typeNumber(query.type)
    const order = orderOf(scope, query.sort)
    if (order.keys.length > mostKeys) throw sortUnsupported('_sort')
    const after = query.cursor === undefined ? undefined : this.#cursors.open(tenant, query, query.cursor)
    const counting = query.total === 'accurate' || query.summary === 'count'
    const compiled = await compileScope(planner, scope, query.conditions)
    if (compiled.impossible) return { result: page([], undefined, counting ? 0 : undefined), route: undefined, way: noWay }
    const { filters } = compiled
    const rowsWanted = query.summary !== 'count' && query.count > 0
    if (!counting && !rowsWanted) return { result: page([], undefined, undefined), route: undefined, way: noWay }
    const route = await routeOf(planner, scope, compiled, order, query.count + 1)
    const total = counting ? runner.sql(countStatement(type, filters, route.driver)).then(({ rows }) => (rows[0] as { n: number }).n) : Promise.resolve(undefined)
    if (!rowsWanted) return { result: page([], undefined, await total), route, way: { walked: 'collect', driver: route.driver } }
    const shape: Shape = { type, filters, order, after, limit: query.count + 1, reach: leadingReach(query) }
    const [{ found, way }, counted] = await Promise.all([this.#rows(planner, scope, compiled, shape, route, query), total])
    const shown = found.slice(0, query.count)
    const next = found.length > query.count ? this.#cursors.seal(tenant, query, keysOf(order, shown.at(-1)!)) : undefined
    return { result: page(shown.map(storedOf), next, counted), route, way }
  }

  async #rows(planner: Planner, scope: Scope, compiled: Compiled, shape: Shape, route: Route, query: SearchQuery): Promise<{ found: readonly StoredRow[]; way: Way }> {
    const run = async (statement: Sql): Promise<readonly StoredRow[]> => (await planner.runner.sql(statement)).rows as StoredRow[]
    const walking = (found: readonly StoredRow[]): { found: readonly StoredRow[]; way: Way } => ({ found, way: { walked: 'walk', driver: undefined } })
    const collected = async (driver: Driver | undefined, walked: Way['walked']): Promise<{ found: readonly StoredRow[]; way: Way }> => ({ found: await run(statementOf(shape, driver)), way: { walked, driver } })
    /** undefined where the window does not fill the page, which proves nothing. */
    const filled = async (window: Sql): Promise<readonly StoredRow[] | undefined> => {
      const found = await run(walkStatement(shape, window))
      return found.length === shape.limit ? found : undefined
    }
    const { limits } = planner
    const { driver, walk } = route
    if (walk === 'patient' && driver?.kind === 'patient') return walking(await run(patientWalkStatement(shape, driver.hashes[0]!, driver.hashes[1]!)))
    if (walk === 'no') return collected(driver, 'collect')
    if (walk === 'only') {
      // By a string, what has no such string is not in the index walked: even all of it would not be the whole answer.
      if (shape.order.walk!.kind !== 'str') return walking(await run(walkStatement(shape, 'whole')))
      const found = await filled(limits.window)
      return found === undefined ? collected(driver, 'walk-then-collect') : walking(found)
    }
    const asked = this.#detours.keyOf(scope.tenant, query, scope.sight?.view)
    const detour = this.#detours.of(asked)
    if (detour?.walkedWide === false) return collected(detour.driver, 'collect')
    const first = await filled(detour === undefined ? limits.window : limits.wideWindow)
    if (first !== undefined) return walking(first)
    const second = await secondRoute(planner, scope, compiled, route.weighed)
    const wide = detour === undefined && second.count >= limits.wideCount ? await filled(limits.wideWindow) : undefined
    this.#detours.keep(asked, { driver: second.driver, walkedWide: wide !== undefined })
    return wide === undefined ? collected(second.driver, 'walk-then-collect') : walking(wide)
  }
}

function statementOf(shape: Shape, driver: Driver | undefined): Sql {
  const { walk, keys } = shape.order
  return driver?.kind === 'string' && walk?.kind === 'id' && !keys[0]!.descending ? byIdStatement(shape, driver) : collectStatement(shape, driver)
}

const page = (rows: readonly Stored[], next: string | undefined, total: number | undefined): SearchResult => ({ rows, included: [], includedCut: false, next, total })

function leadingReach({ type, conditions }: SearchQuery): Reach | undefined {
  const leading = leadingParam(type)
  const values = conditions.flatMap((one) => (one.kind === 'date' && one.param === leading ? [one.values] : []))
  return values.length === 0 ? undefined : dateReach(values)
}

/** Every current resource that mentions one of the Patients. */
export function mentioningStatement(hashes: readonly bigint[]): Sql {
  return sql`with x as materialized (
      select ${storedColumns(sql`r`)} from st.res_h r where r.tokens @> ${hashes}::int8[] and r.content is not null)
    select * from x order by rt, id`
}
