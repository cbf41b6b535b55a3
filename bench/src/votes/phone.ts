import { randomUUID } from 'node:crypto'
import { get, type ClientRequest } from 'node:http'
import { Connection, endpointOf } from '../http/connection.ts'
import { requestBytes } from '../http/request.ts'
import type { Answer } from '../http/response-reader.ts'

/** Somebody's phone at an event, as the portal's pages behave: known by the hub's cookie, one connection for what it asks, one stream on which it is told of changes. */
export class Phone implements Disposable {
  readonly #url: URL
  readonly #connection: Connection
  #cookie = ''
  #stream: ClientRequest | undefined
  /** News that came on its stream. */
  told = 0

  /** `url`: of the event at the service, without a slash at the end. */
  constructor(url: string) {
    this.#url = new URL(url)
    this.#connection = new Connection(endpointOf(this.#url))
  }

  /** Opens the event's page: takes the cookie. Rejects where the hub refuses. */
  async join(): Promise<void> {
    const { head } = await this.#ask('GET', '', undefined)
    this.#cookie = [...head.matchAll(/^set-cookie: ([^;\r]+)/gim)].map(([, cookie]) => cookie).join('; ')
  }

  /** Resolves once it hears; `onNews` is called at each change. */
  listen(onNews: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#stream = get(`${this.#url.href}/live`, { agent: false, headers: { cookie: this.#cookie } }, (answer) => {
        if (answer.statusCode !== 200) return reject(new Error(`the stream was answered with ${answer.statusCode}`))
        answer.on('data', (chunk: Buffer) => {
          if (!chunk.includes('"what"')) return
          if (chunk.includes('"ready"')) return resolve()
          this.told++
          onNews()
        })
        answer.on('error', () => undefined)
      })
      this.#stream.on('error', reject)
    })
  }

  /** What a page reads after news; who has a place does not ask for it again. */
  async read(): Promise<void> {
    await this.#ask('GET', '', undefined)
  }

  /** The new session's id. */
  async offer(title: string): Promise<string> {
    const pitch = { title, about: 'Ein kurzer Bericht, danach ein offenes Gespräch.'.repeat(3), hosts: [title.slice(0, 20)], format: 'talk', seats: 0, equipment: [], notAt: [], draft: false }
    const { body } = await this.#ask('POST', '/pitches', { key: randomUUID(), pitch })
    return (JSON.parse(body.toString()) as { id: string }).id
  }

  async register(name: string): Promise<void> {
    await this.#ask('PUT', '/registration', { name, organization: '', mail: '' })
  }

  /** Sends votes and waits for the answer. */
  async vote(votes: readonly { readonly pitch: string; readonly want: boolean; readonly turn: number }[]): Promise<void> {
    await this.#ask('POST', '/votes', { votes })
  }

  [Symbol.dispose](): void {
    this.#stream?.destroy()
    this.#connection[Symbol.dispose]()
  }

  async #ask(method: string, path: string, body: object | undefined): Promise<Answer> {
    const headers = { cookie: this.#cookie, 'x-steckwerk': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
    const answer = await this.#connection.send(requestBytes(method, new URL(this.#url.href + path), headers, body === undefined ? undefined : JSON.stringify(body)), true)
    if (answer.status >= 300) throw new Error(`${method} ${path} was answered with ${answer.status}: ${answer.body.toString()}`)
    return answer
  }
}
