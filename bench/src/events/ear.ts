import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eventsIn } from './notified.ts'
import type { Program } from './program.ts'

/** Who was told of what, when: an endpoint for rest-hooks and the far ends of websockets. */
export class Ear implements AsyncDisposable {
  readonly #server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      response.end()
      this.#take(Buffer.concat(chunks).toString())
    })
  })
  readonly #sockets: WebSocket[] = []
  readonly #heard: (subscription: string, focus: string) => void
  /** Events that came, each time they came. */
  events = 0

  /** `heard`: called with a Subscription's id and `Type/id` of a focus as it arrives. */
  constructor(heard: (subscription: string, focus: string) => void) {
    this.#heard = heard
  }

  async listen(): Promise<string> {
    this.#server.keepAliveTimeout = 60_000
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`
  }

  /** Binds a websocket to a Subscription; resolves when it is greeted. */
  async bind(program: Program, id: string): Promise<void> {
    const { parameter } = (await program.fhir(`Subscription/${id}/$get-ws-binding-token`, { method: 'POST' })) as { parameter: { name: string; valueString?: string; valueUrl?: string }[] }
    const of = (name: string): string => {
      const { valueString, valueUrl } = parameter.find((one) => one.name === name)!
      return valueString ?? valueUrl!
    }
    const socket = new WebSocket(of('websocket-url'))
    this.#sockets.push(socket)
    const greeted = Promise.withResolvers<void>()
    socket.addEventListener('message', ({ data }) => {
      greeted.resolve()
      this.#take(String(data))
    })
    socket.addEventListener('close', () => greeted.reject(new Error('the websocket was closed')))
    await once(socket, 'open')
    socket.send(`bind-with-token ${of('token')}`)
    await greeted.promise
  }

  #take(text: string): void {
    const { subscription, events } = eventsIn(text)
    this.events += events.length
    for (const { focus } of events) if (focus !== undefined) this.#heard(subscription, focus)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.close()
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
}
