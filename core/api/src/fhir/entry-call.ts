import { Fault } from '@steckwerk/kernel'
import { jsonPatchType, type Body } from './body.ts'
import type { BundleEntry } from './bundle-request.ts'
import type { EntryRoute } from './entry-route.ts'
import type { FhirCall } from './interaction.ts'

const decoder = new TextDecoder('utf-8', { fatal: true })

/** A patch travels in a Binary. Source: FHIR R4 http.html#jsonpatch. Faults: api/encoding. */
function patchBody(entry: BundleEntry): Body | undefined {
  const { resourceType, contentType, data } = (entry.resource ?? {}) as Readonly<Record<string, unknown>>
  const isPatch = resourceType === 'Binary' && typeof contentType === 'string' && contentType.split(';', 1)[0]!.trim().toLowerCase() === jsonPatchType
  if (!isPatch || typeof data !== 'string') return entry.text === undefined ? undefined : { kind: 'json', text: entry.text }
  try {
    return { kind: 'json-patch', text: decoder.decode(Buffer.from(data, 'base64')) }
  } catch (cause) {
    throw new Fault('invalid', 'api/encoding', 'The patch is not valid UTF-8.', { at: `${entry.at}.resource.data`, cause })
  }
}

/** The body an entry brings. Faults: api/encoding. */
export function entryBody(entry: BundleEntry): Body | undefined {
  if (entry.method === 'PATCH') return patchBody(entry)
  return entry.text === undefined ? undefined : { kind: 'json', text: entry.text }
}

/** An entry as a request of its own. Faults: api/encoding. */
export function entryCall(call: FhirCall, entry: BundleEntry, { params }: EntryRoute): FhirCall {
  return {
    ...call,
    type: params['type'] ?? '',
    id: params['id'] ?? '',
    versionId: params['versionId'] ?? '',
    member: params['member'] ?? '',
    query: entry.query,
    body: entryBody(entry),
    ifMatch: entry.ifMatch,
    ifNoneMatch: entry.ifNoneMatch,
    ifModifiedSince: entry.ifModifiedSince,
    ifNoneExist: entry.ifNoneExist,
  }
}
