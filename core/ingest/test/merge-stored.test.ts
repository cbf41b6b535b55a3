import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Resource } from '@steckwerk/fhir'
import { byReview, isConnectors, mergeStored } from '@steckwerk/ingest'
import { adt, harness, type Harness } from './harness.ts'

const subjectOf = (resource: Resource | undefined): string => (resource!.subject as { reference: string }).reference

async function caseOf(h: Harness, number: string): Promise<Resource> {
  return (await h.all('Encounter')).find((one) => (one.identifier as { value: string }[]).some(({ value }) => value === number))!
}

test('a merge by a person: later messages of the losing number go to the survivor; taken back, they go to the patient again', async () => {
  await using h = await harness()
  await h.send([adt({ event: 'A01', number: '4740' }), adt({ event: 'A01', number: '4741' })])
  const idOf = async (number: string): Promise<string> => (await h.all('Patient')).find((one) => (one.identifier as { value: string }[]).some(({ value }) => value === number))!.id!
  const [survivor, loser] = [await idOf('4740'), await idOf('4741')]
  const merged = await h.store.write(h.ctx(), (writer) => mergeStored(writer, survivor, loser))
  assert.deepEqual(merged.map(({ type, before, after }) => `${type} ${before} ${after}`).sort(), ['Encounter 1 2', 'Patient 1 2', 'Patient 1 2'])
  const moved = await caseOf(h, 'F4741')
  assert.deepEqual([subjectOf(moved), isConnectors(moved)], [`Patient/${survivor}`, false])

  await h.send([adt({ event: 'A01', number: '4741', case: 'F4742', at: '20261122083000' })])
  assert.equal(subjectOf(await caseOf(h, 'F4742')), `Patient/${survivor}`)

  await h.store.write(h.ctx(), async (writer) => {
    for (const { type, id, before } of merged) {
      const [now, former] = [await writer.get(type, id), await writer.version(type, id, before)]
      const text = former!.text!
      await writer.apply([byReview({ kind: 'put', type, id, text, resource: JSON.parse(text) as Resource, expect: now!.version })])
    }
  })
  await h.send([adt({ event: 'A01', number: '4741', case: 'F4743', at: '20261123083000' })])
  assert.equal(subjectOf(await caseOf(h, 'F4743')), `Patient/${loser}`)
  assert.equal(subjectOf(await caseOf(h, 'F4741')), `Patient/${loser}`)
})
