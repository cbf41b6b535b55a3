import type { Me } from '@steckwerk/api/contract'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { administers, arranges, carriersWith, firstPageAt, pagesAt } from './carrier-pages.ts'

const who = (permissions: readonly string[]): Me => ({
  account: 'a', name: 'A', roles: [], permissions: [], elsewhere: [], demo: false,
  carriers: [{ slug: 'alpha', name: 'Alpha', roles: [], permissions }, { slug: 'beta', name: 'Beta', roles: [], permissions: ['ward.read'] }],
})

test('a desk clerk has the desk and nothing to administer', () => {
  const me = who(['ward.read', 'person.desk'])
  assert.deepEqual(pagesAt(me, 'alpha'), ['empfang', 'kalender'])
  assert.equal(administers(me), false)
  assert.equal(firstPageAt(me, 'alpha'), 'empfang')
  assert.deepEqual(carriersWith(me, 'empfang').map(({ slug }) => slug), ['alpha'])
})

test('an administrator arrives at the people, not at the desk', () => {
  const me = who(['person.desk', 'people.manage', 'audit.read'])
  assert.deepEqual(pagesAt(me, 'alpha'), ['empfang', 'personen', 'protokoll'])
  assert.equal(administers(me), true)
  assert.equal(firstPageAt(me, 'alpha'), 'personen')
  assert.equal(firstPageAt(me, 'beta'), 'kalender')
  assert.deepEqual(pagesAt(me, 'gamma'), [])
})

test('who works at the desk and sees the wards arranges appointments; who only looks does not', () => {
  assert.deepEqual([['ward.read', 'person.desk', 'fhir.write'], ['ward.read', 'fhir.write'], ['person.desk', 'fhir.write']].map(permissions => arranges(who(permissions), 'alpha')), [true, false, false])
})
