import { silentLog } from '@steckwerk/kernel/testing'
import { addCarrier } from '../carriers.ts'
import type { Carrier, Store } from '../contract.ts'
import { openStore, type OpenStoreOptions } from '../store.ts'
import { testPostgres, type TestPostgres } from './test-postgres.ts'

export interface TestStoreOptions {
  /** Short names of the carriers to begin with; default `alpha` (tenant 1) and `beta` (tenant 2). */
  readonly carriers?: readonly string[]
  readonly open?: Partial<OpenStoreOptions>
}

export interface TestStore {
  readonly store: Store
  readonly ownerUrl: string
  /** The unprivileged role's connection, to open a second hub on the same database. */
  readonly hubUrl: string
  addCarrier(slug: string, name?: string, kind?: Carrier['kind']): Promise<Carrier>
  [Symbol.asyncDispose](): Promise<void>
}

/** One cluster a test process, ended when it has nothing left to do. */
let cluster: Promise<TestPostgres> | undefined

function shared(): Promise<TestPostgres> {
  if (cluster === undefined) {
    const started = testPostgres()
    cluster = started
    process.once('beforeExit', () => {
      // Between two files there can be nothing to do as well: the next one has another.
      cluster = undefined
      void started.then((one) => one[Symbol.asyncDispose]())
    })
  }
  return cluster
}

/** A store on a fresh, migrated, empty database of its own. */
export async function testStore(options: TestStoreOptions = {}): Promise<TestStore> {
  const database = await (await shared()).database()
  for (const slug of options.carriers ?? ['alpha', 'beta']) await addCarrier(database.ownerUrl, slug, slug)
  const store = await openStore({ databaseUrl: database.hubUrl, log: silentLog, readers: 3, writers: 2, ...options.open })
  return {
    store,
    ownerUrl: database.ownerUrl,
    hubUrl: database.hubUrl,
    addCarrier: (slug, name = slug, kind) => addCarrier(database.ownerUrl, slug, name, kind),
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]()
      await database.drop()
    },
  }
}
