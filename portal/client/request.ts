/** What the hub answered instead of a result. `code` is the hub's fault code, or `portal/offline` where nothing answered. */
export class PortalFault extends Error {
  readonly status: number
  readonly code: string
  /** Seconds to wait before the next attempt, where the hub said so. */
  readonly retryAfter: number | undefined

  constructor(status: number, code: string, text: string, retryAfter?: number) {
    super(text)
    this.name = 'PortalFault'
    this.status = status
    this.code = code
    this.retryAfter = retryAfter
  }
}

export interface Request {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Sent as JSON. */
  readonly json?: unknown
  /** Sent as a form, as FHIR's POST _search wants it. */
  readonly form?: URLSearchParams
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
  if (options.signal !== undefined) init.signal = options.signal
  const response = await fetch(path, init).catch((error: unknown) => {
    if (options.signal?.aborted === true) throw error
    throw new PortalFault(0, 'portal/offline', 'The hub does not answer')
  })
  if (!response.ok) throw await faultOf(response)
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}

async function faultOf(response: Response): Promise<PortalFault> {
  const body = await response.json().catch(() => undefined) as { code?: unknown; text?: unknown } | undefined
  const code = typeof body?.code === 'string' ? body.code : 'portal/unexpected'
  const text = typeof body?.text === 'string' ? body.text : `The hub answered ${response.status}`
  const wait = Number(response.headers.get('retry-after') ?? NaN)
  return new PortalFault(response.status, code, text, Number.isFinite(wait) ? wait : undefined)
}
