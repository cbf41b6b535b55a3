import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseJson, validateInvariants, type Resource } from '@steckwerk/fhir'
import { isikExamples, sharedData, syntheaBundles } from './shared-data.ts'

/** Published examples that break an invariant of base R4, with where they do. */
const knownBad: Readonly<Record<string, readonly string[]>> = {
  // A history whose first entry, a SubscriptionStatus in a Parameters, has neither request nor response; the second names a version
  'Bundle-SubscriptionNotificationBundleExample.json': ['bdl-3 Bundle', 'bdl-4 Bundle', 'bdl-8 Bundle.entry[1]'],
  // Location and Organization are described twice
  'CapabilityStatement-ISiKCapabilityStatementBasisServer.json': ['cpb-9 CapabilityStatement.rest[0]'],
}

test('shared examples break no invariant, but for those known to', { skip: !sharedData }, async () => {
  for (const { name, text } of [...syntheaBundles(), ...isikExamples()]) {
    const issues = await validateInvariants(parseJson(text) as Resource)
    assert.deepEqual(
      issues.filter(issue => issue.severity === 'error').map(issue => `${issue.text.replace(/:.*/s, '')} ${issue.at}`),
      knownBad[name] ?? [],
      name,
    )
    assert.deepEqual(
      issues.filter(issue => issue.type !== 'invariant'),
      [],
      name,
    )
  }
})
