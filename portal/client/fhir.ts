import type { Bundle, FhirResource } from './fhir-shapes.ts'
import { request } from './request.ts'

/** Ids a search asks for at once: short enough for every server's limits, long enough to be few requests. */
const chunkSize = 100

/** What a search finds. */
export interface Found { readonly resourceType: string; readonly id?: string }
/** A parameter that stands twice needs the list. */
export type SearchParams = Readonly<Record<string, string>> | readonly (readonly [string, string])[]

/** Every match of a search, over all its pages. Searches go by POST, so that no identifier stands in a URL or a log. */
export async function searchAll<R extends Found = FhirResource>(
  carrier: string, type: R['resourceType'], params: SearchParams, signal?: AbortSignal,
): Promise<R[]> {
  const found: R[] = []
  let cursor: string | null = null
  do {
    const form = new URLSearchParams((Array.isArray(params) ? params : Object.entries(params)) as [string, string][])
    if (cursor !== null) form.set('_cursor', cursor)
    const bundle: Bundle = await request<Bundle>(`/fhir/${encodeURIComponent(carrier)}/${type}/_search`, {
      method: 'POST', form, ...(signal === undefined ? {} : { signal }),
    })
    for (const { resource } of bundle.entry ?? []) if (resource?.resourceType === type) found.push(resource as R)
    cursor = nextCursor(bundle)
  } while (cursor !== null)
  return found
}

/** The matches on a search's first page, in its order. */
export async function searchPage<R extends Found = FhirResource>(
  carrier: string, type: R['resourceType'], params: Readonly<Record<string, string>>, signal?: AbortSignal,
): Promise<R[]> {
  const bundle = await request<Bundle>(`/fhir/${encodeURIComponent(carrier)}/${type}/_search`, { method: 'POST', form: new URLSearchParams(params), ...(signal === undefined ? {} : { signal }) })
  return (bundle.entry ?? []).flatMap(({ resource }) => resource?.resourceType === type ? [resource as R] : [])
}

/** The resources with these ids; ids that are gone or may not be seen are simply absent. */
export async function fetchByIds<R extends Found = FhirResource>(
  carrier: string, type: R['resourceType'], ids: readonly string[], signal?: AbortSignal,
): Promise<R[]> {
  const chunks: string[][] = []
  for (let at = 0; at < ids.length; at += chunkSize) chunks.push(ids.slice(at, at + chunkSize))
  const found = await Promise.all(chunks.map(chunk =>
    searchAll<R>(carrier, type, { _id: chunk.join(','), _count: String(chunk.length) }, signal)))
  return found.flat()
}

/** The opaque cursor in the next link of a page, null on the last one. */
export function nextCursor(bundle: Bundle): string | null {
  const url = bundle.link?.find(link => link.relation === 'next')?.url
  return url === undefined ? null : new URL(url, 'http://any').searchParams.get('_cursor')
}
