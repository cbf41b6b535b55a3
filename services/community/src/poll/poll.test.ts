import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupRoutes } from '../group/routes.ts'
import { calendarOf, isDated } from '../published/calendar.ts'
import { community, refusedAs } from '../testing/community.ts'
import { pollItems } from './items.ts'
import { pollRoutes } from './routes.ts'
import type { PollInput } from './shapes.ts'

const poll = (more: Partial<PollInput> = {}): PollInput => ({
  title: 'Wann treffen wir uns?', about: '', closes: '2027-05-05T12:00:00.000Z', anonymous: false, listed: true, group: '',
  options: [{ id: 'o1', start: '2027-05-10T08:00:00.000Z', end: '2027-05-10T09:00:00.000Z', place: 'Rathaus' }, { id: 'o2', start: '2027-05-11T08:00:00.000Z', end: '2027-05-11T09:00:00.000Z', place: '' }], ...more,
})
interface Shown { readonly open: boolean; readonly maker: boolean; readonly answers: readonly { readonly name: string; readonly answers: Readonly<Record<string, string>>; readonly own: boolean }[] }

async function setting(more: Partial<PollInput> = {}) {
  const s = await community([...pollRoutes, ...groupRoutes])
  const params = { poll: (await s.json<{ id: string }>('POST /polls', 'signed-in dora', { body: poll(more) })).id }
  const answer = (who: string, turn: number, answers: Readonly<Record<string, string>>, name = who) => s.ask('PUT /polls/:poll/answer', who, { params, body: { turn, name, answers } })
  const show = (who: string): Promise<Shown> => s.json<Shown>('GET /polls/:poll', who, { params })
  const fix = (who: string, option = 'o1') => s.ask('PUT /polls/:poll/fixed', who, { params, body: { option } })
  return { ...s, params, answer, show, fix }
}

test('an answer counts once for each browser, whatever is sent again or late; after the end none is taken', async () => {
  const { answer, show, clock } = await setting()
  await Promise.all([answer('ana', 2, { o1: 'yes', o2: 'no', o77: 'yes' }), answer('ana', 1, { o1: 'no' }), answer('ben', 5, { o1: 'maybe' })])
  await answer('ana', 2, { o1: 'no' })
  assert.deepEqual((await show('ana')).answers.toSorted((a, b) => a.name.localeCompare(b.name)), [{ name: 'ana', answers: { o1: 'yes', o2: 'no' }, own: true }, { name: 'ben', answers: { o1: 'maybe' }, own: false }])
  await answer('ana', 3, { o1: 'maybe' })
  assert.equal((await show('ana')).answers.find(({ own }) => own)!.answers['o1'], 'maybe')
  await assert.rejects(answer('cem', 1, { o1: 'yes' }, ''), refusedAs('community/answer-name'))
  await assert.rejects(answer('cem', 1, { o1: 'perhaps' }), refusedAs('community/input'))
  clock.time = Date.UTC(2027, 4, 5, 12)
  await assert.rejects(answer('cem', 1, { o1: 'yes' }), refusedAs('community/poll-closed'))
})

test('an anonymous poll shows names to its maker alone', async () => {
  const { answer, show } = await setting({ anonymous: true })
  await answer('ana', 1, { o1: 'yes' })
  await answer('ben', 1, { o1: 'no' }, '')
  assert.deepEqual((await show('cem')).answers.map(({ name }) => name), ['', ''])
  assert.deepEqual((await show('ana')).answers.filter(({ own }) => own).map(({ name }) => name), ['ana'])
  assert.deepEqual((await show('signed-in dora')).answers.map(({ name }) => name).toSorted(), ['', 'ana'])
})

test('only its maker and editors fix it, once; then it is a date in the calendar', async () => {
  const { answer, show, fix, carrier, ask, params, documents } = await setting()
  assert.equal((await pollItems(carrier, 0)).filter(isDated).length, 0)
  await assert.rejects(fix('ana'), refusedAs('community/poll-not-yours'))
  await assert.rejects(fix('signed-in dora', 'o9'), refusedAs('community/option-unknown'))
  await fix('signed-in dora')
  await assert.rejects(fix('editor', 'o2'), refusedAs('community/poll-closed'))
  await assert.rejects(answer('ana', 1, { o1: 'yes' }), refusedAs('community/poll-closed'))
  assert.deepEqual([(await show('ana')).open, (await show('ana')).maker, (await show('editor')).maker], [false, false, true])
  const dated = (await pollItems(carrier, 0)).filter(isDated)
  assert.deepEqual(dated.map(({ when }) => when), [{ start: '2027-05-10T08:00:00.000Z', end: '2027-05-10T09:00:00.000Z', place: 'Rathaus' }])
  assert.match(await calendarOf(dated, { name: 'n', domain: 'd', publicUrl: 'https://hub.example', now: 0 }), /DTSTART:20270510T080000Z/)
  await ask('DELETE /polls/:poll', 'signed-in dora', { params })
  assert.equal(await documents.count('poll-answer', params.poll), 0)
})

test('in a group its members make one, and what it comes to is a meeting of the group', async () => {
  const { ask, json } = await setting()
  const { id: group } = await json<{ id: string }>('POST /groups', 'editor', { body: { title: 'AG', purpose: 'x', outside: '', until: '', topics: [], undertaking: '', stage: 'open' } })
  await assert.rejects(ask('POST /polls', 'signed-in dora', { body: poll({ group }) }), refusedAs('community/group-members-only'))
  await assert.rejects(ask('POST /polls', 'ana', { body: poll() }), refusedAs('community/poll-not-yours'))
  const { id } = await json<{ id: string }>('POST /polls', 'editor', { body: poll({ group, listed: false }) })
  await ask('PUT /polls/:poll/fixed', 'editor', { params: { poll: id }, body: { option: 'o2' } })
  const { meetings } = await json<{ meetings: { id: string; start: string; title: string }[] }>('GET /groups/:group', 'editor', { params: { group } })
  assert.deepEqual(meetings.map((one) => [one.id, one.start, one.title]), [[id, '2027-05-11T08:00:00.000Z', 'Wann treffen wir uns?']])
})

test('what fits nowhere is refused: one option, none at all, an end before its beginning, the same name twice', async () => {
  const { ask } = await setting()
  const [one, two] = poll().options
  for (const options of [[one], [one, one], [one, { ...two, end: one!.start }], [one, { id: 'o2', start: '', end: '', place: '' }]]) {
    await assert.rejects(ask('POST /polls', 'signed-in dora', { body: { ...poll(), options } }), refusedAs('community/input'))
  }
  await ask('POST /polls', 'signed-in dora', { body: { ...poll(), options: [{ id: 'o1', start: '', end: '', place: 'Rathaus' }, { id: 'o2', start: '', end: '', place: 'Zeche' }] } })
})
