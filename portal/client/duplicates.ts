import type { AssignRequest, Duplicate, DuplicateBand, DuplicatePage, DuplicateQuality, DuplicateSettings, DuplicateState, DuplicateStatus, MergeRequest } from '@steckwerk/api/contract/duplicates'
import { carrierPath } from './carrier-path.ts'
import { request } from './request.ts'

const path = (carrier: string, ...parts: readonly string[]): string => carrierPath(carrier, 'duplicates', ...parts)

export function fetchDuplicates(carrier: string, asked: { readonly status: DuplicateStatus; readonly band: DuplicateBand | '' }, cursor: string | null, signal: AbortSignal): Promise<DuplicatePage> {
  const query = new URLSearchParams({ status: asked.status, ...(asked.band === '' ? {} : { band: asked.band }), ...(cursor === null ? {} : { cursor }) })
  return request<DuplicatePage>(`${path(carrier)}?${query.toString()}`, { signal })
}

/** Says that both are one person. */
export function mergeDuplicate(carrier: string, id: string, merge: MergeRequest): Promise<Duplicate> {
  return request<Duplicate>(path(carrier, id, 'merge'), { method: 'POST', json: merge })
}

/** Says that they are two. */
export function keepApart(carrier: string, id: string, reason: string): Promise<Duplicate> {
  return request<Duplicate>(path(carrier, id, 'distinct'), { method: 'POST', json: { reason } })
}

export function unmergeDuplicate(carrier: string, id: string, reason: string): Promise<Duplicate> {
  return request<Duplicate>(path(carrier, id, 'unmerge'), { method: 'POST', json: { reason } })
}

/** Settles whose the open ends of an unmerge are. */
export function assignLeft(carrier: string, id: string, assign: AssignRequest): Promise<Duplicate> {
  return request<Duplicate>(path(carrier, id, 'assign'), { method: 'POST', json: assign })
}

export function fetchDuplicateQuality(carrier: string, signal: AbortSignal): Promise<DuplicateQuality> {
  return request<DuplicateQuality>(path(carrier, 'quality'), { signal })
}

export function fetchDuplicateState(carrier: string, signal: AbortSignal): Promise<DuplicateState> {
  return request<DuplicateState>(path(carrier, 'state'), { signal })
}

export function setDuplicateSettings(carrier: string, settings: DuplicateSettings): Promise<DuplicateState> {
  return request<DuplicateState>(path(carrier, 'settings'), { method: 'PUT', json: settings })
}

/** Compares everybody anew, in the background. */
export function scanDuplicates(carrier: string): Promise<DuplicateState> {
  return request<DuplicateState>(path(carrier, 'scan'), { method: 'POST', json: {} })
}
