import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { XMLParser } from 'fast-xml-parser'
import { SyntaxValidator } from 'fast-xml-validator'
import fc from 'fast-check'
import { community, refusedAs } from '../testing/community.ts'
import { seriesAccess } from './access.ts'
import { seriesItems } from './items.ts'
import { podcastOf } from './podcast.ts'
import { dateAt, isOfRhythm, nextDates } from './rhythm.ts'
import { seriesRoutes } from './routes.ts'
import type { SeriesInput, TalkInput } from './shapes.ts'

const rhythm = { first: '2027-03-16', weeks: 2, time: '16:00', minutes: 60 }
const series = (more: Partial<SeriesInput> = {}): SeriesInput => ({ title: 'Digital am Dienstag', about: 'Alle zwei Wochen', topics: ['Digitalisierung'], place: 'online', stage: 'open', rhythm, room: 'https://video.example/geheim', opensBefore: 15, proposing: true, podcast: null, ...more })
const talk = (more: Partial<TalkInput> = {}): TalkInput => ({ start: '2027-05-11T14:00:00.000Z', end: '2027-05-11T15:00:00.000Z', topic: 'Entlassbriefe ohne Fax', about: '', guests: [], moved: '', cancelled: '', recording: '', material: [], episode: null, ...more })
const date = '2027-05-11'

async function setting(more: Partial<SeriesInput> = {}) {
  const s = await community(seriesRoutes)
  const params = { series: (await s.json<{ id: string }>('POST /series', 'editor', { body: series(more) })).id, date }
  const save = (version: number, what: Partial<TalkInput>) => s.ask('PUT /series/:series/talks/:date', 'editor', { params, body: { version, talk: talk(what) } })
  const show = <T = Shown>(who: string): Promise<T> => s.json<T>('GET /series/:series/talks/:date', who, { params })
  return { ...s, params, save, show }
}
interface Shown { readonly version: number; readonly access: { readonly state: string; readonly opens: string; readonly room?: string }; readonly talk: TalkInput; readonly questions: readonly { readonly id: string; readonly text: string; readonly votes: number; readonly state: string }[]; readonly notes: readonly { readonly text: string }[] }

test('a rhythm keeps the time of the wall clock over summer and winter', () => {
  assert.deepEqual(nextDates(rhythm, Date.UTC(2027, 2, 1), 3).map(({ date: day, start }) => [day, start]), [['2027-03-16', '2027-03-16T15:00:00.000Z'], ['2027-03-30', '2027-03-30T14:00:00.000Z'], ['2027-04-13', '2027-04-13T14:00:00.000Z']])
  assert.deepEqual(nextDates(rhythm, Date.UTC(2027, 2, 30, 14, 59), 1)[0]!.date, '2027-03-30')
  assert.deepEqual(nextDates(rhythm, Date.UTC(2027, 2, 30, 15), 1)[0]!.date, '2027-04-13')
  assert.equal(dateAt({ ...rhythm, time: '02:30' }, '2027-03-28').start, '2027-03-28T01:30:00.000Z')
  fc.assert(fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 23 }), (days, weeks, hour) => {
    const one = { ...rhythm, weeks, time: `${String(hour).padStart(2, '0')}:00` }
    const from = Date.UTC(2027, 0, 1) + days * 86_400_000
    const found = nextDates(one, from, 4)
    for (const [at, { date: day, start, end }] of found.entries()) {
      assert.ok(isOfRhythm(one, day) && Date.parse(end) > from)
      if (at > 0) assert.equal(Temporal.PlainDate.from(found[at - 1]!.date).until(Temporal.PlainDate.from(day)).days, weeks * 7)
      const wall = Temporal.Instant.from(start).toZonedDateTimeISO('Europe/Berlin')
      assert.ok(wall.toPlainDate().toString() === day && (wall.hour === hour || hour === 2))
    }
  }))
})

test('dates come by themselves; one that is moved or cancelled says why, and only guests who agreed are named', async () => {
  const { json, save, params, carrier, show, ask, clock } = await setting()
  await save(0, { start: '2027-05-12T14:00:00.000Z', end: '2027-05-12T15:00:00.000Z', moved: 'Feiertag', guests: [{ name: 'Ana', about: 'Ärztin', consent: true }, { name: 'Ben', about: '', consent: false }] })
  await assert.rejects(save(0, {}), refusedAs('plug/document-changed'))
  const { talks } = await json<{ talks: { date: string; start: string; moved: string; guests: string[]; topic: string }[]; series: SeriesInput }>('GET /series/:series', 'ana', { params })
  assert.deepEqual(talks.slice(0, 2).map((one) => [one.date, one.start, one.moved, one.topic, one.guests]), [[date, '2027-05-12T14:00:00.000Z', 'Feiertag', 'Entlassbriefe ohne Fax', ['Ana']], ['2027-05-25', '2027-05-25T14:00:00.000Z', '', '', []]])
  assert.deepEqual((await show('ana')).talk.guests.map(({ name }) => name), ['Ana'])
  assert.equal((await show('editor')).talk.guests.length, 2)
  assert.equal((await json<{ series: SeriesInput }>('GET /series/:series', 'ana', { params })).series.room, '')
  await save(1, { cancelled: 'Krank' })
  const items = await seriesItems(carrier, clock.now())
  assert.equal(items.find(({ id }) => id.endsWith(date))!.when!.cancelled, true)
  assert.equal(JSON.stringify(items).includes('geheim'), false)
  for (const day of ['2027-05-12', 'gestern']) await assert.rejects(ask('GET /series/:series/talks/:date', 'ana', { params: { ...params, date: day } }), refusedAs('community/talk-unknown'))
})

test('the room is for who is registered, from its time on: on the page, and by one mail each', async () => {
  const { ask, show, params, host, clock, carrier, save, documents } = await setting()
  const run = () => seriesAccess.run({ carrier, now: clock.now(), publicUrl: host.publicUrl })
  const register = (who: string) => ask('PUT /series/:series/talks/:date/registration', who, { params, body: { name: who, mail: `${who}@example.org` } })
  await save(0, {})
  for (const who of ['ana', 'ben']) await register(who)
  const [, owner, proof] = /#([^.]+)\.(.+)$/.exec(host.mailed[0]!.path)!
  assert.equal(host.mailed[0]!.path.split('#')[0], `/netz/alpha/reihen/${params.series}/${date}`)
  await assert.rejects(ask('POST /series/:series/talks/:date/registration/confirmed', 'ana', { params, body: { owner, proof: 'x'.repeat(43) } }), refusedAs('community/registration-unknown'))
  await ask('POST /series/:series/talks/:date/registration/confirmed', 'ana phone', { params, body: { owner, proof } })
  assert.deepEqual([(await show('ana')).access.state, (await show('ana phone')).access.state, (await show('ben')).access.state, (await show('cem')).access.state], ['confirmed', 'confirmed', 'unconfirmed', 'none'])
  await run()
  assert.equal((await show('ana')).access.room, undefined)
  clock.time = Date.UTC(2027, 4, 11, 13, 45)
  await run()
  await run()
  assert.deepEqual(host.mailed.filter(({ template }) => template === 'network-access').map(({ to }) => to), ['ana@example.org'])
  assert.deepEqual([(await show('ana')).access.room, (await show('ana phone')).access.room, (await show('ben')).access.room, (await show('cem')).access.room], ['https://video.example/geheim', 'https://video.example/geheim', undefined, undefined])
  // Moved: the way in is mailed again for the new time.
  await save(1, { start: '2027-05-12T14:00:00.000Z', end: '2027-05-12T15:00:00.000Z', moved: 'Feiertag' })
  assert.equal((await show('ana')).access.room, undefined)
  clock.time = Date.UTC(2027, 4, 12, 13, 50)
  await run()
  assert.equal(host.mailed.filter(({ template }) => template === 'network-access').length, 2)
  clock.time = Date.UTC(2027, 4, 12, 15)
  assert.equal((await show('ana')).access.room, undefined)
  await assert.rejects(register('dora'), refusedAs('community/registration-closed'))
  clock.time = Date.UTC(2027, 5, 20)
  await run()
  assert.equal(await documents.count('series-guest'), 0)
})

test('who is registered is told that a talk moves or is cancelled; who leaves and comes again is mailed again; the way in comes before the beginning', async () => {
  const { ask, params, host, clock, carrier, save } = await setting({ opensBefore: 0 })
  const keys = new Set<string>()
  const run = async () => {
    for (let round = 0; round < 2; round++) await seriesAccess.run({ carrier, now: clock.now(), publicUrl: host.publicUrl })
    return fresh()
  }
  // As the platform: the same mail goes out once.
  const fresh = () => host.mailed.splice(0).filter(({ key }) => !keys.has(key) && keys.add(key)).map(({ to, template, when }) => [to, template, when?.start, when?.was])
  const register = async () => {
    await ask('PUT /series/:series/talks/:date/registration', 'ana', { params, body: { name: 'ana', mail: 'ana@example.org' } })
    const [, owner, proof] = /#([^.]+)\.(.+)$/.exec(host.mailed.at(-1)!.path)!
    assert.deepEqual(fresh().map(([, template]) => template), ['network-confirm'])
    await ask('POST /series/:series/talks/:date/registration/confirmed', 'ana', { params, body: { owner, proof } })
  }
  await save(0, {})
  for (let time = 0; time < 2; time++) {
    await register()
    if (time === 0) await ask('DELETE /series/:series/talks/:date/registration', 'ana', { params })
  }
  const [moved, end] = ['2027-05-12T14:00:00.000Z', '2027-05-12T15:00:00.000Z']
  await save(1, { start: moved, end, moved: 'Feiertag' })
  clock.time += 3 * 60_000
  assert.deepEqual(await run(), [['ana@example.org', 'network-moved', moved, talk().start]])
  clock.time = Date.parse(moved) - 15 * 60_000
  assert.deepEqual(await run(), [['ana@example.org', 'network-access', undefined, undefined]])
  await ask('DELETE /series/:series/talks/:date/registration', 'ana', { params })
  await register()
  assert.deepEqual(await run(), [['ana@example.org', 'network-access', undefined, undefined]])
  await save(2, { start: moved, end, cancelled: 'Krank' })
  clock.time += 3 * 60_000
  assert.deepEqual(await run(), [['ana@example.org', 'network-cancelled', moved, undefined]])
})

test('questions and topics: sent twice they are one, votes count once, editors moderate', async () => {
  const { ask, json, show, params, clock } = await setting()
  const question = { key: randomUUID(), text: 'Wer bezahlt das?', by: '' }
  for (let round = 0; round < 2; round++) await ask('POST /series/:series/talks/:date/questions', 'ana', { params, body: question })
  await ask('POST /series/:series/talks/:date/questions', 'ben', { params, body: { key: randomUUID(), text: 'Wie lange dauert es?', by: 'Ben' } })
  const [first, second] = (await show('ana')).questions
  const vote = (who: string, on: string, turn: number, want = true) => ask('POST /series/:series/votes', who, { params, body: { votes: [{ on, want, turn }] } })
  for (const who of ['ana', 'ben', 'ana']) await vote(who, second!.id, 1)
  await vote('ana', first!.id, 2)
  await vote('ana', first!.id, 3, false)
  assert.deepEqual((await show('ana')).questions.map(({ id, votes }) => [id, votes]), [[second!.id, 2], [first!.id, 0]])
  const moderate = (question: string, state: string) => ask('PUT /series/:series/questions/:question', 'editor', { params: { ...params, question }, body: { state } })
  await moderate(second!.id, 'answered')
  await moderate(first!.id, 'hidden')
  assert.deepEqual((await show('ana')).questions.map(({ state }) => state), ['answered'])
  assert.deepEqual((await show('editor')).questions.map(({ state }) => state), ['answered', 'hidden'])
  const topic = { key: randomUUID(), title: 'Patientenportal', about: '' }
  for (let round = 0; round < 2; round++) await ask('POST /series/:series/topics', 'ana', { params, body: topic })
  const { topics } = await json<{ topics: { id: string; title: string; votes: number }[] }>('GET /series/:series', 'ana', { params })
  assert.equal(topics.length, 1)
  await vote('ana', topics[0]!.id, 9)
  assert.equal((await json<{ topics: { votes: number }[]; wants: string[] }>('GET /series/:series', 'ana', { params })).topics[0]!.votes, 1)
  const note = { key: randomUUID(), text: 'Gute Frage', by: '' }
  for (let round = 0; round < 2; round++) await ask('POST /series/:series/talks/:date/notes', 'ben', { params, body: note })
  assert.deepEqual((await show('ana')).notes.map(({ text }) => text), ['Gute Frage'])
  clock.time = Date.UTC(2027, 4, 11, 16)
  await assert.rejects(ask('POST /series/:series/talks/:date/questions', 'ana', { params, body: { ...question, key: randomUUID() } }), refusedAs('community/questions-closed'))
})

test('live: who listens is told; what is hidden is nobody\'s but the editors\'', async () => {
  const { ask, params, end, save } = await setting({ stage: 'hidden' })
  await assert.rejects(ask('GET /series/:series/live', 'ana', { params }), refusedAs('community/series-unknown'))
  const { file } = await ask('GET /series/:series/live', 'editor', { params })
  const told: string[] = []
  for await (const chunk of file!.content as AsyncIterable<Uint8Array>) {
    told.push((JSON.parse(Buffer.from(chunk).toString().slice(6)) as { what: string }).what)
    if (told.length === 1) await save(0, {})
    else end.abort()
  }
  assert.deepEqual(told, ['ready', 'series-talk'])
})

const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false, trimValues: false, isArray: (name) => name === 'item' })

test('a podcast: what its apps need of the channel and of each episode, the newest first', async () => {
  const { ask, params, save } = await setting({ podcast: { author: 'Netz <Ruhr>', mail: 'podcast@example.org', image: 'https://bild.example/a.jpg?x=1&y=2', category: 'Health & Fitness' } })
  const episode = { audio: 'https://ton.example/1.mp3?a=1&b=2', bytes: 12_345_678, type: 'audio/mpeg' as const, seconds: 3605, published: '2027-05-13T06:00:00.000Z' }
  await save(0, { episode, about: 'Worum es ging' })
  const { file, headers } = await ask('GET /series/:series/podcast.xml', 'ana', { params })
  assert.equal(SyntaxValidator.validate(file!.content as string), true)
  const { channel } = (parser.parse(file!.content as string) as { rss: { channel: Record<string, unknown> & { item: readonly unknown[] } } }).rss
  const page = `https://hub.example/netz/alpha/reihen/${params.series}`
  assert.deepEqual(channel, {
    'title': 'Digital am Dienstag', 'link': page, 'description': 'Alle zwei Wochen', 'language': 'de', 'lastBuildDate': 'Thu, 13 May 2027 06:00:00 GMT',
    'atom:link': { '@_href': `https://hub.example/services/steckwerk-community/alpha/series/${params.series}/podcast.xml`, '@_rel': 'self', '@_type': 'application/rss+xml' },
    'itunes:author': 'Netz <Ruhr>', 'itunes:category': { '@_text': 'Health & Fitness' }, 'itunes:explicit': 'false', 'itunes:type': 'episodic', 'itunes:image': { '@_href': 'https://bild.example/a.jpg?x=1&y=2' },
    'itunes:owner': { 'itunes:name': 'Netz <Ruhr>', 'itunes:email': 'podcast@example.org' },
    'item': [{
      'title': 'Entlassbriefe ohne Fax', 'link': `${page}/${date}`, 'guid': { '#text': `${params.series}.${date}`, '@_isPermaLink': 'false' }, 'pubDate': 'Thu, 13 May 2027 06:00:00 GMT', 'description': 'Worum es ging',
      'enclosure': { '@_url': episode.audio, '@_length': '12345678', '@_type': 'audio/mpeg' }, 'itunes:duration': '3605', 'itunes:explicit': 'false',
    }],
  })
  assert.match(headers!.etag!, /^"[\w-]{22}"$/)
  const two = podcastOf({ title: 'a', about: '' }, { author: 'b', mail: '', image: '', category: 'c' }, ['2027-01-01T00:00:00.000Z', '2027-02-01T00:00:00.000Z'].map((published, at) => ({ id: `e${at}`, title: `${at}`, about: '', link: 'https://x.example', file: { ...episode, published } })), { link: 'https://x.example', self: 'https://x.example/f' })
  assert.ok(two.indexOf('e1') < two.indexOf('e0'))
  const { ask: other, params: none } = await setting()
  await assert.rejects(other('GET /series/:series/podcast.xml', 'ana', { params: none }), refusedAs('community/podcast-unknown'))
})
