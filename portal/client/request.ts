/** What the hub answered instead of a result. `code` is the hub's fault code, or `portal/offline` where nothing answered. */
export class PortalFault extends Error {
  readonly status: number
  readonly code: string
  /** Seconds to wait before the next attempt, where the hub said so. */
  readonly retryAfter: number | undefined
  /** What the hub names as wrong, field by field. */
  readonly places: readonly string[]

  constructor(status: number, code: string, text: string, retryAfter?: number, places: readonly string[] = []) {
    super(text)
    this.name = 'PortalFault'
    this.status = status
    this.code = code
    this.retryAfter = retryAfter
    this.places = places
  }
}

export interface Request {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Sent as JSON. */
  readonly json?: unknown
  /** Sent as a form, as FHIR's POST _search wants it. */
  readonly form?: URLSearchParams
  /** Sent as it is: a file. */
  readonly bytes?: Blob
  readonly signal?: AbortSignal
}

/** One call to the hub with the session's cookie; undefined for an empty answer.
 *  Rejects with PortalFault: status 401 once the session is over, 0 (`portal/offline`) where the hub cannot be reached. */
export async function request<T>(path: string, options: Request = {}): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' }
  // The hub takes state-changing calls only with this header, which no foreign site can send.
  if (options.method !== undefined && options.method !== 'GET') headers['x-steckwerk'] = '1'
  if (options.json !== undefined) headers['content-type'] = 'application/json'
  const init: RequestInit = { method: options.method ?? 'GET', headers, credentials: 'same-origin', cache: 'no-store' }
  if (options.json !== undefined) init.body = JSON.stringify(options.json)
  if (options.form !== undefined) init.body = options.form
  if (options.bytes !== undefined) init.body = options.bytes
  if (options.signal !== undefined) init.signal = options.signal
  const response = await fetch(path, init).catch((error: unknown) => {
    if (options.signal?.aborted === true) throw error
    throw new PortalFault(0, 'portal/offline', 'The hub does not answer')
  })
  if (!response.ok) throw await faultOf(response)
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}

interface OutcomeIssue {
  readonly diagnostics?: unknown
  readonly details?: { readonly text?: unknown; readonly coding?: readonly { readonly code?: unknown }[] }
}

async function faultOf(response: Response): Promise<PortalFault> {
  const body = await response.json().catch(() => undefined) as { code?: unknown; text?: unknown; issues?: unknown; issue?: unknown } | undefined
  // FHIR says it as an OperationOutcome, with the fault's code among the details.
  const [outcome] = Array.isArray(body?.issue) ? body.issue as readonly OutcomeIssue[] : []
  const said = { code: body?.code ?? outcome?.details?.coding?.[0]?.code, text: body?.text ?? outcome?.diagnostics ?? outcome?.details?.text }
  const code = typeof said.code === 'string' ? said.code : 'portal/unexpected'
  const text = typeof said.text === 'string' ? said.text : `The hub answered ${response.status}`
  const wait = Number(response.headers.get('retry-after') ?? NaN)
  const places = (Array.isArray(body?.issues) ? body.issues as readonly { at?: unknown }[] : []).flatMap(({ at }) => typeof at === 'string' ? [at] : [])
  return new PortalFault(response.status, code, text, Number.isFinite(wait) ? wait : undefined, places)
}
