import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import type { FuzzRequest } from './request.ts'

/** What came back. Status 0: the connection ended without an answer. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** Why there is none. */
  readonly trouble?: string
}

export interface Sender extends Disposable {
  send(request: FuzzRequest): Promise<Answer>
}

const patience = 30_000

export function sender(url: string, connections: number): Sender {
  const { hostname, port } = new URL(url)
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  return {
    async send(request) {
      if (request.raw !== undefined) return overSocket(hostname, Number(port), request.raw)
      const answer = await overHttp(agent, hostname, port, request)
      // A kept connection may have ended for what was sent on it before; only one of its own tells.
      return answer.status === 0 ? overHttp(false, hostname, port, request) : answer
    },
    [Symbol.dispose]: () => agent.destroy(),
  }
}

function overHttp(agent: Agent | false, hostname: string, port: string, { method, path, headers, body }: FuzzRequest): Promise<Answer> {
  return new Promise((resolve) => {
    const fail = (trouble: string): void => resolve({ status: 0, headers: {}, body: Buffer.alloc(0), trouble })
    const outgoing = httpRequest({ agent, hostname, port, method, path, headers: body === undefined ? headers : { ...headers, 'content-length': body.length } }, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('end', () => resolve({ status: incoming.statusCode!, headers: incoming.headers, body: Buffer.concat(chunks) }))
      incoming.on('error', (error) => fail(error.message))
    })
    outgoing.setTimeout(patience, () => outgoing.destroy(new Error(`no answer within ${patience / 1000} s`)))
    outgoing.on('error', (error) => fail(error.message))
    outgoing.end(body)
  })
}

function overSocket(host: string, port: number, bytes: Buffer): Promise<Answer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect(port, host)
    const finish = (trouble?: string): void => {
      socket.destroy()
      const all = Buffer.concat(chunks).toString('latin1')
      const [head = '', ...rest] = all.split('\r\n\r\n')
      const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? 0)
      const headers = Object.fromEntries(head.split('\r\n').slice(1).map((line) => [line.split(':')[0]!.toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]))
      resolve({ status, headers, body: Buffer.from(rest.join('\r\n\r\n'), 'latin1'), ...(trouble === undefined ? {} : { trouble }) })
    }
    // What is left open for more is not waited for: half of these bytes never end.
    socket.setTimeout(2_000, () => finish('left open'))
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.on('close', () => finish())
    socket.on('error', (error) => finish(error.message))
    socket.end(bytes)
  })
}
