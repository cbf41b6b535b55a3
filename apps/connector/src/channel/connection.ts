import type { Socket } from 'node:net'
import { acknowledge, MllpDecoder, mllpFrame, peekHeader, type AckOutcome, type Header, type MllpEvent } from '@steckwerk/hl7v2'
import { Fault, toFault, type Clock, type Log } from '@steckwerk/kernel'
import type { ChannelConfig } from '../config.ts'
import type { ChannelState } from '../spool/state.ts'
import type { Answerer, GroupCommit } from './group-commit.ts'
import { noteProblem, noteRefused } from './note-problem.ts'

export interface ConnectionParts {
  readonly config: ChannelConfig
  readonly channel: ChannelState
  readonly group: GroupCommit
  readonly log: Log
  readonly clock: Clock
}

/** Unsent acknowledgements beyond which nothing more is read from a sender that does not take them. */
const unsentBytes = 256 * 1024
/** How long a sender may be silent after an end block without its CR until the message is taken as complete. */
const carriageReturnMs = 100

/** One sender's connection: bytes in, messages to the group commit, acknowledgements out in the messages' order. */
export class Connection implements Answerer {
  readonly #socket: Socket
  readonly #parts: ConnectionParts
  readonly #decoder: MllpDecoder
  #replies: Buffer[] = []
  #release: NodeJS.Timeout | undefined
  #ended = false

  constructor(socket: Socket, parts: ConnectionParts) {
    this.#socket = socket
    this.#parts = parts
    this.#decoder = new MllpDecoder({ maxBytes: parts.config.maxMessageBytes })
    socket.setNoDelay(true)
    socket.setKeepAlive(true, 30_000)
    if (parts.config.idleTimeoutSeconds > 0) socket.setTimeout(parts.config.idleTimeoutSeconds * 1000, () => socket.destroy())
    socket.on('data', (chunk: Buffer) => this.#guard(() => this.#take(chunk)))
    socket.on('end', () => this.#guard(() => this.#end()))
    socket.on('drain', () => socket.resume())
    // A connection that breaks needs no word: what was not acknowledged, the sender sends again.
    socket.on('error', () => socket.destroy())
    socket.on('close', () => clearTimeout(this.#release))
  }

  /** Takes nothing more; what was taken is to be committed before `close`. */
  stop(): void {
    this.#ended = true
    clearTimeout(this.#release)
    this.#socket.pause()
  }

  /** Sends what is left and ends this side. What still arrives is read and thrown away: a connection cut with bytes unread would
   *  take acknowledgements with it that are on their way. */
  close(): void {
    this.#socket.end()
    this.#socket.resume()
  }

  answer(header: Header | undefined, outcome: AckOutcome): void {
    this.#guard(() => this.#acknowledge(header, outcome))
  }

  #acknowledge(header: Header | undefined, outcome: AckOutcome): void {
    const { config, channel, clock } = this.#parts
    const acknowledgement = acknowledge(header, config.ackMode, outcome, { now: new Date(clock.now()) })
    if (acknowledgement.wishesApplication && !channel.applicationAckWished) {
      channel.applicationAckWished = true
      channel.changed = true
    }
    if (acknowledgement.bytes !== undefined) this.#replies.push(mllpFrame(acknowledgement.bytes))
  }

  send(): void {
    if (this.#replies.length > 0 && this.#socket.writable) {
      this.#socket.write(this.#replies.length === 1 ? this.#replies[0]! : Buffer.concat(this.#replies))
      if (this.#socket.writableLength > unsentBytes) this.#socket.pause()
    }
    this.#replies = []
    if (this.#ended) this.close()
  }

  /** Whatever a sender makes go wrong ends its own connection, nothing else. */
  #guard(work: () => void): void {
    try {
      work()
    } catch (thrown) {
      this.#parts.log.error('channel.connection-failed', thrown, { channel: this.#parts.channel.name })
      this.#socket.destroy()
    }
  }

  #take(chunk: Buffer): void {
    if (this.#ended) return
    clearTimeout(this.#release)
    for (const event of this.#decoder.push(chunk)) this.#handle(event)
    if (this.#decoder.awaitsCarriageReturn) {
      this.#release = setTimeout(() => this.#guard(() => {
        for (const event of this.#decoder.release()) this.#handle(event)
      }), carriageReturnMs)
    }
  }

  /** The sender has ended its side, but may still wait for acknowledgements. */
  #end(): void {
    if (this.#ended) return
    this.#ended = true
    clearTimeout(this.#release)
    for (const event of this.#decoder.end()) this.#handle(event)
    // Behind the group commit that the messages above have just asked for.
    setImmediate(() => this.send())
  }

  #handle(event: MllpEvent): void {
    const { channel, log, clock } = this.#parts
    if (event.kind === 'message') this.#receive(event.bytes)
    else if (event.kind === 'oversize') this.#refuseOversize(event.head)
    else if (event.kind === 'incomplete') {
      noteRefused(channel, new Fault('invalid', 'connector/frame-incomplete', 'A message broke off inside its frame; it was not acknowledged.'), log, clock.now())
    } else {
      noteProblem(channel, new Fault('invalid', 'connector/garbage', 'A sender sent bytes outside of any MLLP frame; they were skipped.'), log, clock.now())
    }
  }

  #receive(bytes: Buffer): void {
    const { channel, group } = this.#parts
    let header: Header
    try {
      header = peekHeader(bytes)
    } catch (thrown) {
      this.#reject(undefined, toFault(thrown))
      return
    }
    if (header.isAcknowledgement) return
    const { patients, visit: caseNumber, controlId } = header
    group.submit({ answerer: this, channel, header, content: { channel, bytes, controlId, patients, caseNumber } })
  }

  #refuseOversize(head: Buffer): void {
    let header: Header | undefined
    try {
      header = peekHeader(head)
    } catch {
      header = undefined
    }
    this.#reject(header, new Fault('too-large', 'connector/message-too-long', `The message is longer than ${this.#parts.config.maxMessageBytes} bytes.`))
  }

  #reject(header: Header | undefined, fault: Fault): void {
    const { channel, group, log, clock } = this.#parts
    noteRefused(channel, fault, log, clock.now())
    group.submit({ answerer: this, channel, header, content: { kind: 'reject', text: fault.message } })
  }
}
