import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { ResponseReader, type Answer } from './response-reader.ts'

/** Where to connect to. */
export interface Endpoint {
  readonly host: string
  readonly port: number
  readonly tls: boolean
}

export function endpointOf(url: URL): Endpoint {
  const tls = url.protocol === 'https:'
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port === '' ? (tls ? 443 : 80) : Number(url.port), tls }
}

interface Pending {
  readonly reader: ResponseReader
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: Error) => void
}

/** A keep-alive connection with one request at a time on it, as a client of its own would have; opened when first needed and
 *  again after the server has closed it. */
export class Connection implements Disposable {
  readonly #endpoint: Endpoint
  #socket: Socket | undefined
  #pending: Pending | undefined

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint
  }

  /** Sends the bytes of a whole request; `keep` asks for head and body of the answer. */
  send(request: Buffer, keep: boolean): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#pending = { reader: new ResponseReader(keep), resolve, reject }
      this.#socket ??= this.#open()
      this.#socket.write(request)
    })
  }

  [Symbol.dispose](): void {
    this.#socket?.destroy()
  }

  #open(): Socket {
    const { host, port, tls } = this.#endpoint
    const socket = tls ? connectTls({ host, port, servername: host }) : connectTcp({ host, port })
    socket.setNoDelay(true)
    socket.on('data', (bytes: Buffer) => this.#receive(socket, bytes))
    socket.on('error', (error) => this.#lose(socket, error))
    socket.on('close', () => this.#lose(socket, new Error('the server has closed the connection before it answered')))
    return socket
  }

  #receive(socket: Socket, bytes: Buffer): void {
    const pending = this.#pending
    if (pending === undefined) return this.#lose(socket, new Error('the server answers without a request'))
    try {
      const answer = pending.reader.feed(bytes)
      if (answer === undefined) return
      this.#pending = undefined
      if (answer.last) this.#lose(socket, undefined)
      pending.resolve(answer)
    } catch (error) {
      this.#lose(socket, error as Error)
    }
  }

  #lose(socket: Socket, error: Error | undefined): void {
    if (this.#socket !== socket) return
    this.#socket = undefined
    socket.destroy()
    const pending = this.#pending
    if (pending === undefined || error === undefined) return
    this.#pending = undefined
    pending.reject(error)
  }
}
