import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scopesWithin } from './scopes-within.ts'

test('scopes are cut to what is allowed: letter by letter, type by type, never to another context or a wider filter', () => {
  const rows: readonly [asked: string, allowed: string, left: readonly string[]][] = [
    ['patient/Appointment.rs', 'patient/Appointment.cruds', ['patient/Appointment.rs']],
    ['patient/Appointment.cruds', 'patient/Appointment.rs', ['patient/Appointment.rs']],
    ['patient/Appointment.c', 'patient/Appointment.rs', []],
    ['patient/Appointment.rs', 'patient/Patient.rs', []],
    ['patient/Appointment.rs', 'patient/*.r', ['patient/Appointment.r']],
    ['patient/*.rs', 'patient/Appointment.rs', []],
    ['user/Appointment.rs', 'patient/Appointment.rs', []],
    ['patient/Appointment.rs?status=booked', 'patient/Appointment.rs', ['patient/Appointment.rs?status=booked']],
    ['patient/Appointment.rs', 'patient/Appointment.rs?status=booked', []],
    ['patient/Appointment.rs', 'patient/Appointment.r patient/Appointment.s', ['patient/Appointment.rs']],
    ['openid', 'openid', []],
    ['patient/Appointment.rs patient/Appointment.rs', 'patient/Appointment.rs', ['patient/Appointment.rs']],
  ]
  for (const [asked, allowed, left] of rows) assert.deepEqual(scopesWithin(asked.split(' '), allowed.split(' ')), left, `${asked} within ${allowed}`)
})
