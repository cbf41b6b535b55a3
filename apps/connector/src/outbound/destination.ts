import { toFault, type Clock, type Fault, type Log } from '@steckwerk/kernel'
import type { OutboundStatus } from '@steckwerk/uplink'
import type { OutboundConfig } from '../config.ts'
import { backOff } from '../upload/back-off.ts'
import { MllpLink, type Exchange } from './mllp-link.ts'
import type { OutboundQueue, OutboundRow } from './queue.ts'

export interface DestinationParts {
  readonly config: OutboundConfig
  readonly queue: OutboundQueue
  readonly log: Log
  readonly clock: Clock
  /** Called when something was settled: the hub shall hear of it. */
  readonly onSettled: () => void
}

/** Sent once more after an answer stayed away; the same MSH-10 lets the receiver know it again. */
const mostSendings = 2

/** Sends what waits for one system of the house, one message at a time, on a connection of its own. */
export class Destination {
  readonly #parts: DestinationParts
  readonly #link: MllpLink
  /** Lanes the receiver could not take just now, and how often in a row. */
  readonly #later = new Map<string, number>()
  readonly #passedOver = new Set<string>()
  readonly #running: Promise<void>
  #failures = 0
  #closing = false
  #nudged = false
  #nudge: (() => void) | undefined
  #delivered = 0
  #rejected = 0
  #lastError: OutboundStatus['lastError'] = null

  constructor(parts: DestinationParts) {
    this.#parts = parts
    this.#link = new MllpLink(parts.config)
    this.#running = this.#run()
  }

  /** Something new may wait. */
  wake(): void {
    this.#nudged = true
    this.#nudge?.()
  }

  status(): OutboundStatus {
    const { name, host, port } = this.#parts.config
    return {
      channel: name, host, port, connected: this.#link.connected, ...this.#parts.queue.figures(name),
      delivered: this.#delivered, rejected: this.#rejected, lateAcks: this.#link.lateAcks, lastError: this.#lastError,
    }
  }

  /** Starts nothing any more; what is on its way may still be answered, for `patienceMs` at most. */
  async close(patienceMs: number): Promise<void> {
    this.#closing = true
    this.wake()
    const timer = setTimeout(() => this.#link.close(), patienceMs)
    await this.#running
    clearTimeout(timer)
    this.#link.close()
  }

  async #run(): Promise<void> {
    let recovered = false
    while (!this.#closing) {
      try {
        if (!recovered) this.#recover()
        recovered = true
        this.#nudged = false
        const row = this.#parts.queue.next(this.#parts.config.name, this.#passedOver)
        if (row === undefined) await this.#pause()
        else await this.#send(row)
      } catch (thrown) {
        this.#problem(toFault(thrown))
        await this.#pause(backOff(++this.#failures))
      }
    }
  }

  /** A crash in the middle of a sending is an answer that stayed away. */
  #recover(): void {
    for (const row of this.#parts.queue.interrupted(this.#parts.config.name)) this.#unanswered(row, row.attempts, 'closed')
  }

  async #send(row: OutboundRow): Promise<void> {
    await this.#link.open()
    if (this.#closing) return
    this.#parts.queue.begin(row.place)
    this.#judge(row, await this.#link.exchange(row.bytes, row.control))
  }

  #judge(row: OutboundRow, exchange: Exchange): void {
    const { queue, config } = this.#parts
    if (exchange.kind === 'lost') return this.#unanswered(row, row.attempts + 1, exchange.why)
    this.#failures = 0
    const { code, text } = exchange
    if (code === 'AA' || code === 'CA') {
      queue.settle(row.place, 'delivered', code, '')
      this.#later.delete(row.lane)
      this.#delivered++
    } else if (code === 'CE') {
      queue.retry(row.place, { uncounted: true })
      this.#lastError = { code: 'connector/outbound-busy', text: 'The system of the house could not take a message just now; it is sent again.', at: this.#parts.clock.now() }
      return this.#passOver(row.lane)
    } else {
      queue.settle(row.place, config.onError === 'skip' ? 'rejected' : 'held', /^[A-Z]{2}$/.test(code) ? code : '?', text)
      this.#rejected++
      this.#lastError = { code: 'connector/outbound-refused', text: 'The system of the house refused a message.', at: this.#parts.clock.now() }
      this.#parts.log.warn('outbound.refused', { channel: config.name, code })
    }
    this.#parts.onSettled()
  }

  #unanswered(row: OutboundRow, sendings: number, why: 'timeout' | 'closed'): void {
    const { queue, config, log, clock } = this.#parts
    this.#lastError = { code: 'connector/outbound-unanswered', text: 'A message was sent and not acknowledged.', at: clock.now() }
    if (config.onTimeout === 'retry' && sendings < mostSendings) {
      queue.retry(row.place, { uncounted: false })
      this.#passOver(row.lane)
      return
    }
    queue.settle(row.place, 'unknown', 'timeout', why === 'timeout' ? 'No acknowledgement came in time.' : 'The connection ended before an acknowledgement came.')
    log.warn('outbound.unanswered', { channel: config.name })
    this.#parts.onSettled()
  }

  /** The lane waits a while; the others go on. */
  #passOver(lane: string): void {
    const failures = (this.#later.get(lane) ?? 0) + 1
    this.#later.set(lane, failures)
    this.#passedOver.add(lane)
    setTimeout(() => {
      this.#passedOver.delete(lane)
      this.wake()
    }, backOff(failures)).unref()
  }

  #problem(fault: Fault): void {
    if (this.#failures === 0) this.#parts.log.error('outbound.problem', fault)
    this.#lastError = { code: fault.code.slice(0, 96), text: fault.message.slice(0, 300), at: this.#parts.clock.now() }
  }

  /** Until woken, or for so many milliseconds whatever comes. */
  async #pause(ms?: number): Promise<void> {
    if (this.#closing || (ms === undefined && this.#nudged)) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = ms === undefined ? undefined : setTimeout(resolve, ms)
    this.#nudge = () => {
      if (ms === undefined || this.#closing) resolve()
    }
    await promise
    clearTimeout(timer)
    this.#nudge = undefined
  }
}
