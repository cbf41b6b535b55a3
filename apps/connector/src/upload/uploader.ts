import { Fault, type Log } from '@steckwerk/kernel'
import type { OpenEpoch } from '@steckwerk/uplink'
import { changeEpoch } from '../spool/change-epoch.ts'
import { confirm, rewind, type InHand } from '../spool/confirm.ts'
import { nextBatch, type BatchLimits, type Waiting } from '../spool/next-batch.ts'
import type { Spool } from '../spool/spool.ts'
import { spoolFault } from '../spool/sqlite-fault.ts'
import type { StreamState } from '../spool/state.ts'
import { backOff } from './back-off.ts'
import { encodeWaiting, type DropRules } from './encode-waiting.ts'
import type { HubAnswer, HubClient } from './hub-client.ts'
import { makeLanes, type Lane } from './lane.ts'
import { Link, unreachable } from './link.ts'
import { codeOf, readBatchAnswer, type BatchVerdict } from './read-answer.ts'
import { resolveRefusal, type Resolution } from './resolve-refusal.ts'

export interface UploaderParts {
  readonly spool: Spool
  readonly hub: HubClient
  readonly limits: BatchLimits
  readonly rules: DropRules
  /** Streams the configuration asks for; taken over once the spool is drained. */
  readonly streams: number
  /** The file that remembers the epoch beside the spool. */
  readonly note: string
  readonly log: Log
  /** A problem that concerns every channel. */
  readonly onProblem: (fault: Fault) => void
}

/** A place no stream ever stands at: the hub refuses and tells where the stream stands. */
const nowhere = 2 ** 52

/** Brings what waits to the hub: every stream on its own, in order, one batch at a time. */
export class Uploader {
  readonly link: Link
  readonly #parts: UploaderParts
  #lanes: Lane[]
  #changing: { readonly reason: OpenEpoch['reason']; readonly applied: Set<number> } | undefined
  /** While the hub's places are asked for: the lanes that have not been answered. Nothing else is sent meanwhile. */
  #unasked: Set<Lane> | undefined
  #openingEpoch = false
  #closing = false
  #quiet: (() => void)[] = []

  constructor(parts: UploaderParts) {
    this.#parts = parts
    this.link = new Link({ log: parts.log, clock: parts.spool.clock, onUsable: () => this.pump() })
    this.#lanes = makeLanes(parts.spool.state.streams)
  }

  /** Starts whatever can be started; to be called whenever something may have changed. */
  pump(): void {
    const { spool } = this.#parts
    if (spool.state.waiting.messages === 0) for (const done of this.#quiet.splice(0)) done()
    if (this.#closing || !this.link.usable || this.#openingEpoch) return
    if (!spool.state.epoch.known) {
      void this.#openEpoch()
      return
    }
    const asking = this.#unasked !== undefined
    for (const lane of this.#lanes) this.#start(lane)
    // Streams without a message to ask with may have ended the asking just now.
    if (asking && this.#unasked === undefined) for (const lane of this.#lanes) this.#start(lane)
    this.#changeEpochWhenQuiet()
  }

  /** Resolves once nothing waits. */
  drained(): Promise<void> {
    return new Promise((resolve) => {
      this.#quiet.push(resolve)
      this.pump()
    })
  }

  /** Starts nothing any more and waits for what is on its way, at most `patienceMs`. */
  async close(patienceMs: number): Promise<void> {
    this.#closing = true
    this.link.close()
    for (const lane of this.#lanes) clearTimeout(lane.retry)
    const busy = (): boolean => this.#openingEpoch || this.#lanes.some((lane) => lane.busy)
    if (!busy()) return
    const patience = Promise.withResolvers<void>()
    const timer = setTimeout(patience.resolve, patienceMs)
    const idle = new Promise<void>((resolve) => { this.#onIdle = () => { if (!busy()) resolve() } })
    await Promise.race([idle, patience.promise])
    clearTimeout(timer)
  }

  #onIdle: () => void = () => {}

  #start(lane: Lane): void {
    if (lane.busy || lane.retry !== undefined || (this.#changing !== undefined && lane.settled)) return
    const stream = this.#stream(lane)
    const asking = this.#unasked !== undefined
    if (asking && !this.#unasked!.has(lane)) return
    let rows: Waiting[]
    let bytes: Buffer
    try {
      rows = asking ? this.#question(stream) : nextBatch(this.#parts.spool, stream, this.#parts.limits)
      if (rows.length === 0) {
        if (asking) this.#asked(lane)
        return
      }
      // After a 413 or an unexpected answer a batch shrinks until it passes or a single message is at fault.
      if (lane.failures > 0) rows = rows.slice(0, Math.max(1, rows.length >> Math.min(lane.failures, 10)))
      bytes = encodeWaiting(this.#parts.spool, stream, rows, this.#parts.rules, asking ? nowhere : stream.next)
    } catch (thrown) {
      this.#fail(lane, spoolFault(thrown))
      return
    }
    lane.busy = true
    void this.#send(lane, stream, rows, bytes, asking)
  }

  async #send(lane: Lane, stream: StreamState, rows: readonly Waiting[], bytes: Buffer, asking: boolean): Promise<void> {
    const ticket = this.link.ticket
    let answer: HubAnswer | undefined
    try {
      answer = await this.#parts.hub.postBatch(bytes)
    } catch (thrown) {
      this.link.fails(unreachable(thrown))
    }
    try {
      if (answer !== undefined) this.#judge(lane, stream, rows, readBatchAnswer(answer, stream.next, rows.length), asking, ticket)
    } catch (thrown) {
      this.#fail(lane, spoolFault(thrown))
    }
    // Only now, with the answer worked in, may the lane send again: the link's recovery starts lanes as well.
    lane.busy = false
    if (this.#closing) this.#onIdle()
    else this.pump()
  }

  #judge(lane: Lane, stream: StreamState, rows: readonly Waiting[], verdict: BatchVerdict, asking: boolean, ticket: number): void {
    if (verdict.kind === 'accepted') {
      lane.failures = 0
      lane.setBackTo = undefined
      lane.settled = this.#changing !== undefined
      confirm(this.#parts.spool, stream, rows.map(inHand))
      this.#asked(lane)
      this.link.works(ticket)
    } else if (verdict.kind === 'refused') {
      lane.failures = 0
      this.link.works(ticket)
      if (!asking) this.#resolve(lane, stream, rows, resolveRefusal(stream.next, verdict.refused))
      else if (verdict.refused.next < stream.next) this.#followBack(lane, stream, verdict.refused.next)
      this.#asked(lane)
    } else if (verdict.kind === 'epoch-unknown') {
      this.#parts.spool.state.epoch.known = false
    } else if (verdict.kind === 'forbidden') {
      this.link.forbid()
    } else if (verdict.kind === 'unavailable') {
      this.link.fails(new Fault('unavailable', 'connector/hub-unavailable', `The hub takes no messages at present (status ${verdict.status}).`))
    } else if (verdict.kind === 'too-large') {
      this.#fail(lane, new Fault('too-large', 'connector/hub-too-large', 'A message is longer than the hub takes; its stream waits. Raise the limit of the hub.'))
    } else {
      this.#fail(lane, oddAnswer(verdict.status, verdict.code))
    }
  }

  #resolve(lane: Lane, stream: StreamState, rows: readonly Waiting[], resolution: Resolution): void {
    if (resolution.confirmed > 0) confirm(this.#parts.spool, stream, rows.slice(0, resolution.confirmed).map(inHand))
    if (resolution.kind === 'go-on') {
      lane.setBackTo = undefined
    } else if (resolution.kind === 'contradiction') {
      this.#fail(lane, new Fault('conflict', 'connector/hub-contradicts', 'The hub refuses a batch that is in step with it.'))
    } else if (resolution.kind === 'behind') {
      this.#followBack(lane, stream, resolution.next)
    } else {
      this.#diverge(lane, resolution.reason, resolution.applied.map((i) => rows[i]!.id))
    }
  }

  /** The hub was set back (a restored database): what it lost and is still kept here is sent again. Every other stream is first
   *  asked where it stands at the hub: one that is ahead of the rest would pass a merge that has to come again. */
  #followBack(lane: Lane, stream: StreamState, next: number): void {
    const { spool, log } = this.#parts
    const former = stream.next
    const lowest = this.#lowestKept(stream)
    rewind(spool, stream, Math.max(next, lowest))
    if (this.#unasked === undefined && lane.setBackTo === undefined) this.#unasked = new Set(this.#lanes.filter((other) => other !== lane))
    if (lowest > next || lane.setBackTo === next) {
      this.#problem(new Fault('conflict', 'connector/hub-set-back', 'The hub was set back further than originals are kept here; what is left is sent in a new epoch.'))
      this.#diverge(lane, 'spool-restored', [])
      return
    }
    lane.setBackTo = next
    this.#problem(new Fault('conflict', 'connector/hub-behind', 'The hub was set back; the originals kept here are sent again.'))
    log.warn('stream.set-back', { stream: stream.number, count: former - next })
  }

  /** A message to ask the hub with: the last it confirmed, or the first that waits. */
  #question(stream: StreamState): Waiting[] {
    const { spool } = this.#parts
    return spool.statements.waiting.all(spool.state.epoch.number, stream.number, Math.max(0, stream.next - 1), 1) as unknown as Waiting[]
  }

  #asked(lane: Lane): void {
    this.#unasked?.delete(lane)
    if (this.#unasked?.size === 0) this.#unasked = undefined
  }

  #lowestKept(stream: StreamState): number {
    const { spool } = this.#parts
    const row = spool.statements.lowestPosition.get(spool.state.epoch.number, stream.number) as { position: number } | undefined
    return row?.position ?? stream.end
  }

  /** Begins the change of epoch: the other streams first find out what of theirs the hub has. */
  #diverge(lane: Lane, reason: OpenEpoch['reason'], applied: readonly number[]): void {
    if (this.#changing === undefined) {
      this.#changing = { reason, applied: new Set() }
      for (const other of this.#lanes) other.settled = false
      this.#problem(reason === 'bytes-differ'
        ? new Fault('conflict', 'connector/bytes-differ', 'The hub has other messages under the numbers of this spool; what waits is sent in a new epoch.')
        : new Fault('conflict', 'connector/spool-restored', 'The hub is ahead of this spool, which was restored from a copy; what waits is sent in a new epoch.'))
    }
    for (const id of applied) this.#changing.applied.add(id)
    lane.settled = true
  }

  #changeEpochWhenQuiet(): void {
    const { spool, streams, note, log } = this.#parts
    if (this.#lanes.some((lane) => lane.busy || lane.retry !== undefined) || this.#unasked !== undefined) return
    const resized = this.#changing === undefined && spool.state.waiting.messages === 0 && spool.state.epoch.streams !== streams
    if (this.#changing === undefined && !resized) return
    const change = this.#changing ?? { reason: 'settings' as const, applied: new Set<number>() }
    try {
      const former = spool.state.epoch
      const count = changeEpoch(spool, { ...change, streams: resized || spool.state.waiting.messages === 0 ? streams : former.streams, note })
      log.warn('epoch.changed', { epoch: spool.state.epoch.id, code: change.reason, count })
    } catch (thrown) {
      this.#fail(this.#lanes[0]!, spoolFault(thrown))
      return
    }
    this.#changing = undefined
    this.#lanes = makeLanes(spool.state.streams)
    this.pump()
  }

  async #openEpoch(): Promise<void> {
    const { spool, hub } = this.#parts
    const { epoch } = spool.state
    const ticket = this.link.ticket
    this.#openingEpoch = true
    try {
      const { id, streams, reason, previous } = epoch
      const answer = await hub.openEpoch({ epoch: id, streams, reason, ...(previous === undefined ? {} : { previous }) })
      if (answer.status === 200) {
        spool.statements.saveKnown.run(epoch.number)
        epoch.known = true
        this.link.works(ticket)
      } else if (answer.status === 401 || answer.status === 403) this.link.forbid()
      else this.link.fails(oddAnswer(answer.status, codeOf(answer.body)))
    } catch (thrown) {
      this.link.fails(unreachable(thrown))
    }
    this.#openingEpoch = false
    if (this.#closing) this.#onIdle()
    else this.pump()
  }

  /** A failure of this stream alone: the others go on. */
  #fail(lane: Lane, fault: Fault): void {
    if (lane.failures === 0) this.#problem(fault)
    lane.failures++
    if (this.#closing) return
    lane.retry = setTimeout(() => {
      lane.retry = undefined
      this.pump()
    }, backOff(lane.failures))
  }

  #problem(fault: Fault): void {
    this.#parts.log.error('upload.problem', fault)
    this.#parts.onProblem(fault)
  }

  #stream(lane: Lane): StreamState {
    return this.#parts.spool.state.streams[lane.number]!
  }
}

function oddAnswer(status: number, code: string): Fault {
  return new Fault('unavailable', 'connector/hub-answer', `The hub answered with status ${status}${code === '' ? '' : ` ${code}`}.`)
}

function inHand(row: Waiting): InHand {
  return { position: row.position, channel: row.channel, bytes: row.original.length }
}
