import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { MllpDecoder, mllpFrame } from '@steckwerk/hl7v2'

/** A KIS's side of an MLLP connection. Acknowledgements are given as [MSA-1, MSA-2]. */
export class Sender implements Disposable {
  readonly socket: Socket
  readonly acks: [string, string][] = []
  readonly texts: string[] = []
  closed = false
  readonly #decoder = new MllpDecoder()
  #waiters: (() => void)[] = []

  constructor(socket: Socket) {
    this.socket = socket
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => {
      for (const event of this.#decoder.push(chunk)) {
        if (event.kind !== 'message') throw new Error(`an acknowledgement came as ${event.kind}`)
        const text = event.bytes.toString('latin1')
        const msa = text.split('\r').find((segment) => segment.startsWith('MSA'))!.split('|')
        this.texts.push(text)
        this.acks.push([msa[1]!, msa[2] ?? ''])
      }
      this.#wake()
    })
    socket.on('end', () => socket.end())
    socket.on('error', () => {})
    socket.on('close', () => {
      this.closed = true
      this.#wake()
    })
  }

  static async connect(port: number): Promise<Sender> {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    await once(socket, 'connect')
    return new Sender(socket)
  }

  send(...messages: string[]): void {
    this.socket.write(Buffer.concat(messages.map((message) => mllpFrame(Buffer.from(message, 'latin1')))))
  }

  raw(bytes: string | Uint8Array): void {
    this.socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes)
  }

  /** Waits until so many acknowledgements have come, or the connection has ended. */
  async acknowledged(count: number): Promise<[string, string][]> {
    while (this.acks.length < count && !this.closed) await new Promise<void>((resolve) => this.#waiters.push(resolve))
    return this.acks
  }

  async ended(): Promise<void> {
    while (!this.closed) await new Promise<void>((resolve) => this.#waiters.push(resolve))
  }

  [Symbol.dispose](): void {
    this.socket.destroy()
  }

  #wake(): void {
    for (const wake of this.#waiters.splice(0)) wake()
  }
}
