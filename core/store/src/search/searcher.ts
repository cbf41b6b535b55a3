import { typeNumber, type SearchQuery } from '@steckwerk/fhir'
import { sql, type Sql, type Tenant } from '@steckwerk/kernel'
import type { TenantRunner } from '../connection/database.ts'
import type { SearchResult, Stored } from '../contract.ts'
import { storedOf, type StoredRow } from '../read/stored-row.ts'
import { compileConditions, sortUnsupported, type Driver, type Scope } from './conditions.ts'
import { Cursors } from './cursor.ts'
import { Frequency, frequentFrom } from './frequency.ts'
import type { IndexHash } from './index-hash.ts'
import { mostKeys, orderOf } from './order.ts'
import { collectStatement, countStatement, walkStatement, type Shape } from './search-statements.ts'

interface FoundRow extends StoredRow {
  readonly keys: string[]
}

/** How a search will be answered. */
interface Route {
  /** The best way to collect everything that matches; undefined = the whole type. */
  readonly driver: Driver | undefined
  /** Try the ordered walk first, or only. */
  readonly walk: 'no' | 'first' | 'only'
}

/** Answers searches: chooses between collecting by the rarest condition's index and walking the order's index.
 *  The choice matters a thousandfold at a million resources, and PostgreSQL cannot make it: under row-level security's
 *  generic plans it knows neither the tenant nor the token. */
export class Searcher {
  readonly #hash: IndexHash
  readonly #cursors: Cursors
  readonly #frequency = new Frequency()

  constructor(hash: IndexHash, cursorKey: Uint8Array) {
    this.#hash = hash
    this.#cursors = new Cursors(cursorKey)
  }

  /** Faults: store/bad-cursor, store/sort-unsupported. */
  async search(tenant: Tenant, runner: TenantRunner, query: SearchQuery): Promise<SearchResult> {
    const scope: Scope = { hash: this.#hash, tenant, type: query.type }
    const type = typeNumber(query.type)
    const compiled = compileConditions(scope, query.conditions)
    const order = orderOf(scope, query.sort)
    if (order.keys.length > mostKeys) throw sortUnsupported('_sort')
    const after = query.cursor === undefined ? undefined : this.#cursors.open(tenant, query, query.cursor)
    if (compiled.impossible) return { rows: [], next: undefined, total: query.total === 'accurate' || query.summary === 'count' ? 0 : undefined }
    const { filters } = compiled
    const route = await this.#route(type, compiled.drivers, order.walk !== undefined, runner)
    const total =
      query.total === 'accurate' || query.summary === 'count'
        ? runner.sql(countStatement(type, filters, route.driver)).then(({ rows }) => (rows[0] as { n: number }).n)
        : Promise.resolve(undefined)
    if (query.summary === 'count' || query.count === 0) return { rows: [], next: undefined, total: await total }
    const shape: Shape = { type, filters, order, after, limit: query.count + 1 }
    const [found, counted] = await Promise.all([this.#rows(shape, route, runner), total])
    const page = found.slice(0, query.count)
    const next = found.length > query.count ? this.#cursors.seal(tenant, query, page.at(-1)!.keys) : undefined
    return { rows: page.map(storedOf), next, total: counted }
  }

  async mentioning(tenant: Tenant, runner: TenantRunner, patientId: string): Promise<Stored[]> {
    const { rows } = await runner.sql(mentioningStatement([this.#hash.of(tenant, '', 'mention', '', patientId)]))
    return (rows as StoredRow[]).map(storedOf)
  }

  async #route(type: number, drivers: readonly Driver[], walkable: boolean, runner: TenantRunner): Promise<Route> {
    const certain = drivers.find((driver) => driver.kind === 'ids') ?? drivers.find((driver) => driver.kind === 'tokens' && driver.rare) ?? drivers.find((driver) => driver.kind === 'patient')
    if (certain !== undefined) return { driver: certain, walk: 'no' }
    if (drivers.length === 0) return { driver: undefined, walk: walkable ? 'only' : 'no' }
    let best: Driver | undefined
    let fewest = Infinity
    for (const driver of drivers) {
      const count = await this.#frequency.of(type, driver, runner)
      if (count < fewest) {
        best = driver
        fewest = count
      }
      if (fewest < 50) break
    }
    if (fewest < frequentFrom) return { driver: best, walk: 'no' }
    return { driver: allTokens(drivers) ?? best, walk: walkable ? 'first' : 'no' }
  }

  async #rows(shape: Shape, route: Route, runner: TenantRunner): Promise<readonly FoundRow[]> {
    const run = async (statement: Sql): Promise<readonly FoundRow[]> => (await runner.sql(statement)).rows as FoundRow[]
    if (route.walk !== 'no') {
      // By a string, what has no such string is not in the index walked: an unfilled page says nothing then.
      const whole = route.walk === 'only' && shape.order.walk!.kind !== 'str'
      const found = await run(walkStatement(shape, whole ? 'whole' : 'bounded'))
      if (whole || found.length === shape.limit) return found
    }
    return run(collectStatement(shape, route.driver))
  }
}

/** Tokens that are all frequent may still be rare together: the index intersects them. */
function allTokens(drivers: readonly Driver[]): Driver | undefined {
  const hashes = drivers.flatMap((driver) => (driver.kind === 'tokens' && driver.hashes.length === 1 ? driver.hashes : []))
  return hashes.length > 1 ? { kind: 'all-tokens', hashes } : undefined
}

/** Every current resource that mentions one of the Patients. */
export function mentioningStatement(hashes: readonly bigint[]): Sql {
  return sql`with x as materialized (
      select r.rt, r.id, r.version, r.lu, r.content from st.res_h r where r.tokens @> ${hashes}::int8[] and r.content is not null)
    select * from x order by rt, id`
}
