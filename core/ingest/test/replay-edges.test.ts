import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Resource } from '@steckwerk/fhir'
import { adt, epoch, harness, testKeys, type Harness } from './harness.ts'

let h: Harness
/** Called when a replay opens what it is about to map: other messages may come just then. */
let onOpen: (() => Promise<unknown>) | undefined
before(async () => {
  const keys = testKeys()
  h = await harness({
    ...keys,
    open: async (...args) => {
      const meanwhile = onOpen
      onOpen = undefined
      await meanwhile?.()
      return keys.open(...args)
    },
  })
})
after(() => h[Symbol.asyncDispose]())

let sent = 0
/** Sends a message; gives its reference. */
async function send(message: string): Promise<string> {
  const answer = await h.send([message])
  assert.equal(answer.kind, 'accepted')
  return `kis/${epoch}/adt/${++sent}`
}

function merge(surviving: string, losing: string, at: string): string {
  return adt({ event: 'A40', number: surviving, family: `Name${surviving}`, at }).replace(/\rPV1\|.*\r/, `\rMRG|${losing}^^^Haus^PI\r`)
}

const withNumber = (number: string) => (one: Resource): boolean =>
  (one.identifier as { value: string }[] | undefined)?.some(({ value }) => value === number) === true

async function patient(number: string): Promise<Resource> {
  const found = (await h.all('Patient')).find((one) => withNumber(number)(one))
  assert.ok(found)
  return found
}

async function encounter(number: string): Promise<Resource> {
  const found = (await h.all('Encounter')).find(withNumber(number))
  assert.ok(found)
  return found
}

const familyOf = (one: Resource): string => (one.name as { family: string }[])[0]!.family

/** As the API does it: without a connector's mark. */
async function edit(one: Resource, change: object): Promise<void> {
  const edited = { ...one, meta: {}, ...change } as Resource
  await h.store.commit(h.ctx(), { kind: 'put', type: one.resourceType, id: one.id!, text: JSON.stringify(edited), resource: edited, expect: 'any' })
}

async function everything(): Promise<Resource[]> {
  return [...await h.all('Patient'), ...await h.all('Encounter')].sort((a, b) => (a.id! < b.id! ? -1 : 1))
}

test('a message that comes while a replay runs is not undone by it', async () => {
  const first = await send(adt({ event: 'A01', number: '6001', family: 'Alt' }))
  onOpen = async () => { onOpen = () => send(adt({ event: 'A08', number: '6001', family: 'Neu', at: '20261121110000' })) }
  const result = await h.ingest.replay(h.ctx(), first)
  assert.equal(familyOf(await patient('6001')), 'Neu')
  assert.deepEqual([result.state, result.messages, result.changed], ['mapped', 2, 0])
})

test('after a merge a replay of either side changes nothing', async () => {
  const losing = await send(adt({ event: 'A01', number: '6101', family: 'Name6101' }))
  const surviving = await send(adt({ event: 'A01', number: '6102', family: 'Name6102', at: '20261121090000' }))
  const merging = await send(merge('6102', '6101', '20261121100000'))
  const late = await send(adt({ event: 'A08', number: '6101', family: 'Name6102', at: '20261121110000' }))
  const before = await everything()
  for (const ref of [losing, surviving, merging, late]) {
    const result = await h.ingest.replay(h.ctx(), ref)
    assert.deepEqual([result.state, result.messages, result.changed], ['mapped', 4, 0])
  }
  assert.deepEqual(await everything(), before)
})

test('a losing patient edited by hand before the merge does not lend the survivor its name in a replay', async () => {
  await send(adt({ event: 'A01', number: '6202', family: 'Name6202' }))
  const losing = await send(adt({ event: 'A01', number: '6201', family: 'Name6201', at: '20261121090000' }))
  await edit(await patient('6201'), { telecom: [{ system: 'phone', value: '089 12' }] })
  await send(merge('6202', '6201', '20261121100000').replace(/Name6202\^[^|]*/, ''))
  const before = await everything()
  assert.equal(familyOf(await patient('6202')), 'Name6202')
  const result = await h.ingest.replay(h.ctx(), losing)
  assert.equal(familyOf(await patient('6202')), 'Name6202')
  assert.deepEqual(await everything(), before)
  assert.equal(result.changed, 0)
})

test('an Encounter edited by hand between messages stays, and its patient is not set back', async () => {
  const first = await send(adt({ event: 'A01', number: '6301', family: 'Alt' }))
  await edit(await encounter('F6301'), { status: 'onleave' })
  await send(adt({ event: 'A08', number: '6301', family: 'Neu', at: '20261121110000' }))
  const before = await everything()
  const result = await h.ingest.replay(h.ctx(), first)
  assert.equal(result.changed, 0)
  assert.deepEqual(await everything(), before)
})

test('a case that went to another patient number without a merge is not brought back', async () => {
  const wrong = await send(adt({ event: 'A01', number: '6401', case: 'F64' }))
  await send(adt({ event: 'A08', number: '6402', case: 'F64', at: '20261121110000' }))
  const before = await everything()
  const result = await h.ingest.replay(h.ctx(), wrong)
  assert.deepEqual([result.messages, result.changed], [2, 0])
  assert.deepEqual(await everything(), before)
})
