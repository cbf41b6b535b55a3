/** An answer as far as a load generator wants to know it. */
export interface Answer {
  readonly status: number
  /** Status line and header fields as they came, in latin1; only where `keep` was asked for. */
  readonly head: string
  /** Only where `keep` was asked for. */
  readonly body: Buffer
  /** The server closes the connection after this answer. */
  readonly last: boolean
}

const headEnd = Buffer.from('\r\n\r\n')
const lineEnd = Buffer.from('\r\n')
const nothing = Buffer.alloc(0)
const mostHead = 64 * 1024

/** Reads one HTTP/1.1 answer from chunks of any size: status and length, the rest only when it is wanted. As little work as
 *  possible, since the generator shares the machine with what it measures. A malformed answer throws.
 *  Source: RFC 9112 sections 4, 6 and 7. */
export class ResponseReader {
  readonly #keep: boolean
  readonly #chunks: Buffer[] = []
  #head: { readonly status: number; readonly text: string; readonly last: boolean } | undefined
  #waiting: Buffer = nothing
  /** Bytes of the body still to come; undefined = in chunks. */
  #left: number | undefined = 0

  constructor(keep: boolean) {
    this.#keep = keep
  }

  /** The answer once it is complete. */
  feed(bytes: Buffer): Answer | undefined {
    let rest = bytes
    if (this.#head === undefined) {
      if (this.#waiting.length > 0) rest = Buffer.concat([this.#waiting, bytes])
      const end = rest.indexOf(headEnd)
      if (end < 0) {
        if (rest.length > mostHead) throw new Error('the head of the answer does not end')
        this.#waiting = rest
        return undefined
      }
      this.#readHead(rest.toString('latin1', 0, end + 2))
      rest = rest.subarray(end + 4)
      this.#waiting = nothing
    }
    return this.#left === undefined ? this.#feedChunked(rest) : this.#feedCounted(rest)
  }

  #readHead(text: string): void {
    const status = Number(text.slice(9, 12))
    if (!text.startsWith('HTTP/1.') || !(status >= 200 && status <= 599)) throw new Error('the answer is not HTTP/1.1')
    const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1]
    const bodiless = status === 204 || status === 304
    if (bodiless) this.#left = 0
    else if (/\r\ntransfer-encoding: *chunked/i.test(text)) this.#left = undefined
    else if (length !== undefined) this.#left = Number(length)
    else throw new Error('the answer does not tell its length')
    this.#head = { status, text: this.#keep ? text : '', last: /\r\nconnection: *close/i.test(text) }
  }

  #feedCounted(bytes: Buffer): Answer | undefined {
    if (bytes.length > this.#left!) throw new Error('the answer is longer than it says')
    this.#left! -= bytes.length
    if (this.#keep && bytes.length > 0) this.#chunks.push(bytes)
    return this.#left === 0 ? this.#answer() : undefined
  }

  #feedChunked(bytes: Buffer): Answer | undefined {
    let rest = this.#waiting.length === 0 ? bytes : Buffer.concat([this.#waiting, bytes])
    for (;;) {
      const end = rest.indexOf(lineEnd)
      const size = end < 0 ? Number.NaN : Number.parseInt(rest.toString('latin1', 0, end), 16)
      if (end >= 0 && !(size >= 0)) throw new Error('a chunk of the answer does not tell its size')
      // A chunk ends with a line end of its own; so does the (empty) trailer behind the last one.
      const whole = end + 2 + size + 2
      if (end < 0 || rest.length < whole) break
      if (size === 0) {
        if (rest.length > whole) throw new Error('the answer has trailers, or is longer than it says')
        return this.#answer()
      }
      if (this.#keep) this.#chunks.push(rest.subarray(end + 2, end + 2 + size))
      rest = rest.subarray(whole)
    }
    this.#waiting = rest
    return undefined
  }

  #answer(): Answer {
    const { status, text, last } = this.#head!
    return { status, head: text, body: this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks), last }
  }
}
