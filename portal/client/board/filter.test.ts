import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filterWard, hasRows } from './filter.ts'
import type { Stay, Ward } from './model.ts'

const stay = (name: string, attending = ''): Stay => ({ id: name, status: 'present', patient: { id: name, name, birthDate: null, gender: 'unknown', deceased: false }, caseNumber: '', since: null, attending, department: '', bedName: '' })
const ward: Ward = {
  id: 'w', name: 'w', beds: 2, occupied: 1, withoutBed: [stay('Çelik, Elif')], planned: [], onLeave: [],
  rooms: [{ id: 'r1', name: '101', beds: [{ id: 'b1', name: '1', stays: [stay('Müller, Änne', 'Dr. Ost')] }, { id: 'b2', name: '2', stays: [] }] }],
}
const beds = (filtered: Ward) => filtered.rooms.flatMap(room => room.beds.map(bed => bed.id))

test('nothing asked for gives the very same ward', () => {
  assert.equal(filterWard(ward, { text: '  ', only: undefined }), ward)
})

test('all words must occur, in whatever case; counts stay those of the ward', () => {
  const found = filterWard(ward, { text: 'änne OST', only: undefined })
  assert.deepEqual([beds(found), found.withoutBed.length, found.beds], [['b1'], 0, 2])
  assert.deepEqual(beds(filterWard(ward, { text: '101', only: undefined })), ['b1', 'b2'])
  assert.equal(hasRows(filterWard(ward, { text: 'niemand', only: undefined })), false)
})

test('free beds alone, occupied beds alone', () => {
  assert.deepEqual([beds(filterWard(ward, { text: '', only: 'free' })), filterWard(ward, { text: '', only: 'free' }).withoutBed.length], [['b2'], 0])
  assert.deepEqual([beds(filterWard(ward, { text: '', only: 'occupied' })), filterWard(ward, { text: '', only: 'occupied' }).withoutBed.length], [['b1'], 1])
})
