import { lookup } from 'node:dns/promises'
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type BlockList } from 'node:net'
import { Fault } from '@steckwerk/kernel'
import { KeptConnections, type Looked } from './kept-connections.ts'
import { isLoopback, isPublic, isWithin, networks } from './public-address.ts'

export interface OutboundOptions {
  /** Host names, addresses and networks (10.1.0.0/16) outside the public internet that may be asked, separated by commas. */
  readonly privateHosts?: string | undefined
  /** Whether this machine may be asked, over http too: demo and tests. */
  readonly loopback?: boolean | undefined
  /** To be replaced by tests. */
  readonly resolve?: (host: string) => Promise<readonly Address[]>
}

export interface OutboundLimits {
  readonly ms?: number
  readonly bytes?: number
  /** The request does no harm should it arrive twice, whatever its method: it may take a connection that rests, and is sent again where the far end has
   *  just closed that one. GET, HEAD, PUT and DELETE are so by what they are (RFC 9110, 9.2.2). */
  readonly repeatable?: boolean
}

interface Address {
  readonly address: string
  readonly family: number
}

/** Requests to addresses that carriers' administrators name: keys of apps, identity providers and what these tell of themselves. A hub stands where it
 *  reaches what such an administrator may not, so that it asks public addresses only, and what the operator named. */
export interface Outbound extends Disposable {
  readonly loopback: boolean
  /** As `fetch`, over https. Follows no redirect: the answer with its 3xx is returned. Connects to the addresses it has looked at, and no others.
   *  Ends after 10 s or 512 KiB, or what `limits` say. Faults: access/address-private, access/answer-too-large. */
  fetch(url: string | URL, init?: RequestInit, limits?: OutboundLimits): Promise<Response>
  /** Refuses an address at its registration; a name that is not known (yet) passes, since each request looks again. Faults: access/address-private. */
  require(url: string, at: string): Promise<void>
}

const longestMs = 10_000
const lookupMs = 3_000
const mostBytes = 512 * 1024
/** By their meaning, RFC 9110, 9.2.2. */
const repeatable: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'DELETE'])
const bodyless: ReadonlySet<number> = new Set([204, 205, 304])

/** Faults: access/private-hosts. */
export function createOutbound(options: OutboundOptions = {}): Outbound {
  const allowed = readAllowed(options.privateHosts ?? '')
  const loopback = options.loopback ?? false
  const kept = new KeptConnections()
  const resolve = options.resolve ?? ((host: string) => lookup(host, { all: true }))

  const isAllowed = (host: string, { address }: Address): boolean =>
    isPublic(address) || allowed.names.has(host) || isWithin(allowed.networks, address) || (loopback && isLoopback(address))

  /** Those of the host's addresses that may be asked. */
  async function addressesOf(url: URL, at: string | undefined, signal: AbortSignal): Promise<readonly Address[]> {
    const host = hostOf(url)
    const family = isIP(host)
    const all = family === 0 ? await within(resolve(host), signal) : [{ address: host, family }]
    const good = all.filter((one) => isAllowed(host, one))
    if (good.length === 0 || !(url.protocol === 'https:' || (loopback && url.protocol === 'http:' && good.every(({ address }) => isLoopback(address))))) {
      throw new Fault('invalid', 'access/address-private', 'The address leads to no public https server; others are named by the operator in STECKWERK_ALLOWED_PRIVATE_HOSTS.',
        at === undefined ? {} : { at })
    }
    return good
  }

  return {
    loopback,
    fetch: async (address, init = {}, limits = {}) => {
      const { method, headers, body, signal: given } = init
      const url = new URL(address)
      const signal = AbortSignal.any([AbortSignal.timeout(limits.ms ?? longestMs), ...(given === undefined || given === null ? [] : [given])])
      // Writes down headers and body as fetch would.
      const asked = new Request(url, { method: method ?? 'GET', headers: headers ?? {}, body: body ?? null })
      const bytes = Buffer.from(await asked.arrayBuffer())
      const addresses = await addressesOf(url, undefined, signal)
      const connections = limits.repeatable === true || repeatable.has(asked.method) ? kept : undefined
      return answerOf(await ask({ url, asked, body: bytes, addresses, signal }, connections), limits.bytes ?? mostBytes)
    },
    require: async (text, at) => {
      await addressesOf(new URL(text), at, AbortSignal.timeout(lookupMs)).catch((thrown: unknown) => {
        if (thrown instanceof Fault) throw thrown
      })
    },
    [Symbol.dispose]: () => kept[Symbol.dispose](),
  }
}

interface Call {
  readonly url: URL
  readonly asked: Request
  readonly body: Buffer
  readonly addresses: readonly Address[]
  readonly signal: AbortSignal
}

/** The answer's head. Without `kept`, over a connection of its own. */
async function ask(one: Call, kept: KeptConnections | undefined): Promise<IncomingMessage> {
  const { url, asked, body, addresses, signal } = one
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  const options: RequestOptions & Looked = {
    method: asked.method,
    headers: { ...Object.fromEntries(asked.headers), ...(body.length === 0 ? {} : { 'content-length': body.length }) },
    // Never the process' own agent: a connection of somebody else's, or through a proxy, would not go to the addresses looked at.
    agent: kept?.of(url) ?? false,
    looked: addresses.map(({ address }) => address).toSorted().join(' '),
    signal,
    lookup: (_host, { all }, done) => all === true ? done(null, [...addresses]) : done(null, addresses[0]!.address, addresses[0]!.family),
  }
  const call = send(url, options)
  call.on('response', resolve).on('error', reject).end(body)
  try {
    return await promise
  } catch (thrown) {
    // The far end closed what rested, perhaps as the request was on its way: nothing of an answer has come.
    if (!call.reusedSocket || signal.aborted || !isClosed(thrown)) throw thrown
    return ask(one, undefined)
  }
}

const isClosed = (thrown: unknown): boolean => ['ECONNRESET', 'EPIPE'].includes((thrown as { readonly code?: string }).code ?? '')

async function answerOf(answer: IncomingMessage, most: number): Promise<Response> {
  const { statusCode: status = 500 } = answer
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(answer.headersDistinct)) for (const value of values) headers.append(name, value)
  const bytes = await bytesOf(answer, most)
  return new Response(bodyless.has(status) ? null : bytes, { status, headers })
}

async function bytesOf(answer: IncomingMessage, most: number): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > most) {
      answer.destroy()
      throw new Fault('too-large', 'access/answer-too-large', 'What an outside server answered is larger than anything it should say.')
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function readAllowed(text: string): { readonly names: ReadonlySet<string>; readonly networks: BlockList } {
  const entries = text.split(',').map((entry) => entry.trim().toLowerCase()).filter((entry) => entry !== '')
  const isNetwork = (entry: string): boolean => isIP(entry.split('/')[0] ?? '') !== 0
  const names = entries.filter((entry) => !isNetwork(entry))
  try {
    if (!names.every((name) => /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/.test(name))) throw new Error('no host name')
    return { names: new Set(names), networks: networks(entries.filter(isNetwork)) }
  } catch (thrown) {
    throw new Fault('invalid', 'access/private-hosts', 'STECKWERK_ALLOWED_PRIVATE_HOSTS has host names, addresses and networks such as 10.1.0.0/16, separated by commas.', { cause: thrown })
  }
}

/** A name without its final dot, an address without brackets. */
function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
}

async function within<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: over, reject } = Promise.withResolvers<never>()
  const end = (): void => reject(signal.reason as Error)
  signal.addEventListener('abort', end)
  try {
    return await Promise.race([promise, over])
  } finally {
    signal.removeEventListener('abort', end)
  }
}
