import { Agent as HttpAgent, type AgentOptions } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Duplex } from 'node:stream'

/** How long a connection rests before it is closed; sooner, where the far end says so. */
const restMs = 4_000
const mostOfOne = 32
const mostInAll = 256

/** What a request says of the addresses that its look-up allowed: it takes no connection but one that was made under the same. */
export interface Looked {
  readonly looked: string
}

const options: AgentOptions = { keepAlive: true, maxFreeSockets: mostOfOne, timeout: restMs, scheduling: 'lifo' }

/** Node answers whether it keeps the connection; its types do not say so. */
type Keep = (socket: Duplex) => boolean

/** Names each connection by its server and the addresses looked at; bounds how many rest. */
function bounded(agent: HttpAgent): HttpAgent {
  const nameOf = agent.getName.bind(agent)
  const keep = agent.keepSocketAlive.bind(agent) as Keep
  const resting = (): number => Object.values(agent.freeSockets).reduce((sum, some) => sum + (some?.length ?? 0), 0)
  agent.getName = (request) => {
    const { looked } = (request ?? {}) as Partial<Looked>
    if (looked === undefined) throw new Error('a request without the addresses it may go to')
    return `${nameOf(request)} ${looked}`
  }
  const keepSocketAlive: Keep = (socket) => resting() < mostInAll && keep(socket)
  agent.keepSocketAlive = keepSocketAlive
  return agent
}

/** Connections that rest between requests, each to one server by one of the addresses looked at. They keep no process alive. */
export class KeptConnections implements Disposable {
  readonly #plain = bounded(new HttpAgent(options))
  // No session is taken up again: each connection's certificate is checked in full.
  readonly #secure = bounded(new HttpsAgent({ ...options, maxCachedSessions: 0 }))

  of(url: URL): HttpAgent {
    return url.protocol === 'https:' ? this.#secure : this.#plain
  }

  [Symbol.dispose](): void {
    this.#plain.destroy()
    this.#secure.destroy()
  }
}
