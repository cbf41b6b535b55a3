import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { typeNumber } from '@steckwerk/fhir'
import type { AuditRow } from '../contract.ts'
import { entriesText } from './entries-text.ts'

const anyText = fc.string({ unit: 'binary' })
const some = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined })
const row = fc.record({
  at: fc.integer({ min: -1e15, max: 1e15 }), actor: anyText, client: some(anyText), address: some(anyText), purpose: anyText, trace: anyText, event: anyText,
  action: fc.constantFrom('C', 'R', 'U', 'D', 'E'), outcome: fc.constantFrom(0, 4, 8), type: some(fc.constantFrom('Patient', 'Observation')), id: some(anyText),
  version: some(fc.nat()), patients: fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), { maxLength: 4 }),
}) as fc.Arbitrary<AuditRow>

const told = (text: string | undefined): string | undefined => text?.replaceAll('\0', '').toWellFormed()

test('whatever an entry holds, its text is JSON that says the same, without what a database cannot keep', () => {
  fc.assert(fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), (rows) => {
    assert.deepEqual(JSON.parse(entriesText(rows)), rows.map((entry) => {
      const pat = [...new Set(entry.patients)].filter((patient) => patient !== 0n).map(String)
      const whole = {
        at: entry.at === 0 ? 0 : entry.at, outcome: entry.outcome, action: entry.action, event: told(entry.event), actor: told(entry.actor), purpose: told(entry.purpose), trace: told(entry.trace),
        client: told(entry.client), address: told(entry.address), id: told(entry.id), version: entry.version, rt: entry.type === undefined ? undefined : typeNumber(entry.type),
        pat: pat.length === 0 ? undefined : pat,
      }
      return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined))
    }))
  }))
})

test('an instant that is none is refused', () => {
  assert.throws(() => entriesText([{ at: Number.NaN, actor: 'a', purpose: 'p', trace: 't', event: 'e', action: 'R', outcome: 0, patients: [] }]), RangeError)
})
