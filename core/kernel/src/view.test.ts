import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bothViews, viewAllows, type View } from './view.ts'

const clinician: View = {
  rules: [
    { types: 'all', may: 'rs', patients: [{ admitted: ['care|*'] }], where: [] },
    { types: ['Organization'], may: 'rs', patients: [], where: [] },
  ],
}
const app: View = { rules: [{ types: ['Observation'], may: 'cr', patients: [{ ids: ['p1'] }], where: ['category=laboratory'] }] }

test('two views together allow what both allow, of the Patients in both', () => {
  assert.deepEqual(bothViews(clinician, app), {
    rules: [{ types: ['Observation'], may: 'r', patients: [{ admitted: ['care|*'] }, { ids: ['p1'] }], where: ['category=laboratory'] }],
  })
})

test('views with nothing in common allow nothing', () => {
  assert.deepEqual(bothViews(app, { rules: [{ types: ['Observation'], may: 'd', patients: [], where: [] }] }), { rules: [] })
})

test('a letter is allowed by one rule of the type; without a view everything is', () => {
  assert.equal(viewAllows(clinician, 'Organization', 's'), true)
  assert.equal(viewAllows(clinician, 'Organization', 'c'), false)
  assert.equal(viewAllows(app, 'Patient', 'r'), false)
  assert.equal(viewAllows(undefined, 'Patient', 'd'), true)
})
