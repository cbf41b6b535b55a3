import type { SearchQuery } from '@steckwerk/fhir'
import type { Tenant } from '@steckwerk/kernel'
import type { TenantRunner } from '../connection/database.ts'
import type { SearchResult, Stored } from '../contract.ts'
import { storedOf, type StoredRow } from '../read/stored-row.ts'
import type { IndexHash } from './index-hash.ts'

export class Searcher {
  readonly #hash: IndexHash

  constructor(hash: IndexHash) {
    this.#hash = hash
  }

  search(_tenant: Tenant, _runner: TenantRunner, _query: SearchQuery): Promise<SearchResult> {
    throw new Error('in work')
  }

  async mentioning(tenant: Tenant, runner: TenantRunner, patientId: string): Promise<Stored[]> {
    const { rows } = await runner.run({
      name: 'st_mentioning',
      text: `with x as materialized (select rt, id, version, lu, content from st.res_h where tokens @> array[$1::int8] and content is not null)
        select * from x order by rt, id`,
      values: [this.#hash.of(tenant, '', 'mention', '', patientId)],
    })
    return (rows as StoredRow[]).map(storedOf)
  }
}
