import type { AccessEntries, AccessEntry, AccessLogPage } from '@steckwerk/api/contract/audit'
import { request } from './request.ts'

/** Whose log: a Patient of one carrier. */
export interface LogOf {
  readonly carrier: string
  readonly patient: string
}

const base = '/portal/api/access-log'
const query = (of: LogOf, more: Readonly<Record<string, string>> = {}): string => new URLSearchParams({ carrier: of.carrier, patient: of.patient, ...more }).toString()

export function fetchAccessLog(of: LogOf, cursor: string | null, signal: AbortSignal): Promise<AccessLogPage> {
  return request<AccessLogPage>(`${base}?${query(of, cursor === null ? {} : { cursor })}`, { signal })
}

export async function fetchAccessEntries(of: LogOf, use: string, signal: AbortSignal): Promise<readonly AccessEntry[]> {
  return (await request<AccessEntries>(`${base}/entries?${query(of, { use })}`, { signal })).entries
}

/** Address of a download with all of it. */
export function accessLogFile(of: LogOf, format: 'csv' | 'ndjson'): string {
  return `${base}/export?${query(of, { format })}`
}
