import assert from 'node:assert/strict'
import { test } from 'node:test'
import { community, refusedAs } from '../testing/community.ts'
import { forgetAsked } from './asked.ts'
import { faqRoutes } from './routes.ts'

type List = { questions: { id: string; question: string; helped?: number; notHelped?: number }[] }
const question = (text: string, more: object = {}) => ({ question: text, answer: 'So geht es: [hier](https://example.org).', topic: 'Verzeichnis', published: true, ...more })

test('questions are found by everyday words, drafts by editors only; each browser counts once', async () => {
  const { ask, json } = await community(faqRoutes)
  const { id } = await json<{ id: string }>('POST /questions', 'editor', { body: { question: question('Wie tragen wir unsere Einrichtung ein?') } })
  await ask('POST /questions', 'editor', { body: { question: question('Was kostet die Mitgliedschaft?', { topic: 'Netz', answer: 'Nichts.' }) } })
  await ask('POST /questions', 'editor', { body: { question: question('Noch offen?', { published: false }) } })
  const titles = async (who: string, query = ''): Promise<string[]> => (await json<List>('GET /questions', who, { query })).questions.map((one) => one.question)
  assert.equal((await titles('ana')).length, 2)
  assert.equal((await titles('editor')).length, 3)
  assert.deepEqual(await titles('ana', 'q=Einrichtungen'), ['Wie tragen wir unsere Einrichtung ein?'])
  for (const [who, helpful] of [['ana', true], ['ana', false], ['ben', true]] as const) await ask('PUT /questions/:question/helpful', who, { params: { question: id }, body: { helpful } })
  const counted = (await json<List>('GET /questions', 'editor')).questions.find((one) => one.id === id)!
  assert.deepEqual([counted.helped, counted.notHelped], [1, 1])
  await ask('DELETE /questions/:question', 'editor', { params: { question: id } })
  await assert.rejects(ask('PUT /questions/:question/helpful', 'ana', { params: { question: id }, body: { helpful: true } }), refusedAs('community/question-unknown'))
})

test('a visitor\'s question waits at once without an address, with one after its link; the answer is mailed once and the address is gone', async () => {
  const { ask, json, host, clock, carrier } = await community(faqRoutes)
  await ask('POST /asked', 'ana', { body: { question: 'Wer hilft uns beim Anschluss?', mail: '' } })
  await ask('POST /asked', 'ben', { body: { question: 'Gibt es\neine Vorlage für den Vertrag?', mail: 'ben@example.org' } })
  const waiting = async () => (await json<{ asked: { id: string; question: string; answerable: boolean }[] }>('GET /asked', 'editor')).asked
  assert.deepEqual((await waiting()).map(({ answerable }) => answerable), [false])
  const [, asked, until, proof] = /#([^.]+)\.(\d+)\.(.+)$/.exec(host.mailed[0]!.path)!
  await assert.rejects(ask('POST /asked/:asked/confirmed', 'x', { params: { asked: asked! }, body: { link: { until: Number(until), proof: 'b'.repeat(43) } } }), refusedAs('community/asked-unknown'))
  await ask('POST /asked/:asked/confirmed', 'x', { params: { asked: asked! }, body: { link: { until: Number(until), proof } } })
  assert.equal((await waiting()).length, 2)
  const { id } = await json<{ id: string }>('POST /questions', 'editor', { body: { question: question('Gibt es eine Vorlage?'), asked } })
  assert.deepEqual([host.mailed.at(-1)!.template, host.mailed.at(-1)!.path, host.mailed.at(-1)!.about], ['network-answered', `/netz/alpha/fragen/${id}`, 'Gibt es eine Vorlage für den Vertrag?'])
  assert.equal((await waiting()).length, 1)
  await ask('POST /asked', 'cem', { body: { question: 'Wird nie bestätigt, oder?', mail: 'cem@example.org' } })
  clock.time += 8 * 24 * 3_600_000
  await forgetAsked.run({ carrier, now: clock.now(), publicUrl: '' })
  assert.equal(await carrier.documents.count('faq-asked'), 1)
})
