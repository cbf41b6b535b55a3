import type { ChannelStatus, ConnectorStatus, OutboundStatus } from '@steckwerk/uplink'
import type { Fault } from '@steckwerk/kernel'
import type { Room } from './spool/room.ts'
import type { Spool } from './spool/spool.ts'
import type { ChannelError, ChannelState } from './spool/state.ts'
import type { Link } from './upload/link.ts'

export interface StatusParts {
  readonly version: string
  readonly spool: Spool
  readonly room: Room
  readonly link: Pick<Link, 'problem'>
  readonly startedAt: number
  /** Ports that are listened on, by channel. */
  readonly ports: ReadonlyMap<string, number>
  /** The way back, where there is one. */
  readonly outbound?: () => OutboundStatus[]
}

const windowMs = 60_000

interface Oldest {
  readonly stream: number
  readonly position: number
  readonly receivedAt: number
  readonly epoch: number
}

/** Puts together what the Leitstand shows of a connector. */
export class StatusReport {
  readonly #parts: StatusParts
  readonly #history: { readonly at: number; readonly received: ReadonlyMap<string, number> }[] = []
  readonly #oldest = new Map<string, Oldest>()
  /** The last problem that concerned every channel. */
  problem: ChannelError | null = null

  constructor(parts: StatusParts) {
    this.#parts = parts
    this.#sample()
  }

  noteProblem(fault: Fault): void {
    this.problem = channelError(fault, this.#parts.spool.clock.now())
  }

  /** The status of now; to be asked for every few seconds, since rates are counted between calls. */
  now(): ConnectorStatus {
    const { version, spool, room, startedAt } = this.#parts
    const { state } = spool
    this.#sample()
    return {
      version,
      epoch: state.epoch.id,
      startedAt,
      spool: { depth: state.waiting.messages, bytes: room.usedBytes, limitBytes: spool.limitBytes, originals: state.done.messages },
      // A removed channel is shown as long as messages of it wait.
      channels: [...state.channels.values()].filter((channel) => this.#parts.ports.has(channel.name) || channel.depth > 0).slice(0, 64)
        .map((channel) => this.#channel(channel)),
      ...(this.#parts.outbound === undefined ? {} : { outbound: this.#parts.outbound() }),
    }
  }

  #channel(channel: ChannelState): ChannelStatus {
    const port = this.#parts.ports.get(channel.name)
    const { problem: link } = this.#parts.link
    return {
      channel: channel.name,
      port: port ?? channel.port,
      listening: port !== undefined,
      received: channel.received,
      duplicates: channel.duplicates,
      refused: channel.refused,
      sequence: channel.sequence,
      depth: channel.depth,
      oldestAt: this.#oldestAt(channel),
      perMinute: this.#perMinute(channel),
      applicationAckWished: channel.applicationAckWished,
      lastError: later(channel.error, later(this.problem, link === null ? null : channelError(link.fault, link.at))),
    }
  }

  #sample(): void {
    const { spool } = this.#parts
    const at = spool.clock.now()
    this.#history.push({ at, received: new Map([...spool.state.channels.values()].map((channel) => [channel.name, channel.received])) })
    while (this.#history.length > 2 && this.#history[1]!.at <= at - windowMs) this.#history.shift()
  }

  #perMinute(channel: ChannelState): number {
    const first = this.#history[0]!
    const last = this.#history.at(-1)!
    const ms = last.at - first.at
    // Right after the start the little that is known counts as one minute's share, not as a rate blown up from a second.
    const received = channel.received - (first.received.get(channel.name) ?? 0)
    return ms <= 0 ? 0 : Math.round((received * 60_000) / Math.max(ms, 10_000))
  }

  /** When the channel's oldest waiting message came. Known until that message is done, so that a long queue is not searched
   *  every time. */
  #oldestAt(channel: ChannelState): number | null {
    const { state, statements } = this.#parts.spool
    if (channel.depth === 0) {
      this.#oldest.delete(channel.name)
      return null
    }
    const known = this.#oldest.get(channel.name)
    if (known !== undefined && known.epoch === state.epoch.number && state.streams[known.stream]!.next <= known.position) return known.receivedAt
    let oldest: Oldest | undefined
    for (const stream of state.streams) {
      const row = statements.oldestOfChannel.get(state.epoch.number, stream.number, stream.next, channel.number) as
        { position: number; receivedAt: number } | undefined
      if (row !== undefined && (oldest === undefined || row.receivedAt < oldest.receivedAt)) {
        oldest = { stream: stream.number, epoch: state.epoch.number, ...row }
      }
    }
    if (oldest === undefined) return null
    this.#oldest.set(channel.name, oldest)
    return oldest.receivedAt
  }
}

function later(one: ChannelError | null, other: ChannelError | null): ChannelError | null {
  if (one === null || other === null) return one ?? other
  return one.at >= other.at ? one : other
}

function channelError(fault: Fault, at: number): ChannelError {
  return { code: fault.code.slice(0, 96), text: fault.message.slice(0, 300), at }
}
