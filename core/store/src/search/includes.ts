import { extract, searchParam, searchParams, type Include, type Resource, type ResourceKey } from '@steckwerk/fhir'
import { sql, type Tenant } from '@steckwerk/kernel'
import type { TenantRunner } from '../connection/database.ts'
import type { Step } from '../connection/steps.ts'
import type { SearchResult, Stored } from '../contract.ts'
import { storedOf, type StoredRow } from '../read/stored-row.ts'
import { holdingInView } from '../view/rows-in-view.ts'
import type { Sight } from '../view/sight.ts'
import { keyOf } from '../write/apply.ts'
import type { IndexHash } from './index-hash.ts'

/** More than these an answer never brings along. */
export const mostIncluded = 1_000
/** References looked up in one statement. */
const batch = 500

type Included = Pick<SearchResult, 'included' | 'includedCut'>
type GetMany = (keys: readonly ResourceKey[]) => Promise<ReadonlyMap<string, Stored>>

/** What the rows of a page bring along: first by all includes, then by those that iterate from what has come, until nothing new
 *  comes. Deleted resources and references to elsewhere are left out; a reference to a version brings the current one.
 *  Source: FHIR R4 search.html#revinclude. */
export async function resolveIncludes(hash: IndexHash, tenant: Tenant, runner: TenantRunner, getMany: GetMany, rows: readonly Stored[], includes: readonly Include[], sight?: Sight): Promise<Included> {
  const known = new Set(rows.map((row) => keyOf(row.type, row.id)))
  const included: Stored[] = []
  let cut = false
  const take = (found: Iterable<Stored>): void => {
    for (const row of found) {
      const key = keyOf(row.type, row.id)
      if (row.text === undefined || known.has(key)) continue
      if (included.length === mostIncluded) cut = true
      if (cut) return
      known.add(key)
      included.push(row)
    }
  }
  let active = includes
  for (let fresh = rows; fresh.length > 0 && active.length > 0 && !cut; active = includes.filter((include) => include.iterate)) {
    const from = included.length
    const targets = forward(fresh, active).filter((key) => !known.has(keyOf(key.type, key.id)))
    for (let i = 0; i < targets.length && !cut; i += batch) take((await getMany(targets.slice(i, i + batch))).values())
    const hashes = backward(hash, tenant, fresh, active)
    // Known ones may be among those found and must not use up the limit.
    if (hashes.length > 0 && !cut) take(await pointing(runner, hashes, mostIncluded + 1 + known.size, active, sight))
    fresh = included.slice(from)
  }
  return { included, includedCut: cut }
}

async function pointing(runner: TenantRunner, hashes: readonly bigint[], limit: number, includes: readonly Include[], sight: Sight | undefined): Promise<Stored[]> {
  const sources = [...new Set(includes.filter((include) => include.reverse).map((include) => include.source))]
  const seen = sight === undefined ? 'all' : await sight.rows('s', sources, sql`r`)
  if (seen === 'none') return []
  const { rows } = await (seen === 'all' ? runner.run(pointingStep(hashes, limit)) : runner.sql(holdingInView(hashes, seen, limit)))
  return (rows as StoredRow[]).map(storedOf)
}

/** What the rows point to. */
function forward(rows: readonly Stored[], includes: readonly Include[]): ResourceKey[] {
  const keys = new Map<string, ResourceKey>()
  for (const row of rows) {
    const wanted = includes.filter((include) => !include.reverse && include.source === row.type)
    if (wanted.length === 0) continue
    for (const { param, type, id } of extract(JSON.parse(row.text!) as Resource).references) {
      if (type === undefined || id === undefined) continue
      const asked = wanted.some((include) => (include.param === '*' || include.param === param) && (include.target === undefined || include.target === type))
      if (asked) keys.set(keyOf(type, id), { type, id })
    }
  }
  return [...keys.values()]
}

/** The tokens of all that would point to the rows. */
function backward(hash: IndexHash, tenant: Tenant, rows: readonly Stored[], includes: readonly Include[]): bigint[] {
  const tokens = new Set<bigint>()
  for (const { reverse, source, param, target } of includes) {
    if (!reverse) continue
    for (const { code, targets } of param === '*' ? searchParams(source).filter((one) => one.type === 'reference') : [searchParam(source, param)!]) {
      for (const { type, id } of rows) if (targets.includes(type) && (target === undefined || target === type)) tokens.add(hash.reference(tenant, source, code, type, id))
    }
  }
  return [...tokens]
}

/** Current resources that hold one of the tokens. Type and parameter are inside each, so one statement serves all includes. */
export function pointingStep(hashes: readonly bigint[], limit: number): Step {
  return {
    name: 'st_pointing',
    text: `with x as materialized (
        select r.rt, r.id, r.version, r.lu, r.content, (r.hp # r.rt)::text patient from st.res_h r where r.tokens && $1::int8[] and r.content is not null limit $2)
      select * from x`,
    values: [hashes, limit],
  }
}
