import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { outcomeOf, put, setting, type Setting } from './setting.ts'

let s: Setting
before(async () => {
  s = await setting()
})
after(() => s[Symbol.asyncDispose]())

interface History {
  readonly type: string
  readonly meta: { readonly lastUpdated: string }
  readonly link: { readonly relation: string; readonly url: string }[]
  readonly entry?: { readonly fullUrl: string; readonly request: { readonly method: string; readonly url: string }; readonly response: { readonly etag: string; readonly lastModified: string }; readonly resource?: { readonly resourceType: string } }[]
}

async function ask(path: string): Promise<History> {
  const response = await s.call(path)
  assert.equal(response.status, 200, await response.clone().text())
  return (await response.json()) as History
}

const told = (history: History): string[] => (history.entry ?? []).map(({ request, response }) => `${request.method} ${request.url} ${response.etag}`)

/** Waits until all that was written so far is in view: what others have under way may still come before it. */
async function settled(path: string, last: string): Promise<History> {
  const deadline = Date.now() + 10_000
  for (;;) {
    const history = await ask(path)
    if (told(history).includes(last)) return history
    assert.ok(Date.now() < deadline, `${last} never came into view`)
  }
}

test('the history of a type and of everything holds every version, newest first', async () => {
  for (const n of [1, 2]) await s.call('/fhir/alpha/Patient/a', put({ resourceType: 'Patient', id: 'a', multipleBirthInteger: n }))
  await s.call('/fhir/alpha/Group/g', put({ resourceType: 'Group', id: 'g', type: 'person', actual: true }))
  await s.call('/fhir/beta/Patient/b', put({ resourceType: 'Patient', id: 'b' }))
  await s.call('/fhir/alpha/Patient/a', { method: 'DELETE' })
  const all = await settled('/fhir/alpha/_history', 'DELETE Patient/a W/"3"')
  assert.equal(all.type, 'history')
  assert.deepEqual(told(all).toSorted(), ['DELETE Patient/a W/"3"', 'PUT Group/g W/"1"', 'PUT Patient/a W/"1"', 'PUT Patient/a W/"2"'])
  assert.deepEqual(told(await ask('/fhir/alpha/Patient/_history')), ['DELETE Patient/a W/"3"', 'PUT Patient/a W/"2"', 'PUT Patient/a W/"1"'])
  assert.deepEqual(told(await ask('/fhir/alpha/Patient/a/_history')), ['DELETE Patient/a W/"3"', 'PUT Patient/a W/"2"', 'PUT Patient/a W/"1"'])
  assert.equal(all.entry!.find(({ request }) => request.method === 'DELETE')!.resource, undefined)
  assert.ok(all.entry!.every(({ response }) => response.lastModified < all.meta.lastUpdated), 'complete up to lastUpdated')
})

test('pages hold every version once, and links keep what was asked', async () => {
  for (let n = 0; n < 7; n++) await s.call(`/fhir/alpha/Location/l${n}`, put({ resourceType: 'Location', id: `l${n}`, name: 'A' }))
  await settled('/fhir/alpha/Location/_history', 'PUT Location/l6 W/"1"')
  for (const start of ['/fhir/alpha/Location/_history?_count=3', '/fhir/alpha/Location/_history?_count=3&_since=2020-01-01T00:00:00Z']) {
    const seen: string[] = []
    let next: string | undefined = start
    let pages = 0
    while (next !== undefined) {
      const page: History = await ask(next)
      seen.push(...told(page))
      pages++
      next = page.link.find(({ relation }) => relation === 'next')?.url.slice(s.url.length)
      if (next !== undefined) assert.equal(next.includes('_since'), start.includes('_since'))
    }
    assert.deepEqual([pages, seen.length, new Set(seen).size], [3, 7, 7])
  }
})

test('_since and _at cut the history', async () => {
  const first = await s.call('/fhir/alpha/Device/d', put({ resourceType: 'Device', id: 'd' }))
  const changed = async (n: number): Promise<string> => {
    const response = await s.call('/fhir/alpha/Device/d', put({ resourceType: 'Device', id: 'd', lotNumber: String(n) }))
    return ((await response.json()) as { meta: { lastUpdated: string } }).meta.lastUpdated
  }
  const { meta } = (await first.json()) as { meta: { lastUpdated: string } }
  let second = await changed(1)
  while (second === meta.lastUpdated) second = await changed(Math.random())
  const { entry } = await settled('/fhir/alpha/Device/d/_history', (await s.call('/fhir/alpha/Device/d')).headers.get('etag')!.replace(/^/, 'PUT Device/d '))
  const since = await ask(`/fhir/alpha/Device/d/_history?_since=${second}`)
  assert.equal(since.entry!.length, entry!.filter(({ response }) => response.lastModified >= second).length)
  assert.deepEqual(told(await ask(`/fhir/alpha/Device/d/_history?_at=${meta.lastUpdated}`)).at(-1), 'PUT Device/d W/"1"')
  assert.deepEqual(told(await ask('/fhir/alpha/Device/d/_history?_since=2099-01-01T00:00:00%2B01:00')), [], 'nothing new is no fault')
  assert.deepEqual(told(await ask('/fhir/alpha/Device/d/_history?_since=2099-01-01T00:00:00+01:00')), [], "an offset's plus may come unescaped")
  assert.deepEqual(told(await ask('/fhir/alpha/Device/d/_history?_at=1999')), [], 'before it was')
})

test('who asks again since the last answer misses nothing', async () => {
  const seen = new Set<string>()
  let since = '2020-01-01T00:00:00Z'
  const writes = Promise.all(Array.from({ length: 60 }, (_, n) => s.call(`/fhir/alpha/Basic/b${n}`, put({ resourceType: 'Basic', id: `b${n}`, code: { text: 'x' } }))))
  const deadline = Date.now() + 20_000
  while (seen.size < 60) {
    assert.ok(Date.now() < deadline, `${seen.size} of 60 seen`)
    const page = await ask(`/fhir/alpha/Basic/_history?_count=1000&_since=${since}`)
    for (const line of told(page)) {
      assert.ok(!seen.has(line), `${line} twice`)
      seen.add(line)
    }
    since = page.meta.lastUpdated
  }
  await writes
})

test('what a history does not know is refused, also under lenient handling', async () => {
  for (const [query, code] of [
    ['_list=a', 'api/parameter-unknown'], ['_sort=name', 'api/parameter-unknown'], ['_since=yesterday', 'api/parameter-form'], ['_at=2026-13', 'api/parameter-form'],
    ['_count=x', 'api/parameter-form'], ['_since=2026&_since=2027', 'api/parameter-form'], ['_cursor=nonsense', 'store/bad-cursor'],
  ] as const) {
    const outcome = await outcomeOf(await s.call(`/fhir/alpha/Patient/_history?${query}`, { headers: { prefer: 'handling=lenient' } }))
    assert.deepEqual([outcome.status, outcome.codes], [400, [code]], query)
  }
  assert.equal((await s.call('/fhir/alpha/Patient/never/_history')).status, 404)
  assert.equal((await s.call('/fhir/alpha/Patient/never/_history?_since=2020-01-01')).status, 404)
})
