import { existsSync } from 'node:fs'
import type { Resource, SearchQuery } from '@steckwerk/fhir'
import { asTenant, type Sql, type Tenant, type View } from '@steckwerk/kernel'
import { silentLog, testCtx } from '@steckwerk/kernel/testing'
import { addCarrier, openStore } from '@steckwerk/store'
import type { TestPostgres } from '@steckwerk/store/testing'
import pg from 'pg'
import type { TenantRunner } from '../src/connection/database.ts'
import { planning } from '../src/connection/link.ts'
import type { Step } from '../src/connection/steps.ts'
import { readSecretsOf } from '../src/secrets.ts'
import { IndexHash } from '../src/search/index-hash.ts'
import type { Limits } from '../src/search/scope.ts'
import { Searcher } from '../src/search/searcher.ts'
import { Sights } from '../src/view/sights.ts'
import { put } from './resources.ts'
import { readStep, type Key } from '../src/write/statements.ts'

const older = '/usr/lib/postgresql/15/bin'

/** The servers whose plans are looked at: the one that comes along, and the oldest supported where the machine has it. */
export const servers: readonly { readonly version: string; readonly binaries?: string; readonly skip: boolean }[] = [
  { version: 'the embedded PostgreSQL', skip: false },
  { version: 'PostgreSQL 15', binaries: older, skip: !existsSync(older) },
]

/** One statement's plan, told in a line a scan: which index it reads and how, and whether anything is sorted. */
export interface Plan {
  readonly scans: readonly string[]
  readonly sorts: number
  readonly text: string
}

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Index Name'?: string
  readonly 'Relation Name'?: string
  readonly 'Scan Direction'?: string
  readonly 'Actual Rows'?: number
  readonly 'Actual Loops'?: number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly PlanNode[]
}

function describe(node: PlanNode, scans: string[], sorts: { count: number }): void {
  if (node['Index Name'] !== undefined) scans.push(`${node['Node Type'].startsWith('Bitmap') ? 'bitmap ' : node['Scan Direction'] === 'Backward' ? 'backward ' : ''}${node['Index Name']}`)
  else if (node['Node Type'] === 'Seq Scan') scans.push(`seq ${node['Relation Name']}`)
  if (/Sort/.test(node['Node Type'])) sorts.count++
  for (const child of node.Plans ?? []) describe(child, scans, sorts)
}

/** Rows that all scans of tables and indexes have looked at. */
function touched(node: PlanNode): number {
  const here = node['Relation Name'] === undefined ? 0 : ((node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)) * (node['Actual Loops'] ?? 0)
  return (node.Plans ?? []).reduce((sum, child) => sum + touched(child), here)
}

const literal = (value: unknown): string => {
  if (value === null || value === undefined) return 'null'
  const { utils } = pg as unknown as { utils: { prepareValue: (value: unknown) => string | Buffer } }
  const text = utils.prepareValue(value)
  return Buffer.isBuffer(text) ? `'\\x${text.toString('hex')}'` : pg.escapeLiteral(text)
}

/** A database with tens of thousands of rows of several carriers, and a way to see the generic plan, as the hub's role
 *  with the hub's settings, of every statement a search runs. */
export class PlanBench {
  readonly #hub: pg.Client
  readonly #cursorKey: Uint8Array
  readonly #searcher: Searcher
  readonly hash: IndexHash
  readonly rows: number
  #count = 0

  private constructor(hub: pg.Client, hash: IndexHash, cursorKey: Uint8Array, rows: number) {
    this.#hub = hub
    this.hash = hash
    this.#cursorKey = cursorKey
    this.#searcher = new Searcher(hash, cursorKey)
    this.rows = rows
  }

  /** `copies` rows are made of each resource, in the database, each with so many superseded `versions`. */
  static async make(postgres: TestPostgres, resources: readonly Resource[], carriers: readonly { slug: string; copies: number }[], { versions = 0 } = {}): Promise<PlanBench> {
    const { ownerUrl, hubUrl } = await postgres.database()
    const owner = new pg.Client({ connectionString: ownerUrl })
    const hub = new pg.Client({ connectionString: hubUrl, options: planning })
    await Promise.all([owner.connect(), hub.connect()])
    await using store = await openStore({ databaseUrl: hubUrl, log: silentLog })
    for (const { slug, copies } of carriers) {
      const { tenant } = await addCarrier(ownerUrl, slug, slug)
      for (let i = 0; i < resources.length; i += 200) await store.write(testCtx(tenant, slug), (w) => w.apply(resources.slice(i, i + 200).map((resource) => put(resource, 0))))
      await owner.query(`insert into base.res (tenant, rt, version, refs, me, lu, lo, hi, hp, id, tokens, params, nk, nv, strings, content)
        select tenant, rt, version, refs, hashint8extended(me, g), lu + g * 1000, lo + g * 1000000::bigint, hi + g * 1000000::bigint, hp, id || '-' || g, tokens, params, nk, nv, strings, content from base.res, generate_series(1, ${copies}) g where tenant = ${tenant}`)
      await owner.query(`insert into base.str (tenant, h, v, id) select tenant, h, v, id || '-' || g from base.str, generate_series(1, ${copies}) g where tenant = ${tenant}`)
      await owner.query(`insert into base.num (tenant, h, lo, hi, me) select tenant, h, lo, hi, hashint8extended(me, g) from base.num, generate_series(1, ${copies}) g where tenant = ${tenant}`)
      await owner.query(`insert into base.permit (tenant, h, pat, lo, hi, rt, id) select tenant, h, pat, lo, hi, rt, id || '-' || g from base.permit, generate_series(1, ${copies}) g where tenant = ${tenant}`)
      await owner.query(`insert into base.day (tenant, h, lo, hi, id) select tenant, h, lo, hi, id || '-' || g from base.day, generate_series(1, ${copies}) g where tenant = ${tenant}`)
    }
    await owner.query(`insert into base.hist (tenant, rt, id, version, lu, til, content)
      select tenant, rt, id, v, lu - 7 * (${versions} + 1 - v), lu - 7 * (${versions} - v), content from base.res, generate_series(1, ${versions}) v`)
    await owner.query('analyze')
    const rows = Number((await owner.query<{ n: string }>('select count(*) n from base.res')).rows[0]!.n)
    const secrets = await readSecretsOf(async (text) => (await owner.query<object>(text)).rows)
    await owner.end()
    return new PlanBench(hub, new IndexHash(secrets.hashKey), secrets.cursorKey, rows)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#hub.end()
  }

  /** The plans of all statements a search runs for its rows, counting apart. */
  async search(tenant: number, query: Partial<SearchQuery> & { type: string }, limits?: Limits): Promise<{ plans: Plan[]; found: number; ids: string[] }> {
    const plans: Plan[] = []
    const runner = this.#runner(asTenant(tenant), plans)
    const searcher = limits === undefined ? this.#searcher : new Searcher(this.hash, this.#cursorKey, limits)
    const result = await searcher.search(asTenant(tenant), runner, { conditions: [], sort: [], count: 20, total: 'none', cursor: undefined, includes: [], summary: 'false', elements: undefined, ...query })
    return { plans, found: result.total ?? result.rows.length, ids: result.rows.map((row) => row.id) }
  }

  /** The same under a view, with how many rows the scans of each statement looked at. */
  async seen(tenant: number, view: View, query: Partial<SearchQuery> & { type: string }): Promise<{ plans: Plan[]; touched: number[]; found: number }> {
    const plans: Plan[] = []
    const searcher = new Searcher(this.hash, this.#cursorKey)
    const sight = new Sights(this.hash).of({ tenant: asTenant(tenant), view, now: new Date(Date.UTC(2026, 5, 1)) })
    const result = await searcher.search(asTenant(tenant), this.#runner(asTenant(tenant), plans, true), { conditions: [], sort: [], count: 20, total: 'none', cursor: undefined, includes: [], summary: 'false', elements: undefined, ...query }, sight)
    return { plans, touched: plans.map((plan) => touched((JSON.parse(plan.text) as { Plan: PlanNode }[])[0]!.Plan)), found: result.total ?? result.rows.length }
  }

  async statement(tenant: number, step: Step): Promise<Plan> {
    const plans: Plan[] = []
    await this.#runner(asTenant(tenant), plans).run(step)
    return plans[0]!
  }

  /** The generic plan, how many rows its scans looked at when run, and how many came out. */
  async measured(tenant: number, step: Step): Promise<{ plan: Plan; touched: number; found: number }> {
    const plans: Plan[] = []
    const { rows } = await this.#runner(asTenant(tenant), plans, true).run(step)
    return { plan: plans[0]!, touched: touched((JSON.parse(plans[0]!.text) as { Plan: PlanNode }[])[0]!.Plan), found: rows.length }
  }

  #runner(tenant: Tenant, plans: Plan[], analyze = false): TenantRunner {
    const run = async (step: Step) => {
      const name = `p${++this.#count}`
      await this.#hub.query('begin')
      try {
        await this.#hub.query(`select set_config('st.tenant', $1, true)`, [String(tenant)])
        await this.#hub.query(`prepare ${name} as ${step.text}`)
        const values = step.values ?? []
        const call = `execute ${name}${values.length === 0 ? '' : `(${values.map(literal).join(', ')})`}`
        const explained = (await this.#hub.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(`explain (format json, costs off, analyze ${analyze}) ${call}`)).rows[0]!['QUERY PLAN']
        const scans: string[] = []
        const sorts = { count: 0 }
        describe(explained[0]!.Plan, scans, sorts)
        plans.push({ scans, sorts: sorts.count, text: JSON.stringify(explained, null, 1) })
        const { rows, rowCount } = await this.#hub.query<{ n?: unknown }>(call)
        return { rows: rows.map((row) => (row.n === undefined ? row : { ...row, n: Number(row.n) })), count: rowCount ?? 0, command: '' }
      } finally {
        await this.#hub.query('rollback')
      }
    }
    const group = async (steps: readonly Step[]) => { const results = []; for (const step of steps) results.push(await run(step)); return results }
    const row = async (key: Key): Promise<unknown> => (await run(readStep([key]))).rows[0]
    return { run, group, row, sql: (statement: Sql) => run({ text: statement.text, values: statement.values }) }
  }
}

