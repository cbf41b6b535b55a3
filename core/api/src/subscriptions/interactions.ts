import { topics, type StoredSubscription, type SubscriptionFilter, type Subscriptions } from '@steckwerk/events'
import { parseJson, type Resource } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import { jsonText } from '../fhir/body.ts'
import { bundleText } from '../fhir/bundle-text.ts'
import { ifMatchVersion } from '../fhir/etag.ts'
import type { FhirAnswer, FhirCall, Interaction } from '../fhir/interaction.ts'
import { refuseParameters, type Pair } from '../fhir/parameters.ts'
import { readSubset, subsetOf } from '../fhir/read-subset.ts'
import { entryText, pageLinks } from '../fhir/search-answer.ts'
import { searchPairs } from '../fhir/search-type.ts'
import { missing } from '../fhir/type-and-id.ts'
import { requireSameId } from '../fhir/update.ts'
import { removed, written } from '../fhir/written.ts'

const type = 'Subscription'
const searchParams = ['_id', 'criteria', 'status', 'url'] as const

const backport = 'http://hl7.org/fhir/uv/subscriptions-backport'

/** What the CapabilityStatement says of it beside interactions. Source: Subscriptions R5 Backport 1.1, conformance in FHIR R4. */
const claims = {
  extension: [...topics.keys()].map((valueCanonical) => ({ url: `${backport}/StructureDefinition/capabilitystatement-subscriptiontopic-canonical`, valueCanonical })),
  supportedProfile: [`${backport}/StructureDefinition/backport-subscription`],
}

/** The part of the Backport that this hub fulfils, as a CapabilityStatement instantiates it. */
export const subscriptionServer = `${backport}/CapabilityStatement/backport-subscription-server-r4`

/** Faults: api/resource-type, fhir/json and its kin. */
function bodyOf(call: FhirCall): Resource {
  const value = parseJson(jsonText(call.body)) as Partial<Resource> | null
  if (typeof value !== 'object' || value === null || value.resourceType !== type) {
    throw new Fault('invalid', 'api/resource-type', 'The resourceType of the body must be the type in the address.', { at: 'resourceType' })
  }
  return value as Resource
}

function answerOf(call: FhirCall, { id, version, lastUpdated, resource }: StoredSubscription, created: boolean): FhirAnswer {
  return written(call, { type, id, version, lastUpdated, text: JSON.stringify(resource) }, created)
}

/** Lists of values by comma, each parameter at most once. Faults: api/subscription-search. */
function filterOf(pairs: readonly Pair[], lenient: boolean): SubscriptionFilter {
  const known = pairs.filter(([name]) => (searchParams as readonly string[]).includes(name))
  if ((known.length < pairs.length && !lenient) || new Set(known.map(([name]) => name)).size < known.length) {
    throw new Fault('not-supported', 'api/subscription-search', 'Subscriptions are searched by _id, criteria, status and url, each once.')
  }
  const of = (name: (typeof searchParams)[number]): readonly string[] | undefined => known.find((pair) => pair[0] === name)?.[1].split(',')
  return { ids: of('_id'), status: of('status')?.map((code) => code.slice(code.lastIndexOf('|') + 1)), urls: of('url'), criteria: of('criteria') }
}

async function search(subscriptions: Subscriptions, call: FhirCall): Promise<FhirAnswer> {
  const pairs = searchPairs(call)
  const found = await subscriptions.list(call.ctx, filterOf(pairs, call.prefer.lenient))
  const entries = found.map(({ id, resource }) => entryText(call.base, { type, id }, JSON.stringify(resource), 'match'))
  return { status: 200, body: bundleText({ type: 'searchset', now: call.ctx.now, total: entries.length, links: pageLinks(`${call.base}/${type}`, pairs, undefined), entries }) }
}

/** Subscriptions, each seen and changed by who made it. They are made and kept by the hub's events, not among the carrier's records, so that what they hold
 *  sealed never lies in a history. Source: FHIR R4 subscription.html. Faults: those of core/events' Subscriptions. */
export function subscriptionInteractions(subscriptions: Subscriptions): readonly Interaction[] {
  const only = { type, searchParams, claims }
  const reads = { permission: 'fhir.read', only } as const
  const writes = { permission: 'fhir.write', only } as const
  return [
    {
      ...reads, codes: ['read'], method: 'GET', path: `/${type}/:id`, letters: ['r'],
      handle: async (call) => {
        const subset = readSubset(call)
        const found = await subscriptions.get(call.ctx, call.id)
        if (found === undefined) throw missing()
        return { status: 200, body: subsetOf(JSON.stringify(found.resource), subset), version: found.version, lastModified: found.lastUpdated }
      },
    },
    { ...reads, codes: ['search-type'], method: 'GET', path: `/${type}`, letters: ['s'], handle: (call) => search(subscriptions, call) },
    { ...reads, codes: ['search-type'], method: 'POST', path: `/${type}/_search`, letters: ['s'], handle: (call) => search(subscriptions, call) },
    {
      ...writes, codes: ['create'], method: 'POST', path: `/${type}`, letters: ['c'],
      handle: async (call) => {
        refuseParameters(call.query, call.prefer.lenient)
        if (call.ifNoneExist !== undefined) throw new Fault('not-supported', 'api/subscription-conditional', 'Subscriptions are not created conditionally.')
        return answerOf(call, await subscriptions.create(call.ctx, bodyOf(call)), true)
      },
    },
    {
      ...writes, codes: ['update'], method: 'PUT', path: `/${type}/:id`, letters: ['u'],
      handle: async (call) => {
        refuseParameters(call.query, call.prefer.lenient)
        const resource = bodyOf(call)
        requireSameId(call.id, resource.id)
        return answerOf(call, await subscriptions.update(call.ctx, call.id, resource, call.ifMatch === undefined ? undefined : ifMatchVersion(call.ifMatch)), false)
      },
    },
    {
      ...writes, codes: ['delete'], method: 'DELETE', path: `/${type}/:id`, letters: ['d'],
      handle: async (call) => {
        refuseParameters(call.query, call.prefer.lenient)
        await subscriptions.remove(call.ctx, call.id, call.ifMatch === undefined ? undefined : ifMatchVersion(call.ifMatch))
        return removed(call, undefined)
      },
    },
  ]
}
