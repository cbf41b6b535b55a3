import { urls, type Questionnaire, type ResponseItem } from '@steckwerk/form'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDated } from '../published/calendar.ts'
import { searchRoutes } from '../search/routes.ts'
import { community, refusedAs } from '../testing/community.ts'
import { forgetAnswers } from './forget.ts'
import { surveyItems } from './items.ts'
import { surveyRoutes } from './routes.ts'

const english = (text: string) => ({ extension: [{ url: urls.translation, extension: [{ url: 'lang', valueCode: 'en' }, { url: 'content', valueString: text }] }] })
const questionnaire: Questionnaire = {
  resourceType: 'Questionnaire', language: 'de', title: 'Was fehlt Ihnen?', _title: english('What do you lack?'), description: 'Drei Fragen.',
  item: [
    { linkId: 'a', type: 'choice', text: 'Was bremst Sie?', _text: english('What slows you down?'), required: true, repeats: true, answerOption: [{ valueCoding: { code: 'a1', display: 'Zeit', _display: english('Time') } }, { valueCoding: { code: 'a2', display: 'Geld' } }] },
    { linkId: 'b', type: 'integer', text: 'Wie dringend?', extension: [{ url: urls.minValue, valueInteger: 1 }, { url: urls.maxValue, valueInteger: 5 }] },
    { linkId: 'c', type: 'text', text: 'Was noch?' },
  ],
}
const time: ResponseItem = { linkId: 'a', answer: [{ valueCoding: { code: 'a1', display: 'Zeit' } }] }
const urgent = (value: number): ResponseItem => ({ linkId: 'b', answer: [{ valueInteger: value }] })
const words = (text: string): ResponseItem => ({ linkId: 'c', answer: [{ valueString: text }] })
const settings = { published: true, opens: '2027-05-01T06:00:00.000Z', closes: '2027-05-05T12:00:00.000Z', results: true, topics: [], keepDays: 30 }

interface Shown { readonly version: number; readonly state: string; readonly shown: boolean; readonly own: { readonly item: readonly ResponseItem[] } | null; readonly answers?: number }
interface Results { readonly answers: number; readonly questions: readonly { readonly question: string; readonly answered: number; readonly options: readonly { readonly count: number }[]; readonly figures: unknown; readonly texts: readonly unknown[] }[] }

async function setting({ published = true } = {}) {
  const s = await community([...surveyRoutes, ...searchRoutes])
  const params = { survey: (await s.json<{ id: string }>('POST /surveys', 'editor', { body: { title: 'Was fehlt Ihnen?' } })).id }
  const show = (who: string) => s.json<Shown>('GET /surveys/:survey', who, { params })
  const write = async (form: unknown) => s.ask('PUT /surveys/:survey/questions', 'editor', { params, body: { version: (await show('editor')).version, questionnaire: form } })
  const set = async (more: Partial<typeof settings> = {}) => s.ask('PUT /surveys/:survey/settings', 'editor', { params, body: { version: (await show('editor')).version, settings: { ...settings, ...more } } })
  const answer = (who: string, turn: number, item: readonly unknown[]) => s.ask('PUT /surveys/:survey/answer', who, { params, body: { turn, item } })
  const results = (who: string) => s.json<Results>('GET /surveys/:survey/results', who, { params })
  await write(questionnaire)
  if (published) await set()
  return { ...s, params, show, write, set, answer, results }
}

test('a draft is the editors\', and opens only with questions that can be answered', async () => {
  const { show, write, set, answer, json, clock } = await setting({ published: false })
  await assert.rejects(show('ana'), refusedAs('community/survey-unknown'))
  await assert.rejects(answer('ana', 1, [time]), refusedAs('community/survey-unknown'))
  assert.deepEqual((await json<{ surveys: unknown[] }>('GET /surveys', 'ana')).surveys, [])
  await write({ ...questionnaire, item: [{ linkId: 'a', type: 'choice', text: 'Leer' }] })
  await assert.rejects(set(), refusedAs('community/form-incomplete'))
  await write(questionnaire)
  await set({ opens: '2027-05-02T06:00:00.000Z' })
  assert.equal((await show('ana')).state, 'planned')
  await assert.rejects(answer('ana', 1, [time]), refusedAs('community/survey-closed'))
  clock.time = Date.UTC(2027, 4, 2, 7)
  await answer('ana', 1, [time])
  assert.equal((await show('ana')).state, 'open')
})

test('one answer for each browser, changed and taken back until the end; what does not fit is refused', async () => {
  const { show, answer, ask, params, clock, documents } = await setting()
  await Promise.all([answer('ana', 2, [time, urgent(4)]), answer('ana', 1, [time])])
  await answer('ana', 2, [time])
  assert.deepEqual((await show('ana')).own?.item.map(({ linkId }) => linkId), ['a', 'b'])
  assert.equal((await show('ben')).own, null)
  for (const wrong of [[], [urgent(3)], [time, urgent(9)], [{ linkId: 'zz' }], [{ ...time, answer: [{ valueCoding: { code: 'a9' } }] }], [time, words('x'.repeat(4001))], [urgent(2), time]]) await assert.rejects(answer('ben', 1, wrong), refusedAs('community/answers'))
  await assert.rejects(answer('ben', 1, 'time' as unknown as []), refusedAs('community/input'))
  await ask('DELETE /surveys/:survey/answer', 'ana', { params })
  assert.equal(await documents.count('survey-answer', params.survey), 0)
  await answer('ana', 3, [{ linkId: 'a', extra: 'x', answer: [{ valueCoding: { code: 'a1', display: 'Eine Beleidigung' } }] }])
  assert.deepEqual((await show('ana')).own!.item, [{ linkId: 'a', text: 'Was bremst Sie?', answer: [questionnaire.item![0]!.answerOption![0]] }])
  clock.time = Date.UTC(2027, 4, 5, 12)
  await assert.rejects(answer('ana', 4, [time]), refusedAs('community/survey-closed'))
  await ask('DELETE /surveys/:survey', 'editor', { params })
  assert.equal(await documents.count('survey-answer', params.survey), 0)
})

test('editors read everything; everybody else only after the end, where it is shown, of five and more, and nothing in somebody\'s words', async () => {
  const { answer, results, set, show, clock, ask, params } = await setting()
  for (const [at, who] of ['ana', 'ben', 'cem', 'dora'].entries()) await answer(who, 1, [time, urgent(at + 1), ...(at === 0 ? [words('=Ein Dienstplan')] : [])])
  clock.time = Date.UTC(2027, 4, 5, 13)
  await assert.rejects(results('ana'), refusedAs('community/survey-results'))
  clock.time = Date.UTC(2027, 4, 5, 11)
  await answer('eva', 1, [time, urgent(5)])
  await assert.rejects(results('ana'), refusedAs('community/survey-results'))
  assert.deepEqual((await results('editor')).questions, [
    { question: 'a', answered: 5, options: [{ answer: questionnaire.item![0]!.answerOption![0], count: 5 }, { answer: questionnaire.item![0]!.answerOption![1], count: 0 }], figures: null, texts: [] },
    { question: 'b', answered: 5, options: [1, 2, 3, 4, 5].map((valueInteger) => ({ answer: { valueInteger }, count: 1 })), figures: { mean: 3, range: [1, 5] }, texts: [] },
    { question: 'c', answered: 1, options: [], figures: null, texts: [{ valueString: '=Ein Dienstplan' }] },
  ])
  clock.time = Date.UTC(2027, 4, 5, 13)
  assert.equal((await show('ana')).shown, true)
  assert.equal('answers' in await show('ana'), false)
  assert.deepEqual((await results('ana')).questions.map(({ question, texts, figures }) => [question, texts, figures]), [['a', [], null], ['b', [], { mean: 3 }]])
  const content = (await ask('GET /surveys/:survey/answers.csv', 'editor', { params })).file?.content as string
  assert.match(content, /^\uFEFF"Was bremst Sie\?";"Wie dringend\?";"Was noch\?"\r\n/)
  assert.match(content, /"Zeit";"1";"'=Ein Dienstplan"/)
  await set({ results: false })
  await assert.rejects(results('ana'), refusedAs('community/survey-results'))
})

test('questions are mended as long as no answer is lost by it', async () => {
  const { answer, write, show } = await setting()
  await answer('ana', 1, [time])
  await write({ ...questionnaire, item: [{ ...questionnaire.item![0]!, text: 'Was bremst Sie im Alltag?' }, ...questionnaire.item!.slice(1), { linkId: 'd', type: 'boolean', text: 'Neu?', required: true }] })
  await assert.rejects(write({ ...questionnaire, item: questionnaire.item!.slice(1) }), refusedAs('community/form-answered'))
  await assert.rejects(write({ ...questionnaire, item: [{ ...questionnaire.item![0]!, answerOption: [{ valueCoding: { code: 'a2', display: 'Geld' } }] }] }), refusedAs('community/form-answered'))
  await assert.rejects(write({ ...questionnaire, item: [] }), refusedAs('community/form-incomplete'))
  assert.deepEqual((await show('ana')).own?.item.map(({ linkId }) => linkId), ['a'])
})

test('nothing that runs, no files, nothing from outside becomes a question', async () => {
  const { write } = await setting({ published: false })
  const item = (more: object) => ({ ...questionnaire, item: [{ linkId: 'a', type: 'string', text: 'x', ...more }] })
  const bad = [
    item({ type: 'attachment' }), item({ type: 'reference' }), item({ answerValueSet: 'http://example.org/vs' }), item({ extension: [{ url: urls.regex, valueString: '(a+)+$' }] }),
    item({ extension: [{ url: urls.calculatedExpression, valueExpression: { language: 'text/fhirpath', expression: '1' } }] }), item({ extension: [{ url: urls.supportLink, valueUri: 'javascript:alert(1)' }] }),
    item({ linkId: '' }), item({ text: 'x'.repeat(2001) }), { ...questionnaire, resourceType: 'Patient' }, { ...questionnaire, item: 'x' },
  ]
  for (const form of bad) await assert.rejects(write(form), refusedAs('community/input'))
  let nested: object = { linkId: 'deep', type: 'string', text: 'x' }
  for (let level = 0; level < 5; level++) nested = { linkId: `g${level}`, type: 'group', item: [nested] }
  await assert.rejects(write({ ...questionnaire, item: [nested] }), refusedAs('community/input'))
})

test('open surveys are found with their last minute, closed ones by their results; another one begins with the same questions', async () => {
  const { carrier, clock, answer, json, params, show } = await setting()
  const items = () => surveyItems(carrier, clock.now())
  assert.deepEqual((await items()).filter(isDated).map(({ title, path, when }) => [title, path, when.end]), [['Was fehlt Ihnen?', `/netz/alpha/befragungen/${params.survey}`, '2027-05-05T12:00:00.000Z']])
  const first = async () => {
    const { dates, surveys } = await json<Readonly<Record<'dates' | 'surveys', readonly { readonly title: string }[]>>>('GET /overview', 'ana')
    return [dates.length, surveys.map(({ title }) => title)]
  }
  assert.deepEqual(await first(), [0, ['Was fehlt Ihnen?']], 'its end is no date to go to')
  for (const who of ['ana', 'ben', 'cem', 'dora', 'eva']) await answer(who, 1, [time])
  clock.time = Date.UTC(2027, 4, 6)
  assert.deepEqual(await first(), [0, []])
  assert.deepEqual((await items()).map(({ when, since }) => [when, since]), [[undefined, Date.UTC(2027, 4, 5, 12)]])
  const copy = await json<{ id: string }>('POST /surveys', 'editor', { body: { title: 'Und jetzt?', from: params.survey } })
  const { questionnaire: copied } = await json<{ questionnaire: Questionnaire }>('GET /surveys/:survey', 'editor', { params: { survey: copy.id } })
  assert.deepEqual([copied.title, copied._title, copied.item?.length], ['Und jetzt?', undefined, 3])
  assert.equal((await show('editor')).answers, 5)
  assert.equal((await items()).length, 1)
})

test('answers are forgotten in time; the numbers stay, and it does not open again', async () => {
  const { answer, results, show, set, clock, carrier, documents, params, ask } = await setting()
  for (const who of ['ana', 'ben', 'cem', 'dora', 'eva']) await answer(who, 1, [time, words(`Ich bin ${who}`)])
  const forget = () => forgetAnswers.run({ carrier, now: clock.now() } as Parameters<typeof forgetAnswers.run>[0])
  clock.time = Date.UTC(2027, 5, 4, 11)
  await forget()
  assert.equal(await documents.count('survey-answer', params.survey), 5)
  clock.time = Date.UTC(2027, 5, 4, 13)
  await forget()
  await forget()
  assert.equal(await documents.count('survey-answer', params.survey), 0)
  assert.doesNotMatch(JSON.stringify((await documents.get('survey', params.survey))?.body), /Ich bin/)
  assert.deepEqual((await results('ana')).questions.map(({ question, answered, texts }) => [question, answered, texts]), [['a', 5, []], ['c', 5, []]])
  assert.deepEqual([await results('editor'), (await show('editor')).answers, (await surveyItems(carrier, clock.now())).length], [await results('ana'), 5, 1])
  await assert.rejects(set({ closes: '2027-07-01T12:00:00.000Z' }), refusedAs('community/survey-forgotten'))
  assert.equal((await ask('GET /surveys/:survey/answers.csv', 'editor', { params })).file?.content, '\uFEFF"Was bremst Sie?";"Wie dringend?";"Was noch?"\r\n')
})
