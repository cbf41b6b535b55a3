import { Fault, type Log, type Tenant } from '@steckwerk/kernel'
import type { Database } from '../connection/database.ts'
import type { OutboxEvent } from '../contract.ts'

/** A place in the outbox: the transaction's number and the row's sequence; both beyond 2^53 some day. */
interface Position {
  readonly xid: bigint
  readonly seq: bigint
}

interface Entry extends Position {
  readonly event: OutboxEvent
}

interface OutboxRow {
  readonly xid: string
  readonly seq: string
  readonly topic: string
  readonly payload: string
}

const most = 500
const kept = 2_000

const after = (a: Position, b: Position): boolean => a.xid > b.xid || (a.xid === b.xid && a.seq > b.seq)

/** Only rows below the oldest running transaction: nothing can appear before them any more. Ordered by the columns themselves: their
 *  names alone would mean the texts that are selected, and "1000" comes before "999" then. */
const readText = `select o.xid::text xid, o.seq::text seq, o.topic, o.payload from st.outbox o
  where (o.xid, o.seq) > ($1::text::xid8, $2::bigint) and o.xid < pg_snapshot_xmin(pg_current_snapshot())
  order by o.tenant, o.xid, o.seq limit ${most}`

/** The events of one tenant: the newest are held for all who follow; who is further behind reads the table. */
export class Feed {
  readonly #tenant: Tenant
  readonly #database: Database
  readonly #log: Log
  #entries: Entry[] = []
  /** Everything after this position is in `entries`. */
  #start: Position | undefined
  #end: Position | undefined
  #followers = 0
  #wanted = false
  #loading: Promise<void> | undefined
  readonly #sleepers = new Set<() => void>()

  constructor(tenant: Tenant, database: Database, log: Log) {
    this.#tenant = tenant
    this.#database = database
    this.#log = log
  }

  /** Faults: store/bad-position, store/events-expired. */
  async *read(signal: AbortSignal, from?: string): AsyncGenerator<OutboxEvent, void> {
    this.#followers++
    try {
      let at = from === undefined ? undefined : parsePosition(from)
      if (at !== undefined) await this.#assertKept(at)
      while (!signal.aborted) {
        if (this.#end === undefined) await this.#begin(signal)
        if (this.#end === undefined) break
        at ??= this.#end
        const entries = await this.#next(at, signal)
        if (entries.length === 0) {
          await this.#sleep(signal)
          continue
        }
        for (const entry of entries) {
          if (signal.aborted) return
          at = entry
          yield entry.event
        }
      }
    } finally {
      this.#followers--
      if (this.#followers === 0) {
        this.#entries = []
        this.#start = this.#end = undefined
      }
    }
  }

  /** Looks for new rows, once for all followers. */
  wake(): void {
    if (this.#followers === 0) return
    this.#wanted = true
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined
    })
  }

  async #load(): Promise<void> {
    while (this.#wanted && this.#end !== undefined) {
      this.#wanted = false
      try {
        const from: Position = this.#end
        const found = await this.#rows(from)
        // All have left meanwhile, and whoever comes next begins at a now of their own.
        if (this.#end !== from) break
        if (found.length === 0) break
        this.#entries.push(...found)
        this.#end = found.at(-1)!
        if (this.#entries.length > kept) {
          const dropped = this.#entries.splice(0, this.#entries.length - kept)
          this.#start = dropped.at(-1)!
        }
        if (found.length === most) this.#wanted = true
      } catch (thrown) {
        this.#log.debug('the outbox could not be read', { code: thrown instanceof Fault ? thrown.code : 'unknown' })
        break
      }
    }
    for (const wake of this.#sleepers) wake()
  }

  async #next(at: Position, signal: AbortSignal): Promise<readonly Entry[]> {
    if (this.#start !== undefined && !after(this.#start, at)) {
      // A binary search would do; the few that are new stand at the end.
      let i = this.#entries.length
      while (i > 0 && after(this.#entries[i - 1]!, at)) i--
      return this.#entries.slice(i)
    }
    try {
      return await this.#rows(at)
    } catch (thrown) {
      if (signal.aborted) return []
      if (!(thrown instanceof Fault) || thrown.kind !== 'unavailable') throw thrown
      return []
    }
  }

  async #rows(at: Position): Promise<Entry[]> {
    const { rows } = await this.#database.reading(this.#tenant).run({ name: 'st_outbox', text: readText, values: [String(at.xid), String(at.seq)] })
    return (rows as OutboxRow[]).map((row) => ({
      xid: BigInt(row.xid),
      seq: BigInt(row.seq),
      event: { tenant: this.#tenant, position: `${row.xid}.${row.seq}`, topic: row.topic, payload: JSON.parse(row.payload) as unknown },
    }))
  }

  /** From now on: after the last transaction that nothing running can come before. */
  async #begin(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.#end === undefined) {
      try {
        const { rows } = await this.#database.plain({ name: 'st_outbox_now', text: 'select (pg_snapshot_xmin(pg_current_snapshot())::text::numeric - 1)::text xid' })
        this.#end ??= { xid: BigInt((rows[0] as { xid: string }).xid), seq: 2n ** 63n - 1n }
        this.#start ??= this.#end
      } catch {
        await this.#sleep(signal)
      }
    }
  }

  async #assertKept(at: Position): Promise<void> {
    const { rows } = await this.#database.plain({ name: 'st_outbox_pruned', text: `select convert_from(value, 'UTF8') xid from st.meta where name = 'outbox-pruned'` })
    const pruned = (rows as { xid: string }[])[0]
    if (pruned !== undefined && at.xid < BigInt(pruned.xid)) {
      throw new Fault('gone', 'store/events-expired', 'Events since then are no longer kept; read everything anew.')
    }
  }

  #sleep(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#sleepers.delete(wake)
        signal.removeEventListener('abort', wake)
        resolve()
      }
      this.#sleepers.add(wake)
      signal.addEventListener('abort', wake)
    })
  }
}

function parsePosition(text: string): Position {
  const match = /^(\d{1,20})\.(\d{1,19})$/.exec(text)
  if (match === null) throw new Fault('invalid', 'store/bad-position', 'This is not a position in the event stream.')
  return { xid: BigInt(match[1]!), seq: BigInt(match[2]!) }
}
