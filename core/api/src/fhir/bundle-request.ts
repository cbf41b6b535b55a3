import { entryTexts, parseJson } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'

/** One entry of a batch or transaction, its form checked. */
export interface BundleEntry {
  readonly index: number
  /** `Bundle.entry[3]`. */
  readonly at: string
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Relative to the base: `Patient/1`. */
  readonly path: string
  /** Without '?'. */
  readonly query: string
  readonly fullUrl: string | undefined
  /** The resource as it came, and parsed. */
  readonly text: string | undefined
  readonly resource: unknown
  readonly ifMatch: string | undefined
  readonly ifNoneMatch: string | undefined
  readonly ifModifiedSince: string | undefined
  readonly ifNoneExist: string | undefined
}

export interface BundleRequest {
  readonly kind: 'batch' | 'transaction'
  readonly entries: readonly (BundleEntry | Fault)[]
}

const mostEntries = 20_000
const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])

function invalid(at: string, text: string): Fault {
  return new Fault('invalid', 'api/bundle', text, { at })
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function optionalText(request: Record<string, unknown>, name: string, at: string): string | undefined {
  const value = request[name]
  if (value !== undefined && typeof value !== 'string') throw invalid(`${at}.request.${name}`, `Bundle.entry.request.${name} must be a text.`)
  return value
}

function readEntry(value: Record<string, unknown>, index: number, text: string | undefined, base: string): BundleEntry {
  const at = `Bundle.entry[${index}]`
  if (!isObject(value['request'])) throw invalid(at, 'Each entry needs a request.')
  const { request, fullUrl } = value
  if (fullUrl !== undefined && typeof fullUrl !== 'string') throw invalid(`${at}.fullUrl`, 'Bundle.entry.fullUrl must be a text.')
  const method = request['method']
  const url = request['url']
  if (typeof method !== 'string' || !methods.has(method)) throw invalid(`${at}.request.method`, 'The method must be GET, HEAD, POST, PUT, PATCH or DELETE.')
  if (typeof url !== 'string') throw invalid(`${at}.request.url`, 'Each request needs a url.')
  const relative = url.startsWith(`${base}/`) ? url.slice(base.length + 1) : url.replace(/^\//, '')
  const mark = relative.indexOf('?')
  const path = mark < 0 ? relative : relative.slice(0, mark)
  return {
    index,
    at,
    method: method as BundleEntry['method'],
    path: path.endsWith('/') ? path.slice(0, -1) : path,
    query: mark < 0 ? '' : relative.slice(mark + 1),
    fullUrl,
    text,
    resource: value['resource'],
    ifMatch: optionalText(request, 'ifMatch', at),
    ifNoneMatch: optionalText(request, 'ifNoneMatch', at),
    ifModifiedSince: optionalText(request, 'ifModifiedSince', at),
    ifNoneExist: optionalText(request, 'ifNoneExist', at),
  }
}

/** Reads a batch or transaction. Malformed entries come back as faults in their place: a batch answers each on its own.
 *  Faults: fhir/json and its kin, api/resource-type, api/bundle. */
export function readBundle(bodyText: string, base: string): BundleRequest {
  const bundle = parseJson(bodyText)
  if (!isObject(bundle) || bundle['resourceType'] !== 'Bundle') {
    throw new Fault('invalid', 'api/resource-type', 'The body must be a Bundle.', { at: 'resourceType' })
  }
  const kind = bundle['type']
  if (kind !== 'batch' && kind !== 'transaction') throw invalid('Bundle.type', 'The Bundle must be of type transaction or batch.')
  const entries = bundle['entry'] ?? []
  if (!Array.isArray(entries)) throw invalid('Bundle.entry', 'Bundle.entry must be a list.')
  if (entries.length > mostEntries) throw new Fault('too-large', 'api/bundle-size', `A Bundle may have ${mostEntries} entries.`, { at: 'Bundle.entry' })
  const stray = entries.findIndex((entry) => !isObject(entry))
  if (stray >= 0) throw invalid(`Bundle.entry[${stray}]`, 'Each entry must be an object.')
  const texts = entryTexts(bodyText)
  return {
    kind,
    entries: entries.map((value: Record<string, unknown>, index) => {
      try {
        return readEntry(value, index, texts[index], base)
      } catch (error) {
        if (error instanceof Fault) return error
        throw error
      }
    }),
  }
}
