import { faultOutcome, instant } from '@steckwerk/fhir'
import { faultStatus, type Fault } from '@steckwerk/kernel'
import type { BundleEntry } from './bundle-request.ts'
import { etag } from './etag.ts'
import type { FhirAnswer } from './interaction.ts'
import type { Prefer } from './prefer.ts'

const reasons: Readonly<Record<number, string>> = { 200: 'OK', 201: 'Created', 204: 'No Content', 304: 'Not Modified' }

/** What an entry's body is to an asker: without a wish of theirs, what was written is not sent back. */
function placeOfBody(entry: BundleEntry, isRead: boolean, wanted: Prefer['return']): 'resource' | 'outcome' | 'none' {
  if (entry.method === 'HEAD') return 'none'
  if (isRead) return 'resource'
  return wanted === 'representation' ? 'resource' : wanted === 'OperationOutcome' ? 'outcome' : 'none'
}

/** An entry of a batch or transaction response. Source: FHIR R4 http.html#transaction-response. */
export function answerEntryText(answer: FhirAnswer, entry: BundleEntry, isRead: boolean, prefer: Prefer): string {
  const place = answer.body === undefined ? 'none' : placeOfBody(entry, isRead, prefer.return)
  const response = JSON.stringify({
    status: `${answer.status} ${reasons[answer.status] ?? ''}`.trim(),
    location: answer.location,
    etag: answer.version === undefined ? undefined : etag(answer.version),
    lastModified: answer.lastModified === undefined ? undefined : instant(answer.lastModified),
  })
  if (place === 'resource') return `{"resource":${answer.body!},"response":${response}}`
  return place === 'outcome' ? `{"response":${response.slice(0, -1)},"outcome":${answer.body!}}}` : `{"response":${response}}`
}

/** The entry of something that failed in a batch. */
export function faultEntryText(fault: Fault): string {
  return JSON.stringify({ response: { status: String(faultStatus[fault.kind].status), outcome: faultOutcome(fault) } })
}
