/** What is hidden in a network (drafts, entries that wait, people who have not agreed or not confirmed) is told to nobody by any address of the service: every route that strangers may ask is asked
 *  before it is there, while it is there, and after it was removed. All answers are the same to the byte; a hidden thing is answered for like one that never was. */
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import type { DocumentChange, RouteAnswer } from '@steckwerk/plug'
import { memoryRecords, routeCall, testHost } from '@steckwerk/plug/testing'
import type { CommunityRoute } from './community-route.ts'
import { actorInput } from './directory/actor.ts'
import { contactKind } from './directory/contacts.ts'
import { savingBundle } from './directory/mcsd.ts'
import { communityRoutes } from './manifest.ts'
import { freshShelf } from './published/shelf.ts'
import { barcamp, bodies, form, group, instant, meeting, pitch, post, practice, series, start, undertaking } from './testing/leak-samples.ts'
import { together } from './together.ts'

/** What no stranger asks here, and why. */
const exempt: readonly (readonly [route: RegExp, reason: string])[] = [
  [/\/live$/, 'never ends; barcamp.test.ts, meeting.test.ts, series.test.ts: hidden ones are unknown'],
  [/\/polls\/:poll/, 'an unlisted poll is for whoever has its address'],
  [/\.pdf$/, 'made anew with a number of its own; the tables and minutes are asked as JSON and CSV'],
]

/** Things by the name that stands for them in an address. */
type Names = Readonly<Record<string, string>>
const made = (): Names => Object.fromEntries(['event', 'group', 'meeting', 'series', 'edition', 'post', 'undertaking', 'actor', 'question', 'asked', 'entry', 'contact', 'need', 'introduction', 'subscription', 'part', 'member', 'pitch', 'topic', 'survey'].map((name) => [name, randomUUID()]))

const queries: readonly (readonly [route: RegExp, queries: readonly string[]])[] = [
  [/^GET \/search$/, ['q=Geheimnis', 'q=Überleitung', 'topic=Überleitung', 'q=Geheimsache&kinds=actor,undertaking,post']],
  [/^GET \/(?:feed\.xml|calendar\.ics|dates)$/, ['', 'kinds=post,talk,meeting', 'topic=Überleitung']],
  [/^GET \/actors$/, ['', 'q=Geheimnis', 'topic=Geheimsache', 'city=Alphastadt']],
  [/^GET \/alike$/, ['name=Geheimnis&city=Alphastadt']],
  [/^GET \/(?:groups|undertakings|posts|questions)$/, ['', 'q=Geheimnis', 'topic=Überleitung']],
]
const widgets = ['actors', 'dates', 'projects']

async function world() {
  const clock = { time: start, now: () => clock.time }
  const records = memoryRecords()
  const host = testHost({ clock, carriers: { alpha: records } })
  const given = await host.carrier('alpha')
  const journal = new Map<string, { readonly change: DocumentChange; readonly was: unknown }>()
  const documents = {
    ...given.documents,
    write: async (changes: readonly DocumentChange[]) => {
      for (const change of changes) {
        const name = `${change.kind} ${change.id}`
        if (!journal.has(name)) journal.set(name, { change, was: (await given.documents.get(change.kind, change.id))?.body })
      }
      return given.documents.write(changes)
    },
  }
  const carrier = { ...given, documents }
  const ask = ({ method, path, access, answer, device }: CommunityRoute, who: string, params: Names, query = '', body?: unknown): Promise<RouteAnswer> => answer({
    carrier, documents, now: clock.now(), publicUrl: host.publicUrl, shelf: freshShelf(clock), together: together(),
    call: routeCall({
      carrier: 'alpha', route: `${method} ${path}`, params, query: new URLSearchParams(query), body, signal: new AbortController().signal,
      caller: {
        ...(who === 'editor' ? { account: 'Account/e', permissions: ['network.edit'] } : access === 'signed-in' ? { account: `Account/${who}`, name: who } : {}), language: 'de',
        device: device === true ? createHash('sha256').update(who).digest('base64url') : undefined,
      },
    }),
  })
  const done = async <T>(route: string, who: string, body: unknown, params: Names = {}): Promise<T> => {
    const found = communityRoutes.find(({ method, path }) => `${method} ${path}` === route)
    assert.ok(found, route)
    return (await ask(found, who, params, '', body)).json as T
  }
  const idOf = async (...asked: Parameters<typeof done>): Promise<string> => (await done<{ id: string }>(...asked)).id
  /** Puts back what was written since the journal was begun. */
  const undo = async (): Promise<void> => {
    for (const { change: { kind, id, parent }, was } of journal.values()) await given.documents.write([{ kind, id, parent, body: was }])
    journal.clear()
  }
  /** Of the last mail of a template: what its link holds. */
  const linked = (template: string): readonly string[] => host.mailed.filter((mail) => mail.template === template).at(-1)!.path.split('#')[1]!.split('.')

  const survey = async (id: string, title: string, published: boolean): Promise<void> => {
    await done('PUT /surveys/:survey/questions', 'editor', { version: 1, questionnaire: { ...form, title } }, { survey: id })
    await done('PUT /surveys/:survey/settings', 'editor', { version: 2, settings: { published, opens: instant(-1), closes: instant(9), results: true, topics: ['Überleitung'] } }, { survey: id })
  }

  await records.transaction(savingBundle([{ id: 'klinik', ...actorInput.parse({ name: 'Klinik am Park', kind: 'hospital', city: 'Alphastadt', topics: ['Überleitung'], position: { latitude: 51.5, longitude: 7.2 } }) }]))
  const shown: Names = {
    ...made(), actor: 'klinik', date: '2027-05-11',
    event: await idOf('POST /barcamps', 'editor', barcamp('Barcamp', 'open')),
    series: await idOf('POST /series', 'editor', series('Reihe', 'open')),
    group: await idOf('POST /groups', 'editor', group('AG Brief', 'open')),
    meeting: (await done<{ ids: string[] }>('POST /meetings', 'editor', { meetings: [meeting('Austausch', 'open')] })).ids[0]!,
    post: await idOf('POST /posts', 'editor', post('Meldung', {})),
    question: await idOf('POST /questions', 'editor', { question: { question: 'Was kostet das?', answer: 'Nichts.', topic: '', published: true } }),
    undertaking: await idOf('POST /undertakings', 'editor', undertaking('Entlassbriefe am selben Tag')),
    survey: await idOf('POST /surveys', 'editor', { title: 'Was fehlt Ihnen?' }),
  }
  await survey(shown['survey']!, 'Was fehlt Ihnen?', true)
  const { version } = await done<{ version: number }>('GET /undertakings/:undertaking', 'editor', undefined, shown)
  await done('PUT /undertakings/:undertaking/publication', 'editor', { version, publication: 'published' }, shown)
  await done('PUT /editor/evaluation', 'editor', { public: true })
  await documents.write([{ kind: contactKind, id: 'offen', parent: 'klinik', version: 0, body: { name: 'Ada Offen', role: 'IT', mail: 'ada@example.org', phone: '', asked: start, agreed: { at: start, mail: true, phone: false }, secret: 's' } }])
  journal.clear()

  /** Everything that strangers may not learn. */
  const hide = async (): Promise<Names> => {
    const hider = 'hider'
    const hidden: Record<string, string> = { ...made(), date: '2027-05-11' }
    const entry = (name: string) => ({ actor: actorInput.parse({ name, kind: 'practice', city: 'Alphastadt', topics: ['Geheimsache'] }), mail: 'geheim@example.org', keep: true })
    await done('POST /entries', hider, entry('Geheimnis unbestätigt'))
    await done('POST /entries', hider, entry('Geheimnis bestätigt'))
    const [entryId, proof] = linked('network-confirm')
    hidden['entry'] = entryId!
    await done('POST /entries/:entry/confirmed', hider, { proof }, { entry: entryId! })
    hidden['contact'] = 'geheim-kontakt'
    await documents.write([{ kind: contactKind, id: hidden['contact'], parent: 'klinik', version: 0, body: { name: 'Geheime Person', role: 'IT', mail: 'geheim@example.org', phone: '', asked: start, agreed: undefined, secret: 's' } }])
    hidden['undertaking'] = await idOf('POST /undertakings', hider, undertaking('Geheimnis des Hauses'))
    hidden['group'] = await idOf('POST /groups', hider, group('AG Geheimnis', 'open'))
    hidden['part'] = randomUUID()
    await done('PUT /groups/:group/meetings/:part', 'editor', { version: 0, body: { title: 'Geheimes Treffen', start: instant(2), end: instant(2, 1), place: 'Geheim', agenda: '', minutes: '', room: '', cancelled: '' } }, hidden)
    await done('PUT /groups/:group/tasks/:part', 'editor', { version: 0, body: { what: 'Geheime Aufgabe', who: '', until: '', done: false } }, { ...hidden, group: shown['group']! })
    await done('PUT /groups/:group/membership', hider, { name: 'Geheime Person', mail: 'geheim@example.org', about: 'geheim', named: true }, shown)
    hidden['member'] = linked('network-confirm')[0]!
    hidden['series'] = await idOf('POST /series', 'editor', series('Geheimnis der Reihe', 'hidden'))
    await done('PUT /series/:series/talks/:date/registration', hider, { name: 'Geheime Person', mail: 'geheim@example.org' }, shown)
    hidden['meeting'] = (await done<{ ids: string[] }>('POST /meetings', 'editor', { meetings: [meeting('Geheimnis der Ämter', 'hidden')] })).ids[0]!
    await done('PUT /meetings/:meeting/participation', hider, { office: 'Geheimes Amt', actor: '', name: 'Geheime Person', mail: 'geheim@example.org', named: true }, shown)
    await done('POST /meetings/:meeting/minutes', 'editor', { after: 0, summary: 'Geheimes Protokoll', sections: [], decisions: [], tasks: [], published: false }, shown)
    await done('POST /polls', 'editor', { title: 'Geheime Umfrage', about: '', options: ['o1', 'o2'].map((id) => ({ id, start: '', end: '', place: `Ort ${id}` })), closes: instant(9), anonymous: false, listed: false, group: '' })
    hidden['post'] = await idOf('POST /posts', 'editor', post('Geheimnis im Entwurf', { published: false }))
    await done('POST /posts', 'editor', post('Geheimnis für später', { at: instant(3) }))
    hidden['question'] = await idOf('POST /questions', 'editor', { question: { question: 'Was ist das Geheimnis?', answer: '', topic: '', published: false } })
    await done('POST /asked', hider, { question: 'Was ist das Geheimnis hier?', mail: 'geheim@example.org' })
    await done('POST /needs', hider, { need: { title: 'Geheimer Bedarf', what: 'Ein Geheimnis fehlt uns sehr.' }, mail: 'geheim@example.org', contact: null })
    hidden['need'] = linked('network-confirm')[0]!
    await done('POST /subscriptions', hider, { mail: 'geheim@example.org', topics: [], rhythm: 'each', words: 'Ja, ich möchte Neues per E-Mail bekommen.' })
    hidden['subscription'] = linked('network-subscribe')[0]!
    hidden['edition'] = await idOf('POST /editions', 'editor', {})
    hidden['pitch'] = await idOf('POST /barcamps/:event/pitches', hider, { key: randomUUID(), pitch: pitch('Geheimnis im Entwurf', true) }, shown)
    hidden['survey'] = await idOf('POST /surveys', 'editor', { title: 'Geheimnis der Befragung' })
    await survey(hidden['survey'], 'Geheimnis der Befragung', false)
    await done('PUT /surveys/:survey/answer', hider, { turn: 1, item: [{ linkId: 'a', answer: [{ valueString: 'Geheime Antwort' }] }] }, shown)
    await done('PUT /barcamps/:event/form', 'editor', { version: 0, on: false, questionnaire: { ...form, title: 'Geheimnis der Anmeldung' } }, shown)
    hidden['event'] = await idOf('POST /barcamps', 'editor', barcamp('Barcamp Geheimnis', 'hidden'))
    return hidden
  }
  return { ask, shown, hide, undo, journal }
}

type World = Awaited<ReturnType<typeof world>>

/** An answer or a refusal in full, without the ids that the question named. */
async function toldOf({ ask }: World, route: CommunityRoute, params: Names, query: string, body: unknown): Promise<string> {
  const told = await ask(route, 'stranger', params, query, body).then(
    async ({ status, headers, json, file }) => JSON.stringify([status, headers, json, file?.contentType, typeof file?.content === 'string' ? file.content : file === undefined ? '' : '(bytes)']),
    (thrown: unknown) => {
      if (!(thrown instanceof Fault)) throw thrown
      return `${thrown.kind} ${thrown.code} ${thrown.message}`
    })
  return Object.values(params).reduce((text, id) => (id.length < 12 ? text : text.replaceAll(id, 'ID')), told)
}

const asked = communityRoutes.filter(({ method, path, access }) => access !== 'editor' && !exempt.some(([pattern]) => pattern.test(`${method} ${path}`)))
const namesIn = (path: string): readonly string[] => [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!)

/** Every question of a route to these things. */
function* questions(route: CommunityRoute, params: Names) {
  const name = `${route.method} ${route.path}`
  const sent = route.method === 'GET' || route.method === 'DELETE' ? [undefined] : (bodies.find(([pattern]) => pattern.test(name))?.[1] ?? [{}])
  const places: readonly Names[] = route.path.includes(':widget') ? widgets.map((widget) => ({ ...params, widget })) : [params]
  for (const place of places) for (const query of queries.find(([pattern]) => pattern.test(name))?.[1] ?? ['']) for (const body of sent.map((one) => (one === undefined ? undefined : JSON.parse(JSON.stringify(one).replaceAll(':member', place['member'] ?? '')) as object))) yield { name: `${name}?${query} ${body === undefined ? '' : JSON.stringify(body)} ${place['widget'] ?? ''}`, place, query, body }
}

/** All that is read of what everybody may see. */
async function round(w: World): Promise<ReadonlyMap<string, string>> {
  const told = new Map<string, string>()
  for (const route of asked.filter(({ method }) => method === 'GET')) {
    for (const { name, place, query, body } of questions(route, w.shown)) told.set(name, await toldOf(w, route, place, query, body))
  }
  return told
}

test('drafts, entries that wait and people who have not agreed are in no answer to strangers: search, overview, feeds, calendar, directory, open data, widgets, and every other page', async () => {
  const w = await world()
  const before = await round(w)
  await w.hide()
  const during = await round(w)
  await w.undo()
  const after = await round(w)
  assert.deepEqual([...during], [...before])
  assert.deepEqual([...after], [...before])
  for (const [question, told] of during) assert.doesNotMatch(told.replaceAll(/[?&;]?q=Geheim\w+/g, ''), /geheim/i, question)
  for (const part of ['/search', '/overview', '/feed.xml', '/calendar.ics', '/actors', '/actors/:actor', '/export/fhir.json', '/export/hsds.json', '/export/actors.csv', '/export/actors.geojson', '/embed/:widget', '/undertakings', '/editions', '/evaluation']) {
    assert.ok([...before].some(([question, told]) => question.startsWith(`GET ${part}?`) && told.startsWith('[200')), `${part} answers`)
  }
})

test('a hidden thing is answered for like one that never was, by every route that strangers may ask, and asking writes nothing of it', async (t) => {
  const w = await world()
  const hidden = await w.hide()
  w.journal.clear()
  const formOnly = new Set(asked.filter(({ method, path }) => method !== 'GET' && method !== 'DELETE' && namesIn(path).length > 0).map(({ method, path }) => `${method} ${path}`))
  for (const route of asked.filter(({ path }) => namesIn(path).length > 0 && !path.includes(':widget'))) {
    const [first, ...inner] = namesIn(route.path)
    // The whole is hidden; and what is hidden in something that everybody sees.
    const secrets: readonly Names[] = [hidden, ...(inner.length > 0 ? [{ ...hidden, [first!]: w.shown[first!]! }] : [])]
    for (const secret of secrets) {
      const invented: Names = { ...made(), date: hidden['date']!, ...(secret === hidden ? {} : { [first!]: w.shown[first!]! }) }
      const them = [...questions(route, secret)]
      const others = [...questions(route, invented)]
      for (const [at, { name, place, query, body }] of them.entries()) {
        const told = await toldOf(w, route, place, query, body)
        await w.undo()
        const other = await toldOf(w, route, others[at]!.place, query, body)
        await w.undo()
        assert.equal(told, other, name)
        if (!told.includes('community/input')) formOnly.delete(`${route.method} ${route.path}`)
      }
    }
  }
  await t.test('every route was asked something that has its form: say it in `bodies`', () => assert.deepEqual([...formOnly], []))
  await t.test('no exemption is idle', () => {
    assert.deepEqual(exempt.filter(([pattern]) => !communityRoutes.some(({ method, path }) => pattern.test(`${method} ${path}`))), [])
  })
})

test('whether an address is known to the network is told by no answer', async () => {
  const w = await world()
  await w.hide()
  w.journal.clear()
  const sent: readonly (readonly [route: string, body: (mail: string) => object])[] = [
    ['POST /subscriptions', (mail) => ({ mail, topics: [], rhythm: 'each', words: 'Ja, ich möchte Neues per E-Mail bekommen.' })],
    ['POST /entries', (mail) => ({ actor: practice, mail, keep: true })],
    ['POST /actors/:actor/links', (mail) => ({ mail })],
    ['PUT /groups/:group/membership', (mail) => ({ name: 'Eva', mail, about: '', named: false })],
    ['PUT /meetings/:meeting/participation', (mail) => ({ office: 'Amt X', actor: '', name: 'Eva', mail, named: false })],
    ['PUT /series/:series/talks/:date/registration', (mail) => ({ name: 'Eva', mail })],
    ['POST /asked', (mail) => ({ question: 'Warum ist das so?', mail })],
  ]
  for (const [name, body] of sent) {
    const route = communityRoutes.find(({ method, path }) => `${method} ${path}` === name)!
    const told: string[] = []
    for (const mail of ['geheim@example.org', 'ada@example.org', 'eva@example.org']) {
      told.push(await toldOf(w, route, w.shown, '', body(mail)))
      await w.undo()
    }
    assert.equal(new Set(told).size, 1, `${name}: ${told.join(' · ')}`)
    assert.doesNotMatch(told[0]!, /community\/input/, name)
  }
})
