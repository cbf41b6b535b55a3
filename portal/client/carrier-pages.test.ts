import type { Me } from '@steckwerk/api/contract'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { administers, carriersWith, firstPageAt, pagesAt } from './carrier-pages.ts'

const who = (permissions: readonly string[]): Me => ({
  account: 'a', name: 'A', roles: [], permissions: [], elsewhere: [], demo: false,
  carriers: [{ slug: 'alpha', name: 'Alpha', roles: [], permissions }, { slug: 'beta', name: 'Beta', roles: [], permissions: ['ward.read'] }],
})

test('a desk clerk has the desk and nothing to administer', () => {
  const me = who(['ward.read', 'person.desk'])
  assert.deepEqual(pagesAt(me, 'alpha'), ['empfang'])
  assert.equal(administers(me), false)
  assert.equal(firstPageAt(me, 'alpha'), 'empfang')
  assert.deepEqual(carriersWith(me, 'empfang').map(({ slug }) => slug), ['alpha'])
})

test('an administrator arrives at the people, not at the desk', () => {
  const me = who(['person.desk', 'people.manage', 'audit.read'])
  assert.deepEqual(pagesAt(me, 'alpha'), ['empfang', 'personen', 'protokoll'])
  assert.equal(administers(me), true)
  assert.equal(firstPageAt(me, 'alpha'), 'personen')
  assert.equal(firstPageAt(me, 'beta'), undefined)
  assert.deepEqual(pagesAt(me, 'gamma'), [])
})
