import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import { readRule, rule, writeRule } from './rule.ts'

const schedule = (extension: unknown) => ({ resourceType: 'Schedule', extension: [extension] }) as never

test('a rule comes back from its Schedule as it was written', () => {
  const some = rule.parse({
    timeZone: 'Europe/Vienna', mode: 'request', slotMinutes: 45, bufferMinutes: 5, capacity: 2, leadMinutes: 60, horizonDays: 30, cancelMinutes: 1440,
    hours: [{ days: ['mon', 'fri'], from: '08:00', to: '12:00' }, { days: ['sat'], from: '20:00', to: '00:00' }],
    closed: [{ start: '2026-12-24', end: '2026-12-26' }],
    extra: [{ date: '2026-12-28', from: '08:00', to: '10:00' }],
    resources: ['room-1', 'device'],
  })
  assert.deepEqual(readRule(schedule(JSON.parse(JSON.stringify(writeRule(some))))), some)
})

test('a calendar without a rule has none; one that cannot be read is a fault without its values', () => {
  assert.equal(readRule({ resourceType: 'Schedule' }), undefined)
  const broken = { url: 'urn:steckwerk:extension:availability', extension: [{ url: 'slotMinutes', valueUnsignedInt: 30 }, { url: 'timeZone', valueCode: 'Mars/Olympus' }] }
  assert.throws(() => readRule(schedule(broken)), (thrown) => thrown instanceof Fault && thrown.code === 'scheduling/rule-form' && !thrown.message.includes('Olympus'))
  assert.throws(() => writeRule({ slotMinutes: 30, hours: [{ days: ['mon'], from: '12:00', to: '08:00' }] }), Fault)
})
