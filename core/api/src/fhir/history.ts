import { dateRange, instant, withOffsetSign } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import type { HistoryQuery, Stored } from '@steckwerk/store'
import { bundleText, type Link } from './bundle-text.ts'
import { etag } from './etag.ts'
import type { FhirAnswer, FhirCall } from './interaction.ts'
import { pairsOf, refuseParameters, type Pair } from './parameters.ts'

const defaultCount = 50
const largestCount = 1000
const known = ['_count', '_since', '_at', '_cursor']

function malformed(name: string, text: string): Fault {
  return new Fault('invalid', 'api/parameter-form', text, { at: name })
}

/** In microseconds. */
function time(name: string, text: string): { readonly low: number; readonly high: number } {
  const range = dateRange(withOffsetSign(text))
  if (range === undefined) throw malformed(name, 'A time must be a FHIR date, dateTime or instant.')
  return range
}

/** What the parameters ask for, beside whose history it is. Unknown ones are refused also under lenient handling: a history has no place
 *  for an OperationOutcome that would tell what was left out. Faults: api/parameter-form, api/parameter-unknown. */
function readParameters(pairs: readonly Pair[]): Omit<HistoryQuery, 'type'> {
  const asked = new Map<string, string>()
  for (const [name, value] of pairs) {
    if (asked.has(name)) throw malformed(name, 'This parameter may be given once only.')
    asked.set(name, value)
  }
  const count = asked.get('_count') ?? String(defaultCount)
  if (!/^\d{1,9}$/.test(count)) throw malformed('_count', 'A parameter must be a whole number.')
  const since = asked.get('_since')
  const at = asked.get('_at')
  const cursor = asked.get('_cursor')
  const range = at === undefined ? undefined : time('_at', at)
  return {
    count: Math.min(Math.max(Number(count), 1), largestCount),
    ...(since === undefined ? {} : { since: Math.ceil(time('_since', since).low / 1000) }),
    ...(range === undefined ? {} : { at: { low: Math.floor(range.low / 1000), high: Math.floor(range.high / 1000) } }),
    ...(cursor === undefined ? {} : { cursor }),
  }
}

/** Every put shows as PUT: which of them came as a POST is not kept, and a PUT plays back under the same id. */
function entryText(base: string, stored: Stored): string {
  const name = `${stored.type}/${stored.id}`
  const method = stored.text === undefined ? 'DELETE' : 'PUT'
  const status = stored.text === undefined ? '204' : stored.version === 1 ? '201' : '200'
  const resource = stored.text === undefined ? '' : `"resource":${stored.text},`
  return `{"fullUrl":"${base}/${name}",${resource}"request":{"method":"${method}","url":"${name}"},`
    + `"response":{"status":"${status}","etag":"${etag(stored.version).replaceAll('"', '\\"')}","lastModified":"${instant(stored.lastUpdated)}"}}`
}

/** A page of versions, newest first. meta.lastUpdated of the Bundle is the instant up to which it is complete: who asks again with it as
 *  _since misses nothing. `empty` is asked what an empty first page means.
 *  Source: FHIR R4 http.html#history. Faults: api/parameter-form, api/parameter-unknown, store/bad-cursor. */
export async function history(
  call: FhirCall,
  whose: Pick<HistoryQuery, 'type' | 'id'>,
  path: string,
  empty: () => Promise<void> = () => Promise.resolve(),
): Promise<FhirAnswer> {
  refuseParameters(call.query, false, known)
  const pairs = pairsOf(call.query)
  const asked = readParameters(pairs)
  const result = await call.read((reader) => reader.history({ ...whose, ...asked }))
  if (result.rows.length === 0 && asked.cursor === undefined) await empty()
  const address = (cursor: string | undefined): string => {
    const kept = pairs.filter(([name]) => name === '_since' || name === '_at').map(([name, value]): [string, string] => [name, value])
    const query = new URLSearchParams([...kept, ['_count', String(asked.count)], ...(cursor === undefined ? [] : [['_cursor', cursor] as [string, string]])])
    return `${call.base}${path}?${query.toString()}`
  }
  const links: Link[] = [{ relation: 'self', url: address(asked.cursor) }]
  if (result.next !== undefined) links.push({ relation: 'next', url: address(result.next) })
  return {
    status: 200,
    body: bundleText({ type: 'history', now: new Date(result.complete), total: result.total, links, entries: result.rows.map((row) => entryText(call.base, row)) }),
  }
}
