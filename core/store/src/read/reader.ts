import { typeNumber, type ResourceKey, type SearchQuery } from '@steckwerk/fhir'
import type { Sql, Tenant } from '@steckwerk/kernel'
import type { TenantRunner } from '../connection/database.ts'
import type { Reader, SearchResult, Stored } from '../contract.ts'
import type { Searcher } from '../search/searcher.ts'
import { keyOf } from '../write/apply.ts'
import { readStep } from '../write/statements.ts'
import { storedOf, type StoredRow } from './stored-row.ts'

const columns = 'rt, id, version, lu, content'

/** Reads of one tenant over some runner: shared connections, or one transaction's. */
export class TenantReader implements Reader {
  protected readonly tenant: Tenant
  protected readonly runner: TenantRunner
  readonly #searcher: Searcher

  constructor(tenant: Tenant, runner: TenantRunner, searcher: Searcher) {
    this.tenant = tenant
    this.runner = runner
    this.#searcher = searcher
  }

  async get(type: string, id: string): Promise<Stored | undefined> {
    const { rows } = await this.runner.run({
      name: 'st_get',
      text: `select ${columns} from st.res where rt = $1 and id = $2`,
      values: [typeNumber(type), id],
    })
    return rows.length === 0 ? undefined : storedOf(rows[0] as StoredRow)
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

  async history(type: string, id: string, page: { readonly count: number; readonly before?: number }): Promise<Stored[]> {
    const { rows } = await this.runner.run({
      name: 'st_history',
      text: `select * from (
          select ${columns} from st.res where rt = $1 and id = $2 and version < $3
          union all (select ${columns} from st.hist where rt = $1 and id = $2 and version < $3 order by version desc limit $4)) v
        order by version desc limit $4`,
      values: [typeNumber(type), id, page.before ?? 2_147_483_647, page.count],
    })
    return (rows as StoredRow[]).map(storedOf)
  }

  search(query: SearchQuery): Promise<SearchResult> {
    return this.#searcher.search(this.tenant, this.runner, query)
  }

  mentioning(patientId: string): Promise<Stored[]> {
    return this.#searcher.mentioning(this.tenant, this.runner, patientId)
  }

  async query<Row extends object>(statement: Sql): Promise<Row[]> {
    return (await this.runner.sql(statement)).rows as Row[]
  }
}
