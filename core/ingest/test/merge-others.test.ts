import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Resource } from '@steckwerk/fhir'
import { adt, harness } from './harness.ts'

test('a merge moves what others wrote without touching anything else of it', async () => {
  await using h = await harness()
  await h.send([adt({ event: 'A01', number: '4730' }), adt({ event: 'A01', number: '4731' })])
  const idOf = async (number: string): Promise<string> => (await h.all('Patient')).find((one) => (one.identifier as { value: string }[]).some(({ value }) => value === number))!.id!
  const [losing, surviving] = [await idOf('4730'), await idOf('4731')]
  const text = `{"resourceType":"Observation","id":"weight","status":"final","code":{"text":"w"},"valueQuantity":{"value":61.50},"subject":{"reference":"Patient/${losing}"}}`
  await h.store.commit(h.ctx(), { kind: 'put', type: 'Observation', id: 'weight', text, resource: JSON.parse(text) as Resource, expect: 0 })
  const merge = adt({ event: 'A40', number: '4731' }).replace(/\rPV1\|.*\r/, '\rMRG|4730^^^Haus^PI\r')
  assert.equal((await h.send([merge])).kind, 'accepted')
  const row = await h.store.read(h.ctx(), (reader) => reader.get('Observation', 'weight'))
  assert.equal(row!.version, 2)
  assert.ok(row!.text!.includes('61.50') && row!.text!.includes(`Patient/${surviving}`) && !row!.text!.includes('urn:steckwerk:connector'))
})
