import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { post, put, setting, type Setting } from './setting.ts'

interface Operation { readonly name: string; readonly definition: string }
interface OfType {
  readonly type: string
  readonly interaction: readonly { readonly code: string }[]
  readonly searchInclude?: readonly string[]
  readonly searchRevInclude?: readonly string[]
  readonly searchParam: readonly { readonly name: string; readonly type: string; readonly definition: string }[]
  readonly operation?: readonly Operation[]
  readonly [claim: string]: unknown
}
interface Statement {
  readonly resourceType: string
  readonly fhirVersion: string
  readonly implementation: { readonly url: string }
  readonly format: readonly string[]
  readonly patchFormat: readonly string[]
  readonly rest: readonly [{
    readonly resource: readonly OfType[]
    readonly interaction: readonly { readonly code: string }[]
    readonly operation: readonly Operation[]
    readonly compartment: readonly string[]
    readonly security?: unknown
  }]
}

let s: Setting
let statement: Statement
before(async () => {
  s = await setting()
  const response = await fetch(`${s.url}/fhir/alpha/metadata`)
  assert.equal(response.status, 200, 'it is public')
  statement = (await response.json()) as Statement
})
after(() => s[Symbol.asyncDispose]())

const status = async (path: string, init?: RequestInit): Promise<number> => (await s.call(`/fhir/alpha${path}`, init)).status

test('it is of this server, of R4, valid, and in the mode asked for', async () => {
  assert.deepEqual([statement.resourceType, statement.fhirVersion, statement.implementation.url], ['CapabilityStatement', '4.0.1', `${s.url}/fhir/alpha`])
  assert.equal((await fetch(`${s.url}/fhir/gamma/metadata`)).status, 404)
  assert.ok(statement.rest[0].resource.length > 140)
  const outcome = (await (await s.call('/fhir/alpha/CapabilityStatement/$validate', post(statement))).json()) as { issue: { severity: string }[] }
  assert.deepEqual(outcome.issue.filter(({ severity }) => severity === 'error'), [])
  const normative = (await (await fetch(`${s.url}/fhir/alpha/metadata?mode=normative`)).json()) as Statement
  assert.equal(normative.rest[0].security, undefined)
  assert.ok(normative.rest[0].resource.every((entry) => entry['versioning'] === undefined && entry.searchInclude === undefined && entry.searchParam.length > 0))
  for (const [mode, expected] of [['full', 200], ['terminology', 400], ['nonsense', 400]]) assert.equal(await status(`/metadata?mode=${mode}`), expected)
  for (const format of statement.format) assert.equal(await status(`/metadata?_format=${encodeURIComponent(format)}`), 200, format)
})

/** Resources of which each type's smallest valid one is known. */
const samples: Readonly<Record<string, object>> = {
  Patient: {}, Observation: { status: 'final', code: { text: 'x' } }, Basic: { code: { text: 'x' } }, Practitioner: {}, Organization: { name: 'A' },
  Encounter: { status: 'planned', class: { code: 'IMP' } }, Task: { status: 'draft', intent: 'plan' }, QuestionnaireResponse: { status: 'completed' },
}

test('every interaction and every claim of a type', async () => {
  const calls: Readonly<Record<string, (type: string, body: object) => Promise<number>>> = {
    create: (type, body) => status(`/${type}`, post(body)),
    read: (type) => status(`/${type}/a`),
    vread: (type) => status(`/${type}/a/_history/1`),
    update: (type, body) => status(`/${type}/a`, put({ ...body, id: 'a', language: 'de' })),
    patch: (type) => status(`/${type}/a`, { method: 'PATCH', body: '[{"op":"add","path":"/language","value":"en"}]', headers: { 'content-type': statement.patchFormat[0]! } }),
    delete: (type) => status(`/${type}/gone`, { method: 'DELETE' }),
    'history-instance': (type) => status(`/${type}/a/_history`),
    'history-type': (type) => status(`/${type}/_history`),
    'search-type': (type) => status(`/${type}?_count=1`),
  }
  const expected: Readonly<Record<string, number>> = { create: 201, delete: 204 }
  const tag = { system: 'urn:c', code: 'a' }
  const tagged = (body: object): object => ({ ...body, meta: { tag: [tag] } })
  const claims: Readonly<Record<string, (type: string, body: object) => Promise<unknown[]>>> = {
    versioning: async (type) => [(await s.call(`/fhir/alpha/${type}/a`)).headers.get('etag')?.startsWith('W/"')],
    readHistory: async (type) => [await status(`/${type}/a/_history/1`)],
    updateCreate: async (type, body) => [await status(`/${type}/client-id`, put({ ...body, id: 'client-id' }))],
    conditionalCreate: async (type, body) => [await status(`/${type}`, post(tagged(body), { 'if-none-exist': '_tag=urn:c|a' })), await status(`/${type}`, post(tagged(body), { 'if-none-exist': '_tag=urn:c|a' }))],
    conditionalUpdate: async (type, body) => [await status(`/${type}?_tag=urn:c|a`, put(tagged(body)))],
    conditionalRead: async (type) => {
      const [etag, date] = await s.call(`/fhir/alpha/${type}/a`).then(({ headers }) => [headers.get('etag')!, headers.get('last-modified')!])
      return [await status(`/${type}/a`, { headers: { 'if-none-match': etag! } }), await status(`/${type}/a`, { headers: { 'if-modified-since': date! } })]
    },
    conditionalDelete: async (type) => [await status(`/${type}?_tag=urn:c|a`, { method: 'DELETE' })],
    referencePolicy: () => Promise.resolve([]),
  }
  const claimed: Readonly<Record<string, unknown[]>> = {
    versioning: [true], readHistory: [200], updateCreate: [201], conditionalCreate: [201, 200], conditionalUpdate: [200], conditionalRead: [304, 304], conditionalDelete: [204], referencePolicy: [],
  }
  const told = new Set(['type', 'interaction', 'searchParam', 'searchInclude', 'searchRevInclude', 'operation'])
  for (const entry of statement.rest[0].resource.filter(({ type }) => type !== 'AuditEvent')) {
    assert.deepEqual(entry.interaction.map(({ code }) => code).toSorted(), Object.keys(calls).toSorted())
    assert.deepEqual(Object.keys(entry).filter((key) => !told.has(key)).toSorted(), Object.keys(claims).toSorted())
    const sample = samples[entry.type]
    if (sample === undefined) continue
    const body = { resourceType: entry.type, ...sample }
    assert.equal(await status(`/${entry.type}/a`, put({ ...body, id: 'a' })), 201)
    for (const [code, call] of Object.entries(calls)) assert.equal(await call(entry.type, body), expected[code] ?? 200, `${code} ${entry.type}`)
    for (const [name, call] of Object.entries(claims)) assert.deepEqual(await call(entry.type, body), claimed[name], `${name} ${entry.type}`)
  }
})

test('AuditEvents are the hub\'s own: read and searched, and no more is claimed', async () => {
  const { searchParam, ...entry } = statement.rest[0].resource.find(({ type }) => type === 'AuditEvent')!
  assert.deepEqual(entry, { type: 'AuditEvent', interaction: [{ code: 'read' }, { code: 'search-type' }], versioning: 'no-version' })
  assert.ok(searchParam.some(({ name }) => name === 'patient'))
  const found = (await (await s.call('/fhir/alpha/AuditEvent?_count=1')).json()) as { entry: { resource: { id: string } }[] }
  assert.equal(await status(`/AuditEvent/${found.entry[0]!.resource.id}`), 200)
  assert.equal(await status('/AuditEvent', post({ resourceType: 'AuditEvent' })), 400)
})

test('every interaction of the whole, every compartment', async () => {
  const bundle = (type: string): RequestInit => post({ resourceType: 'Bundle', type, entry: [] })
  const calls: Readonly<Record<string, () => Promise<number>>> = {
    transaction: () => status('', bundle('transaction')), batch: () => status('', bundle('batch')), 'history-system': () => status('/_history'),
  }
  assert.deepEqual(statement.rest[0].interaction.map(({ code }) => code).toSorted(), Object.keys(calls).toSorted())
  for (const [code, call] of Object.entries(calls)) assert.equal(await call(), 200, code)
  for (const name of ['Patient', 'Encounter', 'RelatedPerson', 'Practitioner', 'Device']) {
    assert.ok(statement.rest[0].compartment.includes(`http://hl7.org/fhir/CompartmentDefinition/${name.toLowerCase()}`))
    assert.equal(await status(`/${name}/a/*?_count=1`), 200)
  }
  assert.equal(statement.rest[0].compartment.length, 5)
})

/** The answers to searches, by batches: what was not answered by 200. */
async function refusedOf(searches: readonly string[]): Promise<string[]> {
  const refused: string[] = []
  for (let from = 0; from < searches.length; from += 500) {
    const part = searches.slice(from, from + 500)
    const response = await s.call('/fhir/alpha', post({ resourceType: 'Bundle', type: 'batch', entry: part.map((url) => ({ request: { method: 'GET', url } })) }))
    const { entry } = (await response.json()) as { entry: { response: { status: string } }[] }
    entry.forEach((one, index) => {
      if (!one.response.status.startsWith('200')) refused.push(`${one.response.status} ${part[index]}`)
    })
    assert.equal(entry.length, part.length)
  }
  return refused
}

/** Values of a parameter's type that any search takes. */
const ofOwnLog: Readonly<Record<string, string>> = { agent: 'Practitioner/a', entity: 'Patient/a', patient: 'Patient/a' }
const values: Readonly<Record<string, string>> = {
  token: 'a', string: 'a', date: '2026', uri: 'urn:a', reference: 'https://example.org/a', number: '1', quantity: '1|http://unitsofmeasure.org|kg', special: '51|7|1|km',
}
const parts: Readonly<Record<string, string>> = { concept: 'a', quantity: '1', date: '2026', string: 'a', value: 'a', reference: 'https://example.org/a' }

function compositeValue(name: string): string[] {
  // The parts' types are not in the statement: a value of the second part's kind is among these.
  return Object.values(parts).map((second) => (name.endsWith('-coordinate') ? 'a$1$1' : `a$${second}`))
}

test('every search parameter of every type', { timeout: 240_000 }, async () => {
  const plain: string[] = []
  const composites = new Map<string, string[]>()
  for (const { type, searchParam } of statement.rest[0].resource) {
    for (const { name, type: kind } of searchParam) {
      const search = (value: string): string => `${type}?${name}=${encodeURIComponent(value)}&_count=1`
      if (kind === 'composite') composites.set(`${type}.${name}`, compositeValue(name).map(search))
      else plain.push(search(name === '_lastUpdated' ? '2026' : (type === 'AuditEvent' ? ofOwnLog[name] : undefined) ?? values[kind]!))
    }
  }
  assert.ok(plain.length > 2400 && composites.size > 50)
  assert.deepEqual(await refusedOf(plain), [])
  const tried = [...composites.values()].flat()
  const refused = new Set((await refusedOf(tried)).map((line) => line.slice(line.indexOf(' ') + 1)))
  const never = [...composites].filter(([, searches]) => searches.every((search) => refused.has(search))).map(([name]) => name)
  assert.deepEqual(never, [])
})

test('order by every date, string, number and quantity, but by sound and by what is several parameters in one', { timeout: 240_000 }, async () => {
  const sorts = statement.rest[0].resource.flatMap(({ type, searchParam }) => searchParam
    // The log comes in the order of its dates alone.
    .filter(({ name }) => type !== 'AuditEvent' || name === 'date')
    .filter(({ type: kind, name }) => ['date', 'string', 'number', 'quantity'].includes(kind) || name === '_id').map(({ name }) => `${type}?_count=1&_sort=-${name}`))
  assert.ok(sorts.length > 500)
  assert.deepEqual((await refusedOf(sorts)).filter((line) => !/=-(?:phonetic|combo-value-quantity)$/.test(line)), [])
})

test('every _include and _revinclude of every type', { timeout: 240_000 }, async () => {
  const searches: string[] = []
  for (const { type, searchInclude = [], searchRevInclude = [] } of statement.rest[0].resource) {
    const all = [...searchInclude.map((value) => `_include=${value}`), ...searchRevInclude.map((value) => `_revinclude=${value}`)]
    for (let from = 0; from < all.length; from += 20) searches.push(`${type}?_count=1&${all.slice(from, from + 20).join('&')}`)
  }
  assert.ok(searches.length > 200)
  assert.deepEqual(await refusedOf(searches), [])
})

test('every operation, where it is said to be', async () => {
  const parameters = post({ resourceType: 'Parameters', parameter: [{ name: 'meta', valueMeta: { tag: [{ code: 'x' }] } }] })
  const calls: Readonly<Record<string, (type: string) => Promise<number[]>>> = {
    'Patient-everything': async (type) => [await status(`/${type}/op/$everything`), await status(`/${type}/op/$everything`, { method: 'POST' })],
    'Encounter-everything': async (type) => [await status(`/${type}/op/$everything`), await status(`/${type}/op/$everything`, { method: 'POST' })],
    'Resource-validate': async (type) => [await status(`/${type}/$validate`, post({ resourceType: type })), await status(`/${type}/op/$validate`)],
    'Resource-meta': async (type) => [await status(`/${type}/$meta`), await status(`/${type}/op/$meta`), await status(`/${type}/op/_history/1/$meta`)],
    'Resource-meta-add': async (type) => [await status(`/${type}/op/$meta-add`, parameters)],
    'Patient-match': async () => [await status('/Patient/$match', post({ resourceType: 'Parameters', parameter: [{ name: 'resource', resource: { resourceType: 'Patient', birthDate: '1970-01-01', name: [{ family: 'A' }] } }] }))],
    'Resource-meta-delete': async (type) => [await status(`/${type}/op/$meta-delete`, parameters)],
  }
  const seen = new Set<string>()
  for (const { type, operation = [] } of statement.rest[0].resource) {
    assert.equal(operation.some(({ name }) => name === 'everything'), type === 'Patient' || type === 'Encounter')
    assert.equal(new Set(operation.map(({ name }) => name)).size, operation.length, 'names are unique')
    const sample = samples[type]
    if (sample !== undefined) assert.equal(await status(`/${type}/op`, put({ resourceType: type, id: 'op', ...sample })), 201)
    for (const { definition } of operation) {
      const name = definition.split('/').at(-1)!
      seen.add(name)
      assert.ok(calls[name] !== undefined, definition)
      if (sample !== undefined) assert.deepEqual(new Set(await calls[name](type)), new Set([200]), `${name} ${type}`)
    }
  }
  assert.deepEqual([...seen].toSorted(), Object.keys(calls).toSorted())
  assert.deepEqual(statement.rest[0].operation, [{ name: 'meta', definition: 'http://hl7.org/fhir/OperationDefinition/Resource-meta' }])
  assert.equal(await status('/$meta'), 200)
})
