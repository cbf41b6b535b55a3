import { batchAccepted, batchRefused, type BatchRefused } from '@steckwerk/uplink'
import type { HubAnswer } from './hub-client.ts'

/** What the hub said to a batch of `count` messages at `position`.
 *  `unavailable` concerns the hub as a whole, `unexpected` this batch. */
export type BatchVerdict =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused'; readonly refused: BatchRefused }
  | { readonly kind: 'epoch-unknown' }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'unavailable'; readonly status: number }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'unexpected'; readonly status: number; readonly code: string }

export function readBatchAnswer(answer: HubAnswer, position: number, count: number): BatchVerdict {
  const { status, body } = answer
  const code = codeOf(body)
  const unexpected: BatchVerdict = { kind: 'unexpected', status, code }
  if (status === 200) {
    const accepted = batchAccepted.safeParse(body)
    return accepted.success && accepted.data.next === position + count ? { kind: 'accepted' } : unexpected
  }
  if (status === 409) {
    const refused = batchRefused.safeParse(body)
    return refused.success && refused.data.messages.length === count ? { kind: 'refused', refused: refused.data } : unexpected
  }
  if (status === 404 && code === 'uplink/epoch-unknown') return { kind: 'epoch-unknown' }
  if (status === 401 || status === 403) return { kind: 'forbidden' }
  if (status === 413) return { kind: 'too-large' }
  if (status === 429 || status === 502 || status === 503 || status === 504 || status === 507) return { kind: 'unavailable', status }
  return unexpected
}

/** The code of an error answer; empty where there is none fit to be shown. */
export function codeOf(body: unknown): string {
  const code = (body as { code?: unknown } | null | undefined)?.code
  return typeof code === 'string' && /^[a-z0-9-]+\/[a-z0-9-]+$/.test(code) ? code : ''
}
