import { typeName, typeNumber, type ResourceKey, type SearchQuery } from '@steckwerk/fhir'
import { sql, type Sql, type Tenant, type Witness } from '@steckwerk/kernel'
import type { TenantRunner } from '../connection/database.ts'
import type { Step } from '../connection/steps.ts'
import type { CompartmentQuery, HistoryQuery, HistoryResult, Reader, SearchExplanation, SearchResult, Stored } from '../contract.ts'
import type { Compartments } from '../search/compartment.ts'
import { resolveIncludes } from '../search/includes.ts'
import type { IndexHash } from '../search/index-hash.ts'
import type { Searcher } from '../search/searcher.ts'
import type { Letter } from '../view/prepared-view.ts'
import { keysInView, readInView, versionInView } from '../view/rows-in-view.ts'
import type { Sight } from '../view/sight.ts'
import type { Sights } from '../view/sights.ts'
import { keyOf } from '../write/apply.ts'
import { readStep } from '../write/statements.ts'
import type { Histories } from './history.ts'
import { storedOf, type StoredRow } from './stored-row.ts'

/** What answers beyond single rows; the same for all carriers. */
export interface Lookups {
  readonly hash: IndexHash
  readonly sights: Sights
  readonly searcher: Searcher
  readonly histories: Histories
  readonly compartments: Compartments
}

export type CompartmentPage = Awaited<ReturnType<Reader['compartment']>>

const columns = 'rt, id, version, lu, content, (hp # rt)::text patient'

/** For whom is read. */
export interface Asking {
  readonly tenant: Tenant
  /** undefined = everything may be seen. */
  readonly sight: Sight | undefined
  readonly witness: Witness | undefined
  /** A network: what is no directory is not written. */
  readonly network?: boolean
}

/** Reads of one tenant over some runner: shared connections, or one transaction's. What is handed out is told to the witness. */
export class TenantReader implements Reader {
  protected readonly tenant: Tenant
  protected readonly runner: TenantRunner
  protected readonly sight: Sight | undefined
  /** Whether a history may wait for what is held back. */
  protected readonly patient: boolean = true
  readonly #witness: Witness | undefined
  readonly #lookups: Lookups

  constructor({ tenant, sight, witness }: Asking, runner: TenantRunner, lookups: Lookups) {
    this.tenant = tenant
    this.runner = runner
    this.sight = sight
    this.#witness = witness
    this.#lookups = lookups
  }

  async get(type: string, id: string): Promise<Stored | undefined> {
    if (this.sight !== undefined) return this.#told(await this.#inView('r', this.sight, [{ type, id }]))[0]
    const row = await this.runner.row({ rt: typeNumber(type), id })
    return row === undefined ? undefined : this.#told([storedOf(row as StoredRow)])[0]
  }

  async getMany(keys: readonly ResourceKey[]): Promise<Map<string, Stored>> {
    const found = await (this.sight === undefined ? this.current(keys) : this.#inView('r', this.sight, keys))
    return byKey(this.#told(found))
  }

  async version(type: string, id: string, version: number): Promise<Stored | undefined> {
    const seen = this.sight === undefined ? 'all' : await this.sight.versions('r', [type], sql`r`, sql`v`)
    if (seen === 'none') return undefined
    const { rows } = seen === 'all' ? await this.runner.run(versionStep(type, id, version)) : await this.runner.sql(versionInView({ type, id }, version, seen))
    return this.#told((rows as StoredRow[]).map(storedOf))[0]
  }

  async history(query: HistoryQuery): Promise<HistoryResult> {
    const found = await this.#lookups.histories.read(this.tenant, this.runner, query, this.patient, this.sight)
    this.#told(found.rows)
    return found
  }

  async search(query: SearchQuery): Promise<SearchResult> {
    const { hash, searcher } = this.#lookups
    const { sight } = this
    const found = await searcher.search(this.tenant, this.runner, query, sight)
    this.#told(found.rows)
    if (query.includes.length === 0 || found.rows.length === 0) return found
    const getMany = async (keys: readonly ResourceKey[]): Promise<Map<string, Stored>> => byKey(await (sight === undefined ? this.current(keys) : this.#inView('s', sight, keys)))
    const included = await resolveIncludes(hash, this.tenant, this.runner, getMany, found.rows, query.includes, sight)
    this.#told(included.included)
    return { ...found, ...included }
  }

  explain(query: SearchQuery): Promise<SearchExplanation> {
    return this.#lookups.searcher.explain(this.tenant, this.runner, query, this.sight)
  }

  async compartment(query: CompartmentQuery): Promise<CompartmentPage> {
    if (await this.#isHidden(query.compartment, query.id)) return { rows: [], next: undefined }
    const found = await this.#lookups.compartments.read(this.tenant, this.runner, query, this.sight)
    this.#told(found.rows)
    return found
  }

  async visible(keys: readonly ResourceKey[]): Promise<Set<string>> {
    if (keys.length === 0) return new Set()
    const seen = this.sight === undefined ? 'all' : await this.sight.rows('r', typesOf(keys), sql`r`)
    if (seen === 'none') return new Set()
    const { rows } = await this.runner.sql(keysInView(keys, seen === 'all' ? sql`true` : seen))
    return new Set((rows as { rt: number; id: string }[]).map(({ rt, id }) => keyOf(typeName(rt), id)))
  }

  patientHash(id: string): bigint {
    return this.#lookups.hash.me(this.tenant, 'Patient', id)
  }

  async mentioning(patientId: string): Promise<Stored[]> {
    if (await this.#isHidden('Patient', patientId)) return []
    return this.#told(await this.#lookups.searcher.mentioning(this.tenant, this.runner, patientId, this.sight))
  }

  async query<Row extends object>(statement: Sql): Promise<Row[]> {
    return (await this.runner.sql(statement)).rows as Row[]
  }

  /** The current rows as they are, whatever may be seen of them; nobody is told. */
  protected async current(keys: readonly ResourceKey[]): Promise<Stored[]> {
    if (keys.length === 0) return []
    const { rows } = await this.runner.run(readStep(distinct(keys).map((key) => ({ rt: typeNumber(key.type), id: key.id }))))
    return (rows as StoredRow[]).map(storedOf)
  }

  async #inView(letter: Letter, sight: Sight, keys: readonly ResourceKey[]): Promise<Stored[]> {
    if (keys.length === 0) return []
    const seen = await sight.rows(letter, typesOf(keys), sql`r`)
    if (seen === 'none') return []
    if (seen === 'all') return this.current(keys)
    return ((await this.runner.sql(readInView(distinct(keys), seen))).rows as StoredRow[]).map(storedOf)
  }

  /** Where searches have to begin with the view, what hangs on a resource out of view is not looked for at all. */
  async #isHidden(type: string, id: string): Promise<boolean> {
    return this.sight?.begins(type) === true && (await this.visible([{ type, id }])).size === 0
  }

  #told<Rows extends readonly Stored[]>(rows: Rows): Rows {
    if (this.#witness !== undefined) for (const row of rows) this.#witness.saw(row)
    return rows
  }
}

const distinct = (keys: readonly ResourceKey[]): readonly ResourceKey[] => [...new Map(keys.map((key) => [keyOf(key.type, key.id), key])).values()]
const typesOf = (keys: readonly ResourceKey[]): readonly string[] => [...new Set(keys.map((key) => key.type))]
const byKey = (rows: readonly Stored[]): Map<string, Stored> => new Map(rows.map((row) => [keyOf(row.type, row.id), row]))

function versionStep(type: string, id: string, version: number): Step {
  return {
    name: 'st_version',
    text: `select ${columns} from st.res where rt = $1 and id = $2 and version = $3
      union all select ${columns} from st.hist where rt = $1 and id = $2 and version = $3 limit 1`,
    values: [typeNumber(type), id, version],
  }
}
