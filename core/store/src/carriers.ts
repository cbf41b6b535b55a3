import pg from 'pg'
import { asTenant, Fault, type Tenant } from '@steckwerk/kernel'
import { databaseFault } from './connection/faults.ts'
import type { Database } from './connection/database.ts'
import type { Carrier } from './contract.ts'

interface CarrierRow {
  readonly tenant: number
  readonly slug: string
  readonly name: string
  readonly kind: Carrier['kind']
}

const carrierOf = (row: CarrierRow): Carrier => ({ tenant: asTenant(row.tenant), slug: row.slug, name: row.name, kind: row.kind })

/** Adds a carrier or network to the registry, as the owner; an existing one gets the name and stays what it is.
 *  Faults: store/carrier-slug, store/carrier-kind, store/unavailable. */
export async function addCarrier(ownerUrl: string, slug: string, name: string, kind: Carrier['kind'] = 'carrier'): Promise<Carrier> {
  if (!/^[a-z][a-z0-9-]{0,30}$/.test(slug)) {
    throw new Fault('invalid', 'store/carrier-slug', 'A carrier\'s short name begins with a letter and has at most 31 of a-z, 0-9 and "-".')
  }
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'steckwerk carrier' })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<CarrierRow>(
      `insert into base.carrier (slug, name, kind) values ($1, $2, $3) on conflict (slug) do update set name = excluded.name where carrier.kind = excluded.kind
       returning tenant, slug, name, kind`,
      [slug, name, kind],
    )
    const [row] = rows
    if (row === undefined) throw new Fault('conflict', 'store/carrier-kind', 'This short name belongs to a network, or to a carrier: one does not become the other.')
    return carrierOf(row)
  } catch (error) {
    if (error instanceof Fault) throw error
    throw databaseFault(error)
  } finally {
    await client.end().catch(() => {})
  }
}

/** The registry as a hub sees it: cached, read again after a minute or when a name is unknown. */
export class Carriers {
  readonly #database: Database
  #list: readonly Carrier[] = []
  #bySlug = new Map<string, Carrier>()
  #networks: ReadonlySet<number> = new Set()
  #readAt = -Infinity
  #reading: Promise<void> | undefined

  constructor(database: Database) {
    this.#database = database
  }

  async all(): Promise<readonly Carrier[]> {
    if (performance.now() - this.#readAt > 5_000) await this.#read()
    return this.#list
  }

  async find(slug: string): Promise<Carrier | undefined> {
    const known = this.#bySlug.get(slug)
    if (known !== undefined) return known
    // Names asked for by strangers must not become a query each.
    if (performance.now() - this.#readAt > 500) await this.#read()
    return this.#bySlug.get(slug)
  }

  /** Knows here at once what was added before it is called. */
  async renew(): Promise<void> {
    // A reading that is under way may have begun before.
    await this.#reading?.catch(() => undefined)
    await this.#read()
  }

  /** Of those that are known here; whoever works in a tenant has got it from the registry. */
  isNetwork(tenant: Tenant): boolean {
    return this.#networks.has(tenant)
  }

  #read(): Promise<void> {
    return (this.#reading ??= this.#database
      .plain({ name: 'st_carriers', text: 'select tenant, slug, name, kind from st.carrier order by tenant' })
      .then(({ rows }) => {
        this.#list = Object.freeze((rows as CarrierRow[]).map(carrierOf))
        this.#bySlug = new Map(this.#list.map((carrier) => [carrier.slug, carrier]))
        this.#networks = new Set(this.#list.filter(({ kind }) => kind === 'network').map(({ tenant }) => tenant))
        this.#readAt = performance.now()
      })
      .finally(() => (this.#reading = undefined)))
  }
}
