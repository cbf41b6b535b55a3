import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { outcomeOf, put, setting, type Setting } from './setting.ts'

interface SearchBundle {
  type: string
  total?: number
  link: { relation: string; url: string }[]
  entry?: { fullUrl?: string; resource: { resourceType: string; id: string }; search: { mode: string } }[]
}

let s: Setting
before(async () => {
  s = await setting()
  for (let i = 0; i < 25; i++) {
    const id = `p${String(i).padStart(2, '0')}`
    const body = { resourceType: 'Patient', id, gender: i % 2 === 0 ? 'female' : 'male', name: [{ family: 'Groß' }], identifier: [{ system: 'urn:kis', value: `${i}` }] }
    assert.equal((await s.call(`/fhir/alpha/Patient/${id}`, put(body))).status, 201)
  }
  await s.call('/fhir/beta/Patient/p00', put({ resourceType: 'Patient', id: 'p00', gender: 'female' }))
})
after(() => s[Symbol.asyncDispose]())

const form = (body: string, headers: Record<string, string> = {}): RequestInit =>
  ({ method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } })

async function found(response: Response): Promise<SearchBundle> {
  assert.equal(response.status, 200, await response.clone().text())
  return (await response.json()) as SearchBundle
}

test('a page names itself, its entries and the next page; paging meets each once', async () => {
  for (const start of [() => s.call('/fhir/alpha/Patient?gender=female&_count=5&_sort=_id'), () => s.call('/fhir/alpha/Patient/_search', form('gender=female&_count=5&_sort=_id'))]) {
    const ids: string[] = []
    let bundle = await found(await start())
    assert.equal(bundle.type, 'searchset')
    assert.equal(bundle.link.find((link) => link.relation === 'self')?.url, `${s.url}/fhir/alpha/Patient?gender=female&_count=5&_sort=_id`)
    for (;;) {
      for (const entry of bundle.entry ?? []) {
        assert.equal(entry.fullUrl, `${s.url}/fhir/alpha/Patient/${entry.resource.id}`)
        assert.equal(entry.search.mode, 'match')
        ids.push(entry.resource.id)
      }
      const next = bundle.link.find((link) => link.relation === 'next')?.url
      if (next === undefined) break
      // A next page may be fetched either way: by its address, or with its query as a form.
      const query = new URL(next).search.slice(1)
      bundle = await found(ids.length % 2 === 0 ? await s.call(next.slice(s.url.length)) : await s.call('/fhir/alpha/Patient/_search', form(query)))
    }
    assert.deepEqual(ids, Array.from({ length: 13 }, (_, i) => `p${String(i * 2).padStart(2, '0')}`))
  }
})

test('totals, counts and an empty result', async () => {
  assert.equal((await found(await s.call('/fhir/alpha/Patient?gender=male&_total=accurate&_count=2'))).total, 12)
  const counted = await found(await s.call('/fhir/alpha/Patient?_summary=count'))
  assert.deepEqual([counted.total, counted.entry], [25, undefined])
  const none = await found(await s.call('/fhir/alpha/Patient?identifier=urn:kis|x'))
  assert.deepEqual([none.entry, none.link.length], [undefined, 1])
  assert.equal((await found(await s.call('/fhir/alpha/Patient?identifier=urn:kis|7'))).entry?.[0]?.resource.id, 'p07')
  assert.equal((await found(await s.call('/fhir/alpha/Patient/_search?gender=male', form('family=gross&_total=accurate')))).total, 12)
})

test('unknown parameters are refused, or left out and told under lenient handling', async () => {
  for (const query of ['nonsense=1', 'gender:nonsense=1', '_include=Patient:link', 'link.name=x', 'birthdate=gestern', '_count=x', '_cursor=x', 'family=%00']) {
    const { status, text } = await outcomeOf(await s.call(`/fhir/alpha/Patient?${query}`))
    assert.equal(status, 400, query)
    assert.ok(!text.includes('gestern'))
  }
  const lenient = await found(await s.call('/fhir/alpha/Patient?nonsense=1&gender=male&_count=1', { headers: { prefer: 'handling=lenient' } }))
  assert.deepEqual(lenient.entry?.map((entry) => [entry.resource.resourceType, entry.search.mode]), [['Patient', 'match'], ['OperationOutcome', 'outcome']])
  assert.ok(lenient.link.every((link) => !link.url.includes('nonsense') && link.url.includes('gender=male')))
})

test('a search form must be a form', async () => {
  const { status, codes } = await outcomeOf(await s.call('/fhir/alpha/Patient/_search', { method: 'POST', body: '{}', headers: { 'content-type': 'application/fhir+json' } }))
  assert.deepEqual([status, codes], [415, ['api/media-type']])
  assert.equal((await s.call('/fhir/alpha/Patient/_search', { method: 'POST' })).status, 200)
})
