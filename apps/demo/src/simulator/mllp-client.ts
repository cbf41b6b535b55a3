import { connect, type Socket } from 'node:net'
import { MllpDecoder, mllpFrame, parseMessage } from '@steckwerk/hl7v2'

export interface Address {
  readonly host: string
  readonly port: number
}

/** What the receiver answered. */
export interface Ack {
  /** MSA-1: AA, AE, AR, CA, CE or CR. */
  readonly code: string
  /** What it says besides, from ERR-8 or MSA-3. */
  readonly text: string | undefined
}

/** One MLLP connection, opened when needed; one message at a time. */
export class MllpClient {
  readonly #address: Address
  #socket: Socket | undefined
  #decoder = new MllpDecoder()
  #waiting: { readonly controlId: string; readonly answer: (ack: Ack) => void; readonly fail: (error: Error) => void } | undefined

  constructor(address: Address) {
    this.#address = address
  }

  /** Sends a message and waits for the acknowledgement of its control id; others that arrive meanwhile (late ones) are passed over.
   *  Rejects where the connection fails or ends first, or nothing came within `timeoutMs`; the connection is closed then, since an
   *  answer on it could no longer be told apart. */
  async exchange(message: Uint8Array, controlId: string, timeoutMs: number): Promise<Ack> {
    const socket = await this.#open()
    const answered = Promise.withResolvers<Ack>()
    this.#waiting = { controlId, answer: answered.resolve, fail: answered.reject }
    const timer = setTimeout(() => {
      this.#fail(new Error('No acknowledgement came in time'))
    }, timeoutMs)
    socket.write(mllpFrame(message))
    try {
      return await answered.promise
    } finally {
      clearTimeout(timer)
      this.#waiting = undefined
    }
  }

  /** Sends a message for which no acknowledgement is wanted; resolves once the system has taken the bytes. */
  async send(message: Uint8Array): Promise<void> {
    const socket = await this.#open()
    await new Promise<void>((resolve, reject) => {
      socket.write(mllpFrame(message), error => (error ? reject(error) : resolve()))
    })
  }

  /** Closes the connection in order; what was written is delivered. A peer that does not close its side is given two seconds. */
  async close(): Promise<void> {
    const socket = this.#socket
    this.#socket = undefined
    if (!socket || socket.destroyed) return
    const closed = new Promise<void>(resolve => socket.once('close', () => resolve()))
    socket.setTimeout(2000, () => socket.destroy())
    socket.end()
    socket.resume()
    await closed
  }

  /** Drops the connection; an exchange under way rejects. */
  abort(): void {
    this.#fail(new Error('The sending was given up'))
  }

  async #open(): Promise<Socket> {
    if (this.#socket && !this.#socket.destroyed) return this.#socket
    const socket = connect({ ...this.#address, noDelay: true })
    this.#socket = socket
    this.#decoder = new MllpDecoder()
    const opened = Promise.withResolvers<undefined>()
    socket.on('connect', () => opened.resolve(undefined))
    socket.on('error', error => {
      opened.reject(error)
      this.#fail(error)
    })
    socket.on('close', () => {
      const error = new Error('The connection was closed')
      opened.reject(error)
      if (this.#socket === socket) this.#fail(error)
    })
    socket.on('data', (chunk: Buffer) => {
      for (const event of this.#decoder.push(chunk)) if (event.kind === 'message') this.#receive(event.bytes)
    })
    await opened.promise
    return socket
  }

  #receive(bytes: Buffer): void {
    try {
      const message = parseMessage(bytes)
      if (message.text('MSA-2') !== this.#waiting?.controlId) return
      this.#waiting?.answer({ code: message.text('MSA-1') ?? '', text: message.text('ERR-8') ?? message.text('MSA-3') })
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #fail(error: Error): void {
    this.#socket?.destroy()
    this.#socket = undefined
    this.#waiting?.fail(error)
  }
}
