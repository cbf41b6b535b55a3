import { topics, type Topic } from '@steckwerk/events'
import { searchParams, unsupportedReason, type Resource } from '@steckwerk/fhir'
import { bundleText } from '../fhir/bundle-text.ts'
import type { FhirAnswer, FhirCall, Interaction } from '../fhir/interaction.ts'
import { readSubset, subsetOf } from '../fhir/read-subset.ts'
import { requireAllowed } from '../fhir/require-allowed.ts'
import { entryText, pageLinks } from '../fhir/search-answer.ts'
import { searchPairs, searchType, searchTypePost } from '../fhir/search-type.ts'

const type = 'Basic'
const coding = { system: 'http://hl7.org/fhir/fhir-types', code: 'SubscriptionTopic' }
const asked: ReadonlySet<string> = new Set([coding.code, `${coding.system}|${coding.code}`])
const extension = (member: string): string => `http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.${member}`

/** A SubscriptionTopic as R4 writes what it has no resource for: a Basic with R5's members as extensions.
 *  Source: Subscriptions R5 Backport 1.2, the example Basic-r4-encounter-complete. */
function definitionOf(topic: Topic): Resource {
  return {
    resourceType: type,
    id: topic.id,
    extension: [
      { url: extension('url'), valueUri: topic.url },
      { url: extension('name'), valueString: topic.name },
      { url: extension('title'), valueString: topic.title },
      { url: extension('description'), valueMarkdown: topic.description },
      ...topic.triggers.map((trigger) => ({
        url: extension('resourceTrigger'),
        extension: [
          { url: 'description', valueMarkdown: topic.description },
          { url: 'resource', valueUri: `http://hl7.org/fhir/StructureDefinition/${trigger.type}` },
          ...trigger.on.map((valueCode) => ({ url: 'supportedInteraction', valueCode })),
          { url: 'fhirPathCriteria', valueString: topic.fhirPath },
        ],
      })),
      ...searchParams(topic.type).filter((parameter) => unsupportedReason(parameter) === undefined).map(({ code }) => ({
        url: extension('canFilterBy'), extension: [{ url: 'resource', valueUri: topic.type }, { url: 'filterParameter', valueString: code }],
      })),
      { url: extension('notificationShape'), extension: [{ url: 'resource', valueUri: topic.type }] },
    ],
    modifierExtension: [{ url: extension('status'), valueCode: 'active' }],
    code: { coding: [coding] },
  }
}

const all: readonly Resource[] = [...topics.values()].map(definitionOf)

/** A search for topics finds the hub's own; any other is a search of the carrier's records. */
async function search(call: FhirCall): Promise<FhirAnswer> {
  const pairs = searchPairs(call)
  const ids = pairs.find(([name]) => name === '_id')?.[1].split(',')
  const isForTopics = pairs.some(([name, value]) => name === 'code' && asked.has(value)) && pairs.every(([name]) => name === 'code' || name === '_id' || name === '_count' || name === '_format')
  if (!isForTopics) {
    requireAllowed(call.ctx.view, searchType, { type })
    return searchType.handle({ ...call, type })
  }
  const entries = all.filter(({ id }) => ids === undefined || ids.includes(id!)).map((topic) => entryText(call.base, { type, id: topic.id! }, JSON.stringify(topic), 'match'))
  return { status: 200, body: bundleText({ type: 'searchset', now: call.ctx.now, total: entries.length, links: pageLinks(`${call.base}/${type}`, pairs, undefined), entries }) }
}

/** The topics that this hub offers: `Basic/{id}`, and `Basic?code=SubscriptionTopic`. Faults: those of a read and a search. */
export const topicInteractions: readonly Interaction[] = [
  ...all.map((topic): Interaction => ({
    codes: ['read'], method: 'GET', path: `/${type}/${topic.id!}`, permission: 'fhir.read', letters: ['r'],
    handle: async (call) => ({ status: 200, body: subsetOf(JSON.stringify(topic), readSubset(call)) }),
  })),
  { ...searchType, path: `/${type}`, handle: search },
  { ...searchTypePost, path: `/${type}/_search`, handle: search },
]
