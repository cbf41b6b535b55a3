import { Connection, endpointOf } from '../http/connection.ts'
import type { Asked } from './part.ts'

/** Keep-alive connections to the bases' servers, as many as there are requests in flight. */
export class Pool implements Disposable {
  readonly #free = new Map<string, Connection[]>()
  readonly #origins: readonly URL[]

  constructor(bases: readonly string[]) {
    this.#origins = bases.map((base) => new URL(base))
  }

  /** Sends one request and holds its answer against what is expected. Gives the resources counted, where it was looked into. */
  async ask({ request, base, status, check }: Asked, name: string): Promise<number | undefined> {
    const url = this.#origins[base]!
    let free = this.#free.get(url.origin)
    if (free === undefined) this.#free.set(url.origin, (free = []))
    const connection = free.pop() ?? new Connection(endpointOf(url))
    const answer = await connection.send(request, check !== undefined)
    if (answer.status !== status) throw new Error(`${name} is answered with ${answer.status} in place of ${status}${await this.#reason(request, connection)}`)
    free.push(connection)
    return check?.(answer)
  }

  [Symbol.dispose](): void {
    for (const connection of [...this.#free.values()].flat()) connection[Symbol.dispose]()
  }

  /** Asks once more, this time for the server's own words. All data is invented, so they may be shown. */
  async #reason(request: Buffer, connection: Connection): Promise<string> {
    const { status, body } = await connection.send(request, true)
    return `; once more: ${status} ${body.toString().slice(0, 400)}`
  }
}
