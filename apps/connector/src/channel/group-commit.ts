import type { AckOutcome, Header } from '@steckwerk/hl7v2'
import type { Clock, Fault, Log } from '@steckwerk/kernel'
import { append, type Incoming } from '../spool/append.ts'
import type { Room } from '../spool/room.ts'
import type { Spool } from '../spool/spool.ts'
import { spoolFault } from '../spool/sqlite-fault.ts'
import type { ChannelState } from '../spool/state.ts'
import { noteRefused } from './note-problem.ts'

/** Who gets the outcome of a message. */
export interface Answerer {
  /** Called in the order in which the connection's messages were submitted. */
  answer(header: Header | undefined, outcome: AckOutcome): void
  /** Called once after a group: everything answered may go out in one piece. */
  send(): void
}

/** One message of a connection: either to be made durable, or refused already. Both wait for their turn here, so that
 *  acknowledgements keep the order of the messages. */
export interface Submission {
  readonly answerer: Answerer
  readonly channel: ChannelState
  readonly header: Header | undefined
  readonly content: Incoming | Extract<AckOutcome, { kind: 'error' | 'reject' }>
}

export interface GroupCommitParts {
  readonly spool: Spool
  readonly room: Room
  readonly log: Log
  readonly clock: Clock
  /** Called after messages have become durable. */
  readonly onStored: () => void
}

const ok: AckOutcome = Object.freeze({ kind: 'ok' })

/** Makes what all connections have brought in one turn of the event loop durable in one transaction, then has it
 *  acknowledged. No timer: a lone message is committed at once, and under load a group grows by itself, since the
 *  sockets fill up while the disk works. */
export class GroupCommit {
  readonly #parts: GroupCommitParts
  #waiting: Submission[] = []
  #scheduled = false

  constructor(parts: GroupCommitParts) {
    this.#parts = parts
  }

  submit(submission: Submission): void {
    this.#waiting.push(submission)
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => this.flush())
  }

  /** Commits and answers what waits. */
  flush(): void {
    this.#scheduled = false
    const group = this.#waiting
    if (group.length === 0) return
    this.#waiting = []
    const refusal = this.#store(group)
    const answerers = new Set<Answerer>()
    for (const { answerer, header, content, channel } of group) {
      if ('kind' in content) answerer.answer(header, content)
      else if (refusal === undefined) answerer.answer(header, ok)
      else {
        noteRefused(channel, refusal, this.#parts.log, this.#parts.clock.now())
        answerer.answer(header, { kind: 'error', text: refusal.message })
      }
      answerers.add(answerer)
    }
    for (const answerer of answerers) answerer.send()
    if (refusal === undefined) this.#parts.onStored()
  }

  /** Why the group could not be stored; undefined where it was. */
  #store(group: readonly Submission[]): Fault | undefined {
    const messages: Incoming[] = []
    let bytes = 0
    for (const { content } of group) {
      if ('kind' in content) continue
      messages.push(content)
      bytes += content.bytes.length
    }
    if (messages.length === 0) return undefined
    try {
      const refusal = this.#parts.room.refusal(bytes)
      if (refusal === undefined) append(this.#parts.spool, messages)
      return refusal
    } catch (thrown) {
      const fault = spoolFault(thrown)
      this.#parts.log.error('spool.append-failed', fault, { count: messages.length })
      return fault
    }
  }
}
