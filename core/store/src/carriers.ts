import pg from 'pg'
import { asTenant, Fault } from '@steckwerk/kernel'
import { databaseFault } from './connection/faults.ts'
import type { Database } from './connection/database.ts'
import type { Carrier } from './contract.ts'

interface CarrierRow {
  readonly tenant: number
  readonly slug: string
  readonly name: string
}

const carrierOf = (row: CarrierRow): Carrier => ({ tenant: asTenant(row.tenant), slug: row.slug, name: row.name })

/** Adds a carrier to the registry, as the owner; an existing one gets the name.
 *  Faults: store/carrier-slug, store/unavailable. */
export async function addCarrier(ownerUrl: string, slug: string, name: string): Promise<Carrier> {
  if (!/^[a-z][a-z0-9-]{0,30}$/.test(slug)) {
    throw new Fault('invalid', 'store/carrier-slug', 'A carrier\'s short name begins with a letter and has at most 31 of a-z, 0-9 and "-".')
  }
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'steckwerk carrier' })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<CarrierRow>(
      'insert into base.carrier (slug, name) values ($1, $2) on conflict (slug) do update set name = excluded.name returning tenant, slug, name',
      [slug, name],
    )
    return carrierOf(rows[0]!)
  } catch (error) {
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

  #read(): Promise<void> {
    return (this.#reading ??= this.#database
      .plain({ name: 'st_carriers', text: 'select tenant, slug, name from st.carrier order by tenant' })
      .then(({ rows }) => {
        this.#list = Object.freeze((rows as CarrierRow[]).map(carrierOf))
        this.#bySlug = new Map(this.#list.map((carrier) => [carrier.slug, carrier]))
        this.#readAt = performance.now()
      })
      .finally(() => (this.#reading = undefined)))
  }
}
