import { Fault } from '@steckwerk/kernel'
import type { BundleEntry } from './bundle-request.ts'
import { create } from './create.ts'
import { remove } from './delete.ts'
import { historyInstance } from './history-instance.ts'
import type { FhirCall, Interaction } from './interaction.ts'
import { read } from './read.ts'
import { searchType } from './search-type.ts'
import { requireType } from './type-and-id.ts'
import { update } from './update.ts'
import { vread } from './vread.ts'

/** Which interaction an entry asks for. Faults: api/bundle, api/type-unknown, api/conditional. */
export function entryInteraction(entry: BundleEntry): Interaction {
  requireType(entry.type)
  const refused = (text: string): Fault => new Fault('invalid', 'api/bundle', text, { at: `${entry.at}.request` })
  if (entry.method === 'GET' || entry.method === 'HEAD') {
    if (entry.id === '') return searchType
    if (!entry.history) return read
    return entry.versionId === '' ? historyInstance : vread
  }
  if (entry.history) throw refused('A past version cannot be written.')
  if (entry.query !== '') {
    throw new Fault('not-supported', 'api/conditional', 'Conditional interactions are not supported here.', { at: `${entry.at}.request.url` })
  }
  if (entry.method === 'POST') {
    if (entry.id !== '') throw refused('The url of a POST is a type alone.')
    return create
  }
  if (entry.id === '') throw refused('PUT and DELETE need an id in their url.')
  return entry.method === 'PUT' ? update : remove
}

/** An entry as a request of its own. */
export function entryCall(call: FhirCall, entry: BundleEntry): FhirCall {
  return {
    ...call,
    type: entry.type,
    id: entry.id,
    versionId: entry.versionId,
    query: entry.query,
    body: entry.text === undefined ? undefined : { kind: 'json', text: entry.text },
    ifMatch: entry.ifMatch,
    ifNoneMatch: entry.ifNoneMatch,
    ifModifiedSince: entry.ifModifiedSince,
    ifNoneExist: entry.ifNoneExist,
  }
}
