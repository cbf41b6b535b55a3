import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { outcomeOf, put, setting, type Setting } from './setting.ts'

interface Found {
  readonly type: string
  readonly total?: number
  readonly link: readonly { readonly relation: string; readonly url: string }[]
  readonly entry?: readonly { readonly fullUrl: string; readonly resource: { readonly resourceType: string; readonly id: string }; readonly search: { readonly mode: string } }[]
}

let s: Setting
const of = (id: string): object => ({ reference: `Patient/${id}` })

before(async () => {
  s = await setting()
  const resources: { resourceType: string; id: string }[] = []
  const add = (resourceType: string, id: string, members: object = {}): void => void resources.push({ resourceType, id, ...members })
  add('Patient', 'a')
  add('Patient', 'b', { link: [{ other: of('a'), type: 'seealso' }] })
  add('Encounter', 'e', { status: 'finished', class: { code: 'IMP' }, subject: of('a') })
  for (const id of ['1', '2', '3']) add('Observation', `o${id}`, { status: id === '3' ? 'amended' : 'final', code: { text: id }, subject: of('a'), encounter: { reference: 'Encounter/e' } })
  add('Observation', 'other', { status: 'final', code: { text: 'x' }, subject: of('b') })
  add('Organization', 'org', { name: 'A' })
  for (const resource of resources) assert.equal((await s.call(`/fhir/alpha/${resource.resourceType}/${resource.id}`, put(resource))).status, 201)
})
after(() => s[Symbol.asyncDispose]())

const form = (body: string): RequestInit => ({ method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } })

async function found(path: string, init?: RequestInit): Promise<Found> {
  const response = await s.call(`/fhir/alpha/${path}`, init)
  const text = await response.text()
  assert.equal(response.status, 200, text)
  return JSON.parse(text) as Found
}

const namesOf = (bundle: Found): string[] => (bundle.entry ?? []).map(({ resource }) => `${resource.resourceType}/${resource.id}`).toSorted()

test('a type within a compartment, by address and by form, with links of its own', async () => {
  assert.deepEqual(namesOf(await found('Patient/a/Observation')), ['Observation/o1', 'Observation/o2', 'Observation/o3'])
  const page = await found('Patient/a/Observation?status=final&_sort=_id&_count=1&_total=accurate')
  assert.deepEqual([page.total, namesOf(page), page.entry![0]!.fullUrl], [2, ['Observation/o1'], `${s.url}/fhir/alpha/Observation/o1`])
  assert.equal(page.link[0]!.url, `${s.url}/fhir/alpha/Patient/a/Observation?status=final&_sort=_id&_count=1&_total=accurate`)
  const next = page.link.find(({ relation }) => relation === 'next')!.url
  assert.deepEqual(namesOf(await found(next.slice(`${s.url}/fhir/alpha/`.length))), ['Observation/o2'])
  assert.deepEqual(namesOf(await found('Patient/a/Observation/_search', form('status=amended'))), ['Observation/o3'])
  assert.deepEqual(namesOf(await found('Encounter/e/Observation?_count=10')), ['Observation/o1', 'Observation/o2', 'Observation/o3'])
  assert.deepEqual(namesOf(await found('Patient/nobody/Observation')), [])
})

test('all of a compartment, in pages that meet each once', async () => {
  const all = ['Encounter/e', 'Observation/o1', 'Observation/o2', 'Observation/o3', 'Patient/a', 'Patient/b']
  assert.deepEqual(namesOf(await found('Patient/a/*')), all)
  assert.deepEqual(namesOf(await found('Patient/a/*?_type=Encounter,Patient')), ['Encounter/e', 'Patient/a', 'Patient/b'])
  assert.deepEqual(namesOf(await found('Patient/a/*/_search', form('_type=Encounter'))), ['Encounter/e'])
  assert.deepEqual(namesOf(await found('Patient/a/*?_since=2999-01-01T00:00:00Z')), [])
  const names: string[] = []
  let address = 'Patient/a/*?_count=2'
  for (let pages = 1; ; pages++) {
    const page = await found(address)
    assert.equal(page.type, 'searchset')
    names.push(...namesOf(page))
    const next = page.link.find(({ relation }) => relation === 'next')?.url
    if (next === undefined) break
    assert.ok(pages < 10)
    address = next.slice(`${s.url}/fhir/alpha/`.length)
  }
  assert.deepEqual(names.toSorted(), all)
})

test('what has no place there is refused', async () => {
  const refusal = async (path: string): Promise<[number, string]> => {
    const { status, codes } = await outcomeOf(await s.call(`/fhir/alpha/${path}`))
    return [status, codes[0]!]
  }
  assert.deepEqual(await refusal('Organization/org/Observation'), [404, 'api/compartment-unknown'])
  assert.deepEqual(await refusal('Organization/org/*'), [404, 'api/compartment-unknown'])
  assert.deepEqual(await refusal('Patient/a/Organization'), [400, 'api/compartment-type'])
  assert.deepEqual(await refusal('Patient/a/Nonsense'), [404, 'api/not-found'])
  assert.deepEqual(await refusal('Patient/a/$nonsense'), [404, 'api/operation-unknown'])
  assert.deepEqual(await refusal(`Patient/${'x'.repeat(65)}/Observation`), [404, 'api/resource-missing'])
  assert.deepEqual(await refusal('Patient/a/Observation?nonsense=1'), [400, 'fhir/search-unknown-parameter'])
  assert.deepEqual(await refusal('Patient/a/*?code=1'), [400, 'api/operation-input-unknown'])
  assert.deepEqual(await refusal('Patient/a/*?_cursor=forged'), [400, 'store/bad-cursor'])
})
