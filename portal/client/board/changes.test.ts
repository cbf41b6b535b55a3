import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changesBetween } from './changes.ts'
import type { Stay, Ward } from './model.ts'

const person = (name: string) => ({ id: name, name, birthDate: null, gender: 'unknown' as const, deceased: false })
const stay = (id: string, bedName = '', patient: Stay['patient'] = person(id)): Stay => ({ id, status: 'present', patient, caseNumber: '', since: null, attending: '', department: '', bedName })
const ward = (beds: Readonly<Record<string, readonly Stay[]>>, withoutBed: readonly Stay[] = []): Ward => ({
  id: 'w', name: 'w', rooms: [{ id: 'r', name: 'r', beds: Object.entries(beds).map(([id, stays]) => ({ id, name: id, stays })) }], withoutBed, planned: [], onLeave: [], beds: 0, occupied: 0,
})

test('arrivals, moves, departures and updates are told apart, with the bed each leaves', () => {
  const still = stay('still', 'b4')
  const before = [ward({ b1: [stay('moves', 'b1')], b2: [stay('leaves', 'b2')], b3: [stay('changes', 'b3')], b4: [still] })]
  const after = [ward({ b1: [], b2: [stay('moves', 'b2')], b3: [{ ...stay('changes', 'b3'), attending: 'Dr. B' }], b4: [still] }, [stay('arrives')])]
  assert.deepEqual(changesBetween(before, after), [
    { kind: 'moved', id: 'moves', name: 'moves', bedName: 'b2', leftBed: 'b1' },
    { kind: 'updated', id: 'changes', name: 'changes', bedName: 'b3', leftBed: null },
    { kind: 'arrived', id: 'arrives', name: 'arrives', bedName: '', leftBed: null },
    { kind: 'left', id: 'leaves', name: 'leaves', bedName: 'b2', leftBed: 'b2' },
  ])
})

test('a name that was still loading is no change', () => {
  assert.deepEqual(changesBetween([ward({ b1: [stay('a', 'b1', null)] })], [ward({ b1: [stay('a', 'b1')] })]), [])
})
