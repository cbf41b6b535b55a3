import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scopeParts, scopesOf } from './scope-text.ts'

test('a data scope falls into its parts, a filter among them', () => {
  assert.deepEqual(scopeParts('patient/Observation.rs?category=laboratory'), { kind: 'data', scope: 'patient/Observation.rs?category=laboratory', context: 'patient', type: 'Observation', may: 'rs', filter: 'category=laboratory' })
  assert.deepEqual(scopeParts('system/*.cruds'), { kind: 'data', scope: 'system/*.cruds', context: 'user', type: '*', may: 'cruds', filter: '' })
})

test('the other scopes have their kinds', () => {
  assert.deepEqual(['openid', 'fhirUser', 'launch', 'launch/patient', 'offline_access', 'online_access'].map(scope => scopeParts(scope).kind), ['identity', 'identity', 'context', 'context', 'offline', 'online'])
})

test('typed scopes are told apart by any space, each once', () => {
  assert.deepEqual(scopesOf('  openid\n patient/*.rs openid '), ['openid', 'patient/*.rs'])
})
