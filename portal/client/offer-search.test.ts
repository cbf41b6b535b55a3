import type { Offer } from '@steckwerk/api/contract/booking'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findOffers } from './offer-search.ts'

const offer = (name: string, city: string, specialties: readonly string[]): Offer => ({
  carrier: { slug: 'alpha', name: 'Klinikverbund Weiß' }, service: name, name, mode: 'booking', specialties, address: [], city, costs: { kind: 'unknown' },
})
const offers = [offer('Hautsprechstunde', 'Münster', ['Dermatologie']), offer('Herzkatheter', 'Köln', ['Kardiologie'])]
const found = (typed: string): readonly string[] => findOffers(offers, typed).map(({ name }) => name)

test('umlauts are found however they are typed', () => {
  for (const typed of ['münster', 'Muenster', 'munster', 'MÜNSTER']) assert.deepEqual(found(typed), ['Hautsprechstunde'])
  for (const typed of ['weiß', 'weiss']) assert.equal(found(typed).length, 2)
})

test('every word must stand somewhere', () => {
  assert.deepEqual(found('kardio köln'), ['Herzkatheter'])
  assert.deepEqual(found('kardio münster'), [])
  assert.equal(found('  ').length, 2)
})
