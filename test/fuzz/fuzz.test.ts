import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runFuzz } from './run-fuzz.ts'

/** `npm run fuzz` sends 20,000 and more; these are for every day. */
const requests = 600

test(`${requests} generated requests: none answers 500, each answers FHIR, none echoes what was sent`, async () => {
  const { failures, aftermath, statuses } = await runFuzz({ seed: 4711, requests, connections: 8 })
  assert.deepEqual(failures.map(({ n, what, request }) => `request ${n}: ${what} ${request.method} ${request.path}`), [])
  assert.deepEqual(aftermath, [])
  // Half of the requests are meant to be understood: a hub that refuses all would pass the rest.
  assert.ok((statuses[200] ?? 0) + (statuses[201] ?? 0) > requests / 5, JSON.stringify(statuses))
})
