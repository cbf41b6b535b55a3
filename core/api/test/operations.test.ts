import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { fhirJson, outcomeOf, post, put, setting, type Setting } from './setting.ts'

interface Found {
  readonly type: string
  readonly link: readonly { readonly relation: string; readonly url: string }[]
  readonly entry?: readonly { readonly resource: { readonly resourceType: string; readonly id: string }; readonly search: { readonly mode: string } }[]
}
interface Issue { readonly severity: string; readonly code: string; readonly diagnostics: string; readonly expression?: string[] }

const secret = 'Zzyzxowitsch'
let s: Setting
const to = (reference: string): object => ({ reference })

before(async () => {
  s = await setting()
  const resources: { resourceType: string; id: string }[] = []
  const add = (resourceType: string, id: string, members: object = {}): void => void resources.push({ resourceType, id, ...members })
  add('Organization', 'house', { name: 'A' })
  add('Practitioner', 'doctor')
  add('Practitioner', 'stranger')
  add('Location', 'ward', { name: 'W', managingOrganization: to('Organization/house') })
  add('Medication', 'pill')
  add('Binary', 'scan', { contentType: 'text/plain' })
  add('Patient', 'a', { birthDate: '1950-01-01', generalPractitioner: [to('Practitioner/doctor')], managingOrganization: to('Organization/house') })
  add('Patient', 'b', { generalPractitioner: [to('Practitioner/stranger')] })
  add('Encounter', 'e', { status: 'finished', class: { code: 'IMP' }, subject: to('Patient/a'), period: { start: '2024-03-01', end: '2024-03-10' }, location: [{ location: to('Location/ward') }] })
  add('Encounter', 'late', { status: 'planned', class: { code: 'IMP' }, subject: to('Patient/a'), period: { start: '2026-01-01' } })
  add('Condition', 'c', { subject: to('Patient/a'), encounter: to('Encounter/e'), recordedDate: '2024-03-02' })
  add('Observation', 'o', { status: 'final', code: { text: 'x' }, subject: to('Patient/a'), encounter: to('Encounter/e'), effectiveDateTime: '2024-03-05', focus: [to('Patient/b')] })
  add('MedicationRequest', 'm', { status: 'active', intent: 'order', medicationReference: to('Medication/pill'), subject: to('Patient/a') })
  add('DocumentReference', 'd', { status: 'current', subject: to('Patient/a'), content: [{ attachment: { url: 'Binary/scan' } }] })
  add('Observation', 'others', { status: 'final', code: { text: 'x' }, subject: to('Patient/b'), performer: [to('Practitioner/stranger')] })
  for (const resource of resources) {
    const response = await s.call(`/fhir/alpha/${resource.resourceType}/${resource.id}`, put(resource))
    assert.equal(response.status, 201, await response.text())
  }
})
after(() => s[Symbol.asyncDispose]())

async function found(path: string, init?: RequestInit): Promise<Found> {
  const response = await s.call(`/fhir/alpha/${path}`, init)
  const text = await response.text()
  assert.equal(response.status, 200, text)
  return JSON.parse(text) as Found
}

const namesOf = (bundle: Found, mode: string): string[] =>
  (bundle.entry ?? []).filter(({ search }) => search.mode === mode).map(({ resource }) => `${resource.resourceType}/${resource.id}`).toSorted()

async function refusal(path: string, init?: RequestInit): Promise<[number, string]> {
  const { status, codes, text } = await outcomeOf(await s.call(`/fhir/alpha/${path}`, init))
  assert.ok(!text.includes(secret))
  return [status, codes[0]!]
}

const parameters = (...parameter: object[]): object => ({ resourceType: 'Parameters', parameter })
const everything = ['Condition/c', 'DocumentReference/d', 'Encounter/e', 'Encounter/late', 'MedicationRequest/m', 'Observation/o', 'Patient/a']
const supporting = ['Binary/scan', 'Location/ward', 'Medication/pill', 'Organization/house', 'Practitioner/doctor']

test('everything of a patient, with what supports it and nothing of another patient', async () => {
  for (const init of [undefined, post(parameters()), { method: 'POST' }]) {
    const all = await found('Patient/a/$everything', init)
    assert.equal(all.type, 'searchset')
    assert.deepEqual([namesOf(all, 'match'), namesOf(all, 'include')], [everything, supporting])
  }
  const some = await found('Patient/a/$everything?_type=Encounter,Location')
  assert.deepEqual([namesOf(some, 'match'), namesOf(some, 'include')], [['Encounter/e', 'Encounter/late'], ['Location/ward']])
  assert.deepEqual(namesOf(await found('Patient/a/$everything', post(parameters({ name: '_type', valueCode: 'Encounter' }, { name: '_type', valueCode: 'Condition' }))), 'match'),
    ['Condition/c', 'Encounter/e', 'Encounter/late'])
  assert.deepEqual(namesOf(await found('Patient/a/$everything?_since=2999-01-01T00:00:00Z'), 'match'), [])
})

test('dates of care leave out what was at another time, and keep what has none', async () => {
  assert.deepEqual(namesOf(await found('Patient/a/$everything?start=2024-03-04&end=2024-03-06'), 'match'),
    ['DocumentReference/d', 'Encounter/e', 'MedicationRequest/m', 'Observation/o', 'Patient/a'])
  assert.deepEqual(namesOf(await found('Patient/a/$everything?start=2025&_type=Encounter'), 'match'), ['Encounter/late'])
  assert.deepEqual(namesOf(await found('Patient/a/$everything?end=2025&_type=Encounter'), 'match'), ['Encounter/e'])
})

test('pages of everything meet each once', async () => {
  const names: string[] = []
  let address = 'Patient/a/$everything'
  let init: RequestInit | undefined = post(parameters({ name: '_count', valueInteger: 2 }))
  for (let pages = 1; ; pages++) {
    const page: Found = await found(address, init)
    assert.ok(namesOf(page, 'match').length <= 2)
    names.push(...namesOf(page, 'match'))
    const next = page.link.find(({ relation }) => relation === 'next')?.url
    if (next === undefined) break
    assert.ok(pages < 10)
    address = next.slice(`${s.url}/fhir/alpha/`.length)
    init = undefined
  }
  assert.deepEqual(names.toSorted(), everything)
})

test('everything of a case: its compartment and its own patient', async () => {
  const all = await found('Encounter/e/$everything')
  assert.deepEqual([namesOf(all, 'match'), namesOf(all, 'include')], [['Condition/c', 'Encounter/e', 'Observation/o'], ['Location/ward', 'Patient/a']])
})

test('everything of nobody, of all, or with what it does not know is refused', async () => {
  assert.deepEqual(await refusal('Patient/nobody/$everything'), [404, 'api/resource-missing'])
  assert.deepEqual(await refusal('Patient/$everything'), [404, 'api/operation-unknown'])
  assert.deepEqual(await refusal('Observation/o/$everything'), [404, 'api/operation-unknown'])
  assert.deepEqual(await refusal('Encounter/e/$everything?start=2024'), [400, 'api/operation-input-unknown'])
  assert.deepEqual(await refusal(`Patient/a/$everything?start=${secret}`), [400, 'api/operation-input'])
  assert.deepEqual(await refusal(`Patient/a/$everything?_type=${secret}`), [400, 'api/operation-input'])
  assert.deepEqual(await refusal('Patient/a/$everything?_cursor=forged'), [400, 'store/bad-cursor'])
  assert.deepEqual(await refusal('Patient/a/$everything', post({ resourceType: 'Patient' })), [400, 'api/operation-body'])
  assert.deepEqual(await refusal('Patient/a/$everything', { method: 'PUT' }), [405, 'api/method'])
  assert.deepEqual(await refusal('Patient/$nonsense', { method: 'POST' }), [404, 'api/operation-unknown'])
})

async function issues(path: string, init?: RequestInit): Promise<Issue[]> {
  const response = await s.call(`/fhir/alpha/${path}`, init)
  const text = await response.text()
  assert.equal(response.status, 200, text)
  assert.ok(!text.includes(secret))
  const outcome = JSON.parse(text) as { resourceType: string; issue: Issue[] }
  assert.equal(outcome.resourceType, 'OperationOutcome')
  return outcome.issue
}

const hasErrors = (found: readonly Issue[]): boolean => found.some(({ severity }) => severity === 'error' || severity === 'fatal')

test('validation says all that is wrong, and that all is well', async () => {
  const good = { resourceType: 'Patient', name: [{ family: 'A' }] }
  for (const init of [post(good), post(parameters({ name: 'resource', resource: good })), post(parameters({ name: 'resource', resource: good }, { name: 'mode', valueCode: 'create' }))]) {
    assert.deepEqual([...new Set((await issues('Patient/$validate', init)).map(({ severity }) => severity))].toSorted(), ['information', 'warning'], 'it has no narrative')
  }
  const bad = await issues('Patient/$validate', post({ resourceType: 'Patient', gender: secret, nonsense: secret }))
  assert.ok(hasErrors(bad) && bad.some(({ expression }) => expression?.[0] === 'Patient.gender'))
  // pat-1: a contact needs a name, a telecom, an address or an organization.
  const broken = await issues('Patient/$validate', post({ resourceType: 'Patient', contact: [{ gender: 'male' }] }))
  assert.ok(broken.some(({ severity, code, expression }) => severity === 'error' && code === 'invariant' && expression?.[0]?.startsWith('Patient.contact[0]')), JSON.stringify(broken))
  assert.ok(hasErrors(await issues('Patient/$validate', post({ resourceType: 'Observation', status: 'final', code: { text: 'x' } }))))
  assert.equal((await issues('Parameters/$validate', post(parameters({ name: 'x', valueString: 'y' }))))[0]!.severity, 'information')
})

test('validation of the stored resource, of an update, of a delete', async () => {
  assert.equal(hasErrors(await issues('Patient/a/$validate')), false)
  const change = { resourceType: 'Patient', id: 'a', birthDate: '1951-01-01' }
  assert.equal(hasErrors(await issues('Patient/a/$validate?mode=update', post(change))), false)
  assert.equal(hasErrors(await issues('Patient/a/$validate?mode=update', post({ ...change, id: 'b' }))), true)
  assert.equal(hasErrors(await issues('Patient/a/$validate?mode=update', post(change, { 'if-match': 'W/"9"' }))), true)
  assert.deepEqual((await issues('Patient/a/$validate?mode=delete')).map(({ severity }) => severity), ['information'])
  assert.deepEqual((await issues('Patient/nobody/$validate?mode=delete')).map(({ severity, code }) => [severity, code]), [['information', 'informational'], ['warning', 'not-found']])
  assert.deepEqual(await refusal('Patient/$validate?mode=delete'), [400, 'api/validate-mode'])
  assert.deepEqual(await refusal('Patient/$validate?mode=update', post(change)), [400, 'api/validate-mode'])
  assert.deepEqual(await refusal(`Patient/$validate?mode=${secret}`, post(change)), [400, 'api/validate-mode'])
  assert.deepEqual(await refusal('Patient/$validate'), [400, 'api/validate-resource'])
  assert.deepEqual(await refusal('Patient/nobody/$validate'), [404, 'api/resource-missing'])
  assert.deepEqual(await refusal('Patient/$validate', { method: 'POST', body: `{"${secret}`, headers: fhirJson }), [400, 'fhir/json'])
})

test('a profile that is not checked never passes for followed', async () => {
  const good = { resourceType: 'Patient', name: [{ family: 'A' }] }
  const base = 'http://hl7.org/fhir/StructureDefinition'
  for (const profile of [`${base}/Patient`, `${base}/Patient|4.0.1`, `${base}/Resource`]) assert.equal(hasErrors(await issues(`Patient/$validate?profile=${encodeURIComponent(profile)}`, post(good))), false, profile)
  for (const profile of [`${base}/Observation`, `${base}/Patient|5.0.0`, 'https://example.org/p', `${base}/vitalsigns`]) {
    assert.equal(hasErrors(await issues(`Patient/$validate?profile=${encodeURIComponent(profile)}`, post(good))), true, profile)
  }
  const claims = await issues('Patient/$validate', post({ ...good, meta: { profile: [`${base}/Patient`, 'https://example.org/p'] } }))
  assert.ok(claims.some(({ severity, expression }) => severity === 'warning' && expression?.[0] === 'Patient.meta.profile[1]'))
})

interface Meta { readonly versionId?: string; readonly profile?: string[]; readonly tag?: object[]; readonly security?: object[] }

async function metaOf(path: string, init?: RequestInit): Promise<Meta> {
  const response = await s.call(`/fhir/alpha/${path}`, init)
  const text = await response.text()
  assert.equal(response.status, 200, text)
  const { parameter } = JSON.parse(text) as { parameter: { name: string; valueMeta: Meta }[] }
  assert.deepEqual(parameter.map(({ name }) => name), ['return'])
  return parameter[0]!.valueMeta
}

test('profiles, labels and tags are added and taken away; each change is a version, and decimals keep their form', async () => {
  const text = '{"resourceType":"Observation","id":"tagged","status":"final","code":{"text":"x"},"valueQuantity":{"value":1.10,"unit":"kg"}}'
  assert.equal((await s.call('/fhir/alpha/Observation/tagged', put(text))).status, 201)
  const tag = { system: 'urn:t', code: 'a' }
  const given = (meta: object, headers: Record<string, string> = {}): RequestInit => post(parameters({ name: 'meta', valueMeta: meta }), headers)
  const added = await metaOf('Observation/tagged/$meta-add', given({ tag: [tag, tag], profile: ['urn:p'], security: [{ system: 'urn:s', code: 'R' }] }))
  assert.deepEqual([added.versionId, added.tag, added.profile, added.security], ['2', [tag], ['urn:p'], [{ system: 'urn:s', code: 'R' }]])
  assert.equal((await metaOf('Observation/tagged/$meta-add', given({ tag: [{ ...tag, display: 'other' }] }))).versionId, '2', 'what is there is not added again')
  assert.deepEqual(namesOf(await found('Observation?_tag=urn:t|a'), 'match'), ['Observation/tagged'])
  assert.deepEqual(await refusal('Observation/tagged/$meta-delete', given({ tag: [tag] }, { 'if-match': 'W/"1"' })), [412, 'api/if-match'])
  const left = await metaOf('Observation/tagged/$meta-delete', given({ tag: [tag], security: [{ system: 'urn:s', code: 'R' }] }, { 'if-match': 'W/"2"' }))
  assert.deepEqual([left.versionId, left.tag, left.security, left.profile], ['3', undefined, undefined, ['urn:p']])
  assert.match(await (await s.call('/fhir/alpha/Observation/tagged')).text(), /"value":1\.10,/)
  assert.deepEqual([(await metaOf('Observation/tagged/$meta')).profile, (await metaOf('Observation/tagged/_history/2/$meta')).tag], [['urn:p'], [tag]])
  assert.deepEqual(namesOf(await found('Observation?_tag=urn:t|a'), 'match'), [])
})

test('meta in use by a type and by all; what is not there', async () => {
  await s.call('/fhir/beta/Patient/p', put({ resourceType: 'Patient', id: 'p', meta: { tag: [{ code: 't1' }], profile: ['urn:p1'] } }))
  await s.call('/fhir/beta/Patient/q', put({ resourceType: 'Patient', id: 'q', meta: { tag: [{ code: 't2' }, { code: 't1' }] } }))
  await s.call('/fhir/beta/Basic/r', put({ resourceType: 'Basic', id: 'r', code: { text: 'x' }, meta: { security: [{ code: 's' }] } }))
  const summary = async (path: string): Promise<object> => {
    const { parameter } = (await (await s.call(path)).json()) as { parameter: { valueMeta: Meta }[] }
    const { tag = [], ...rest } = parameter[0]!.valueMeta
    return { ...rest, tag: tag.map((one) => (one as { code: string }).code).toSorted() }
  }
  assert.deepEqual(await summary('/fhir/beta/Patient/$meta'), { tag: ['t1', 't2'], profile: ['urn:p1'] })
  assert.deepEqual(await summary('/fhir/beta/$meta'), { tag: ['t1', 't2'], profile: ['urn:p1'], security: [{ code: 's' }] })
  assert.deepEqual(await summary('/fhir/beta/Observation/$meta'), { tag: [] })
  assert.deepEqual(await refusal('Patient/nobody/$meta'), [404, 'api/resource-missing'])
  assert.deepEqual(await refusal('Patient/a/_history/99/$meta'), [404, 'api/resource-missing'])
  assert.deepEqual(await refusal('Patient/a/$meta-add', post(parameters())), [400, 'api/operation-input'])
  assert.deepEqual(await refusal('Patient/a/$meta-add', post(parameters({ name: 'meta', valueMeta: { tag: secret } }))), [422, 'api/validation'])
  assert.deepEqual(await refusal('Patient/a/$meta-add'), [405, 'api/method'])
})
