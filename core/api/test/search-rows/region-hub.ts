import assert from 'node:assert/strict'
import { post, setting, type Setting } from '../setting.ts'
import { region } from './region.ts'

/** A hub that holds the hand-made region at alpha, and the same once more at beta: what leaks shows as a double. */
export async function regionHub(): Promise<Setting> {
  const s = await setting()
  const entry = region.map((resource) => {
    const { resourceType, id } = resource as { resourceType: string; id: string }
    return { resource, request: { method: 'PUT', url: `${resourceType}/${id}` } }
  })
  for (const carrier of ['alpha', 'beta']) {
    const response = await s.call(`/fhir/${carrier}`, post({ resourceType: 'Bundle', type: 'transaction', entry }))
    assert.equal(response.status, 200, await response.text())
  }
  return s
}
