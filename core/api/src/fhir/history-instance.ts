import { instant } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import type { Stored } from '@steckwerk/store'
import { bundleText, type Link } from './bundle-text.ts'
import { etag } from './etag.ts'
import type { Interaction } from './interaction.ts'
import { refuseParameters } from './parameters.ts'
import { isId, missing } from './type-and-id.ts'

const defaultCount = 50
const largestCount = 1000

function whole(text: string, name: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Fault('invalid', 'api/parameter-form', 'A parameter must be a whole number.', { at: name })
  return Number(text)
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

/** All versions of one resource, newest first, in pages. Source: FHIR R4 http.html#history.
 *  Faults: api/resource-missing, api/parameter-form, api/parameter-unknown. */
export const historyInstance: Interaction = {
  codes: ['history-instance'],
  method: 'GET',
  path: '/:type/:id/_history',
  permission: 'fhir.read',
  handle: async (call) => {
    const pairs = new Map(refuseParameters(call.query, call.prefer.lenient, ['_count', '_cursor']))
    if (!isId(call.id)) throw missing()
    const count = Math.min(Math.max(whole(pairs.get('_count') ?? String(defaultCount), '_count'), 1), largestCount)
    const cursor = pairs.get('_cursor')
    const before = cursor === undefined ? {} : { before: whole(cursor, '_cursor') }
    const rows = await call.read((reader) => reader.history(call.type, call.id, { count: count + 1, ...before }))
    if (rows.length === 0 && cursor === undefined) throw missing()
    const page = rows.slice(0, count)
    const address = `${call.base}/${call.type}/${call.id}/_history?_count=${count}`
    const links: Link[] = [{ relation: 'self', url: cursor === undefined ? address : `${address}&_cursor=${cursor}` }]
    const last = page.at(-1)
    if (rows.length > count && last !== undefined) links.push({ relation: 'next', url: `${address}&_cursor=${last.version}` })
    return { status: 200, body: bundleText({ type: 'history', now: call.ctx.now, links, entries: page.map((row) => entryText(call.base, row)) }) }
  },
}
