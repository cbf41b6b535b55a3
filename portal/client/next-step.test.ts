import type { ConsentLine } from '@steckwerk/api/contract/consent'
import type { PersonLink } from '@steckwerk/api/contract/person'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caredFor } from './cared-for.ts'
import { nextStep } from './next-step.ts'

const now = Date.parse('2026-11-22T08:00:00Z')
const link = (slug: string, more: Partial<PersonLink> = {}): PersonLink => ({
  carrier: { slug, name: slug }, link: `l-${slug}`, state: 'active', relation: 'self', act: 'code', since: '2026-01-01T00:00:00Z', patient: { id: 'p', name: 'Erika', birthDate: '1960-01-01' }, ...more,
})
const step = (links: readonly PersonLink[], more: Partial<Parameters<typeof nextStep>[0]> = {}) =>
  nextStep({ links, person: caredFor(links)[0], children: [], addFactor: false, consents: { consents: [], patients: [] }, now, ...more }).kind

test('the most pressing step comes first', () => {
  const child = { carrier: { slug: 'a', name: 'A' }, patient: 'k', name: 'Kind', birthDate: undefined, requested: false }
  assert.equal(step([]), 'link')
  assert.equal(step([link('a', { state: 'waiting' })]), 'waiting')
  assert.equal(step([link('a')], { children: [child], addFactor: true }), 'child')
  assert.equal(step([link('a')], { children: [{ ...child, requested: true }], addFactor: true }), 'protect')
  assert.equal(step([link('a', { relation: 'proxy', endsOn: '2026-12-01' })]), 'ending')
  assert.equal(step([link('a'), link('b')]), 'release')
  assert.equal(step([link('a'), link('b')], { consents: { consents: [{ state: 'active', carrier: { slug: 'b', name: 'b' } } as ConsentLine], patients: [] } }), 'look')
  assert.equal(step([link('a'), link('b')], { consents: undefined }), 'look')
  assert.equal(step([link('a')]), 'look')
  assert.equal(step([link('a', { relation: 'proxy', endsOn: '2027-12-01' })]), 'none')
})
