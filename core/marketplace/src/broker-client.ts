import { randomUUID } from 'node:crypto'
import { outcomeOf, type Asked, type BrokerAnswer, type Outcome } from './outcome.ts'

/** Asks a broker: the guarded fetch of the hub, or a call into the hub's own services. */
export type BrokerFetch = (url: string, init: RequestInit) => Promise<Response>

export interface BrokerAddress {
  /** Without a slash at the end. */
  readonly url: string
  readonly user: string
  readonly password: string
}

export interface BrokerRequest {
  readonly asked: Asked
  readonly method: 'GET' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below /v2/, its parts escaped. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | undefined>>
  readonly body?: object
  /** A name that stands for who caused it, at this broker only. */
  readonly user: string
}

const longestMs = 60_000
const mostBody = 512 * 1024

/** Source: Open Service Broker API 2.17, «API Version Header», «Originating Identity», «Request Identity», «Platform to Service Broker Authentication». */
export function brokerHeaders({ user, password }: BrokerAddress, person: string | undefined, request: string): Record<string, string> {
  return {
    accept: 'application/json',
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    'x-broker-api-version': '2.17',
    'x-broker-api-request-identity': request,
    ...(person === undefined ? {} : { 'x-broker-api-originating-identity': `steckwerk ${Buffer.from(JSON.stringify({ user_id: person })).toString('base64')}` }),
  }
}

/** One request; whatever happens on the way is an outcome. Never throws, but for the signal. */
export async function askBroker(fetch: BrokerFetch, broker: BrokerAddress, request: BrokerRequest, signal: AbortSignal): Promise<Outcome> {
  const { asked, method, path, query = {}, body, user } = request
  const pairs = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => value === undefined ? [] : [[name, value]]))
  const answer = await callBroker(fetch, `${broker.url}/v2/${path}${pairs.size === 0 ? '' : `?${pairs.toString()}`}`, {
    method,
    headers: { ...brokerHeaders(broker, user, randomUUID()), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }, signal)
  return answer === undefined ? { kind: 'lost', why: 'no-answer', status: undefined, text: undefined } : outcomeOf(asked, answer)
}

/** undefined = no answer within a minute, or none that can be had. */
export async function callBroker(fetch: BrokerFetch, url: string, init: RequestInit, signal: AbortSignal): Promise<BrokerAnswer | undefined> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.any([signal, AbortSignal.timeout(longestMs)]) })
    const text = await response.text()
    return { status: response.status, body: objectOf(text), waitMs: retryAfterMs(response.headers.get('retry-after')) }
  } catch {
    signal.throwIfAborted()
    return undefined
  }
}

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  if (text.length > mostBody) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : undefined
  } catch {
    return undefined
  }
}

/** Seconds, or a date. */
function retryAfterMs(value: string | null): number | undefined {
  if (value === null) return undefined
  if (/^\d{1,7}$/.test(value)) return Number(value) * 1_000
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now())
}
