import { setTimeout as pause } from 'node:timers/promises'
import type { Log, Tenant } from '@steckwerk/kernel'
import { BackOff } from '../connection/back-off.ts'
import type { Database } from '../connection/database.ts'
import { Link } from '../connection/link.ts'
import type { OutboxEvent } from '../contract.ts'
import { Feed } from './feed.ts'

const channel = 'steckwerk_outbox'
const pollMs = 1_000

/** Reads the outbox for whoever listens: one feed a tenant, however many listeners; woken by NOTIFY of whichever hub
 *  has committed, and by the clock once a second in case a notice is lost. */
export class Outbox {
  readonly #database: Database
  readonly #url: string
  readonly #log: Log
  readonly #feeds = new Map<Tenant, Feed>()
  readonly #end = new AbortController()
  readonly #backOff = new BackOff()
  #listening: Promise<void> | undefined
  #announcing: 'no' | 'sent' | 'again' = 'no'

  constructor(database: Database, url: string, log: Log) {
    this.#database = database
    this.#url = url
    this.#log = log
  }

  /** Tells every hub that something was committed: one notice at a time, outside any transaction, because NOTIFY
   *  inside one makes commits wait for each other. */
  announce(): void {
    if (this.#announcing !== 'no') {
      this.#announcing = 'again'
      return
    }
    this.#announcing = 'sent'
    void this.#database
      .plain({ name: 'st_notify', text: `select pg_notify('${channel}', '')` })
      .catch(() => {})
      .finally(() => {
        const again = this.#announcing === 'again'
        this.#announcing = 'no'
        if (again) this.announce()
      })
  }

  async *events(tenant: Tenant, signal: AbortSignal, after?: string): AsyncIterable<OutboxEvent> {
    this.#listening ??= this.#listen()
    let feed = this.#feeds.get(tenant)
    if (feed === undefined) this.#feeds.set(tenant, (feed = new Feed(tenant, this.#database, this.#log)))
    yield* feed.read(AbortSignal.any([signal, this.#end.signal]), after)
  }

  #wakeAll(): void {
    for (const feed of this.#feeds.values()) feed.wake()
  }

  async #listen(): Promise<void> {
    const { signal } = this.#end
    while (!signal.aborted) {
      try {
        const link = await this.#backOff.attempt(() => Link.open({ url: this.#url, name: 'hub listens' }))
        link.onNotification(() => this.#wakeAll())
        await link.run([{ text: `listen ${channel}` }])
        while (!signal.aborted && !link.dead) {
          this.#wakeAll()
          await pause(pollMs, undefined, { ref: false, signal }).catch(() => {})
        }
        await link.close()
      } catch {
        this.#wakeAll()
        await pause(pollMs / 4, undefined, { ref: false, signal }).catch(() => {})
      }
    }
  }

  async close(): Promise<void> {
    this.#end.abort()
    await this.#listening
  }
}
