import { searchParams } from '@steckwerk/fhir'
import { kvnr } from './region.ts'

export interface Question {
  readonly method: string
  readonly path: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

const get = (path: string, headers?: Readonly<Record<string, string>>): Question => ({ method: 'GET', path, ...(headers === undefined ? {} : { headers }) })
const send = (method: string, path: string, body?: object, headers: Readonly<Record<string, string>> = {}): Question =>
  ({ method, path, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })

const foreign = [['Patient', 'geheim'], ['Patient', 'geheim2'], ['Observation', 'geheim-o'], ['Encounter', 'geheim-e'], ['Appointment', 'geheim-a'], ['Condition', 'geheim3-c'], ['Consent', 'geheim-k'], ['Provenance', 'geheim-p']] as const

/** One resource by its address: in each form a read can take. */
const reads: readonly Question[] = foreign.flatMap(([type, id]) => {
  const at = `/${type}/${id}`
  return [
    get(at), { method: 'HEAD', path: at }, get(`${at}?_summary=true`), get(`${at}?_elements=id`), get(at, { 'if-none-match': 'W/"1"' }),
    get(at, { 'if-modified-since': new Date('2039-01-01').toUTCString() }), get(`${at}/_history/1`), get(`${at}/_history/2`), get(`${at}/_history`), get(`${at}/_history?_count=1`),
    get(`${at}/$meta`), get(`${at}/_history/1/$meta`), get(`${at}/$validate`), get(`${at}/$validate?mode=delete`),
  ]
})

const compartments: readonly Question[] = [
  ...['', '?_count=1', '?_since=2020-01-01T00:00:00Z', '?_type=Observation'].flatMap((query) => [get(`/Patient/geheim/$everything${query}`), get(`/Encounter/geheim-e/$everything${query}`)]),
  ...['Observation', '*', 'Encounter', 'Condition?_summary=count', 'Observation?_include=*'].flatMap((member) => [get(`/Patient/geheim/${member}`), get(`/Encounter/geheim-e/${member}`)]),
  get('/Patient/offen/$everything'), get('/Encounter/offen-e/$everything'), get('/Patient/offen/Observation?_include=Observation:has-member&_include:iterate=Observation:subject'),
]

/** What each kind of parameter is asked with, so that it meets what is hidden. */
const values: Readonly<Record<string, readonly string[]>> = {
  string: ['Verborgen', 'amelie'],
  token: ['other', '8867-4', `${kvnr}|Q987654328`, 'geheim'],
  reference: ['Patient/geheim', 'geheim', 'Observation/geheim-o', 'Encounter/geheim-e', 'Organization/haus'],
  date: ['1980-05-17', 'ge2020', '2025-01-02'],
  number: ['17.377', 'gt10'],
  quantity: ['17.377', 'gt10', '17.377||x'],
  uri: ['urn:geheim', 'urn:geheim:1'],
  composite: ['http://loinc.org|8867-4$17.377', '8867-4$gt10'],
}

/** Every parameter of the types that are hidden, each with values of its kind, with and without the count alone. */
const parameters: readonly Question[] = ['Patient', 'Observation', 'Encounter', 'Appointment', 'Condition', 'Consent', 'Provenance'].flatMap((type) =>
  searchParams(type).flatMap(({ code, type: kind }) => (values[kind] ?? []).map((value, at) => get(`/${type}?${code}=${encodeURIComponent(value)}${at % 2 === 0 ? '' : '&_summary=count'}`))))

const searches: readonly Question[] = [
  ...['Patient', 'Observation', 'Encounter', 'Appointment', 'Organization', 'Provenance'].flatMap((type) => [
    '', '?_count=1', '?_count=0', '?_summary=count', '?_total=accurate', '?_total=estimate', '?_sort=-_lastUpdated', '?_sort=_id&_count=1', '?_lastUpdated=gt2020-01-01', '?_revinclude=*', '?_include=*',
    '?_elements=id&_total=accurate', '?_id=geheim,geheim-o,geheim-e,offen,haus',
  ].map((query) => get(`/${type}${query}`))),
  // Chains, forward and back, single and nested.
  ...[
    'Patient?_sort=family', 'Patient?_sort=-birthdate&_count=1', 'Patient?family:exact=Verborgen', 'Patient?name:contains=erbor', 'Patient?gender:not=male', 'Patient?identifier:missing=false',
    `Patient?identifier=${kvnr}|Q987654328&_total=accurate`, 'Patient?birthdate=1980-05-17&name=Verborgen', 'Patient?_has:Observation:patient:code=8867-4', 'Patient?_has:Observation:patient:value-quantity=17.377',
    'Patient?_has:Observation:patient:_id=geheim-o', 'Patient?_has:Encounter:subject:_has:Observation:encounter:value-quantity=17.377', 'Patient?_has:Provenance:target:recorded=2025-01-02',
    'Patient?organization.name=Haus', 'Patient?_revinclude=Observation:subject&_revinclude:iterate=Provenance:target', 'Observation?subject:Patient.name=Verborgen', 'Observation?patient.identifier=Q987654328',
    'Observation?encounter.subject:Patient.name=Verborgen', 'Observation?has-member.value-quantity=17.377', 'Observation?has-member=Observation/geheim-o', 'Observation?has-member:Observation.subject:Patient.name=Verborgen',
    'Observation?_id=offen-panel&_include=Observation:has-member', 'Observation?_include=Observation:has-member&_include:iterate=Observation:subject', 'Observation?_include:iterate=*', 'Observation?_id=offen-panel&_include=*&_revinclude=*',
    'Observation?_has:Observation:has-member:_id=offen-panel', 'Observation?_has:Provenance:target:_id=geheim-p', 'Observation?code:text=x&value-quantity=gt5', 'Observation?value-quantity=gt5&_summary=count',
    'Encounter?subject:Patient.identifier=Q987654328', 'Encounter?service-provider=Organization/haus&_summary=count', 'Encounter?service-provider.name=Haus&_total=accurate',
    'Organization?_revinclude=Encounter:service-provider', 'Organization?_revinclude=Patient:organization&_revinclude:iterate=Observation:subject', 'Organization?_has:Patient:organization:name=Verborgen',
    'Organization?_has:Patient:organization:gender=other', 'Organization?_has:Encounter:service-provider:subject=Patient/geheim', 'Organization?_has:Encounter:service-provider:subject:Patient.name=Verborgen',
    'Organization?_has:Encounter:service-provider:status=in-progress&_summary=count', 'Organization?_has:Patient:organization:_has:Observation:patient:value-quantity=17.377',
    'Appointment?patient=Patient/geheim', 'Appointment?patient.name=Verborgen', 'Patient?_has:Appointment:patient:status=booked', 'Patient?_revinclude=Appointment:patient',
    'AuditEvent', 'AuditEvent?patient=Patient/geheim', 'AuditEvent?entity=Patient/geheim&_summary=count', 'AuditEvent?_count=1',
  ].map((query) => get(`/${query}`)),
  ...['name=Verborgen', 'identifier=Q987654328&_summary=count', '_has:Observation:patient:value-quantity=17.377'].map((form) =>
    ({ method: 'POST', path: '/Patient/_search', body: form, headers: { 'content-type': 'application/x-www-form-urlencoded' } })),
]

const histories: readonly Question[] = ['', '/Patient', '/Observation', '/Encounter', '/Appointment', '/Organization'].flatMap((at) =>
  ['', '?_count=1', '?_since=2020-01-01T00:00:00Z', '?_at=2039', '?_total=accurate'].map((query) => get(`${at}/_history${query}`)))

const operations: readonly Question[] = [
  ...['/$meta', '/Patient/$meta', '/Observation/$meta', '/metadata', '/.well-known/smart-configuration'].map((path) => get(path)),
  send('POST', '/Patient/$match', { resourceType: 'Parameters', parameter: [{ name: 'resource', resource: { resourceType: 'Patient', name: [{ family: 'Verborgen', given: ['amelie'] }], birthDate: '1980-05-17', identifier: [{ system: kvnr, value: 'Q987654328' }] } }, { name: 'onlyCertainMatches', valueBoolean: false }] }),
  send('POST', '/Patient/$validate', { resourceType: 'Patient', id: 'geheim' }),
  send('POST', '/Patient/geheim/$validate', { resourceType: 'Parameters', parameter: [{ name: 'mode', valueCode: 'delete' }] }),
  send('POST', '/Patient/geheim/$meta-add', { resourceType: 'Parameters', parameter: [{ name: 'meta', valueMeta: { tag: [{ code: 'x' }] } }] }),
]

const observation = (id: string | undefined, subject: string): object =>
  ({ resourceType: 'Observation', ...(id === undefined ? {} : { id }), status: 'final', code: { text: 'x' }, subject: { reference: subject } })
const bundle = (type: 'batch' | 'transaction', ...entry: readonly (readonly [method: string, url: string, resource?: object | undefined, more?: object])[]): Question =>
  send('POST', '', { resourceType: 'Bundle', type, entry: entry.map(([method, url, resource, more]) => ({ request: { method, url, ...more }, ...(resource === undefined ? {} : { resource }) })) })

const patch = (path: string): Question => ({ method: 'PATCH', path, body: '[{"op":"add","path":"/active","value":true}]', headers: { 'content-type': 'application/json-patch+json' } })

/** Writes of those who may write nothing here. */
const writes: readonly Question[] = [
  ...foreign.flatMap(([type, id]) => [send('PUT', `/${type}/${id}`, { resourceType: type, id }), send('DELETE', `/${type}/${id}`), send('DELETE', `/${type}/${id}`, undefined, { 'if-match': 'W/"1"' })]),
  ...[{ 'if-none-match': '*' }, { 'if-match': 'W/"1"' }, { 'if-match': 'W/"2"' }].map((headers) => send('PUT', '/Observation/geheim-o', observation('geheim-o', 'Patient/geheim'), headers)),
  patch('/Patient/geheim'), patch('/Patient?identifier=Q987654328'),
  ...['Patient?identifier=Q987654328', 'Observation?value-quantity=17.377', 'Observation?subject=Patient/geheim'].flatMap((criteria) => [
    send('PUT', `/${criteria}`, { resourceType: criteria.split('?')[0] }), send('DELETE', `/${criteria}`),
  ]),
  send('POST', '/Patient', { resourceType: 'Patient' }, { 'if-none-exist': 'identifier=Q987654328' }),
  send('POST', '/Observation', observation(undefined, 'Patient/offen'), { 'if-none-exist': 'value-quantity=17.377' }),
  ...(['batch', 'transaction'] as const).flatMap((type) => [
    bundle(type, ['GET', 'Patient/geheim']), bundle(type, ['GET', 'Patient?identifier=Q987654328']), bundle(type, ['GET', 'Observation?subject:Patient.name=Verborgen&_summary=count']),
    bundle(type, ['GET', 'Patient/geheim', undefined, { ifNoneMatch: 'W/"1"' }]), bundle(type, ['PUT', 'Observation/geheim-o', observation('geheim-o', 'Patient/geheim')]),
    bundle(type, ['POST', 'Observation', observation(undefined, 'Patient?identifier=Q987654328')]), bundle(type, ['POST', 'Patient', { resourceType: 'Patient' }, { ifNoneExist: 'identifier=Q987654328' }]),
    bundle(type, ['DELETE', 'Patient?identifier=Q987654328']), bundle(type, ['GET', 'Patient/offen'], ['GET', 'Observation/geheim-o'], ['GET', 'Observation?_include=Observation:has-member']),
  ]),
]

/** Everything that may be asked of /fhir/alpha. */
export const atAlpha: readonly Question[] = [...reads, ...compartments, ...searches, ...histories, ...operations, ...writes]
/** What in addition only those are asked who get as far as a search there. */
export const searchedAtAlpha: readonly Question[] = parameters

/** What is asked at beta, where the askers are at home: that somebody there is known at alpha changes nothing. What would be written is refused or there already. */
export const atBeta: readonly Question[] = [
  ...reads, ...compartments, ...operations.filter(({ path }) => !path.includes('$match')),
  ...['Patient', 'Patient?_total=accurate', 'Observation?_include=*', 'Patient/anna', 'Patient/anna/$everything', 'Patient/anna/_history', 'Patient?_revinclude=*', 'Consent?patient=anna', '_history?_count=50', 'Patient/_history'].map((path) => get(`/${path}`)),
  send('POST', '/Patient/$match', { resourceType: 'Parameters', parameter: [{ name: 'resource', resource: { resourceType: 'Patient', name: [{ family: 'Verborgen', given: ['amelie'] }], birthDate: '1980-05-17' } }, { name: 'onlyCertainMatches', valueBoolean: false }] }),
  send('POST', '/Observation', observation(undefined, 'Patient/anna'), { 'if-none-exist': 'code=8867-4&subject=Patient/anna' }),
  bundle('transaction', ['POST', 'Observation', observation(undefined, 'Patient?identifier=Q987654328')]),
  bundle('batch', ['GET', 'Patient/geheim'], ['GET', 'Patient?identifier=Q987654328&_total=accurate']),
  send('PUT', '/Patient/geheim', { resourceType: 'Patient', id: 'geheim' }, { 'if-match': 'W/"1"' }),
]
