import { randomUUID } from 'node:crypto'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Clock, Log } from '@steckwerk/kernel'
import type { OutboundAnswer, OutboundMessage, OutboundResult } from '@steckwerk/uplink'
import { createPrivate, setAside } from '../spool/files.ts'
import { isCorrupt, spoolFault } from '../spool/sqlite-fault.ts'

/** `sending` is written before the first byte goes out: found after a crash, it means that nobody knows whether the message arrived. */
const schema = `
create table if not exists message (
  place integer primary key autoincrement,
  channel text not null,
  control text not null unique,
  lane text not null,
  event text not null,
  bytes blob not null,
  composed_at integer not null,
  state text not null check (state in ('waiting', 'sending', 'delivered', 'rejected', 'skipped', 'held', 'unknown')),
  attempts integer not null,
  ack text not null default '',
  reason text not null default '',
  at integer not null,
  decided integer not null default 0,
  reported integer not null default 1
) strict;
create index if not exists message_open on message (channel, lane, place) where state in ('waiting', 'sending', 'held', 'unknown');
create index if not exists message_unreported on message (place) where reported = 0;
create table if not exists fact (name text primary key, value text not null) strict, without rowid;
`

const keptMs = 14 * 86_400_000

/** A message to be sent. */
export interface OutboundRow {
  readonly place: number
  readonly control: string
  readonly lane: string
  readonly bytes: Uint8Array
  /** How often it has been sent before. */
  readonly attempts: number
}

export type Settled = 'delivered' | 'rejected' | 'held' | 'unknown'

export interface QueueFigures {
  readonly waiting: number
  readonly held: number
  readonly oldestAt: number | null
}

/** What the hub has handed over and the house has not taken yet. Durable when a call returns (WAL, synchronous=FULL).
 *  Faults of every call: connector/spool-full, connector/spool-damaged, connector/spool-io, connector/spool-failed. */
export class OutboundQueue implements Disposable {
  /** Names this file: a hub that knows another one gives again what that had taken. */
  readonly id: string
  readonly #database: DatabaseSync
  readonly #clock: Clock
  readonly #statements = new Map<string, StatementSync>()

  private constructor(database: DatabaseSync, clock: Clock) {
    this.#database = database
    this.#clock = clock
    database.exec('pragma journal_mode = wal; pragma synchronous = full;')
    database.exec(schema)
    const known = this.#prepare('select value from fact where name = ?').get('spool') as { value: string } | undefined
    this.id = known?.value ?? randomUUID()
    if (known === undefined) this.#prepare('insert into fact values (?, ?)').run('spool', this.id)
  }

  /** Opens the file; a damaged one is kept aside under another name. */
  static open(path: string, { clock, log }: { readonly clock: Clock; readonly log: Log }): OutboundQueue {
    const open = (): OutboundQueue => {
      createPrivate(path)
      return new OutboundQueue(new DatabaseSync(path), clock)
    }
    try {
      return open()
    } catch (thrown) {
      if (!isCorrupt(thrown)) throw spoolFault(thrown)
      setAside(path, clock.now())
      log.error('outbound.queue-damaged', spoolFault(thrown))
      return open()
    }
  }

  /** Keeps messages in the order given; one that is known already is only told of again. What a lost queue had taken counts as sent once. */
  store(messages: readonly OutboundMessage[]): void {
    const insert = this.#prepare(`
      insert into message (channel, control, lane, event, bytes, composed_at, state, attempts, at) values (?, ?, ?, ?, ?, ?, 'waiting', ?, ?) on conflict do nothing`)
    const again = this.#prepare(`update message set reported = 0 where control = ? and state not in ('waiting', 'sending')`)
    this.#whole(() => {
      for (const one of messages) {
        const { changes } = insert.run(one.channel, one.control, one.lane, one.event, Buffer.from(one.body, 'base64'), one.composedAt, one.again ? 1 : 0, this.#clock.now())
        if (changes === 0) again.run(one.control)
      }
    })
  }

  /** The next to be sent: the oldest whose lane nothing holds back. Lanes that wait for their time are passed over. */
  next(channel: string, passedOver: ReadonlySet<string>): OutboundRow | undefined {
    const rows = this.#prepare(`
      select place, control, lane, bytes, attempts from message m
      where channel = ? and state = 'waiting' and lane not in (select value from json_each(?)) and not exists (
        select 1 from message e where e.channel = m.channel and e.lane = m.lane and e.place < m.place and e.state in ('waiting', 'sending', 'held', 'unknown'))
      order by place limit 1`).all(channel, JSON.stringify([...passedOver]))
    return rows[0] as OutboundRow | undefined
  }

  /** To be called before the first byte goes out. */
  begin(place: number): void {
    this.#run(`update message set state = 'sending', attempts = attempts + 1, at = ? where place = ?`, this.#clock.now(), place)
  }

  settle(place: number, state: Settled, ack: string, reason: string): void {
    this.#run('update message set state = ?, ack = ?, reason = ?, at = ?, reported = 0 where place = ?', state, ack, reason, this.#clock.now(), place)
  }

  /** To be sent again. `uncounted`: the receiver has said that it did not take it. */
  retry(place: number, { uncounted }: { readonly uncounted: boolean }): void {
    this.#run(`update message set state = 'waiting', attempts = attempts - ?, at = ? where place = ?`, uncounted ? 1 : 0, this.#clock.now(), place)
  }

  /** What was on its way when the process ended. */
  interrupted(channel: string): readonly OutboundRow[] {
    return this.#prepare(`select place, control, lane, bytes, attempts from message where channel = ? and state = 'sending' order by place`).all(channel) as unknown as OutboundRow[]
  }

  /** Does what somebody decided of held messages, each decision once. */
  decide(decisions: OutboundAnswer['decisions']): void {
    const apply = this.#prepare(`
      update message set state = ?, attempts = 0, decided = ?, at = ?, reported = 0 where control = ? and state in ('held', 'unknown') and decided < ?`)
    const known = this.#prepare('update message set reported = 0 where control = ? and decided >= ?')
    this.#whole(() => {
      for (const { control, decision, at } of decisions) {
        apply.run(decision === 'skip' ? 'skipped' : 'waiting', at, this.#clock.now(), control, at)
        known.run(control, at)
      }
    })
  }

  /** What the hub has not been told, the oldest first. */
  unreported(): readonly OutboundResult[] {
    const rows = this.#prepare(`select channel, control, state, ack, reason, attempts, at, decided from message where reported = 0 order by place limit 200`).all()
    return (rows as unknown as (Omit<OutboundResult, 'state'> & { state: string })[])
      .map((row) => ({ ...row, state: row.state === 'waiting' || row.state === 'sending' ? 'spooled' : (row.state as OutboundResult['state']) }))
  }

  /** The hub has been told; what changed meanwhile is told again. Forgets what was settled long ago. */
  reported(results: readonly OutboundResult[]): void {
    const note = this.#prepare('update message set reported = 1 where control = ? and at = ?')
    const prune = this.#prepare(`delete from message where state in ('delivered', 'rejected', 'skipped') and reported = 1 and at < ?`)
    this.#whole(() => {
      for (const { control, at } of results) note.run(control, at)
      prune.run(this.#clock.now() - keptMs)
    })
  }

  figures(channel: string): QueueFigures {
    const row = this.#prepare(`
      select count(*) filter (where state in ('waiting', 'sending')) waiting, count(*) filter (where state in ('held', 'unknown')) held, min(composed_at) oldestAt
      from message where channel = ? and state in ('waiting', 'sending', 'held', 'unknown')`).get(channel)
    return row as unknown as QueueFigures
  }

  [Symbol.dispose](): void {
    this.#database.close()
  }

  #prepare(text: string): StatementSync {
    let statement = this.#statements.get(text)
    if (statement === undefined) this.#statements.set(text, (statement = this.#database.prepare(text)))
    return statement
  }

  #run(text: string, ...values: (string | number)[]): void {
    try {
      this.#prepare(text).run(...values)
    } catch (thrown) {
      throw spoolFault(thrown)
    }
  }

  #whole(work: () => void): void {
    try {
      this.#database.exec('begin immediate')
      try {
        work()
        this.#database.exec('commit')
      } catch (thrown) {
        if (this.#database.isTransaction) this.#database.exec('rollback')
        throw thrown
      }
    } catch (thrown) {
      throw spoolFault(thrown)
    }
  }
}
