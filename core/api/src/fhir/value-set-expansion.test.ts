import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import { expansionOf } from './value-set-expansion.ts'

const valueSet = (members: object): { resourceType: string } => ({ resourceType: 'ValueSet', ...members })
const nowhere = (): Promise<never> => Promise.reject(new Fault('invalid', 'api/value-set-unknown', 'None.'))

async function codes(members: object, others: Readonly<Record<string, object>> = {}): Promise<string[]> {
  const found = await expansionOf(valueSet(members), (url) => (others[url] === undefined ? nowhere() : Promise.resolve(valueSet(others[url]))))
  return found.map(({ system, code }) => `${system}|${code ?? ''}`).toSorted()
}

test('a whole expansion is taken as it stands, headings left out', async () => {
  const contains = [{ system: 's', code: 'a', contains: [{ system: 's', code: 'b' }] }, { system: 's', code: 'h', abstract: true, contains: [{ system: 't', code: 'c' }] }, { display: 'group' }]
  assert.deepEqual(await codes({ expansion: { contains } }), ['s|a', 's|b', 't|c'])
  assert.deepEqual(await codes({ expansion: { total: 9, contains }, compose: { include: [{ system: 's', concept: [{ code: 'x' }] }] } }), ['s|x'], 'a part of one is none')
})

test('a definition: concepts, whole systems, other value sets, what is in both, what is left out', async () => {
  const others = { 'urn:b': { compose: { include: [{ system: 's', concept: [{ code: 'b' }, { code: 'c' }] }] } }, 'urn:whole': { compose: { include: [{ system: 't' }] } } }
  assert.deepEqual(await codes({ compose: { include: [{ system: 's', concept: [{ code: 'a' }] }, { valueSet: ['urn:b'] }, { system: 'u' }] } }, others), ['s|a', 's|b', 's|c', 'u|'])
  assert.deepEqual(await codes({ compose: { include: [{ system: 's', concept: [{ code: 'a' }, { code: 'b' }], valueSet: ['urn:b'] }] } }, others), ['s|b'])
  assert.deepEqual(await codes({ compose: { include: [{ system: 't', concept: [{ code: 'z' }], valueSet: ['urn:whole'] }] } }, others), ['t|z'], 'a code of a whole system')
  assert.deepEqual(await codes({ compose: { include: [{ valueSet: ['urn:b'] }], exclude: [{ system: 's', concept: [{ code: 'b' }] }] } }, others), ['s|c'])
  assert.deepEqual(await codes({ compose: { include: [{ system: 't' }, { system: 'u' }], exclude: [{ system: 't' }] } }, others), ['u|'])
})

test('loops end, and add nothing', async () => {
  const a = { url: 'urn:a', compose: { include: [{ system: 's', concept: [{ code: '1' }] }, { valueSet: ['urn:b'] }] } }
  const b = { url: 'urn:b', compose: { include: [{ system: 's', concept: [{ code: '2' }] }, { valueSet: ['urn:a', 'urn:b'] }, { valueSet: ['urn:a'] }] } }
  assert.deepEqual(await codes(a, { 'urn:a': a, 'urn:b': b }), ['s|1', 's|2'])
})

test('what needs a terminology server, is too much or is not there is refused', async () => {
  const refused = async (members: object, code: string): Promise<void> =>
    assert.rejects(codes(members), (thrown: unknown) => thrown instanceof Fault && thrown.code === code && thrown.status === 400)
  await refused({ compose: { include: [{ system: 's', filter: [{ property: 'a', op: '=', value: 'b' }] }] } }, 'api/value-set-content')
  await refused({ compose: { include: [{ system: 's' }], exclude: [{ system: 's', concept: [{ code: 'a' }] }] } }, 'api/value-set-content')
  await refused({}, 'api/value-set-content')
  await refused({ compose: { include: [{ valueSet: ['urn:none'] }] } }, 'api/value-set-unknown')
  await refused({ expansion: { contains: Array.from({ length: 10_001 }, (_, i) => ({ system: 's', code: `${i}` })) } }, 'api/value-set-size')
})
