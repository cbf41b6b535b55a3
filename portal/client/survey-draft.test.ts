import assert from 'node:assert/strict'
import { test } from 'node:test'
import { localDraft } from './survey-draft.ts'

const questionnaire = { resourceType: 'Questionnaire' } as const
const item = [{ linkId: 'a', answer: [{ valueString: 'Rampe' }] }]
const now = () => new Date('2027-05-01T07:00:00.000Z')

test('what was begun comes back before what was sent, until it is cleared; a store that holds other things is none', async () => {
  const held = new Map<string, string>()
  const storage = { getItem: (key: string) => held.get(key) ?? null, setItem: (key: string, value: string) => void held.set(key, value), removeItem: (key: string) => void held.delete(key) }
  const opened = () => localDraft({ name: 'survey/ruhr/1', storage, questionnaire, sent: [{ linkId: 'b' }], now })
  assert.deepEqual(opened().content.response['item'], [{ linkId: 'b' }])
  assert.equal((await opened().save({ version: '0', item })).savedAt, '2027-05-01T07:00:00.000Z')
  assert.deepEqual([opened().content.response['item'], opened().content.response['authored']], [item, '2027-05-01T07:00:00.000Z'])
  opened().clear()
  assert.equal(held.size, 0)
  for (const wrong of ['{', '[]', 'null', '{"at":1,"item":[]}', '{"at":"x","item":"y"}']) {
    held.set('steckwerk/form/survey/ruhr/1', wrong)
    assert.deepEqual(opened().content.response['item'], [{ linkId: 'b' }], wrong)
  }
})

test('a store that takes nothing is told when it is saved, and asks for nothing else', async () => {
  const refuse = (): never => { throw new Error('full') }
  const draft = localDraft({ name: 'x', storage: { getItem: refuse, setItem: refuse, removeItem: refuse }, questionnaire, sent: undefined, now })
  await assert.rejects(draft.save({ version: '0', item }))
  draft.clear()
  assert.deepEqual(draft.content.response['item'], [])
})
