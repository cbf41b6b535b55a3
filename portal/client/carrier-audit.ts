import type { AuditFilters, AuditPage, AuditState, AuditVerification } from '@steckwerk/api/contract/audit'
import { carrierPath } from './carrier-path.ts'
import { request } from './request.ts'

/** What the log is filtered by; '' = by nothing. Days are YYYY-MM-DD, both ends included. */
export interface LogFilter {
  readonly actor: string
  readonly by: '' | 'people' | 'programs'
  readonly patient: string
  readonly event: string
  readonly outcome: string
  readonly from: string
  readonly to: string
}

export const noFilter: LogFilter = { actor: '', by: '', patient: '', event: '', outcome: '', from: '', to: '' }

const path = (carrier: string, ...parts: readonly string[]): string => carrierPath(carrier, 'audit', ...parts)
const query = (filter: LogFilter, more: Readonly<Record<string, string>> = {}): string => new URLSearchParams([...Object.entries(filter), ...Object.entries(more)].filter(([, value]) => value !== '')).toString()

export function fetchLog(carrier: string, filter: LogFilter, cursor: string | null, signal: AbortSignal): Promise<AuditPage> {
  return request<AuditPage>(`${path(carrier)}?${query(filter, cursor === null ? {} : { cursor })}`, { signal })
}

export async function fetchLogEvents(carrier: string, signal: AbortSignal): Promise<AuditFilters['events']> {
  return (await request<AuditFilters>(path(carrier, 'events'), { signal })).events
}

/** Address of a download of everything that meets the filter. */
export function logFile(carrier: string, filter: LogFilter, format: 'csv' | 'ndjson'): string {
  return `${path(carrier, 'export')}?${query(filter, { format })}`
}

export function fetchLogState(carrier: string, signal: AbortSignal): Promise<AuditState> {
  return request<AuditState>(path(carrier, 'state'), { signal })
}

/** Recomputes the whole chain. */
export function verifyLog(carrier: string): Promise<AuditVerification> {
  return request<AuditVerification>(path(carrier, 'verify'), { method: 'POST', json: {} })
}

export function setLogRetention(carrier: string, days: number): Promise<void> {
  return request<void>(path(carrier, 'retention'), { method: 'PUT', json: { days } })
}
