import { Fault, type FaultKind } from '@steckwerk/kernel'
import type { FhirBundle, FhirClient, FhirResource, SearchPairs } from './fhir-client.ts'

/** A request of the FHIR interface, without the carrier's base. */
export interface FhirRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below the base, without leading slash: `Patient/1`, `Slot/_search`; '' = the base itself. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export interface FhirResponse {
  readonly status: number
  readonly body: string
}

/** How a client's requests travel, with its access token: over HTTP, or into the hub it runs in. */
export type FhirTransport = (request: FhirRequest) => Promise<FhirResponse>

const fhirJson = 'application/fhir+json'
const mostFound = 10_000

const kinds: Readonly<Record<number, FaultKind>> = {
  400: 'invalid', 401: 'unauthenticated', 403: 'forbidden', 404: 'not-found', 405: 'method', 406: 'not-acceptable', 409: 'conflict', 410: 'gone', 412: 'conflict',
  413: 'too-large', 415: 'media-type', 422: 'unprocessable', 429: 'throttled', 503: 'unavailable', 507: 'full',
}

function parse(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Fault('unavailable', 'plug/fhir-answer', 'The FHIR interface answered something that is no JSON.', { cause })
  }
}

/** The texts of an OperationOutcome, which never repeat what was sent. */
function textsOf(body: unknown): string {
  const { issue = [] } = (body ?? {}) as { issue?: readonly { diagnostics?: string }[] }
  return issue.map(({ diagnostics }) => diagnostics).filter((one) => one !== undefined).join(' ')
}

function faultOf({ status, body }: FhirResponse): Fault {
  let said = ''
  try {
    said = textsOf(parse(body))
  } catch {
    // A proxy's own page: the status says enough.
  }
  return new Fault(kinds[status] ?? (status >= 500 ? 'unavailable' : 'invalid'), `plug/fhir-${status}`, said === '' ? `The FHIR interface answered with status ${status}.` : said)
}

/** What of a next link stands below the base, whatever address the hub goes by here. */
function below(url: string): string {
  const found = /\/fhir\/[^/?]+\/?([^#]*)/.exec(url)
  if (found === null) throw new Fault('unavailable', 'plug/fhir-answer', 'The FHIR interface answered with a next page that is none of its own.')
  return found[1]!
}

function nextOf({ link = [] }: FhirBundle): string | undefined {
  return link.find(({ relation }) => relation === 'next')?.url
}

/** A FHIR client over any way of travelling. */
export function fhirClient(send: FhirTransport): FhirClient {
  async function asked(request: Omit<FhirRequest, 'headers'> & { readonly headers?: Readonly<Record<string, string>> }): Promise<FhirResponse> {
    const answer = await send({ ...request, headers: { accept: fhirJson, ...(request.body === undefined ? {} : { 'content-type': fhirJson }), ...request.headers } })
    if (answer.status >= 400) throw faultOf(answer)
    return answer
  }
  const resource = async <T extends FhirResource>(request: Parameters<typeof asked>[0]): Promise<T> => parse((await asked(request)).body) as T
  const search = (type: string, pairs: SearchPairs): Promise<FhirBundle> => resource<FhirBundle>({
    method: 'POST', path: `${type}/_search`, headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(pairs.map(([name, value]) => [name, value])).toString(),
  })
  return {
    read: (type, id) => resource<FhirResource>({ method: 'GET', path: `${type}/${encodeURIComponent(id)}` }).catch((thrown: unknown) => {
      if (thrown instanceof Fault && (thrown.kind === 'not-found' || thrown.kind === 'gone')) return undefined
      throw thrown
    }),
    search,
    all: async (type, pairs, most = mostFound) => {
      const found: FhirResource[] = []
      let page = await search(type, pairs)
      for (;;) {
        found.push(...(page.entry ?? []).filter((entry) => entry.search?.mode !== 'outcome').flatMap((entry) => (entry.resource === undefined ? [] : [entry.resource])))
        const next = nextOf(page)
        if (found.length > most || (found.length === most && next !== undefined)) throw new Fault('invalid', 'plug/too-many', 'More was found than is to be taken in at once; narrow the search.')
        if (next === undefined) return found
        page = await resource<FhirBundle>({ method: 'GET', path: below(next) })
      }
    },
    create: (created, { ifNoneExist } = {}) => resource({
      method: 'POST', path: created.resourceType, body: JSON.stringify(created),
      headers: { prefer: 'return=representation', ...(ifNoneExist === undefined ? {} : { 'if-none-exist': ifNoneExist }) },
    }),
    update: (updated, { version } = {}) => resource({
      method: 'PUT', path: `${updated.resourceType}/${encodeURIComponent(updated.id)}`, body: JSON.stringify(updated),
      headers: { prefer: 'return=representation', ...(version === undefined ? {} : { 'if-match': `W/"${version}"` }) },
    }),
    remove: async (type, id) => void (await asked({ method: 'DELETE', path: `${type}/${encodeURIComponent(id)}` })),
    transaction: (bundle) => resource<FhirBundle>({ method: 'POST', path: '', body: JSON.stringify(bundle) }),
    operation: async (path, parameters) => parse((await asked({ method: 'POST', path, body: JSON.stringify(parameters) })).body) as FhirResource | undefined,
  }
}
