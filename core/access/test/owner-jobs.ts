import pg from 'pg'
import type { Job, JobPorts } from '@steckwerk/store'

/** Numbers as the hub's own connections give them. */
const exact = new pg.TypeOverrides()
exact.setTypeParser(20, Number)

export interface OwnerJobs extends AsyncDisposable {
  readonly client: pg.Client
  /** Runs a job until it has nothing left to do. */
  run(job: Job): Promise<void>
}

/** Runs jobs as the database's owner, as the elected hub does, when a test says so. */
export async function ownerJobs(ownerUrl: string): Promise<OwnerJobs> {
  const client = new pg.Client({ types: exact, connectionString: ownerUrl })
  await client.connect()
  const ports: JobPorts = {
    signal: new AbortController().signal,
    query: async <Row extends object>({ text, values }: { text: string; values: readonly unknown[] }) => {
      const { rows, rowCount } = await client.query(text, [...values])
      return { rows: rows as Row[], count: rowCount ?? 0 }
    },
  }
  return {
    client,
    run: async (job) => {
      while (await job.run(ports)) continue
    },
    [Symbol.asyncDispose]: () => client.end(),
  }
}
