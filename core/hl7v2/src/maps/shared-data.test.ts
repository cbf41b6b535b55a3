import { validate, type Resource } from '@steckwerk/fhir'
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseMessage, type Message } from '../message.ts'
import { World } from './testing/world.ts'

const data = new URL('../../../../../shared/data/', import.meta.url)
const skip = !existsSync(data) && 'the shared test data is not there'

function messages(folder: string): [string, Message][] {
  return readdirSync(new URL(`${folder}/`, data))
    .toSorted()
    .map(file => {
      const bytes = readFileSync(new URL(`${folder}/${file}`, data))
      return [file, parseMessage(bytes, { charset: 'utf-8' })]
    })
}

/** Maps each message into a world of its own and counts what became of it. */
function outcomes(folder: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const [file, message] of messages(folder)) {
    const world = new World()
    const result = world.apply(message)
    const outcome = result.kind === 'mapped' ? 'mapped' : result.code
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
    for (const resource of world.resources.values()) assert.deepEqual(errors(resource), [], `${file}: ${resource.resourceType}`)
    const again = world.apply(message)
    assert.deepEqual(again.kind === 'mapped' ? again.writes : [], [], `${file} mapped twice`)
  }
  return counts
}

function errors(resource: Resource): unknown[] {
  return validate(resource).filter(({ severity }) => severity === 'error')
}

test('German messages: all are mapped that are of a mapped event and name a patient', { skip }, () => {
  assert.deepEqual(Object.fromEntries(outcomes('hl7v2-de')), { mapped: 30, 'hl7v2/unsupported-type': 9, 'hl7v2/no-patient-number': 1 })
})

test('messages from elsewhere: those without a patient are kept with their reason', { skip }, () => {
  assert.deepEqual(Object.fromEntries(outcomes('hl7v2-mixed')), { mapped: 15, 'hl7v2/unsupported-type': 22, 'hl7v2/no-patient-number': 5 })
})

test('names keep their umlauts and their parts', { skip }, () => {
  const names = messages('hl7v2-de').flatMap(([, message]) => {
    const world = new World()
    world.apply(message)
    return world
      .all('Patient')
      .map(({ name }) => name as { family: string; given: string[]; _family?: { extension: { valueString: string }[] } }[])
  })
  const families = names.map(([first]) => first?.family)
  for (const family of ['Grünwald', 'Krämer', 'Ströbel', 'Größe', 'Nächstname', 'Schäffer']) assert.ok(families.includes(family), family)
  const brück = names.find(([first]) => first?.family === 'aus dem Brück')
  assert.deepEqual(
    brück?.[0]?._family?.extension.map(({ valueString }) => valueString),
    ['Brück', 'aus dem'],
  )
  assert.deepEqual(brück?.[0]?.given, ['Rüdiger'])
})
