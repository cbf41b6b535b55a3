import type { DatabaseSync } from 'node:sqlite'
import type { Clock, Log } from '@steckwerk/kernel'
import type { ChannelSettings } from '@steckwerk/uplink'
import { loadState, type ChannelState, type SpoolState } from './state.ts'
import { prepareStatements, type Statements } from './statements.ts'

export interface SpoolParts {
  readonly db: DatabaseSync
  readonly lock: DatabaseSync
  /** Where a damaged spool was put at this start. */
  readonly damaged: string | undefined
  readonly limitBytes: number
  readonly log: Log
  readonly clock: Clock
}

/** The durable queue between the senders and the hub: SQLite with write-ahead log, each commit synced to disk.
 *  What can be done with it lies beside this file, one operation each: append, next-batch, confirm, change-epoch, prune, room. */
export class Spool implements Disposable {
  readonly db: DatabaseSync
  readonly statements: Statements
  readonly damaged: string | undefined
  readonly limitBytes: number
  readonly log: Log
  readonly clock: Clock
  state: SpoolState
  readonly #lock: DatabaseSync

  constructor(parts: SpoolParts) {
    this.db = parts.db
    this.#lock = parts.lock
    this.damaged = parts.damaged
    this.limitBytes = parts.limitBytes
    this.log = parts.log
    this.clock = parts.clock
    this.statements = prepareStatements(this.db)
    this.state = loadState(this.db)
  }

  /** Runs `work` in one transaction, which is durable on return; undone as a whole where it throws. */
  transaction<T>(work: () => T): T {
    this.statements.begin.run()
    try {
      const result = work()
      this.statements.commit.run()
      return result
    } catch (thrown) {
      if (this.db.isTransaction) this.statements.rollback.run()
      throw thrown
    }
  }

  /** The channel of that name with these settings, made where there was none. */
  channel(name: string, settings: ChannelSettings, port: number): ChannelState {
    this.db.prepare('insert into channel (name, settings, port) values (?, ?, ?) on conflict (name) do update set settings = excluded.settings, port = excluded.port')
      .run(name, JSON.stringify(settings), port)
    const known = this.state.channels.get(name)
    if (known !== undefined) {
      known.settings = settings
      known.port = port
      return known
    }
    const { number } = this.db.prepare('select number from channel where name = ?').get(name) as { number: number }
    const channel: ChannelState = {
      number, name, settings, port, sequence: 0, received: 0, duplicates: 0, refused: 0, applicationAckWished: false, error: null, depth: 0, changed: false,
    }
    this.state.channels.set(name, channel)
    return channel
  }

  channelNumbered(number: number): ChannelState {
    for (const channel of this.state.channels.values()) if (channel.number === number) return channel
    throw new Error('a message names a channel that the spool does not have')
  }

  [Symbol.dispose](): void {
    this.db.close()
    this.#lock.close()
  }
}
