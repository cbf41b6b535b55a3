import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plugContract } from '@steckwerk/plug/testing'
import { schedulingPlug } from '../src/service.ts'
import { proposed, setting } from './setting.ts'

plugContract(schedulingPlug)

test('the exit export holds calendars with their rules, slots and appointments, one a line', async () => {
  await using s = await setting()
  await s.calendar('a')
  await s.call('Appointment/$book', proposed(s.slots('a')[0]!))
  const order = { carrier: 'alpha', instance: 'i', plan: 'p', parameters: {} }
  const made = await s.plug.exitExport!(order)
  const chunks: Uint8Array[] = []
  for await (const chunk of made!.content) chunks.push(chunk)
  const types = Buffer.concat(chunks).toString().trimEnd().split('\n').map((line) => (JSON.parse(line) as { resourceType: string }).resourceType)
  assert.deepEqual(Object.fromEntries(Map.groupBy(types, (type) => type).entries().map(([type, all]) => [type, all.length])), { Schedule: 1, Appointment: 1, Slot: 30 })
  assert.equal(made!.contentType, 'application/fhir+ndjson')
})
