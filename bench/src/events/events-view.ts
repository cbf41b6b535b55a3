import pg from 'pg'
import { typeNumber } from '@steckwerk/fhir'

/** How the deliveries stand, seen in the database itself, as its owner. */
export class EventsView implements AsyncDisposable {
  readonly #client: pg.Client

  private constructor(client: pg.Client) {
    this.#client = client
  }

  static async open(ownerUrl: string): Promise<EventsView> {
    const client = new pg.Client({ connectionString: ownerUrl })
    await client.connect()
    return new EventsView(client)
  }

  async #one<T extends object>(text: string, values: readonly unknown[] = []): Promise<T> {
    return (await this.#client.query(text, [...values])).rows[0] as T
  }

  async active(): Promise<number> {
    return Number((await this.#one<{ n: string }>(`select count(*) n from base.subscription where status = 'active'`)).n)
  }

  /** Events numbered so far, and those of them that arrived. */
  async told(): Promise<{ readonly numbered: number; readonly delivered: number }> {
    const { numbered, delivered } = await this.#one<{ numbered: string; delivered: string }>('select coalesce(sum(last), 0) numbered, coalesce(sum(delivered), 0) delivered from base.subscription')
    return { numbered: Number(numbered), delivered: Number(delivered) }
  }

  /** Messages of a carrier committed so far. */
  async committed(carrier: string): Promise<number> {
    return Number((await this.#one<{ n: string }>('select coalesce(sum(mapped + unmapped), 0) n from base.rate where tenant = (select tenant from base.carrier where slug = $1)', [carrier])).n)
  }

  /** Milliseconds since 1970 of a carrier's last commit. */
  async lastCommit(carrier: string): Promise<number> {
    return (await this.#one<{ at: Date }>('select max(committed_at) at from base.ledger where tenant = (select tenant from base.carrier where slug = $1)', [carrier])).at.getTime()
  }

  /** Changes of resources of a type so far, at all carriers. */
  async changes(type: string): Promise<number> {
    return Number((await this.#one<{ n: string }>('select coalesce(sum(version), 0) n from base.res where rt = $1', [typeNumber(type)])).n)
  }

  async resources(): Promise<number> {
    return Number((await this.#one<{ n: string }>('select count(*) n from base.res')).n)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end()
  }
}
