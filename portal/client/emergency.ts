import type { EmergencyCase, EmergencyGrant, EmergencyPatient, EmergencyReview, EmergencySearch, ReviewOutcome, ReviewPage } from '@steckwerk/api/contract/people'
import { carrierPath } from './carrier-path.ts'
import { request } from './request.ts'

const path = (carrier: string, ...parts: readonly string[]): string => carrierPath(carrier, 'emergency', ...parts)

/** Puts the reason on record; a patient may be looked for with it for some minutes. */
export function stateReason(carrier: string, reason: string): Promise<EmergencyCase> {
  return request<EmergencyCase>(path(carrier, 'reasons'), { method: 'POST', json: { reason } })
}

export async function searchInEmergency(carrier: string, id: string, search: EmergencySearch): Promise<readonly EmergencyPatient[]> {
  return (await request<{ patients: readonly EmergencyPatient[] }>(path(carrier, id, 'search'), { method: 'POST', json: search })).patients
}

export function openInEmergency(carrier: string, id: string, patient: string): Promise<EmergencyGrant> {
  return request<EmergencyGrant>(path(carrier, id, 'grant'), { method: 'POST', json: { patient } })
}

/** One's own that are in force. */
export async function fetchEmergencies(carrier: string, signal: AbortSignal): Promise<readonly EmergencyGrant[]> {
  return (await request<{ grants: readonly EmergencyGrant[] }>(path(carrier), { signal })).grants
}

export function endEmergency(carrier: string, id: string): Promise<void> {
  return request<void>(path(carrier, id), { method: 'DELETE' })
}

export function fetchReviews(carrier: string, state: 'open' | 'done', cursor: string | null, signal: AbortSignal): Promise<ReviewPage> {
  return request<ReviewPage>(`${path(carrier, 'reviews')}?${new URLSearchParams({ state, ...(cursor === null ? {} : { cursor }) }).toString()}`, { signal })
}

export function reviewEmergency(carrier: string, id: string, outcome: ReviewOutcome): Promise<EmergencyReview> {
  return request<EmergencyReview>(path(carrier, id, 'review'), { method: 'POST', json: outcome })
}
