import { typeNumber } from '@steckwerk/fhir'
import { sql, type Sql } from '@steckwerk/kernel'
import type { TenantRunner } from '../connection/database.ts'
import { countable, manyHashes, type Driver } from './drivers.ts'
import type { Limits, Scope } from './scope.ts'

/** Counts of frequent tokens cost a whole posting list and hardly ever fall; those of rare ones cost little. */
const keptMs = { rare: 120_000, frequent: 1_800_000 }
const mostKept = 20_000
/** Fewer than this, and no other condition is asked. */
const enough = 50
/** Nobody counts what belongs to one Patient. */
const ofOnePatient = 100

/** One, and the mark of what belongs to several. */
export const isOnePatient = (driver: Driver): driver is Driver & { kind: 'patient' } => driver.kind === 'patient' && driver.hashes.length === 2

interface Known {
  readonly count: number
  /** Counted up to this. */
  readonly limit: number
  readonly until: number
}

/** A driver with the number of candidates it gives, counted up to a limit. */
export interface Weighed {
  /** Alternatives resolved: never of kind `either`. */
  readonly driver: Driver
  readonly count: number
}

/** What compiling a search may ask the database for. */
export interface Planner {
  readonly runner: TenantRunner
  readonly frequency: Frequency
  readonly limits: Limits
}

/** How many resources a driver would give. Counts of single tokens are remembered for a while. */
export class Frequency {
  readonly #known = new Map<bigint, Known>()

  /** The driver with the fewest candidates; undefined where there is none. Each count stops at `limit`. */
  async fewest(scope: Scope, drivers: readonly Driver[], planner: Planner, limit = planner.limits.frequent, told?: (weighed: Weighed) => void): Promise<Weighed | undefined> {
    const certain = drivers.find((one) => one.kind === 'ids') ?? drivers.find((one) => one.kind === 'tokens' && one.rare) ?? drivers.find(isOnePatient)
    let best: Weighed | undefined
    for (const driver of certain === undefined ? drivers : [certain]) {
      const weighed = await this.weigh(scope, driver, planner, limit)
      told?.(weighed)
      if (best === undefined || weighed.count < best.count) best = weighed
      if (best.count < enough) break
    }
    return best
  }

  async weigh(scope: Scope, driver: Driver, planner: Planner, limit: number): Promise<Weighed> {
    const { runner } = planner
    switch (driver.kind) {
      case 'ids':
        return { driver, count: driver.ids.length }
      case 'me':
        return { driver, count: driver.hashes.length }
      case 'patient':
        return { driver, count: isOnePatient(driver) ? ofOnePatient : await count(runner, countable(typeNumber(scope.type), driver), limit) }
      case 'pointing':
        return { driver, count: Infinity }
      case 'tokens':
        return { driver, count: driver.rare ? driver.hashes.length : await this.#tokens(scope, driver, runner, limit) }
      case 'either': {
        const chosen: Driver[] = []
        let sum = 0
        for (const alternative of driver.of) {
          const best = (await this.fewest(scope, alternative, planner, limit))!
          chosen.push(best.driver)
          sum += best.count
        }
        const { meets } = driver
        return { driver: { kind: 'union', of: chosen, ...(meets === undefined ? {} : { meets }) }, count: sum }
      }
      default:
        return { driver, count: await count(runner, countable(typeNumber(scope.type), driver), limit) }
    }
  }

  /** How many resources of the type the carrier has, counted up to `limit`; deleted ones count. */
  async ofType({ tenant, type, hash }: Scope, runner: TenantRunner, limit: number): Promise<number> {
    // Kept among the counts of tokens, under a hash that no token has: what is hashed as `me` for an index names a resource and no type.
    const key = hash.of(tenant, type, 'me', '')
    return this.#remembered(key, limit, () => count(runner, sql`select 1 from st.res r where r.rt = ${typeNumber(type)} and r.lu >= 0`, limit))
  }

  async #remembered(key: bigint, limit: number, counting: () => Promise<number>): Promise<number> {
    const now = performance.now()
    let known = this.#known.get(key)
    if (known === undefined || known.until < now || (known.count >= known.limit && known.limit < limit)) {
      const counted = await counting()
      known = { count: counted, limit, until: now + (counted < limit ? keptMs.rare : keptMs.frequent) }
      if (this.#known.size >= mostKept) this.#known.delete(this.#known.keys().next().value!)
      this.#known.set(key, known)
    }
    return known.count
  }

  async #tokens(scope: Scope, driver: Driver & { kind: 'tokens' }, runner: TenantRunner, limit: number): Promise<number> {
    if (driver.hashes.length > manyHashes) return count(runner, countable(typeNumber(scope.type), driver), limit)
    let sum = 0
    for (const hash of driver.hashes) {
      sum += await this.#remembered(hash, limit, () => count(runner, sql`select 1 from st.res_h r where r.tokens @> array[${hash}::int8]`, limit))
      if (sum >= limit) break
    }
    return sum
  }
}

async function count(runner: TenantRunner, rows: Sql, limit: number): Promise<number> {
  const { rows: answer } = await runner.sql(sql`select count(*) n from (${rows} limit ${limit}) c`)
  return (answer[0] as { n: number }).n
}
