import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextCursor } from './fhir.ts'
import { referencedId } from './fhir-shapes.ts'

test('the cursor is taken from the next link, absolute or relative, and only from there', () => {
  const bundle = (url: string, relation = 'next') => ({ resourceType: 'Bundle' as const, link: [{ relation: 'self', url: '?_cursor=no' }, { relation, url }] })
  assert.equal(nextCursor(bundle('https://hub/fhir/alpha/Location?_count=2&_cursor=a%2Bb')), 'a+b')
  assert.equal(nextCursor(bundle('Location?_cursor=x')), 'x')
  assert.equal(nextCursor(bundle('Location?_cursor=x', 'previous')), null)
  assert.equal(nextCursor({ resourceType: 'Bundle' }), null)
})

test('a reference gives its id for the type asked for', () => {
  assert.equal(referencedId({ reference: 'Patient/1' }, 'Patient'), '1')
  assert.equal(referencedId({ reference: 'https://hub/fhir/alpha/Patient/1/_history/2' }, 'Patient'), '1')
  assert.equal(referencedId({ reference: 'Group/1' }, 'Patient'), undefined)
  assert.equal(referencedId({ display: 'x' }, 'Patient'), undefined)
})
