import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compartmentTypes, resourceTypes, searchParam } from '@steckwerk/fhir'
import { impersonalGroups, typeGroupOf, typeGroups, typesOfGroup } from './type-groups.ts'

test('each of the 146 types of R4 is in one group, and no group is empty', () => {
  assert.equal(resourceTypes.length, 146)
  for (const type of resourceTypes) assert.deepEqual(typeGroups.filter((group) => typesOfGroup(group).includes(type)), [typeGroupOf(type)], type)
  for (const group of typeGroups) assert.ok(typesOfGroup(group).length > 0, group)
  assert.equal(typeGroupOf('Nonsense'), undefined)
  assert.equal(typeGroupOf('constructor'), undefined)
})

test('what may belong to a patient is in no group that everybody may read', () => {
  const compartment = new Set(compartmentTypes('Patient'))
  for (const type of impersonalGroups.flatMap(typesOfGroup)) {
    // A Schedule has actors: mostly a physician, never a patient's record.
    if (type === 'Schedule') continue
    assert.ok(!compartment.has(type), type)
    // Of products and their like `subject` means a product.
    const targets = ['patient', 'subject'].flatMap((code) => searchParam(type, code)?.targets ?? [])
    assert.ok(!targets.includes('Patient'), type)
  }
})

test('types by which one could admit oneself to a patient stand apart', () => {
  assert.deepEqual(typesOfGroup('case'), ['Encounter', 'EpisodeOfCare'])
  assert.deepEqual(typesOfGroup('consent'), ['Consent'])
  assert.deepEqual(typesOfGroup('form'), ['Questionnaire'])
})
