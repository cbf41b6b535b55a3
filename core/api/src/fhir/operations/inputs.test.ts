import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import { readInputs, type Inputs, type InputSpec } from './inputs.ts'

const specs: readonly InputSpec[] = [
  { name: 'resource', type: 'resource' }, { name: 'meta', type: 'Meta' }, { name: 'start', type: 'date' }, { name: '_since', type: 'instant' },
  { name: '_type', type: 'types', many: true }, { name: 'mode', type: 'code' }, { name: '_count', type: 'count' }, { name: 'profile', type: 'uri' },
]

function read(query: string, body?: unknown, lenient = false, bare?: string): Inputs {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return readInputs({ query, body: body === undefined ? undefined : { kind: 'json', text }, prefer: { return: undefined, lenient } }, specs, bare)
}

function refusal(query: string, body?: unknown, bare?: string): string {
  try {
    read(query, body, false, bare)
  } catch (thrown) {
    assert.ok(thrown instanceof Fault)
    return thrown.code
  }
  return assert.fail('nothing was refused')
}

const parameters = (...parameter: unknown[]): object => ({ resourceType: 'Parameters', parameter })

test('from the address and from Parameters alike', () => {
  const inputs = read('start=2026-01&_type=Patient,Encounter&_since=2026-01-01T00:00:00+02:00', parameters({ name: '_type', valueCode: 'Observation' }, { name: '_count', valueInteger: 5 }))
  assert.deepEqual(inputs.pairs, [['start', '2026-01'], ['_type', 'Patient,Encounter'], ['_since', '2026-01-01T00:00:00+02:00'], ['_type', 'Observation'], ['_count', '5']])
  assert.deepEqual([inputs.one('start'), inputs.one('mode'), inputs.all('_type')], ['2026-01', undefined, ['Patient,Encounter', 'Observation']])
  const patient = { resourceType: 'Patient' }
  assert.deepEqual(read('', parameters({ name: 'resource', resource: patient }, { name: 'meta', valueMeta: {} })).object('resource'), patient)
})

test('a body may be the resource itself, also where that is a Parameters resource', () => {
  const patient = { resourceType: 'Patient' }
  assert.deepEqual(read('mode=create', patient, false, 'resource').object('resource'), patient)
  const itself = parameters({ name: 'x', valueString: 'y' })
  assert.deepEqual(read('', itself, false, 'resource').object('resource'), itself)
  assert.equal(refusal('', patient), 'api/operation-body')
  assert.equal(refusal('', '[]'), 'api/operation-body')
})

test('what is not known, has another form or comes twice is refused', () => {
  for (const query of ['start=2026-01-01T00:00:00Z', 'start=x', '_since=x', '_type=Nonsense', '_type=', '_count=0', '_count=-1', 'mode=', 'profile=a%20b', 'start=2026&start=2027', 'resource=x']) {
    assert.equal(refusal(query), 'api/operation-input', query)
  }
  for (const parameter of [1, {}, { name: 1 }, { name: 'start' }, { name: 'start', valueDate: true }, { name: 'start', valueDate: '2026', valueCode: 'a' }, { name: 'meta', valueCode: 'a' },
    { name: 'resource', resource: 1 }, { name: 'mode', part: [] }, { name: 'mode', valueCode: 'a\0' }]) {
    assert.equal(refusal('', parameters(parameter)), 'api/operation-input', JSON.stringify(parameter))
  }
  assert.equal(refusal('', { resourceType: 'Parameters', parameter: {} }), 'api/operation-input')
  assert.equal(refusal('nonsense=1'), 'api/operation-input-unknown')
  assert.equal(refusal('', parameters({ name: 'nonsense' })), 'api/operation-input-unknown')
  assert.deepEqual(read('nonsense=1', parameters({ name: 'nonsense' }), true).pairs, [])
})
