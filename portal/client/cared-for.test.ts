import type { PersonLink } from '@steckwerk/api/contract/person'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { caredFor, chosenPerson } from './cared-for.ts'

const link = (name: string, more: Partial<PersonLink>): PersonLink => ({
  carrier: { slug: 'alpha', name: 'Alpha' }, link: `l-${name}`, state: 'active', relation: 'self', act: 'code', since: '2026-01-01T00:00:00Z',
  patient: { id: `p-${name}`, name, birthDate: '1960-01-01' }, ...more,
})

test('oneself comes first, a relative known to two hospitals is one person, and what is pending is nobody', () => {
  const people = caredFor([
    link('Zoe', { link: 'z', relation: 'parent' }), link('Berta', { link: 'b2', relation: 'proxy', since: '2026-03-01T00:00:00Z' }), link('Berta', { link: 'b1', relation: 'proxy' }),
    link('Erika', { link: 'e1' }), link('Erika M.', { link: 'e2', since: '2026-02-01T00:00:00Z' }), { ...link('X', { state: 'searching' }), link: 'x' },
  ])
  assert.deepEqual(people.map(({ key, self, name, links }) => [key, self, name, links.map(one => one.link)]), [
    ['ich', true, 'Erika', ['e1', 'e2']], ['b1', false, 'Berta', ['b1', 'b2']], ['z', false, 'Zoe', ['z']],
  ])
  assert.equal(chosenPerson(people, 'b2')?.name, 'Berta')
  assert.equal(chosenPerson(people, 'gone')?.name, 'Erika')
  assert.equal(chosenPerson([], undefined), undefined)
})
