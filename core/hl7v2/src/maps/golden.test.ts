import { validate } from '@steckwerk/fhir'
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseMessage } from '../message.ts'
import { sample } from '../testing.ts'
import { World } from './testing/world.ts'

// `UPDATE_GOLDEN=1 node --test …` writes the expectations anew: read the difference before committing it.
const update = process.env.UPDATE_GOLDEN === '1'

const stories: Readonly<Record<string, readonly string[]>> = {
  'cgm-inpatient': ['cgm-a01', 'cgm-a02', 'cgm-a02-update', 'cgm-a12', 'cgm-a03'],
  'orbis-birth-and-merge': ['orbis-a01', 'orbis-a01-birth', 'orbis-a08-null', 'orbis-a28', 'orbis-a40'],
  'imedone-cancelled': ['imedone-a04', 'imedone-a11-wrong-label'],
  'cloverleaf-update': ['cloverleaf-a01-no-label', 'cloverleaf-a31-line-feeds'],
}

for (const [story, samples] of Object.entries(stories)) {
  test(`${story}: every resource after every message`, () => {
    const world = new World()
    const steps = samples.map(name => {
      const result = world.apply(parseMessage(sample(name)))
      assert.equal(result.kind, 'mapped', name)
      for (const resource of world.resources.values()) {
        assert.deepEqual(
          validate(resource).filter(({ severity }) => severity === 'error'),
          [],
          `${name}: ${resource.resourceType}`,
        )
      }
      return { message: name, ...result }
    })
    const file = new URL(`golden/${story}.json`, import.meta.url)
    if (update) writeFileSync(file, `${JSON.stringify(steps, null, 1)}\n`)
    assert.deepEqual(steps, JSON.parse(readFileSync(file, 'utf8')))
  })
}
