import { compartmentCondition, compartmentTypes, typeNumber } from '@steckwerk/fhir'
import { sql, type Sql, type Tenant } from '@steckwerk/kernel'
import type { TenantRunner } from '../connection/database.ts'
import type { Step } from '../connection/steps.ts'
import type { CompartmentQuery, Stored } from '../contract.ts'
import { storedColumns, storedOf, type StoredRow } from '../read/stored-row.ts'
import type { Sight } from '../view/sight.ts'
import type { Cursors } from './cursor.ts'
import type { IndexHash } from './index-hash.ts'

interface Place {
  readonly rt: number
  readonly id: string
}

interface Wanted {
  readonly tokens: readonly bigint[]
  /** Microseconds. */
  readonly since: number
  readonly focus: Place
  readonly after: Place
  readonly limit: number
}

/** Reads compartments: what refers to their Patient, Encounter … by one of the parameters R4 names, over all types at once. */
export class Compartments {
  readonly #hash: IndexHash
  readonly #cursors: Cursors

  constructor(hash: IndexHash, cursors: Cursors) {
    this.#hash = hash
    this.#cursors = cursors
  }

  /** Faults: store/bad-cursor. */
  async read(tenant: Tenant, runner: TenantRunner, query: CompartmentQuery, sight?: Sight): Promise<{ rows: Stored[]; next: string | undefined }> {
    const list = ['compartment', query.compartment, query.id, query.types, query.since]
    const [rt, id] = query.cursor === undefined ? [] : this.#cursors.open(tenant, list, query.cursor)
    const after: Place = rt === undefined ? { rt: -1, id: '' } : { rt: Number(rt), id: id! }
    // What the list has left behind need not be collected again.
    const types = compartmentTypes(query.compartment).filter((type) => (query.types?.includes(type) ?? true) && typeNumber(type) >= after.rt)
    if (types.length === 0) return { rows: [], next: undefined }
    const seen = sight === undefined ? 'all' : await sight.rows('s', types, sql`r`)
    if (seen === 'none') return { rows: [], next: undefined }
    const wanted: Wanted = {
      tokens: types.flatMap((type) => this.#tokens(tenant, query, type)),
      since: query.since === undefined ? 0 : Math.round(query.since * 1000),
      focus: { rt: types.includes(query.compartment) ? typeNumber(query.compartment) : -1, id: query.id },
      after,
      limit: query.count + 1,
    }
    const found = (await (seen === 'all' ? runner.run(compartmentStep(wanted)) : runner.sql(compartmentInView(wanted, seen)))).rows as StoredRow[]
    const page = found.slice(0, query.count)
    const last = page.at(-1)
    const next = found.length > query.count && last !== undefined ? this.#cursors.seal(tenant, list, [String(last.rt), last.id]) : undefined
    return { rows: page.map(storedOf), next }
  }

  #tokens(tenant: Tenant, { compartment, id }: CompartmentQuery, type: string): bigint[] {
    const condition = compartmentCondition(compartment, id, type)
    if (condition?.kind !== 'any') return []
    return condition.of.flat().flatMap((one) => (one.kind === 'reference' ? [this.#hash.reference(tenant, type, one.param, compartment, id)] : []))
  }
}

/** The resources with one of the tokens, and the compartment's own, by type number and id. */
export function compartmentStep({ tokens, since, focus, after, limit }: Wanted): Step {
  return {
    name: 'st_compartment',
    text: `with m as materialized (
        select r.rt, r.id, r.lu from st.res_h r where r.tokens && $1::int8[] and r.content is not null),
      k as materialized (
        select c.rt, c.id from (
          select m.rt, m.id from m where m.lu >= $2
          union
          select r.rt, r.id from st.res r where r.rt = $3 and r.id = $4 and r.lu >= $2 and r.content is not null) c
        where (c.rt, c.id) > ($5::int2, $6::text) order by c.rt, c.id limit $7)
      select v.* from k
      cross join lateral (select rt, id, version, lu, content, (hp # rt)::text patient from st.res where rt = k.rt and id = k.id limit 1) v
      order by v.rt, v.id`,
    values: [tokens, since, focus.rt, focus.id, after.rt, after.id, limit],
  }
}

/** The same, as far as `filter`, which speaks of `r`, lets them. */
function compartmentInView({ tokens, since, focus, after, limit }: Wanted, filter: Sql): Sql {
  return sql`with m as materialized (
      select r.rt, r.id, r.lu from (select * from st.res_h h where h.tokens && ${tokens}::int8[] and h.content is not null offset 0) r where ${filter}),
    f as materialized (
      select r.rt, r.id, r.lu from (select * from st.res p where p.rt = ${focus.rt} and p.id = ${focus.id} and p.content is not null limit 1) r where ${filter}),
    k as materialized (
      select c.rt, c.id from (select m.rt, m.id from m where m.lu >= ${since} union select f.rt, f.id from f where f.lu >= ${since}) c
      where (c.rt, c.id) > (${after.rt}::int2, ${after.id}::text) order by c.rt, c.id limit ${limit})
    select v.* from k
    cross join lateral (select ${storedColumns(sql`p`)} from st.res p where p.rt = k.rt and p.id = k.id limit 1) v
    order by v.rt, v.id`
}
