const startBlock = 0x0b
const endBlock = 0x1c
const carriageReturn = 0x0d
const lineFeed = 0x0a

/** What the decoder found on a connection, in order. `bytes` of a message or a torso may be a view into the chunk pushed. */
export type MllpEvent =
  | { readonly kind: 'message'; readonly bytes: Buffer }
  /** A frame longer than the limit was skipped: how long it was, and how it began (enough to answer it). */
  | { readonly kind: 'oversize'; readonly bytes: number; readonly head: Buffer }
  /** Bytes outside of any frame, other than line ends; told at the next frame, at the end, or every 64 KiB. */
  | { readonly kind: 'garbage'; readonly bytes: number }
  /** A frame without an end: the connection ended, or another message began inside. Never to be acknowledged. */
  | { readonly kind: 'incomplete'; readonly bytes: Buffer }

/** Finds the messages in an MLLP byte stream: 0x0B, message, 0x1C, 0x0D. The events depend on the bytes alone, not on how they are
 *  cut into chunks; time is linear.
 *  - A 0x1C also ends a frame where the CR is missing and 0x0B, LF or the end of the stream follows; before any other byte it is data.
 *    While `awaitsCarriageReturn`, a message may be complete that lacks its CR: `release` hands it out, for a sender that falls
 *    silent to wait for its acknowledgement.
 *  - A 0x0B inside a frame is data, but a frame in which 0x0B MSH comes up again is taken for a broken-off one and the next.
 *  Source: HL7 v2.5.1 appendix C.4 (Minimal Lower Layer Protocol). */
export class MllpDecoder {
  readonly #maxBytes: number
  #state: 'between' | 'inside' | 'end-seen' = 'between'
  #frame = new GrowingBuffer()
  /** Length of the current frame, beyond what is kept of an oversize one. */
  #length = 0
  #garbage = 0

  /** `maxBytes`: longest message let through, in bytes. */
  constructor(options: { readonly maxBytes?: number } = {}) {
    this.#maxBytes = options.maxBytes ?? 10 * 1024 * 1024
  }

  /** A message lies there with its end block, but without the final CR. */
  get awaitsCarriageReturn(): boolean {
    return this.#state === 'end-seen'
  }

  push(chunk: Uint8Array): MllpEvent[] {
    const events: MllpEvent[] = []
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let at = 0
    while (at < bytes.length) {
      if (this.#state === 'between') at = this.#skipTo(bytes, at, events)
      else if (this.#state === 'inside') at = this.#readTo(bytes, at, events)
      else at = this.#afterEndBlock(bytes, at, events)
    }
    return events
  }

  /** Hands out a message that waits for its CR only; a CR that follows later is skipped. */
  release(): MllpEvent[] {
    const events: MllpEvent[] = []
    if (this.#state === 'end-seen') this.#finish(this.#frame.take(), events)
    return events
  }

  /** The connection has ended. The decoder can be used for another one. */
  end(): MllpEvent[] {
    const events = this.release()
    if (this.#state === 'inside') this.#breakOff(events)
    this.#tellGarbage(events)
    return events
  }

  #skipTo(bytes: Buffer, from: number, events: MllpEvent[]): number {
    const start = bytes.indexOf(startBlock, from)
    const end = start < 0 ? bytes.length : start
    for (let at = from; at < end; at++) {
      if (bytes[at] === carriageReturn || bytes[at] === lineFeed) continue
      this.#garbage++
      if (this.#garbage === 65_536) this.#tellGarbage(events)
    }
    if (start < 0) return end
    this.#tellGarbage(events)
    this.#state = 'inside'
    return start + 1
  }

  #readTo(bytes: Buffer, from: number, events: MllpEvent[]): number {
    const mark = bytes.indexOf(endBlock, from)
    if (mark < 0) {
      this.#keep(bytes.subarray(from))
      return bytes.length
    }
    const content = bytes.subarray(from, mark)
    if (this.#length === 0 && content.length <= this.#maxBytes && bytes[mark + 1] === carriageReturn) {
      this.#finish(content, events)
      return mark + 2
    }
    this.#keep(content)
    this.#state = 'end-seen'
    return mark + 1
  }

  #afterEndBlock(bytes: Buffer, at: number, events: MllpEvent[]): number {
    const next = bytes[at]
    if (next === carriageReturn || next === lineFeed || next === startBlock) {
      this.#finish(this.#frame.take(), events)
      return next === startBlock ? at : at + 1
    }
    this.#keep(Buffer.of(endBlock))
    this.#state = 'inside'
    return at
  }

  #keep(bytes: Buffer): void {
    this.#length += bytes.length
    if (this.#length <= this.#maxBytes) {
      this.#frame.append(bytes)
      return
    }
    this.#frame.append(bytes.subarray(0, Math.max(0, headBytes - this.#frame.length)))
    this.#frame.truncate(headBytes)
  }

  #finish(content: Buffer, events: MllpEvent[]): void {
    const length = this.#length
    this.#state = 'between'
    this.#length = 0
    if (length > this.#maxBytes) {
      events.push({ kind: 'oversize', bytes: length, head: content })
      return
    }
    const whole = torsos(content, events)
    events.push({ kind: 'message', bytes: whole })
  }

  #breakOff(events: MllpEvent[]): void {
    const content = this.#frame.take()
    if (this.#length > this.#maxBytes) {
      this.#finish(content, events)
      return
    }
    this.#state = 'between'
    this.#length = 0
    events.push({ kind: 'incomplete', bytes: torsos(content, events) })
  }

  #tellGarbage(events: MllpEvent[]): void {
    if (this.#garbage > 0) events.push({ kind: 'garbage', bytes: this.#garbage })
    this.#garbage = 0
  }
}

const headBytes = 4096
const restart = Buffer.from('\u000bMSH', 'latin1')

/** Tells of broken-off frames in front of the last message in a frame; gives that message. */
function torsos(content: Buffer, events: MllpEvent[]): Buffer {
  let start = 0
  for (let at = content.indexOf(restart); at >= 0; at = content.indexOf(restart, start)) {
    if (at > start) events.push({ kind: 'incomplete', bytes: content.subarray(start, at) })
    start = at + 1
  }
  return start === 0 ? content : content.subarray(start)
}

/** Collects the chunks of a frame; doubles its room, so that many small chunks cost linear time. */
class GrowingBuffer {
  #room = Buffer.alloc(0)
  length = 0

  append(bytes: Buffer): void {
    const length = this.length + bytes.length
    if (length > this.#room.length) {
      const room = Buffer.allocUnsafe(Math.max(length, this.#room.length * 2, 4096))
      this.#room.copy(room, 0, 0, this.length)
      this.#room = room
    }
    bytes.copy(this.#room, this.length)
    this.length = length
  }

  /** Forgets what lies behind `length`, and gives its room back. */
  truncate(length: number): void {
    if (this.length <= length) return
    this.#room = Buffer.from(this.#room.subarray(0, length))
    this.length = length
  }

  /** What was collected; the buffer begins anew. */
  take(): Buffer {
    const taken = this.#room.subarray(0, this.length)
    this.#room = Buffer.alloc(0)
    this.length = 0
    return taken
  }
}

/** A message in its frame, ready to send. */
export function mllpFrame(message: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(message.length + 3)
  frame[0] = startBlock
  frame.set(message, 1)
  frame[message.length + 1] = endBlock
  frame[message.length + 2] = carriageReturn
  return frame
}
