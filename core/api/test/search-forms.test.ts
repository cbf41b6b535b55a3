/** In what form a search answers: totals, parts of resources, lenient and strict, the links. */
import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { regionHub } from './search-rows/region-hub.ts'
import { outcomeOf, put, type Setting } from './setting.ts'

interface Found {
  readonly type: string
  readonly total?: number
  readonly link: readonly { readonly relation: string; readonly url: string }[]
  readonly entry?: readonly {
    readonly fullUrl?: string
    readonly resource: Readonly<Record<string, unknown>> & { readonly resourceType: string; readonly id: string; readonly meta?: { readonly tag?: readonly { readonly code: string }[] } }
    readonly search: { readonly mode: string }
  }[]
}

let s: Setting
before(async () => {
  s = await regionHub()
})
after(() => s[Symbol.asyncDispose]())

async function search(request: string, headers: Record<string, string> = {}): Promise<Found> {
  const response = await s.call(`/fhir/alpha/${request}`, { headers })
  const text = await response.text()
  assert.equal(response.status, 200, text)
  const bundle = JSON.parse(text) as Found
  assert.equal(bundle.type, 'searchset')
  assert.ok(bundle.link.some(({ relation }) => relation === 'self'), 'R4 wants a self link on every answer')
  return bundle
}

const all = ['resourceType', 'id', 'meta']

suite('parts of a resource (R4 search.html#summary, #elements)', () => {
  for (const [request, expected] of [
    // R4's marks: generalPractitioner and communication are not of the summary.
    ['Patient?_id=p1&_summary=true', [...all, 'active', 'gender', 'birthDate', 'name', 'identifier', 'telecom', 'address', 'managingOrganization']],
    ['Patient?_id=p1&_summary=text', all],
    ['Observation?_id=q1&_summary=text', [...all, 'status', 'code']],
    // What is mandatory, or changes the meaning of the rest (Patient.active), comes whether asked for or not.
    ['Patient?_id=p1&_elements=gender,birthDate', [...all, 'active', 'gender', 'birthDate']],
    ['Patient?_id=p4&_elements=gender,birthDate', [...all, 'deceasedBoolean', 'gender', 'birthDate']],
    ['Observation?_id=q1&_elements=valueQuantity', [...all, 'status', 'code', 'valueQuantity']],
    ['Observation?_id=q1&_elements=value', [...all, 'status', 'code', 'valueQuantity']],
    ['Patient?_id=p6&_summary=false', [...all, 'gender']],
  ] as const) {
    test(request, async () => {
      const { entry } = await search(request)
      assert.deepEqual(Object.keys(entry![0]!.resource).toSorted(), [...expected].toSorted())
      const isSubset = entry![0]!.resource.meta?.tag?.some(({ code }) => code === 'SUBSETTED') ?? false
      assert.equal(isSubset, !request.includes('false'), 'what is not whole says so')
    })
  }
})

suite('totals (R4 search.html#total, #count)', () => {
  for (const [request, total, entries] of [
    ['Patient?_summary=count', 6, 0],
    // "If _count has the value 0, this shall be treated the same as _summary=count".
    ['Patient?_count=0', 6, 0],
    ['Patient?_total=accurate&_count=2', 6, 2],
    ['Patient?gender=female&_total=accurate', 2, 2],
    // What comes along is not counted.
    ['Patient?_id=p2&_revinclude=Encounter:patient&_total=accurate', 1, 2],
    ['Patient?gender=other&_total=accurate', 0, 0],
    ['Encounter?patient.gender=female&_summary=count', 4, 0],
  ] as const) {
    test(request, async () => {
      const found = await search(request)
      assert.deepEqual([found.total, found.entry?.length ?? 0], [total, entries])
    })
  }
})

test('strict by default and on request; lenient leaves out, says so, and the self link shows what was understood (R4 search.html#errors)', async () => {
  const request = 'Patient?nonsense=1&gender=female&birthdate:nonsense=2024'
  assert.equal((await outcomeOf(await s.call(`/fhir/alpha/${request}`))).status, 400)
  assert.equal((await outcomeOf(await s.call(`/fhir/alpha/${request}`, { headers: { prefer: 'handling=strict' } }))).status, 400)
  const found = await search(request, { prefer: 'handling=lenient' })
  const of = (mode: string): string[] => found.entry!.filter((entry) => entry.search.mode === mode).map(({ resource }) => resource.id)
  assert.deepEqual(of('match').toSorted(), ['p1', 'p3'])
  const outcome = found.entry!.find((entry) => entry.search.mode === 'outcome')!.resource as unknown as { resourceType: string; issue: { severity: string }[] }
  assert.deepEqual([outcome.resourceType, outcome.issue.length, new Set(outcome.issue.map(({ severity }) => severity)).has('error')], ['OperationOutcome', 2, false])
  const self = found.link.find(({ relation }) => relation === 'self')!.url
  assert.ok(self.includes('gender=female') && !self.includes('nonsense'), self)
})

test('newest first by _lastUpdated, page by page, while others are written', async () => {
  const ids: string[] = []
  for (let i = 0; i < 6; i++) {
    ids.unshift(`late${i}`)
    assert.equal((await s.call(`/fhir/alpha/Basic/late${i}`, put({ resourceType: 'Basic', id: `late${i}`, code: { text: 'x' } }))).status, 201)
  }
  const seen: string[] = []
  let bundle = await search('Basic?_sort=-_lastUpdated&_count=2')
  for (let page = 0; ; page++) {
    seen.push(...bundle.entry!.map(({ resource }) => resource.id))
    const next = bundle.link.find(({ relation }) => relation === 'next')?.url
    if (next === undefined) break
    // Whoever comes new is newer than where the asker stands: neither shown nor in the way.
    await s.call(`/fhir/alpha/Basic/new${page}`, put({ resourceType: 'Basic', id: `new${page}`, code: { text: 'x' } }))
    bundle = await search(next.slice(`${s.url}/fhir/alpha/`.length))
  }
  assert.deepEqual(seen, ids)
})

test('every entry has its full address, its mode and the carrier it belongs to', async () => {
  const { entry } = await search('Patient?_id=p2&_revinclude=Encounter:patient')
  assert.deepEqual(entry!.map(({ fullUrl, search: { mode } }) => [fullUrl, mode]), [
    [`${s.url}/fhir/alpha/Patient/p2`, 'match'], [`${s.url}/fhir/alpha/Encounter/e3`, 'include'],
  ])
})
