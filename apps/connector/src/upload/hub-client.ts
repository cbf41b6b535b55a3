import { Agent, request } from 'node:https'
import { paths, type ConnectorStatus, type OpenEpoch, type OutboundFetch, type OutboundResults, type RenewRequest } from '@steckwerk/uplink'
import type { Identity } from '../identity.ts'

export interface HubAnswer {
  readonly status: number
  /** The answer's JSON; undefined where it is none. */
  readonly body: unknown
}

/** The connector socket of the hub. A rejected promise means that no answer came: what was sent may have been applied. */
export interface HubClient {
  postBatch(bytes: Buffer): Promise<HubAnswer>
  openEpoch(epoch: OpenEpoch): Promise<HubAnswer>
  postStatus(status: ConnectorStatus): Promise<HubAnswer>
  renew(request: RenewRequest): Promise<HubAnswer>
  /** Answered when there is something to send, or after the time it names. */
  fetchOutbound(fetch: OutboundFetch, signal: AbortSignal): Promise<HubAnswer>
  reportOutbound(results: OutboundResults, signal: AbortSignal): Promise<HubAnswer>
  /** Shows another certificate from the next connection on; what is on its way ends in peace. */
  identify(identity: Identity): void
  close(): void
}

export interface HubClientOptions {
  readonly identity: Identity
  readonly socket: string
  readonly timeoutMs: number
  /** Connections kept open: one a stream and one for the rest. */
  readonly connections: number
}

const longestAnswer = 8 * 1024 * 1024

/** Speaks HTTP/1.1 over mutual TLS with kept-alive connections. Only the authority told at enrolment is trusted, and the
 *  hub's certificate has to name the address it is reached by. */
export function createHubClient(options: HubClientOptions): HubClient {
  const { socket, timeoutMs } = options
  const base = new URL(socket)
  const agentOf = (identity: Identity): Agent => new Agent({
    keepAlive: true,
    maxSockets: options.connections,
    ca: identity.ca,
    cert: identity.certificate,
    key: identity.privateKey,
    minVersion: 'TLSv1.3',
  })
  let agent = agentOf(options.identity)
  /** Those replaced while requests were on their way. */
  const former = new Set<Agent>()
  const post = (path: string, type: string, bytes: Buffer, ended?: AbortSignal): Promise<HubAnswer> =>
    new Promise((resolve, reject) => {
      const outgoing = request(new URL(path, base), {
        method: 'POST',
        agent,
        headers: { 'content-type': type, 'content-length': bytes.length },
        signal: ended === undefined ? AbortSignal.timeout(timeoutMs) : AbortSignal.any([ended, AbortSignal.timeout(timeoutMs)]),
      })
      outgoing.once('error', reject)
      outgoing.once('response', (incoming) => {
        const chunks: Buffer[] = []
        let length = 0
        incoming.on('data', (chunk: Buffer) => {
          length += chunk.length
          if (length > longestAnswer) incoming.destroy(new Error('the answer is too long'))
          chunks.push(chunk)
        })
        incoming.once('error', reject)
        incoming.once('close', () => reject(new Error('the answer broke off')))
        incoming.once('end', () => resolve({ status: incoming.statusCode ?? 0, body: parse(Buffer.concat(chunks)) }))
      })
      outgoing.end(bytes)
    })
  const postJson = (path: string, value: unknown, ended?: AbortSignal): Promise<HubAnswer> => post(path, 'application/json', Buffer.from(JSON.stringify(value)), ended)
  return {
    postBatch: (bytes) => post(paths.batches, 'application/octet-stream', bytes),
    openEpoch: (epoch) => postJson(paths.epochs, epoch),
    postStatus: (status) => postJson(paths.status, status),
    renew: (renewal) => postJson(paths.certificate, renewal),
    fetchOutbound: (fetch, signal) => postJson(paths.outbound, fetch, signal),
    reportOutbound: (results, signal) => postJson(paths.outboundResults, results, signal),
    identify: (identity) => {
      const before = agent
      agent = agentOf(identity)
      former.add(before)
      // No request lives longer.
      setTimeout(() => {
        before.destroy()
        former.delete(before)
      }, timeoutMs).unref()
    },
    close: () => {
      for (const one of [agent, ...former]) one.destroy()
    },
  }
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
