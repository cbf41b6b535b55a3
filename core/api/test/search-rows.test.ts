/** R4's search, request by request: what each must find is read off the specification, not off the server. */
import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { compartments, includes, refused, sorted } from './search-rows/answer-rows.ts'
import { dates, periods } from './search-rows/date-rows.ts'
import { composites, numbers, quantities } from './search-rows/number-rows.ts'
import { chains, references, reverseChains } from './search-rows/reference-rows.ts'
import { regionHub } from './search-rows/region-hub.ts'
import type { Table } from './search-rows/row.ts'
import { strings, uris } from './search-rows/text-rows.ts'
import { codes, everyType, tokenModifiers } from './search-rows/token-rows.ts'
import { outcomeOf, type Setting } from './setting.ts'

interface Found {
  readonly total?: number
  readonly link: readonly { readonly relation: string; readonly url: string }[]
  readonly entry?: readonly { readonly resource: { readonly id: string }; readonly search: { readonly mode: string } }[]
}

let s: Setting
before(async () => {
  s = await regionHub()
})
after(() => s[Symbol.asyncDispose]())

async function found(response: Response): Promise<Found> {
  const text = await response.text()
  assert.equal(response.status, 200, text)
  return JSON.parse(text) as Found
}

const idsOf = (bundle: Found, mode: string): string[] =>
  (bundle.entry ?? []).filter((entry) => entry.search.mode === mode).map((entry) => entry.resource.id)

/** By form where R4 has one (a type's search), two at a time with a total: the matches over all pages. */
async function paged(path: string, query: string): Promise<string[]> {
  const asked = `${query}${query === '' ? '' : '&'}_count=2&_total=accurate`
  let bundle = await found(await (path.includes('/')
    ? s.call(`/fhir/alpha/${path}?${asked}`)
    : s.call(`/fhir/alpha/${path}/_search`, { method: 'POST', body: asked, headers: { 'content-type': 'application/x-www-form-urlencoded' } })))
  const { total } = bundle
  const ids: string[] = []
  for (;;) {
    const page = idsOf(bundle, 'match')
    assert.ok(page.length <= 2, 'a page holds no more than was asked for')
    ids.push(...page)
    const next = bundle.link.find((link) => link.relation === 'next')?.url
    if (next === undefined) break
    assert.ok(ids.length < 100, 'paging comes to an end')
    bundle = await found(await s.call(next.slice(s.url.length)))
  }
  assert.equal(total, ids.length, 'the total is what the pages hold')
  return ids
}

async function holds(table: Table, request: string, expected: string): Promise<void> {
  const asked = request.replace('{base}', `${s.url}/fhir/alpha`)
  const [path = '', query = ''] = asked.split(/\?(.*)/s)
  if (/^4\d\d$/.test(expected)) {
    assert.equal((await outcomeOf(await s.call(`/fhir/alpha/${asked}`))).status, Number(expected))
    return
  }
  const [matches = '', included = ''] = expected.split(/ ?\+ ?/)
  const inOrder = (ids: readonly string[]): string => (table.ordered ? ids : ids.toSorted()).join(' ')
  const bundle = await found(await s.call(`/fhir/alpha/${asked}`))
  assert.equal(inOrder(idsOf(bundle, 'match')), matches)
  assert.equal(idsOf(bundle, 'include').toSorted().join(' '), included, 'what comes along')
  assert.equal(inOrder(await paged(path, query)), matches, 'page by page')
}

for (const table of [codes, tokenModifiers, everyType, strings, uris, numbers, quantities, composites, dates, periods, references, chains, reverseChains, includes, sorted, compartments, refused]) {
  suite(`${table.name} (R4 ${table.source})`, () => {
    for (const [request, expected] of table.rows) test(request, () => holds(table, request, expected))
  })
}
