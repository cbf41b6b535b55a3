import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { Fault } from '@steckwerk/kernel'
import { MllpDecoder, mllpFrame, parseMessage } from '@steckwerk/hl7v2'
import type { OutboundConfig } from '../config.ts'

/** What came of a message. `lost`: nobody knows whether it arrived. */
export type Exchange =
  | { readonly kind: 'acknowledged'; readonly code: string; readonly text: string }
  | { readonly kind: 'lost'; readonly why: 'timeout' | 'closed' }

const connectMs = 10_000
const longestAck = 256 * 1024

/** The connection to a system of the house: opened when needed, one message at a time. */
export class MllpLink {
  readonly #config: OutboundConfig
  #socket: Socket | undefined
  #decoder = new MllpDecoder({ maxBytes: longestAck })
  #inFlight: { readonly control: string; readonly end: (exchange: Exchange) => void } | undefined
  /** Acknowledgements of messages that are no longer waited for, which were dropped. */
  lateAcks = 0

  constructor(config: OutboundConfig) {
    this.#config = config
  }

  get connected(): boolean {
    return this.#socket !== undefined
  }

  /** Faults: connector/outbound-unreachable, connector/outbound-tls for certificate files that cannot be read. */
  async open(): Promise<void> {
    if (this.#socket !== undefined) return
    const { host, port, tls } = this.#config
    const opened = Promise.withResolvers<undefined>()
    const socket = tls === undefined ? connect({ host, port, noDelay: true }) : connectTls({ host, port, ...credentials(tls), minVersion: 'TLSv1.2' })
    const fail = (why: string): void => opened.reject(new Fault('unavailable', 'connector/outbound-unreachable', `The system of the house cannot be reached: ${why}.`))
    const timer = setTimeout(() => {
      fail('no connection in time')
      socket.destroy()
    }, connectMs)
    socket.once(tls === undefined ? 'connect' : 'secureConnect', () => opened.resolve(undefined))
    socket.on('error', (error: NodeJS.ErrnoException) => fail(/^[A-Z0-9_]{1,64}$/.test(error.code ?? '') ? error.code! : 'connection failed'))
    socket.on('close', () => {
      fail('connection closed')
      if (this.#socket === socket) this.#drop('closed')
    })
    try {
      await opened.promise
    } finally {
      clearTimeout(timer)
    }
    // The other side ends idle connections as it likes.
    socket.on('end', () => socket.destroy())
    this.#decoder = new MllpDecoder({ maxBytes: longestAck })
    socket.on('data', (chunk: Buffer) => this.#read(chunk))
    socket.setKeepAlive(true, 30_000)
    this.#socket = socket
  }

  /** Sends a message and waits for the acknowledgement that names it. A connection on which none came in time is closed: what came on it later could no
   *  longer be told apart from the next one's. */
  async exchange(bytes: Uint8Array, control: string): Promise<Exchange> {
    const socket = this.#socket
    if (socket === undefined) return { kind: 'lost', why: 'closed' }
    const { promise, resolve } = Promise.withResolvers<Exchange>()
    this.#inFlight = { control, end: resolve }
    const timer = setTimeout(() => this.#drop('timeout'), this.#config.ackTimeoutSeconds * 1000)
    socket.write(mllpFrame(bytes))
    try {
      return await promise
    } finally {
      clearTimeout(timer)
      this.#inFlight = undefined
    }
  }

  close(): void {
    this.#drop('closed')
  }

  #read(chunk: Buffer): void {
    for (const event of this.#decoder.push(chunk)) if (event.kind === 'message') this.#hear(event.bytes)
    if (this.#decoder.awaitsCarriageReturn) for (const event of this.#decoder.release()) if (event.kind === 'message') this.#hear(event.bytes)
  }

  #hear(bytes: Buffer): void {
    let answer: { code: string; control: string; text: string }
    try {
      const message = parseMessage(bytes)
      answer = {
        code: (message.text('MSA-1') ?? '').trim().toUpperCase(),
        control: (message.text('MSA-2') ?? '').trim(),
        text: message.text('ERR-8') ?? message.text('MSA-3') ?? message.text('ERR-3.2') ?? '',
      }
    } catch {
      return
    }
    if (this.#inFlight === undefined || answer.control !== this.#inFlight.control) {
      this.lateAcks++
      return
    }
    this.#inFlight.end({ kind: 'acknowledged', code: answer.code, text: answer.text.slice(0, 300) })
  }

  #drop(why: 'timeout' | 'closed'): void {
    const socket = this.#socket
    this.#socket = undefined
    socket?.destroy()
    this.#inFlight?.end({ kind: 'lost', why })
  }
}

function credentials(tls: NonNullable<OutboundConfig['tls']>): { ca?: Buffer; cert?: Buffer; key?: Buffer; servername?: string } {
  const read = (file: string): Buffer => {
    try {
      return readFileSync(file)
    } catch (thrown) {
      throw new Fault('invalid', 'connector/outbound-tls', 'A certificate file of an outbound channel cannot be read.', { cause: thrown })
    }
  }
  return {
    ...(tls.ca === undefined ? {} : { ca: read(tls.ca) }),
    ...(tls.cert === undefined ? {} : { cert: read(tls.cert) }),
    ...(tls.key === undefined ? {} : { key: read(tls.key) }),
    ...(tls.servername === undefined ? {} : { servername: tls.servername }),
  }
}
