import type { ConsentLine, ConsentList, ConsentPreview, ConsentRequest, ConsentVocabulary } from '@steckwerk/api/contract/consent'
import { request } from './request.ts'

const base = '/portal/api/consents'

export function fetchConsents(signal: AbortSignal): Promise<ConsentList> {
  return request<ConsentList>(base, { signal })
}

export function fetchConsentVocabulary(signal: AbortSignal): Promise<ConsentVocabulary> {
  return request<ConsentVocabulary>(`${base}/vocabulary`, { signal })
}

/** What the recipient would see, before it is given. */
export function previewConsent(consent: ConsentRequest, signal: AbortSignal): Promise<ConsentPreview> {
  return request<ConsentPreview>(`${base}/preview`, { method: 'POST', json: consent, signal })
}

export function giveConsent(consent: ConsentRequest): Promise<ConsentLine> {
  return request<ConsentLine>(base, { method: 'POST', json: consent })
}

export function withdrawConsent(carrier: string, id: string): Promise<ConsentLine> {
  return request<ConsentLine>(`${base}/${encodeURIComponent(carrier)}/${encodeURIComponent(id)}/withdraw`, { method: 'POST', json: {} })
}
