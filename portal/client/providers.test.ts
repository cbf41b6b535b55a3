import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CarrierPlugs, PlugInfo } from '@steckwerk/api/contract/plugs'
import { capabilitiesOf, lostOperations } from './providers.ts'

const plug = (id: string, capability: string, operations: readonly string[]): PlugInfo =>
  ({ id, url: null, health: null, manifest: { id, capability, operations: operations.map(name => ({ type: 'Appointment', level: 'type', name })) } }) as unknown as PlugInfo
const granted = (id: string): CarrierPlugs['grants'][number] => ({ plug: id, scopes: [], purposes: [], at: '', by: '', asksForMore: false, ordered: false })
const own = plug('own', 'scheduling', ['book', 'wait', 'cancel', 'wait'])
const rival = plug('rival', 'scheduling', ['cancel', 'book'])

test('services stand under what they are for; only those with a grant', () => {
  const found = capabilitiesOf({ plugs: [own, rival, plug('forms', 'forms', []), plug('other', 'storage', [])], grants: ['own', 'rival', 'forms'].map(granted), providers: [{ capability: 'scheduling', plug: 'own' }], concerns: [{ plug: 'rival', concerns: [{ kind: 'c5', why: 'absent' }] }] })
  assert.deepEqual(found[1]?.providers.map(({ concerns }) => concerns.length), [0, 1])
  assert.deepEqual(found.map(({ name, chosen, providers }) => [name, chosen, providers.map(({ id }) => id)]), [['forms', undefined, ['forms']], ['scheduling', 'own', ['own', 'rival']]])
})

test('what another provider does not do is named once', () => {
  assert.deepEqual(lostOperations(own, rival), ['wait'])
  assert.deepEqual(lostOperations(rival, own), [])
})
