import type { Overview, ProblemPage, RatePoint, RawMessage, ReplayResult } from '@steckwerk/api/contract'
import { request } from './request.ts'

const carrierPath = (carrier: string) => `/portal/api/carriers/${encodeURIComponent(carrier)}`

export function fetchOverview(signal: AbortSignal): Promise<Overview> {
  return request<Overview>('/portal/api/overview', { signal })
}

/** Messages a minute of every carrier, oldest first, for the last `minutes` minutes. */
export async function fetchRates(minutes: number, signal: AbortSignal): Promise<readonly RatePoint[]> {
  return (await request<{ points: readonly RatePoint[] }>(`/portal/api/rates?minutes=${minutes}`, { signal })).points
}

export function fetchProblems(carrier: string, cursor: string | null, signal: AbortSignal): Promise<ProblemPage> {
  const query = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`
  return request<ProblemPage>(`${carrierPath(carrier)}/problems${query}`, { signal })
}

/** The message with every field that may name a person shown as dots. */
export function fetchMasked(carrier: string, ref: string, signal: AbortSignal): Promise<RawMessage> {
  return request<RawMessage>(`${carrierPath(carrier)}/messages/raw`, { method: 'POST', json: { ref }, signal })
}

/** The message in clear text. The hub writes down who asked, when and why before it answers. */
export function reveal(carrier: string, ref: string, reason: string): Promise<RawMessage> {
  return request<RawMessage>(`${carrierPath(carrier)}/messages/reveal`, { method: 'POST', json: { ref, reason } })
}

export function replay(carrier: string, ref: string): Promise<ReplayResult> {
  return request<ReplayResult>(`${carrierPath(carrier)}/messages/replay`, { method: 'POST', json: { ref } })
}

export function acknowledgeAlarm(carrier: string, id: string): Promise<void> {
  return request<void>(`${carrierPath(carrier)}/alarms/acknowledge`, { method: 'POST', json: { id } })
}
