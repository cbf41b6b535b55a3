import type { ResponseItem } from '@steckwerk/form'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { community, refusedAs } from '../testing/community.ts'
import { forgetGuests } from './forget-guests.ts'
import { barcampRoutes } from './routes.ts'

const event = {
  title: 'Barcamp', about: '', place: 'Zeche', capacity: 2, stage: 'open', pitching: true, voting: true, programme: false, keepDays: 7,
  rooms: [{ id: 'r1', name: 'Saal', seats: 50, equipment: [], closedAt: [] }], slots: [{ id: 's1', start: '2027-05-10T08:00:00.000Z', end: '2027-05-10T09:00:00.000Z' }],
}
const questionnaire = {
  resourceType: 'Questionnaire', language: 'de', title: 'Anmeldung', item: [
    { linkId: 'food', type: 'choice', text: 'Was essen Sie?', required: true, answerOption: [{ valueCoding: { code: 'v', display: 'Vegetarisch' } }, { valueCoding: { code: 'a', display: 'Alles' } }] },
    { linkId: 'help', type: 'string', text: 'Was brauchen Sie?' },
  ],
}
const food: ResponseItem = { linkId: 'food', answer: [{ valueCoding: { code: 'v', display: 'Vegetarisch' } }] }
const help: ResponseItem = { linkId: 'help', answer: [{ valueString: 'Rampe' }] }

async function setting() {
  const s = await community(barcampRoutes)
  const params = { event: (await s.json<{ id: string }>('POST /barcamps', 'editor', { body: event })).id }
  const form = (who: string) => s.json<{ version: number; on: boolean; questionnaire: { title: string } | null }>('GET /barcamps/:event/form', who, { params })
  const write = async (on: boolean, more: object = questionnaire) => s.ask('PUT /barcamps/:event/form', 'editor', { params, body: { version: (await form('editor')).version, on, questionnaire: more } })
  const register = (who: string, answers?: readonly unknown[]) => {
    s.clock.time += 1
    return s.ask('PUT /barcamps/:event/registration', who, { params, body: { name: who, organization: '', mail: '', ...(answers === undefined ? {} : { answers }) } })
  }
  const guests = async () => (await s.json<{ guests: readonly { name: string; answers: readonly ResponseItem[] }[] }>('GET /barcamps/:event/guests', 'editor', { params })).guests
  return { ...s, params, form, write, register, guests }
}

test('guests are asked what the event asks, from when on it does; who registered before stays as they are', async () => {
  const { form, write, register, guests, ask, params } = await setting()
  await register('ana')
  assert.deepEqual(await form('ben'), { version: 0, on: false, questionnaire: null })
  assert.equal((await form('editor')).questionnaire?.title, 'Barcamp')
  await write(false, { ...questionnaire, item: [] })
  await assert.rejects(write(true, { ...questionnaire, item: [] }), refusedAs('community/form-incomplete'))
  assert.equal((await form('ben')).questionnaire, null)
  await register('cem', [{ linkId: 'nowhere' }])
  await write(true)
  assert.equal((await form('ben')).questionnaire?.title, 'Anmeldung')
  await assert.rejects(register('ben'), refusedAs('community/answers'))
  await assert.rejects(register('ben', [{ ...food, answer: [{ valueCoding: { code: 'x' } }] }]), refusedAs('community/answers'))
  await register('ben', [food, help])
  assert.deepEqual((await guests()).map(({ name, answers }) => [name, answers.length]), [['ana', 0], ['cem', 0], ['ben', 2]])
  const csv = (await ask('GET /barcamps/:event/guests.csv', 'editor', { params })).file?.content as string
  assert.match(csv, /"Code";"Was essen Sie\?";"Was brauchen Sie\?"\r\n"ana".*;;\r\n/)
  assert.match(csv, /"ben".*"Vegetarisch";"Rampe"\r\n/)
})

test('a question that was answered stays; answers go with their guest, and all of them after the event', async () => {
  const { write, register, guests, ask, params, carrier, clock, documents } = await setting()
  await write(true)
  await register('ana', [food])
  await assert.rejects(write(true, { ...questionnaire, item: questionnaire.item.slice(1) }), refusedAs('community/form-answered'))
  await write(true, { ...questionnaire, item: [...questionnaire.item, { linkId: 'more', type: 'boolean', text: 'Kommen Sie zum Essen?' }] })
  await ask('DELETE /barcamps/:event/registration', 'ana', { params })
  assert.deepEqual(await guests(), [])
  await write(true, { ...questionnaire, item: questionnaire.item.slice(1) })
  await register('ana', [help])
  clock.time = Date.UTC(2027, 4, 18)
  await forgetGuests.run({ carrier, now: clock.now() } as Parameters<typeof forgetGuests.run>[0])
  assert.deepEqual([await documents.count('barcamp-guest', params.event), await documents.count('barcamp-form', params.event)], [0, 1])
})
