import { once } from 'node:events'
import { createServer } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { TLSSocket } from 'node:tls'
import {
  connectorStatus, decodeBatch, openEpoch, outboundFetch, outboundResults, paths, renewRequest, type Batch, type ConnectorStatus, type OpenEpoch, type OutboundAnswer, type OutboundResult,
} from '@steckwerk/uplink'
import { createAuthority, type Authority } from './authority.ts'

export interface Committed {
  readonly epoch: string
  readonly stream: number
  readonly channel: string
  readonly sequence: number
  readonly order: number
  readonly text: string
}

/** What befalls a batch: a status instead of an answer, no answer before or after it has been applied. */
export type Mishap = 'none' | 'drop-before' | 'drop-answer' | number

interface Knowledge {
  epochs: Map<string, { request: OpenEpoch; next: number[] }>
  ledger: Map<string, string>
  committed: Committed[]
}

/** A hub of the uplink protocol in memory, with fences and ledger as the real one, that can fail, forget and be switched off. */
export class TestHub implements AsyncDisposable {
  readonly authority: Authority
  #server: ReturnType<typeof createServer>
  port = 0
  knowledge: Knowledge = { epochs: new Map(), ledger: new Map(), committed: [] }
  readonly statuses: ConnectorStatus[] = []
  batches: Batch[] = []
  mishap: (batch: Batch) => Mishap = () => 'none'
  /** Certificate requests in the order they came, and what befalls each. */
  readonly renewals: string[] = []
  renewal: (count: number) => 'answer' | 'drop-answer' | 'drop-before' | number = () => 'answer'
  /** SHA-256 of the certificates that clients showed, in the order they were first seen. */
  readonly shown: string[] = []
  /** What a status' answer says of the authorities. */
  announced: string | undefined
  /** Messages for the house that the connector has not confirmed, and what it said became of them. */
  outbound: OutboundAnswer['messages'] = []
  decisions: OutboundAnswer['decisions'] = []
  readonly results: OutboundResult[] = []
  /** Status that everything is answered with; 0 for none. */
  outOfOrder = 0
  #waiters: { condition: () => boolean; resolve: () => void }[] = []

  private constructor(authority: Authority, key: string, cert: string) {
    this.authority = authority
    this.#server = createServer({ key, cert, ca: authority.ca, requestCert: true, rejectUnauthorized: true }, (request, response) => {
      void this.#serve(request, response)
    })
  }

  static async start(): Promise<TestHub> {
    const authority = await createAuthority()
    const { key, cert } = await authority.issue('hub')
    const hub = new TestHub(authority, key, cert)
    await hub.switchOn()
    return hub
  }

  get socket(): string {
    return `https://127.0.0.1:${this.port}`
  }

  async switchOn(): Promise<void> {
    this.#server.listen(this.port, '127.0.0.1')
    await once(this.#server, 'listening')
    this.port = (this.#server.address() as AddressInfo).port
  }

  async switchOff(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  get committed(): readonly Committed[] {
    return this.knowledge.committed
  }

  /** A copy of all it knows, to be set back to. */
  remember(): Knowledge {
    const { epochs, ledger, committed } = this.knowledge
    return {
      epochs: new Map([...epochs].map(([id, { request, next }]) => [id, { request, next: [...next] }])),
      ledger: new Map(ledger),
      committed: [...committed],
    }
  }

  /** Resolves once the condition holds; looked at after every request. */
  until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve()
    return new Promise((resolve) => this.#waiters.push({ condition, resolve }))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server.listening) await this.switchOff()
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer)
    } catch {
      return
    }
    const answer = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    const bytes = Buffer.concat(chunks)
    const { socket } = request
    if (!(socket instanceof TLSSocket)) throw new Error('a connector without TLS')
    const { fingerprint256 } = socket.getPeerCertificate()
    if (!this.shown.includes(fingerprint256)) this.shown.push(fingerprint256)
    if (this.outOfOrder !== 0) answer(this.outOfOrder, { code: 'hub/out-of-order', text: '' })
    else if (request.url === paths.epochs) {
      const epoch = openEpoch.parse(JSON.parse(bytes.toString()))
      if (!this.knowledge.epochs.has(epoch.epoch)) {
        this.knowledge.epochs.set(epoch.epoch, { request: epoch, next: Array.from({ length: epoch.streams }, () => 0) })
      }
      answer(200, {})
    } else if (request.url === paths.status) {
      this.statuses.push(connectorStatus.parse(JSON.parse(bytes.toString())))
      answer(200, this.announced === undefined ? {} : { authorities: this.announced })
    } else if (request.url === paths.certificate) {
      const { csr } = renewRequest.parse(JSON.parse(bytes.toString()))
      this.renewals.push(csr)
      const what = this.renewal(this.renewals.length)
      if (typeof what === 'number') answer(what, { code: 'hub/mishap', text: '' })
      else if (what !== 'answer') request.socket.destroy()
      else answer(200, { certificate: await this.authority.sign(csr), ca: this.authority.ca })
    } else if (request.url === paths.outbound) {
      const { stored } = outboundFetch.parse(JSON.parse(bytes.toString()))
      const taken = new Set(stored.map(({ control }) => control))
      this.outbound = this.outbound.filter(({ control }) => !taken.has(control))
      answer(200, { messages: this.outbound, decisions: this.decisions })
    } else if (request.url === paths.outboundResults) {
      const { results } = outboundResults.parse(JSON.parse(bytes.toString()))
      this.results.push(...results)
      this.decisions = this.decisions.filter(({ control, at }) => !results.some((one) => one.control === control && one.decided >= at))
      answer(200, {})
    } else if (request.url === paths.batches) {
      const batch = decodeBatch(bytes)
      this.batches.push(batch)
      const mishap = this.mishap(batch)
      if (mishap === 'drop-before') request.socket.destroy()
      else if (typeof mishap === 'number') answer(mishap, { code: 'hub/mishap', text: '' })
      else {
        const [status, body] = this.#apply(batch)
        if (mishap === 'drop-answer') request.socket.destroy()
        else answer(status, body)
      }
    } else answer(404, { code: 'hub/no-route', text: '' })
    this.#look()
  }

  #look(): void {
    this.#waiters = this.#waiters.filter(({ condition, resolve }) => {
      if (!condition()) return true
      resolve()
      return false
    })
  }

  #apply(batch: Batch): [number, unknown] {
    const { epoch: id, stream, position, messages } = batch.header
    const { epochs, ledger, committed } = this.knowledge
    const epoch = epochs.get(id)
    if (epoch === undefined) return [404, { code: 'uplink/epoch-unknown', text: '' }]
    const key = (message: { channel: string; sequence: number }): string => `${id}/${message.channel}/${message.sequence}`
    const known = messages.map((message) => {
      const hash = ledger.get(key(message))
      return hash === undefined ? 'unknown' : hash === message.sha256 ? 'applied' : 'differs'
    })
    const next = epoch.next[stream]!
    if (next !== position || known.some((state) => state !== 'unknown')) {
      return [409, { code: known.includes('differs') ? 'uplink/bytes-differ' : 'uplink/position', text: '', next, messages: known }]
    }
    epoch.next[stream] = next + messages.length
    messages.forEach((message, i) => {
      ledger.set(key(message), message.sha256)
      committed.push({
        epoch: id, stream, channel: message.channel, sequence: message.sequence, order: message.order, text: Buffer.from(batch.bodies[i]!).toString('latin1'),
      })
    })
    return [200, { next: next + messages.length }]
  }
}
