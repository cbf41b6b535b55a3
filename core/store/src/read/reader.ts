import { typeNumber, type ResourceKey, type SearchQuery } from '@steckwerk/fhir'
import type { Sql, Tenant } from '@steckwerk/kernel'
import type { TenantRunner } from '../connection/database.ts'
import type { CompartmentQuery, HistoryQuery, HistoryResult, Reader, SearchExplanation, SearchResult, Stored } from '../contract.ts'
import type { Compartments } from '../search/compartment.ts'
import { resolveIncludes } from '../search/includes.ts'
import type { IndexHash } from '../search/index-hash.ts'
import type { Searcher } from '../search/searcher.ts'
import { keyOf } from '../write/apply.ts'
import { readStep } from '../write/statements.ts'
import type { Histories } from './history.ts'
import { storedOf, type StoredRow } from './stored-row.ts'

/** What answers beyond single rows; the same for all carriers. */
export interface Lookups {
  readonly hash: IndexHash
  readonly searcher: Searcher
  readonly histories: Histories
  readonly compartments: Compartments
}

export type CompartmentPage = Awaited<ReturnType<Reader['compartment']>>

const columns = 'rt, id, version, lu, content'

/** Reads of one tenant over some runner: shared connections, or one transaction's. */
export class TenantReader implements Reader {
  protected readonly tenant: Tenant
  protected readonly runner: TenantRunner
  /** Whether a history may wait for what is held back. */
  protected readonly patient: boolean = true
  readonly #lookups: Lookups

  constructor(tenant: Tenant, runner: TenantRunner, lookups: Lookups) {
    this.tenant = tenant
    this.runner = runner
    this.#lookups = lookups
  }

  async get(type: string, id: string): Promise<Stored | undefined> {
    const row = await this.runner.row({ rt: typeNumber(type), id })
    return row === undefined ? undefined : storedOf(row as StoredRow)
  }

  async getMany(keys: readonly ResourceKey[]): Promise<Map<string, Stored>> {
    const found = new Map<string, Stored>()
    if (keys.length === 0) return found
    const distinct = new Map(keys.map((key) => [keyOf(key.type, key.id), key]))
    const { rows } = await this.runner.run(readStep([...distinct.values()].map((key) => ({ rt: typeNumber(key.type), id: key.id }))))
    for (const row of rows as StoredRow[]) {
      const stored = storedOf(row)
      found.set(keyOf(stored.type, stored.id), stored)
    }
    return found
  }

  async version(type: string, id: string, version: number): Promise<Stored | undefined> {
    const { rows } = await this.runner.run({
      name: 'st_version',
      text: `select ${columns} from st.res where rt = $1 and id = $2 and version = $3
        union all select ${columns} from st.hist where rt = $1 and id = $2 and version = $3 limit 1`,
      values: [typeNumber(type), id, version],
    })
    return rows.length === 0 ? undefined : storedOf(rows[0] as StoredRow)
  }

  history(query: HistoryQuery): Promise<HistoryResult> {
    return this.#lookups.histories.read(this.tenant, this.runner, query, this.patient)
  }

  async search(query: SearchQuery): Promise<SearchResult> {
    const { hash, searcher } = this.#lookups
    const found = await searcher.search(this.tenant, this.runner, query)
    if (query.includes.length === 0 || found.rows.length === 0) return found
    const included = await resolveIncludes(hash, this.tenant, this.runner, (keys) => this.getMany(keys), found.rows, query.includes)
    return { ...found, ...included }
  }

  explain(query: SearchQuery): Promise<SearchExplanation> {
    return this.#lookups.searcher.explain(this.tenant, this.runner, query)
  }

  compartment(query: CompartmentQuery): Promise<CompartmentPage> {
    return this.#lookups.compartments.read(this.tenant, this.runner, query)
  }

  mentioning(patientId: string): Promise<Stored[]> {
    return this.#lookups.searcher.mentioning(this.tenant, this.runner, patientId)
  }

  async query<Row extends object>(statement: Sql): Promise<Row[]> {
    return (await this.runner.sql(statement)).rows as Row[]
  }
}
