import type { LogReader } from '@steckwerk/access'
import { parseSearch } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import { bundleText } from '../fhir/bundle-text.ts'
import type { FhirAnswer, FhirCall, Interaction } from '../fhir/interaction.ts'
import { readSubset, subsetOf } from '../fhir/read-subset.ts'
import { entryText, outcomeEntryText, pageLinks } from '../fhir/search-answer.ts'
import { searchPairs } from '../fhir/search-type.ts'
import { missing } from '../fhir/type-and-id.ts'
import { auditEventQuery } from './audit-event-query.ts'
import { auditEventsOf, parseAuditEventId } from './audit-events.ts'
import { logScope } from './log-scope.ts'

const largestCount = 1000
const type = 'AuditEvent'

async function search(reader: LogReader, call: FhirCall): Promise<FhirAnswer> {
  const pairs = searchPairs(call)
  const { query, issues } = parseSearch(type, pairs, { lenient: call.prefer.lenient, maxCount: largestCount })
  const isOrdered = query.sort.every(({ param, descending }) => descending && (param === 'date' || param === '_lastUpdated'))
  if (!isOrdered || query.includes.length > 0 || query.total !== 'none') {
    throw new Fault('not-supported', 'api/audit-search', 'AuditEvents come newest first, without totals and includes.')
  }
  const asked = auditEventQuery(query.conditions, (id) => {
    try {
      const { place: _, ...at } = parseAuditEventId(id)
      return { at }
    } catch {
      return undefined
    }
  })
  const page = asked.none ? { events: [], next: undefined }
    : await auditEventsOf(reader, call.ctx, call.base, logScope(call.ctx.view, 's'), { ...asked, count: query.count, after: query.cursor })
  const entries = page.events.map((event) => entryText(call.base, { type, id: event.id! }, JSON.stringify(event), 'match'))
  if (issues.length > 0) entries.push(outcomeEntryText(issues))
  return { status: 200, body: bundleText({ type: 'searchset', now: call.ctx.now, links: pageLinks(`${call.base}/${type}`, pairs, page.next), entries }) }
}

async function read(reader: LogReader, call: FhirCall): Promise<FhirAnswer> {
  const subset = readSubset(call)
  let asked: ReturnType<typeof parseAuditEventId>
  try {
    asked = parseAuditEventId(call.id)
  } catch {
    throw missing()
  }
  const { place: _, ...at } = asked
  const { events } = await auditEventsOf(reader, call.ctx, call.base, logScope(call.ctx.view, 'r'), { log: { at }, patient: undefined, count: 100_000, after: undefined })
  const event = events.find(({ id }) => id === call.id)
  if (event === undefined) throw missing()
  return { status: 200, body: subsetOf(JSON.stringify(event), subset), version: 1, lastModified: Date.parse(event['recorded'] as string) }
}

/** The access log as AuditEvents, made when they are read. They come from the hub alone: writing one is refused (checkResource).
 *  Source: FHIR R4 auditevent.html; IHE BALP. Faults: api/audit-search, api/resource-missing, access/audit-position. */
export function auditEventInteractions(reader: LogReader): readonly Interaction[] {
  const about = { permission: 'fhir.read', only: { type, searchParams: ['_id', 'action', 'agent', 'date', 'entity', 'outcome', 'patient', 'subtype', 'type'] } } as const
  return [
    { ...about, codes: ['read'], method: 'GET', path: `/${type}/:id`, letters: ['r'], handle: (call) => read(reader, { ...call, type }) },
    { ...about, codes: ['search-type'], method: 'GET', path: `/${type}`, letters: ['s'], handle: (call) => search(reader, { ...call, type }) },
    { ...about, codes: ['search-type'], method: 'POST', path: `/${type}/_search`, letters: ['s'], handle: (call) => search(reader, { ...call, type }) },
  ]
}
