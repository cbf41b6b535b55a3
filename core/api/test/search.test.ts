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
  for (const query of ['nonsense=1', 'gender:nonsense=1', '_include=Patient:nonsense', 'link.nonsense=x', 'birthdate=gestern', '_count=x', '_cursor=x', 'family=%00']) {
    const { status, text } = await outcomeOf(await s.call(`/fhir/alpha/Patient?${query}`))
    assert.equal(status, 400, query)
    assert.ok(!text.includes('gestern'))
  }
  const query = 'nonsense=1&gender=male&gender:text=x&_has:Nonsense:a:b=1&_include=Patient:nonsense&_sort=-_id&_count=1'
  for (const start of [() => s.call(`/fhir/alpha/Patient?${query}`, { headers: { prefer: 'handling=lenient' } }), () => s.call('/fhir/alpha/Patient/_search', form(query, { prefer: 'handling=lenient' }))]) {
    const lenient = await found(await start())
    assert.deepEqual(lenient.entry?.map((entry) => [entry.resource.resourceType, entry.search.mode]), [['Patient', 'match'], ['OperationOutcome', 'outcome']])
    const outcome = lenient.entry?.[1]?.resource as unknown as { issue: { severity: string; expression?: string[] }[] }
    assert.deepEqual(outcome.issue.map(({ severity, expression }) => [severity, expression?.[0]]), [
      ['warning', 'nonsense'], ['warning', 'gender:text'], ['warning', '_has:Nonsense:a:b'], ['warning', '_include'],
    ])
    assert.equal(lenient.link[0]!.url, `${s.url}/fhir/alpha/Patient?gender=male&_sort=-_id&_count=1`)
    assert.ok(lenient.link.every((link) => !link.url.includes('onsense')))
  }
})

test('of a list understood in part, the links keep that part, so that pages follow each other in its order', async () => {
  const headers = { prefer: 'handling=lenient' }
  const first = await found(await s.call('/fhir/alpha/Patient?_sort=-_id,nonsense&_elements=gender,nonsense&_count=2', { headers }))
  assert.equal(first.link[0]!.url, `${s.url}/fhir/alpha/Patient?_sort=-_id&_elements=gender&_count=2`)
  const next = await found(await s.call(first.link.find((link) => link.relation === 'next')!.url.slice(s.url.length)))
  assert.deepEqual([first, next].flatMap(({ entry }) => entry!.filter(({ search }) => search.mode === 'match').map(({ resource }) => resource.id)), ['p24', 'p23', 'p22', 'p21'])
})

test('a search form must be a form', async () => {
  const { status, codes } = await outcomeOf(await s.call('/fhir/alpha/Patient/_search', { method: 'POST', body: '{}', headers: { 'content-type': 'application/fhir+json' } }))
  assert.deepEqual([status, codes], [415, ['api/media-type']])
  assert.equal((await s.call('/fhir/alpha/Patient/_search', { method: 'POST' })).status, 200)
  assert.equal((await s.call('/fhir/alpha/Patient/_search', form('_format=json'))).status, 200)
  const xml = await outcomeOf(await s.call('/fhir/alpha/Patient/_search', form('_format=xml')))
  assert.deepEqual([xml.status, xml.codes], [406, ['api/format']])
})

test('what comes along, and what is left out of a resource', async () => {
  const organization = { resourceType: 'Organization', id: 'o', name: 'House', telecom: [{ system: 'phone', value: '1' }] }
  assert.equal((await s.call('/fhir/beta/Organization/o', put(organization))).status, 201)
  const text = '{"resourceType":"Observation","id":"v","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/p00"},"performer":[{"reference":"Organization/o"}],'
    + '"note":[{"text":"n"}],"valueQuantity":{"value":1.50,"unit":"kg"},"text":{"status":"generated","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\">x</div>"}}'
  assert.equal((await s.call('/fhir/beta/Observation/v', put(text))).status, 201)
  const asText = async (query: string): Promise<string> => {
    const response = await s.call(`/fhir/beta/Observation?${query}`)
    const body = await response.text()
    assert.equal(response.status, 200, body)
    return body
  }
  const whole = await asText('_include=Observation:performer')
  assert.ok(whole.includes(`"performer":[{"reference":"Organization/o"}],"note":[{"text":"n"}],"valueQuantity":{"value":1.50,"unit":"kg"}`), 'byte for byte')
  const entries = (JSON.parse(whole) as SearchBundle).entry!
  assert.deepEqual(entries.map((entry) => [entry.fullUrl, entry.search.mode]), [[`${s.url}/fhir/beta/Observation/v`, 'match'], [`${s.url}/fhir/beta/Organization/o`, 'include']])
  const tagged = (entry: { resource: object }): boolean => JSON.stringify((entry.resource as { meta: object }).meta).includes('"SUBSETTED"')
  const cut = (JSON.parse(await asText('_elements=value&_include=Observation:performer')) as SearchBundle).entry!
  assert.deepEqual(cut.map((entry) => [Object.keys(entry.resource).toSorted(), tagged(entry)]), [
    [['code', 'id', 'meta', 'resourceType', 'status', 'valueQuantity'], true], [['id', 'meta', 'name', 'resourceType', 'telecom'], false],
  ])
  assert.ok((await asText('_elements=value')).includes('"value":1.50'))
  const summary = (JSON.parse(await asText('_summary=true')) as SearchBundle).entry![0]!
  assert.deepEqual([(summary.resource as { note?: unknown }).note, tagged(summary)], [undefined, true])
  assert.ok((await asText('_summary=text')).includes('<div'))
  assert.ok(!(await asText('_summary=data')).includes('<div'))
  assert.equal((await s.call('/fhir/beta/Observation?_elements=nonsense')).status, 400)
  for (const path of ['Observation/v', 'Observation/v/_history/1']) {
    const read = await s.call(`/fhir/beta/${path}?_elements=value`)
    assert.deepEqual([read.status, Object.keys((await read.json()) as object).toSorted()], [200, ['code', 'id', 'meta', 'resourceType', 'status', 'valueQuantity']])
    assert.ok(!(await (await s.call(`/fhir/beta/${path}?_summary=data`)).text()).includes('<div'))
    for (const query of ['_summary=count', '_summary=x']) assert.equal((await s.call(`/fhir/beta/${path}?${query}`)).status, 400, query)
  }
})

test('a page after the first names the first; HEAD answers without a body', async () => {
  const first = await found(await s.call('/fhir/alpha/Patient?_count=2&_sort=_id'))
  const next = first.link.find((link) => link.relation === 'next')!.url
  const second = await found(await s.call(next.slice(s.url.length)))
  assert.deepEqual(second.link.map((link) => link.relation), ['self', 'first', 'next'])
  assert.deepEqual([second.link[0]!.url, second.link[1]!.url], [next, first.link[0]!.url])
  const head = await s.call('/fhir/alpha/Patient?_count=2', { method: 'HEAD' })
  assert.deepEqual([head.status, await head.text(), head.headers.get('content-type')], [200, '', 'application/fhir+json; charset=utf-8'])
})

test('codes of a stored value set, by URL, version and id', async () => {
  const valueSet = (id: string, members: object): Promise<Response> => s.call(`/fhir/beta/ValueSet/${id}`, put({ resourceType: 'ValueSet', id, status: 'active', url: 'urn:vs', ...members }))
  const of = (...codes: string[]): object => ({ compose: { include: [{ system: 'urn:s', concept: codes.map((code) => ({ code })) }] } })
  assert.equal((await valueSet('v1', { version: '1', ...of('a') })).status, 201)
  assert.equal((await valueSet('v2', { version: '2', ...of('a', 'b') })).status, 201)
  assert.equal((await valueSet('v3', { version: '3', status: 'draft', ...of('c') })).status, 201)
  assert.equal((await valueSet('filtered', { url: 'urn:filtered', compose: { include: [{ system: 'urn:s', filter: [{ property: 'p', op: '=', value: 'x' }] }] } })).status, 201)
  for (const code of ['a', 'b', 'c']) await s.call(`/fhir/beta/Basic/${code}`, put({ resourceType: 'Basic', id: code, code: { coding: [{ system: 'urn:s', code }] } }))
  const ids = async (query: string): Promise<string[]> => ((await found(await s.call(`/fhir/beta/Basic?${query}`))).entry ?? []).map((entry) => entry.resource.id).toSorted()
  assert.deepEqual(await ids('code:in=urn:vs'), ['a', 'b'], 'the active one written last')
  assert.deepEqual(await ids('code:in=urn:vs|1'), ['a'])
  assert.deepEqual(await ids('code:in=ValueSet/v3'), ['c'])
  assert.deepEqual(await ids('code:not-in=urn:vs'), ['c'])
  const refusal = async (query: string): Promise<[number, string]> => {
    const { status, codes, text } = await outcomeOf(await s.call(`/fhir/beta/Basic?${query}`))
    assert.ok(!text.includes('secretly'))
    return [status, codes[0]!]
  }
  assert.deepEqual(await refusal('code:in=urn:secretly'), [400, 'api/value-set-unknown'])
  assert.deepEqual(await refusal('code:in=urn:vs|9'), [400, 'api/value-set-unknown'])
  assert.deepEqual(await refusal('code:in=ValueSet/none'), [400, 'api/value-set-unknown'])
  assert.deepEqual(await refusal('code:in=urn:filtered'), [400, 'api/value-set-content'])
})
