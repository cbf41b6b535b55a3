import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evidenceConcerns, evidenceState, processesPatientData, requiredOf } from './evidence.ts'
import type { Evidence } from './offers.ts'
import { defaultPolicy } from './policy.ts'

const now = new Date('2026-11-22T08:00:00Z')
const piece = (kind: Evidence['kind'], more: Partial<Evidence> = {}): Evidence => ({ kind, title: { de: kind }, ...more })

test('evidence counts from the day it is issued until the day before it expires, and is called expiring for 90 days', () => {
  const states = [{}, { expires: '2026-11-22' }, { expires: '2026-11-23' }, { expires: '2027-02-20' }, { expires: '2027-02-21' }, { issued: '2026-11-23' }, { issued: '2026-11-22' }]
    .map((one) => evidenceState(one, now))
  assert.deepEqual(states, ['valid', 'expired', 'expiring', 'expiring', 'valid', 'expired', 'valid'])
})

test('what is required and wanting: the best piece of a kind speaks for it', () => {
  const concerns = (...evidence: readonly Evidence[]): unknown => evidenceConcerns(['avv', 'c5'], evidence, now).map(({ kind, why, expires }) => [kind, why, expires ?? null])
  assert.deepEqual(concerns(), [['avv', 'absent', null], ['c5', 'absent', null]])
  assert.deepEqual(concerns(piece('avv', { expires: '2026-12-01' }), piece('avv', { expires: '2026-12-24' }), piece('c5', { value: 'Typ 1' })), [['avv', 'expiring', '2026-12-24'], ['c5', 'not-type-2', null]])
  assert.deepEqual(concerns(piece('avv', { expires: '2026-12-01' }), piece('avv'), piece('c5', { value: 'type 2', expires: '2026-01-01' }), piece('c5')), [['c5', 'expired', '2026-01-01']])
  assert.deepEqual(concerns(piece('avv'), piece('c5', { value: 'BSI C5:2020 Typ 2' })), [])
})

test('patients\' data: by the rights asked for; without any, nobody knows', () => {
  const answers = [[], ['system/Slot.rs', 'system/Schedule.cruds'], ['system/Slot.rs', 'system/Patient.r'], ['system/*.rs'], ['system/Appointment.rs?status=booked'], ['launch']]
    .map((scopes) => processesPatientData({ scopes }))
  assert.deepEqual(answers, [true, false, true, true, true, true])
  const of = (scopes: readonly string[], inside: boolean): unknown => requiredOf(defaultPolicy, { scopes }, inside)
  assert.deepEqual([of(['system/Patient.r'], false), of(['system/Patient.r'], true), of(['system/Slot.r'], false)], [['avv', 'data-location', 'c5'], ['avv', 'data-location'], ['avv', 'data-location']])
})
