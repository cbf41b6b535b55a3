import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listName, spokenName } from './names.ts'

test('a list sorts by family name, the official name stands before a former one', () => {
  const names = [{ use: 'maiden', family: 'Alt' }, { use: 'official', family: 'von der Heide', given: ['Änne', 'Maria'], prefix: ['Dr.'] }]
  assert.equal(listName(names), 'von der Heide, Dr. Änne Maria')
  assert.equal(spokenName(names), 'Dr. Änne Maria von der Heide')
})

test('what is missing leaves no comma behind', () => {
  assert.equal(listName([{ family: 'Unbekannt' }]), 'Unbekannt')
  assert.equal(listName([{ given: ['Kind'] }]), 'Kind')
  assert.equal(listName([{ text: 'Namenlos 1' }]), 'Namenlos 1')
  assert.equal(listName(undefined), '')
  assert.equal(spokenName([]), '')
})
