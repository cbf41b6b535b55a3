import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resourceTypes } from '../../model/resource-types.ts'
import { searchIncludes, searchRevIncludes } from './includes.ts'
import { parseSearch } from './parse-search.ts'

const read = (type: string, name: string, value: string) => parseSearch(type, [[name, value]], { lenient: false, maxCount: 10 }).query.includes
const refused = (type: string, name: string, value: string) =>
  assert.throws(() => read(type, name, value), { code: 'fhir/search-include', at: name }, `${name}=${value}`)

test('includes name a type, a reference parameter and perhaps a target type', () => {
  const include = { reverse: false, iterate: false, source: 'Encounter', param: 'subject', target: undefined }
  assert.deepEqual(read('Encounter', '_include', 'Encounter:subject'), [include])
  assert.deepEqual(read('Encounter', '_include', 'Encounter:subject:Patient'), [{ ...include, target: 'Patient' }])
  assert.deepEqual(read('Encounter', '_include', '*'), [{ ...include, param: '*' }])
  assert.deepEqual(read('Encounter', '_include', 'Encounter:*'), [{ ...include, param: '*' }])
  const organization = { reverse: false, iterate: true, source: 'Patient', param: 'organization', target: undefined }
  assert.deepEqual(read('Encounter', '_include:iterate', 'Patient:organization'), [organization])
  assert.deepEqual(read('Encounter', '_include:recurse', 'Patient:organization'), [organization])
})

test('reverse includes name what refers to the type searched for', () => {
  const observation = { reverse: true, iterate: false, source: 'Observation', param: 'patient', target: undefined }
  assert.deepEqual(read('Patient', '_revinclude', 'Observation:patient'), [observation])
  assert.deepEqual(read('Patient', '_revinclude', 'Observation:subject:Patient'), [{ ...observation, param: 'subject', target: 'Patient' }])
  assert.deepEqual(read('Patient', '_revinclude', 'Observation:*'), [{ ...observation, param: '*' }])
  assert.deepEqual(read('Patient', '_revinclude:iterate', 'Provenance:target'), [
    { ...observation, iterate: true, source: 'Provenance', param: 'target' },
  ])
})

test('what cannot be followed is refused', () => {
  for (const value of ['', 'Encounter', 'subject', 'Encounter:nobody', 'Encounter:status', 'Nobody:subject', 'Patient:organization', 'Encounter:subject:Location', 'Encounter:subject:Patient:x', 'Encounter:*:Nobody'])
    refused('Encounter', '_include', value)
  refused('PlanDefinition', '_include', 'PlanDefinition:depends-on')
  refused('Bundle', '_include', 'Bundle:composition')
  refused('Encounter', '_include:iterate', '*')
  for (const value of ['*', 'Observation:device', 'Observation:subject:Group', 'Observation:*:Group']) refused('Patient', '_revinclude', value)
  assert.throws(() => read('Patient', '_include:other', 'Patient:link'), { code: 'fhir/search-unknown-parameter' })
})

test('whatever a type states as includes can be asked for', () => {
  assert.ok(searchIncludes('Encounter').includes('Encounter:subject'))
  assert.ok(searchRevIncludes('Patient').includes('Observation:patient'))
  assert.ok(!searchIncludes('PlanDefinition').includes('PlanDefinition:depends-on'))
  for (const type of resourceTypes) {
    for (const value of searchIncludes(type)) assert.equal(read(type, '_include', value).length, 1)
    for (const value of searchRevIncludes(type)) assert.equal(read(type, '_revinclude', value).length, 1)
  }
})
