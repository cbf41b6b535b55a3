import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Encounter, FhirResource, Location } from '../fhir-shapes.ts'
import { assemble } from './assemble.ts'
import type { Board, Stay } from './model.ts'
import { ResourcePool } from './resource-pool.ts'

const now = new Date(2026, 10, 21, 14, 2)
const today = now.toISOString()

const place = (id: string, code: string, partOf?: string, more: Partial<Location> = {}): Location => ({
  resourceType: 'Location', id, name: id, physicalType: { coding: [{ code }] }, ...(partOf === undefined ? {} : { partOf: { reference: `Location/${partOf}` } }), ...more,
})
const stay = (id: string, places: readonly string[], more: Partial<Encounter> = {}): Encounter => ({
  resourceType: 'Encounter', id, status: 'in-progress', class: { code: 'IMP' }, subject: { reference: `Patient/${id}` }, period: { start: today },
  location: places.map(at => ({ location: { reference: `Location/${at}` }, status: 'active' })), ...more,
})
const house: readonly Location[] = [
  place('S', 'si'), place('W2', 'wa', 'S'), place('W10', 'wa', 'S'), place('R1', 'ro', 'W2'), place('B1', 'bd', 'R1'), place('B2', 'bd', 'R1'), place('B10', 'bd', 'R1'), place('B9', 'bd', 'W10'),
]

function boardOf(...resources: readonly FhirResource[]): { board: Board; missing: ReturnType<typeof assemble>['missing'] } {
  const pool = new ResourcePool()
  for (const resource of [...house, ...resources]) pool.put(resource)
  return assemble(pool, now)
}
const ids = (stays: readonly Stay[]) => stays.map(({ id }) => id)
const wardOf = (board: Board, id: string) => {
  const ward = board.sites.flatMap(site => site.wards).find(candidate => candidate.id === id)
  assert.ok(ward)
  return ward
}

test('wards, rooms and beds stand in their natural order, a bed without a room in a nameless one', () => {
  const { board } = boardOf()
  assert.deepEqual(board.sites.map(({ id, wards }) => [id, wards.map(ward => ward.id)]), [['S', ['W2', 'W10']]])
  assert.deepEqual(wardOf(board, 'W2').rooms.map(({ id, beds }) => [id, beds.map(bed => bed.id)]), [['R1', ['B1', 'B2', 'B10']]])
  assert.deepEqual(wardOf(board, 'W10').rooms.map(({ id, beds }) => [id, beds.length]), [['', 1]])
})

test('everybody stands where they are: in a bed, without one, expected, on leave', () => {
  const { board } = boardOf(
    stay('bed', ['W2', 'R1', 'B1']), stay('second', ['B1']), stay('nobed', ['W2']), stay('leave', ['B2'], { status: 'onleave' }),
    stay('planned', ['W2'], { status: 'planned' }), stay('tomorrow', ['W2'], { status: 'planned', period: { start: new Date(2026, 10, 22, 8).toISOString() } }),
    stay('outpatient', [], { class: { code: 'AMB' } }), stay('nowhere', []), stay('over', ['B10'], { status: 'finished' }),
  )
  const ward = wardOf(board, 'W2')
  assert.deepEqual(ward.rooms[0]?.beds.map(bed => ids(bed.stays)), [['bed', 'second'], ['leave'], []])
  assert.deepEqual([ids(ward.withoutBed), ids(ward.planned), ids(ward.onLeave), ids(board.unplaced)], [['nobed'], ['planned'], ['leave'], ['nowhere']])
  assert.deepEqual([ward.beds, ward.occupied], [3, 2])
})

test('a place left does not count, the innermost does, and a plan for a date alone means that day here', () => {
  const { board } = boardOf(
    stay('moved', [], { location: [{ location: { reference: 'Location/B1' }, status: 'completed' }, { location: { reference: 'Location/B9' }, status: 'active' }, { location: { reference: 'Location/W10' }, status: 'active' }] }),
    stay('dated', ['W10'], { status: 'planned', extension: [{ url: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedStartDate', valueDateTime: '2026-11-21' }] }),
  )
  assert.equal(wardOf(board, 'W2').occupied, 0)
  assert.deepEqual(ids(wardOf(board, 'W10').rooms[0]?.beds[0]?.stays ?? []), ['moved'])
  assert.deepEqual(ids(wardOf(board, 'W10').planned), ['dated'])
})

test('a stay that has begun counts from then, not from the day it was planned for', () => {
  const planned = { url: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedStartDate', valueDateTime: '2026-12-02T08:00:00+01:00' }
  const { board } = boardOf(stay('begun', ['B1'], { period: { start: '2026-11-21T07:30:00+01:00' }, extension: [planned] }))
  assert.equal(wardOf(board, 'W2').rooms[0]?.beds[0]?.stays[0]?.since, '2026-11-21T07:30:00+01:00')
})

test('of a stay split into contacts the innermost shows, with the number of the whole', () => {
  const vn = { identifier: [{ type: { coding: [{ code: 'VN' }] }, value: '4711' }] }
  const { board } = boardOf(stay('whole', ['W2'], vn), stay('part', ['B1'], { partOf: { reference: 'Encounter/whole' } }))
  const [shown] = wardOf(board, 'W2').rooms[0]?.beds[0]?.stays ?? []
  assert.deepEqual([shown?.id, shown?.caseNumber, wardOf(board, 'W2').withoutBed.length], ['part', '4711', 0])
})

test('what is not there yet is named, once, and a display spares the fetch', () => {
  const { missing } = boardOf(stay('1', ['B1'], {
    participant: [{ individual: { reference: 'Practitioner/a', display: 'Dr. A' } }, { type: [{ coding: [{ code: 'ATND' }] }], individual: { reference: 'Practitioner/b' } }],
    serviceProvider: { reference: 'Organization/d', display: 'Innere' },
  }))
  assert.deepEqual([[...missing.Patient], [...missing.Practitioner], [...missing.Organization]], [['1'], ['b'], []])
})

test('a ring of places ends, a ward of no site still shows, a closed empty ward does not', () => {
  const { board } = boardOf(place('X', 'wa', 'Y'), place('Y', 'ro', 'X'), place('closed', 'wa', 'S', { status: 'inactive' }))
  assert.deepEqual(board.sites.map(({ id, wards }) => [id, wards.map(ward => ward.id)]), [['-', ['X']], ['S', ['W2', 'W10']]])
})
