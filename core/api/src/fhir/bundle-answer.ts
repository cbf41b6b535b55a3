import { faultOutcome, instant } from '@steckwerk/fhir'
import { faultStatus, type Fault } from '@steckwerk/kernel'
import { etag } from './etag.ts'
import type { FhirAnswer } from './interaction.ts'

const reasons: Readonly<Record<number, string>> = { 200: 'OK', 201: 'Created', 204: 'No Content', 304: 'Not Modified' }

/** An entry of a batch or transaction response. `withBody` false leaves the resource out, as for a HEAD or where none was asked for. */
export function answerEntryText(answer: FhirAnswer, withBody: boolean): string {
  const response = {
    status: `${answer.status} ${reasons[answer.status] ?? ''}`.trim(),
    location: answer.location,
    etag: answer.version === undefined ? undefined : etag(answer.version),
    lastModified: answer.lastModified === undefined ? undefined : instant(answer.lastModified),
  }
  const resource = withBody && answer.body !== undefined ? `"resource":${answer.body},` : ''
  return `{${resource}"response":${JSON.stringify(response)}}`
}

/** The entry of something that failed in a batch. */
export function faultEntryText(fault: Fault): string {
  return JSON.stringify({ response: { status: String(faultStatus[fault.kind].status), outcome: faultOutcome(fault) } })
}
