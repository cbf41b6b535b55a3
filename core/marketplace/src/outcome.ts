import { z } from 'zod'

/** What a broker's answer means, whatever it was asked. */
export type Outcome =
  | { readonly kind: 'done'; readonly status: number; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: 'accepted'; readonly status: number; readonly operation: string | undefined; readonly body: Readonly<Record<string, unknown>>; readonly waitMs: number | undefined }
  | { readonly kind: 'progress'; readonly status: number; readonly text: string | undefined; readonly waitMs: number | undefined }
  | { readonly kind: 'operation-failed'; readonly status: number; readonly text: string | undefined }
  /** It is not there (any more). */
  | { readonly kind: 'absent'; readonly status: number }
  /** Another operation is under way, or the request was never read: the same again, later. */
  | { readonly kind: 'busy'; readonly status: number; readonly text: string | undefined; readonly waitMs: number | undefined }
  /** Refused, nothing was done. */
  | { readonly kind: 'rejected'; readonly why: 'rejected' | 'conflict' | 'async-required' | 'catalogue-changed' | 'malformed'; readonly status: number; readonly text: string | undefined }
  /** Nobody knows whether something was done. `status` is undefined where no answer came. */
  | { readonly kind: 'lost'; readonly why: 'no-answer' | 'broker-error' | 'malformed'; readonly status: number | undefined; readonly text: string | undefined }

export type Asked = 'create' | 'update' | 'delete' | 'poll' | 'fetch'

/** An answer with its body as far as it is a JSON object. */
export interface BrokerAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>> | undefined
  /** Of Retry-After. */
  readonly waitMs: number | undefined
}

const shortText = z.string().transform((text) => text.trim().slice(0, 1_000)).optional().catch(undefined)
const errorBody = z.object({ error: z.string().max(200).optional().catch(undefined), description: shortText })
const acceptedBody = z.object({ operation: z.string().max(10_000).nullish() })
const operationBody = z.object({ state: z.enum(['in progress', 'succeeded', 'failed']), description: shortText })

/** Source: Open Service Broker API 2.17, «Orphan Mitigation», «Service Broker Errors», and the responses of each request. */
export function outcomeOf(asked: Asked, { status, body, waitMs }: BrokerAnswer): Outcome {
  const { error, description: text } = errorBody.parse(body ?? {})
  if (asked === 'poll') return polled(status, body, waitMs, text)
  if (status === 200 || (status === 201 && asked === 'create')) {
    if (body !== undefined) return { kind: 'done', status, body }
    // A 200 says that it was there already, or that it is gone: nothing new was made.
    if (status === 200) return { kind: 'rejected', why: 'malformed', status, text: undefined }
    return { kind: 'lost', why: 'malformed', status, text: undefined }
  }
  if (status === 202 && asked !== 'fetch') {
    const accepted = acceptedBody.safeParse(body)
    if (body === undefined || !accepted.success) return { kind: 'lost', why: 'malformed', status, text: undefined }
    return { kind: 'accepted', status, operation: accepted.data.operation ?? undefined, body, waitMs }
  }
  if (status === 410 && asked === 'delete') return { kind: 'absent', status }
  if (status === 408 || status === 429) return { kind: 'busy', status, text, waitMs }
  if (status === 422 && error === 'ConcurrencyError') return { kind: 'busy', status, text, waitMs }
  if (status === 422 && error === 'AsyncRequired') return { kind: 'rejected', why: 'async-required', status, text }
  if (status === 422 && error === 'MaintenanceInfoConflict') return { kind: 'rejected', why: 'catalogue-changed', status, text }
  if (status === 409) return { kind: 'rejected', why: 'conflict', status, text }
  if (status >= 400 && status < 500) return { kind: 'rejected', why: 'rejected', status, text }
  if (status >= 500) return { kind: 'lost', why: 'broker-error', status, text }
  return { kind: 'lost', why: 'malformed', status, text: undefined }
}

function polled(status: number, body: BrokerAnswer['body'], waitMs: number | undefined, text: string | undefined): Outcome {
  if (status === 410) return { kind: 'absent', status }
  const operation = status === 200 ? operationBody.safeParse(body) : undefined
  // Whatever is no valid answer is asked for again until the longest polling time is over.
  if (operation?.success !== true) return { kind: 'lost', why: status >= 500 ? 'broker-error' : 'malformed', status, text }
  const { state, description } = operation.data
  if (state === 'succeeded') return { kind: 'done', status, body: body! }
  if (state === 'failed') return { kind: 'operation-failed', status, text: description }
  return { kind: 'progress', status, text: description, waitMs }
}
