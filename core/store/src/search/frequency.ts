import { sql, type Sql } from '@steckwerk/kernel'
import type { TenantRunner } from '../connection/database.ts'
import type { Driver } from './conditions.ts'
import { reachRanges } from './date-conditions.ts'
import { exact } from './instants.ts'

/** From this many matches on, a condition counts as frequent: walking an index in the wanted order then meets matches
 *  soon enough, and collecting all of them would cost more. */
export const frequentFrom = 2_000

const keptMs = 120_000
const mostKept = 20_000

interface Known {
  readonly count: number
  readonly until: number
}

/** How many resources a driver would give, counted up to `frequentFrom`. Counts of tokens are remembered for a while:
 *  they cost a whole posting list where the token is frequent, and change slowly. */
export class Frequency {
  readonly #known = new Map<bigint, Known>()

  async of(type: number, driver: Driver, runner: TenantRunner): Promise<number> {
    switch (driver.kind) {
      case 'ids':
        return driver.ids.length
      case 'patient':
      case 'all-tokens':
        return 0
      case 'tokens':
        return driver.rare ? driver.hashes.length : this.#tokens(driver.hashes, runner)
      case 'string':
        return count(runner, sql`select 1 from st.str s where ${driver.range}`)
      case 'leading': {
        const { short, long } = reachRanges('r', driver.reach)
        const first = await count(runner, sql`select 1 from st.res r where r.rt = ${type} and ${short}`)
        return long === undefined || first >= frequentFrom ? first : first + (await count(runner, sql`select 1 from st.res r where r.rt = ${type} and ${long}`))
      }
      case 'day': {
        const { short, long } = reachRanges('d', driver.reach)
        const first = await count(runner, sql`select 1 from st.day d where d.h = ${driver.h} and ${short}`)
        return long === undefined || first >= frequentFrom ? first : first + (await count(runner, sql`select 1 from st.day d where d.h = ${driver.h} and ${long}`))
      }
      case 'updated':
        return count(runner, sql`select 1 from st.res r where r.rt = ${type} and r.lu between ${exact(driver.from)}::int8 and ${exact(driver.to)}::int8`)
    }
  }

  async #tokens(hashes: readonly bigint[], runner: TenantRunner): Promise<number> {
    const now = performance.now()
    let sum = 0
    for (const hash of hashes) {
      let known = this.#known.get(hash)
      if (known === undefined || known.until < now) {
        known = { count: await count(runner, sql`select 1 from st.res_h r where r.tokens @> array[${hash}::int8]`), until: now + keptMs }
        if (this.#known.size >= mostKept) this.#known.delete(this.#known.keys().next().value!)
        this.#known.set(hash, known)
      }
      sum += known.count
      if (sum >= frequentFrom) break
    }
    return sum
  }
}

async function count(runner: TenantRunner, rows: Sql): Promise<number> {
  const { rows: answer } = await runner.sql(sql`select count(*) n from (${rows} limit 2000) c`)
  return (answer[0] as { n: number }).n
}
