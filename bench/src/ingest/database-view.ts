import pg from 'pg'

/** What has arrived, seen in the database itself, as its owner. */
export class DatabaseView implements AsyncDisposable {
  readonly #client: pg.Client

  private constructor(client: pg.Client) {
    this.#client = client
  }

  static async open(ownerUrl: string): Promise<DatabaseView> {
    const client = new pg.Client({ connectionString: ownerUrl })
    await client.connect()
    return new DatabaseView(client)
  }

  /** Messages committed so far; from the minute counters, which are few rows. */
  async committed(): Promise<{ mapped: number; unmapped: number }> {
    const { rows } = await this.#client.query<{ mapped: string; unmapped: string }>(
      'select coalesce(sum(mapped), 0) mapped, coalesce(sum(unmapped), 0) unmapped from base.rate')
    return { mapped: Number(rows[0]!.mapped), unmapped: Number(rows[0]!.unmapped) }
  }

  /** Milliseconds since 1970 of the last commit. */
  async lastCommit(): Promise<number> {
    const { rows } = await this.#client.query<{ at: Date }>('select max(committed_at) at from base.ledger')
    return rows[0]!.at.getTime()
  }

  /** What the messages became: rows written per message and the mean text of one, for a ceiling that writes as much; and resources. */
  async written(): Promise<{ rows: number; textPerRow: number; resources: number; versions: number }> {
    const { rows } = await this.#client.query<{ rows: string; bytes: string; resources: string; versions: string }>(`
      select
        (select count(*) from base.ledger) + (select count(*) from base.raw) + (select sum(version) from base.res)
          + (select count(*) from base.str) as rows,
        (select sum(octet_length(sealed)) from base.raw) + (select sum(octet_length(content)::bigint * version) from base.res) as bytes,
        (select count(*) from base.res) as resources,
        (select sum(version) from base.res) as versions`)
    const row = rows[0]!
    return {
      rows: Number(row.rows), textPerRow: Math.round(Number(row.bytes) / Number(row.rows)), resources: Number(row.resources), versions: Number(row.versions),
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end()
  }
}
