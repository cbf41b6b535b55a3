import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foundGuests } from './barcamp-guests.ts'

const guest = (name: string, code: string, more: { readonly waiting?: number; readonly arrived?: number } = {}) => ({ id: code, name, organization: 'Haus Älpen', mail: '', since: 1, code, waiting: 0, answers: [], arrived: null, ...more })
const guests = [guest('Zoë Muster', 'ABCD2345'), guest('Ben Übel', 'EFGH2345', { arrived: 5 }), guest('Ana Test', 'JKLM2345', { waiting: 2 })]
const names = (search: string, filter: Parameters<typeof foundGuests>[2] = 'all') => foundGuests(guests, search, filter).map(({ name }) => name)

test('guests are found by every word of name and house, without accents, and by their code', () => {
  assert.deepEqual(names(''), ['Ana Test', 'Ben Übel', 'Zoë Muster'])
  assert.deepEqual(names('zoe alpen'), ['Zoë Muster'])
  assert.deepEqual(names('efgh 2345'), ['Ben Übel'])
  assert.deepEqual(names('nobody'), [])
})

test('who is missing has a place and is not there', () => {
  assert.deepEqual([names('', 'missing'), names('', 'there'), names('', 'waiting')], [['Zoë Muster'], ['Ben Übel'], ['Ana Test']])
})
