import { Fault, toFault, type Ctx, type Log, type Tenant } from '@steckwerk/kernel'
import { NoteQueue } from './audit/note-queue.ts'
import { noteAllStep } from './audit/note-steps.ts'
import { Carriers } from './carriers.ts'
import { Database } from './connection/database.ts'
import type { Link } from './connection/link.ts'
import type { AuditRow, Carrier, Change, OutboxEvent, Reader, Store, Stored, Writer } from './contract.ts'
import { DerivedIds } from './derived-id.ts'
import { requireNetworkTypes } from './network-types.ts'
import { Outbox } from './outbox/outbox.ts'
import { Histories } from './read/history.ts'
import { TenantReader, type Asking, type Lookups } from './read/reader.ts'
import { assertUnprivileged } from './role-check.ts'
import { Compartments } from './search/compartment.ts'
import { Cursors } from './search/cursor.ts'
import { IndexHash } from './search/index-hash.ts'
import { Searcher } from './search/searcher.ts'
import { Sights } from './view/sights.ts'
import { readSecrets, type Secrets } from './secrets.ts'
import { Transaction } from './transaction/transaction.ts'
import { GroupCommit, type Committing } from './write/group-commit.ts'

export interface OpenStoreOptions {
  /** Connects as the unprivileged role. */
  readonly databaseUrl: string
  readonly log: Log
  /** Connections for reads (6) and for transactions (4). */
  readonly readers?: number
  readonly writers?: number
  readonly statementTimeoutMs?: number
  /** How long a transaction waits for another's locks (10,000). */
  readonly lockTimeoutMs?: number
}

const attempts = 5
const repeatable = new Set(['store/version-conflict', 'store/contention'])

/** Not where the answer of a commit was lost: nobody knows whether it went in. */
const retriable = (thrown: unknown): boolean => toFault(thrown).code !== 'store/unavailable'

/** Opens the store of a migrated database.
 *  Faults: store/role-privileged, store/server-too-old, store/not-migrated, store/not-tracked, store/unavailable. */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const database = new Database({ ...options, url: options.databaseUrl })
  try {
    await assertUnprivileged(database)
    const secrets = await readSecrets(database)
    return new PostgresStore(database, options, secrets)
  } catch (error) {
    await database.close()
    throw error
  }
}

class PostgresStore implements Store {
  readonly #database: Database
  readonly #ids: DerivedIds
  readonly #carriers: Carriers
  readonly #lookups: Lookups
  readonly #group: GroupCommit
  readonly #notes: NoteQueue
  readonly #outbox: Outbox

  constructor(database: Database, options: OpenStoreOptions, secrets: Secrets) {
    this.#database = database
    this.#ids = new DerivedIds(secrets.idKey)
    this.#carriers = new Carriers(database)
    const hash = new IndexHash(secrets.hashKey)
    const cursors = new Cursors(secrets.cursorKey)
    this.#lookups = {
      hash,
      sights: new Sights(hash),
      searcher: new Searcher(hash, secrets.cursorKey),
      histories: new Histories(cursors),
      compartments: new Compartments(hash, cursors),
    }
    this.#outbox = new Outbox(database, options.databaseUrl, options.log)
    this.#group = new GroupCommit({
      free: () => database.writers.free,
      together: (groups) => this.#together(groups),
      alone: (tenant, entry) => this.#alone(tenant, entry),
      retriable,
    })
    this.#notes = new NoteQueue({
      // On a connection of its own, so that answers never wait behind long transactions.
      write: (rows) => database.notes.use(async (link) => void (await link.ask([noteAllStep(rows)]))),
      retriable,
    })
  }

  carriers(): Promise<readonly Carrier[]> {
    return this.#carriers.all()
  }

  carrier(slug: string): Promise<Carrier | undefined> {
    return this.#carriers.find(slug)
  }

  renewCarriers(): Promise<void> {
    return this.#carriers.renew()
  }

  idOf(tenant: Tenant, type: string, system: string, value: string): string {
    return this.#ids.of(tenant, type, system, value)
  }

  read<T>(ctx: Ctx, work: (reader: Reader) => Promise<T>): Promise<T> {
    return work(new TenantReader(this.#asking(ctx), this.#database.reading(ctx.tenant), this.#lookups))
  }

  #asking(ctx: Ctx): Asking {
    return { tenant: ctx.tenant, sight: this.#lookups.sights.of(ctx), witness: ctx.witness, network: this.#carriers.isNetwork(ctx.tenant) }
  }

  async write<T>(ctx: Ctx, work: (writer: Writer) => Promise<T>, options: { readonly retry?: boolean } = {}): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#transact((transaction) => transaction.as(this.#asking(ctx), work))
      } catch (thrown) {
        if (options.retry !== true || attempt === attempts || !(thrown instanceof Fault) || !repeatable.has(thrown.code)) throw thrown
      }
    }
  }

  async commit(ctx: Ctx, change: Change, note?: (stored: Stored) => AuditRow): Promise<Stored> {
    // Before it goes together with others' changes.
    if (this.#carriers.isNetwork(ctx.tenant)) requireNetworkTypes([change])
    return this.#group.commit(ctx.tenant, change, note, this.#asking(ctx))
  }

  note(ctx: Ctx, rows: readonly AuditRow[]): Promise<void> {
    return this.#notes.note(ctx.tenant, rows)
  }

  events(tenant: Tenant, signal: AbortSignal, after?: string): AsyncIterable<OutboxEvent> {
    return this.#outbox.events(tenant, signal, after)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#group.drained()
    await this.#notes.drained()
    await this.#outbox.close()
    await this.#database.close()
  }

  async #transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    try {
      const value = await this.#database.writers.use(async (link: Link) => {
        const transaction = new Transaction(link, this.#database, this.#lookups)
        try {
          const result = await work(transaction)
          await transaction.commit()
          return result
        } catch (thrown) {
          await transaction.rollback()
          throw thrown
        }
      })
      this.#outbox.announce()
      return value
    } finally {
      // A connection has become free, whatever came of it.
      this.#group.flush()
    }
  }

  #together(groups: ReadonlyMap<Tenant, readonly Committing[]>): Promise<ReadonlyMap<Tenant, readonly (Stored | Fault)[]>> {
    return this.#transact(async (transaction) => {
      const results = new Map<Tenant, readonly (Stored | Fault)[]>()
      for (const [tenant, entries] of groups) {
        const made = new Map<Committing, Stored | Fault>()
        // Those of one view go together: what is written is held to it.
        for (const [, of] of Map.groupBy(entries, ({ asking }) => asking?.sight?.view)) {
          await transaction.as(askingOf(tenant, of[0]!), async (writer) => {
            const applied = await writer.applyAhead(of.map((entry) => entry.change))
            of.forEach((entry, i) => {
              const result = applied[i]!
              if (entry.note !== undefined && !(result instanceof Fault)) writer.note(entry.note(result))
              made.set(entry, result)
            })
          })
        }
        results.set(tenant, entries.map((entry) => made.get(entry)!))
      }
      return results
    })
  }

  async #alone(tenant: Tenant, entry: Committing): Promise<Stored> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#transact((transaction) => transaction.as(askingOf(tenant, entry), async (writer) => {
          const [stored] = await writer.apply([entry.change])
          if (entry.note !== undefined) writer.note(entry.note(stored!))
          return stored!
        }))
      } catch (thrown) {
        if (attempt === attempts || !(thrown instanceof Fault) || !repeatable.has(thrown.code)) throw thrown
      }
    }
  }
}

const askingOf = (tenant: Tenant, { asking }: Committing): Asking => asking ?? { tenant, sight: undefined, witness: undefined }
