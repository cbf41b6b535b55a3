import { validate, type Resource } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import type { Content, Status } from './contract.ts'
import { readCriteria, type Criteria } from './criteria.ts'
import { topicOf, type Trigger } from './topics.ts'

/** Source: Subscriptions R5 Backport 1.1. */
const backport = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/'

/** What a Subscription asks for. */
export interface Form {
  /** The criteria as written: a search, or a topic's canonical URL. Goes into notifications. */
  readonly topic: string
  readonly triggers: readonly Watch[]
  readonly channel: 'rest-hook' | 'websocket' | 'inside'
  readonly endpoint: string
  /** `resource`: R4's own way without Bundles: the resource by PUT. `ping`: R4's own way without payload: an empty POST. */
  readonly content: Content | 'resource' | 'ping'
  /** Seconds; undefined = no heartbeat. */
  readonly heartbeat: number | undefined
  /** Seconds an answer may take; more than ten are not waited for. */
  readonly timeout: number
  /** Events of one notification. */
  readonly most: number
}

/** A trigger with the filter that the Subscription adds to it. */
export interface Watch extends Trigger {
  readonly topic: string
  readonly filters: readonly Criteria[]
}

interface Extension {
  readonly url: string
  readonly valueCode?: string
  readonly valueString?: string
  readonly valueUnsignedInt?: number
  readonly valuePositiveInt?: number
}

/** A Subscription's members as far as they are read here. */
interface Written extends Resource {
  readonly status?: unknown
  readonly criteria?: string
  readonly _criteria?: { readonly extension?: readonly Extension[] }
  readonly end?: string
  readonly channel?: {
    readonly type?: string
    readonly _type?: { readonly extension?: readonly Extension[] }
    readonly endpoint?: string
    readonly payload?: string
    readonly _payload?: { readonly extension?: readonly Extension[] }
    readonly header?: readonly string[]
    readonly extension?: readonly Extension[]
  }
}

const longestTimeout = 10
const mostFilters = 10
const mostHeaders = 10
const defaultMost = 50
/** Events of one notification, whatever max-count says. */
export const largestMost = 200
const least = { heartbeat: 10, timeout: 1 }

const wrong = (at: string, text: string): Fault => new Fault('unprocessable', 'events/channel', text, { at })
const extensionOf = (list: readonly Extension[] | undefined, name: string): Extension | undefined => list?.find(({ url }) => url === backport + name)

/** Criteria or a topic's canonical URL, as triggers. Faults: events/criteria, events/topic. */
export function triggersOf(text: string, filters: readonly string[] = []): readonly Watch[] {
  if (!/^(?:https?|urn):/.test(text)) {
    if (filters.length > 0) throw new Fault('unprocessable', 'events/criteria', 'Only a topic is filtered further; criteria say it all.', { at: 'Subscription.criteria' })
    const criteria = readCriteria(text, 'Subscription.criteria')
    return [{ topic: text, type: criteria.type, on: ['create', 'update'], current: criteria, filters: [] }]
  }
  const topic = topicOf(text)
  if (topic === undefined) throw new Fault('unprocessable', 'events/topic', 'This hub knows no such topic.', { at: 'Subscription.criteria' })
  const read = filters.map((filter) => readCriteria(filter, 'Subscription.criteria.extension'))
  if (read.some(({ type }) => type !== topic.type)) {
    throw new Fault('unprocessable', 'events/criteria', 'A filter searches the topic\'s own resource type.', { at: 'Subscription.criteria.extension' })
  }
  return topic.triggers.map((trigger) => ({ ...trigger, topic: topic.url, filters: read }))
}

function headersOf(header: readonly string[] | undefined): readonly string[] {
  const headers = header ?? []
  const own = /^(?:host|content-.*|connection|transfer-encoding|upgrade|te|trailer|expect|keep-alive|proxy-.*)$/i
  headers.forEach((line, at) => {
    const name = /^([A-Za-z0-9-]{1,100}): ?([\x20-\x7e]{0,4000})$/.exec(line)?.[1]
    if (name === undefined || own.test(name)) throw wrong(`Subscription.channel.header[${at}]`, 'A header is a name, ":" and a value in ASCII, and none that the hub sets itself.')
  })
  if (headers.length > mostHeaders) throw wrong('Subscription.channel.header', `At most ${mostHeaders} headers are sent.`)
  return headers
}

function contentOf(channel: NonNullable<Written['channel']>, isTopic: boolean): Form['content'] {
  const { payload } = channel
  if (payload !== undefined && payload !== 'application/fhir+json' && payload !== 'application/json') throw wrong('Subscription.channel.payload', 'Notifications are application/fhir+json.')
  const code = extensionOf(channel._payload?.extension, 'backport-payload-content')?.valueCode
  if (code === undefined) {
    if (isTopic) return 'empty'
    if (channel.type === 'websocket') return payload === undefined ? 'ping' : 'full-resource'
    return payload === undefined ? 'ping' : 'resource'
  }
  if (code !== 'empty' && code !== 'id-only' && code !== 'full-resource') throw wrong('Subscription.channel.payload', 'The content is empty, id-only or full-resource.')
  return code
}

function inRange(at: string, value: number | undefined, low: number, high: number): number | undefined {
  if (value !== undefined && (!Number.isInteger(value) || value < low || value > high)) throw wrong(at, `Must be a whole number from ${low} to ${high}.`)
  return value
}

/** What a Subscription asks for; what cannot be kept is refused. Source: FHIR R4 subscription.html; Subscriptions R5 Backport 1.1.
 *  Faults: events/channel, events/criteria, events/topic. */
export function formOf(resource: Resource): Form {
  const { criteria = '', _criteria, channel = {} } = resource as Written
  const filters = (_criteria?.extension ?? []).filter(({ url }) => url === `${backport}backport-filter-criteria`).map(({ valueString = '' }) => valueString)
  if (filters.length > mostFilters) throw new Fault('unprocessable', 'events/criteria', `At most ${mostFilters} filters.`, { at: 'Subscription.criteria.extension' })
  const triggers = triggersOf(criteria, filters)
  const { type, endpoint = '' } = channel
  if ((type !== 'rest-hook' && type !== 'websocket') || extensionOf(channel._type?.extension, 'backport-channel-type') !== undefined) {
    throw wrong('Subscription.channel.type', 'The channels are rest-hook and websocket.')
  }
  if (type === 'rest-hook') {
    const url = URL.parse(endpoint)
    if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '' || url.hash !== '' || endpoint.length > 1_000) {
      throw wrong('Subscription.channel.endpoint', 'A rest-hook needs an https address without password and fragment; secrets belong into channel.header.')
    }
  }
  headersOf(channel.header)
  const number = (name: string): number | undefined => {
    const extension = extensionOf(channel.extension, name)
    return extension?.valueUnsignedInt ?? extension?.valuePositiveInt
  }
  return {
    topic: criteria,
    triggers,
    channel: type,
    endpoint,
    content: contentOf(channel, triggers[0]!.topic !== criteria || topicOf(criteria) !== undefined),
    heartbeat: inRange('Subscription.channel.extension', number('backport-heartbeat-period') || undefined, least.heartbeat, 86_400),
    timeout: Math.min(inRange('Subscription.channel.extension', number('backport-timeout') || undefined, least.timeout, 3_600) ?? longestTimeout, longestTimeout),
    most: Math.min(inRange('Subscription.channel.extension', number('backport-max-count'), 1, 1_000_000) ?? defaultMost, largestMost),
  }
}

/** What is stored of a Subscription beside its rows: the resource without what the hub keeps apart, and the headers. */
export interface Parts {
  readonly resource: Resource
  readonly headers: readonly string[]
  /** What its maker wants: requested and active begin anew, off rests. */
  readonly wanted: Status
  /** Milliseconds since 1970 UTC. */
  readonly end: number | undefined
}

/** Takes a Subscription apart. Faults: events/invalid with every finding, events/status. */
export function takeApart(given: Resource): Parts {
  const issues = validate(given, 'Subscription').filter(({ severity }) => severity === 'error' || severity === 'fatal')
  if (issues.length > 0) throw new Fault('unprocessable', 'events/invalid', 'The resource does not follow FHIR R4.', { issues })
  const { status, id: _, meta, end, channel, error: _error, ...rest } = given as Written & { readonly error?: unknown }
  if (status !== 'requested' && status !== 'active' && status !== 'off') {
    throw new Fault('unprocessable', 'events/status', 'A Subscription is asked for as requested or active, and ended as off.', { at: 'Subscription.status' })
  }
  const { header, ...plainChannel } = channel ?? {}
  const { versionId: _v, lastUpdated: _l, source: _s, ...plainMeta } = (meta ?? {}) as Record<string, unknown>
  const until = end === undefined ? undefined : Date.parse(end)
  return {
    resource: { ...rest, ...(Object.keys(plainMeta).length === 0 ? {} : { meta: plainMeta }), ...(end === undefined ? {} : { end }), channel: plainChannel },
    headers: headersOf(header),
    wanted: status,
    end: until,
  }
}
