import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allItems } from '../published/items.ts'
import { community, refusedAs } from '../testing/community.ts'
import { publishPlanned } from './posts.ts'
import { kinds } from './records.ts'
import { newsRoutes } from './routes.ts'
import { sendEditions } from './sending.ts'
import type { PostInput } from './shapes.ts'
import { forgetSubscribers } from './subscribers.ts'

const day = 24 * 3_600_000
const words = 'Ja, ich möchte Neues per E-Mail bekommen. Abbestellen kann ich jederzeit.'

async function setting() {
  const s = await community(newsRoutes)
  const editions = s.host.editions.get('alpha')!
  const work = async (of = sendEditions): Promise<void> => of.run({ carrier: s.carrier, now: s.clock.now(), publicUrl: 'https://hub.example' })
  const post = (title: string, more: Partial<PostInput> = {}): Promise<{ id: string }> => s.json('POST /posts', 'editor', {
    body: { kind: 'post', title, teaser: `Kurz: ${title}`, text: 'Ein Absatz.', topics: [], author: 'Netz', related: [], published: true, at: new Date(s.clock.now()).toISOString(), ...more },
  })
  const linkOf = (path: string) => {
    const [, subscription, until, proof] = /#([\w-]{43})\.(\d+)\.([\w-]{43})$/.exec(path)!
    return { params: { subscription: subscription! }, link: { until: Number(until), proof: proof! } }
  }
  const subscribe = async (mail: string, topics: readonly string[] = [], rhythm: 'each' | 'monthly' = 'each') => {
    await s.ask('POST /subscriptions', 'ana', { body: { mail, topics, rhythm, words } })
    return linkOf(s.host.mailed.at(-1)!.path)
  }
  const confirmed = async (mail: string, topics: readonly string[] = [], rhythm: 'each' | 'monthly' = 'each') => {
    const { params, link } = await subscribe(mail, topics, rhythm)
    await s.ask('PUT /subscriptions/:subscription', 'ana', { params, body: { link, subscription: { topics, rhythm } } })
    return { params, link }
  }
  /** A draft of what happened, sent. */
  const send = async (): Promise<string> => {
    const { id } = await s.json<{ id: string }>('POST /editions', 'editor')
    const { version } = await s.json<{ version: number }>('GET /editions/:edition', 'editor', { params: { edition: id } })
    await s.ask('POST /editions/:edition/sending', 'editor', { params: { edition: id }, body: { version } })
    await work()
    await work()
    return id
  }
  const readersOf = (id: string): readonly string[] => editions.taken.get(id)?.readers.map(({ address }) => address) ?? []
  return { ...s, editions, work, post, subscribe, confirmed, send, readersOf, linkOf }
}

test('without the yes of the mailbox nobody is sent anything, and the address is gone after a week', async () => {
  const { subscribe, confirmed, send, readersOf, ask, json, host, clock, post, work, documents } = await setting()
  await post('Eins')
  const { params, link } = await subscribe('ana@example.org')
  assert.equal(host.mailed[0]!.template, 'network-subscribe')
  await confirmed('ben@example.org')
  assert.deepEqual(readersOf(await send()), ['ben@example.org'])
  const opened = await json<{ confirmed: string | null; words: string }>('POST /subscriptions/:subscription/opened', 'x', { params, body: { link } })
  assert.deepEqual([opened.confirmed, opened.words], [null, words], 'opening the link confirms nothing')
  await assert.rejects(ask('POST /subscriptions/:subscription/opened', 'x', { params, body: { link: { ...link, proof: 'a'.repeat(43) } } }), refusedAs('community/subscription-ended'))
  assert.deepEqual(await json('POST /subscribers/looked-up', 'editor', { body: { mail: 'ANA@example.org' } }), { state: 'waiting', words, agreed: '2027-05-01T07:00:00.000Z', confirmed: null, ended: null, by: null })
  for (const { id, parent } of await documents.list(kinds.subscriber)) assert.ok(!`${id} ${parent}`.includes('ana'), 'what is not sealed names nobody')
  clock.time += 8 * day
  await work(forgetSubscribers)
  assert.deepEqual(await json('POST /subscribers/looked-up', 'editor', { body: { mail: 'ana@example.org' } }), { state: 'unknown' })
  const { active, waiting } = await json<{ active: number; waiting: number }>('GET /subscribers', 'editor')
  assert.deepEqual([active, waiting], [1, 0])
})

test('who asks again gets the link to their settings, and the answer tells nobody that they are there', async () => {
  const { subscribe, confirmed, ask, json, host, clock } = await setting()
  const first = await confirmed('ana@example.org', ['Pflege'])
  clock.time += day
  const again = await subscribe('Ana@Example.org', ['KI'])
  assert.deepEqual(again.params, first.params)
  assert.deepEqual((await json<{ topics: string[] }>('POST /subscriptions/:subscription/opened', 'x', { ...again, body: { link: again.link } })).topics, ['Pflege'], 'somebody who only types the address in changes nothing')
  await ask('POST /subscriptions/:subscription/ended', 'x', { params: again.params, body: { link: again.link } })
  assert.deepEqual(await json('POST /subscribers/looked-up', 'editor', { body: { mail: 'ana@example.org' } }), {
    state: 'ended', words, agreed: '2027-05-01T07:00:00.000Z', confirmed: '2027-05-01T07:00:00.000Z', ended: '2027-05-02T07:00:00.000Z', by: 'link',
  })
  await assert.rejects(ask('POST /subscriptions/:subscription/opened', 'x', { params: first.params, body: { link: first.link } }), refusedAs('community/subscription-ended'))
  assert.equal(host.mailed.length, 2)
})

test('an edition is assembled from what happened and what comes; the editor picks and orders; readers get their topics', async () => {
  const { post, json, ask, confirmed, send, editions, clock, carrier } = await setting()
  await post('Alt', { at: new Date(clock.time - 60 * day).toISOString() })
  await post('Pflege digital', { topics: ['Pflege'] })
  await post('KI im Amt', { topics: ['KI'], at: new Date(clock.time - 60_000).toISOString() })
  await post('Entwurf', { published: false })
  const call = { funder: 'Land', amount: '50.000 €', eligible: 'Kommunen', deadline: '2027-05-20', link: 'https://example.org/a' }
  await post('Förderaufruf', { kind: 'call', call, at: new Date(clock.time - 90 * day).toISOString() })
  await post('Vorbei', { kind: 'call', call: { ...call, deadline: '2027-04-30' } })
  type Shown = { version: number; title: string; entries: { id: string; title: string; group: string; note: { de: string; en: string } }[]; candidates: { id: string }[] }
  const { id } = await json<{ id: string }>('POST /editions', 'editor')
  const params = { edition: id }
  const draft = await json<Shown>('GET /editions/:edition', 'editor', { params })
  assert.deepEqual(draft.entries.map(({ group, title, note }) => `${group} ${title} ${note.de} ${note.en}`.trim()), ['post Pflege digital', 'post KI im Amt', 'call Förderaufruf Frist: 20. Mai 2027 Deadline: 20 May 2027'])
  assert.deepEqual([draft.title, draft.candidates], ['Neues im Mai 2027', []])
  const [pflege, ki, aufruf] = draft.entries.map((entry) => entry.id) as [string, string, string]
  await ask('PUT /editions/:edition', 'editor', { params, body: { version: draft.version, title: 'Mai', intro: 'Hallo', entries: [aufruf, ki, pflege, 'post/nothing'] } })
  const changed = await json<Shown>('GET /editions/:edition', 'editor', { params })
  assert.deepEqual(changed.entries.map(({ title }) => title), ['Förderaufruf', 'KI im Amt', 'Pflege digital'])
  await ask('PUT /editions/:edition', 'editor', { params, body: { version: changed.version, title: 'Mai', intro: 'Hallo', entries: [ki, aufruf, pflege] } })
  assert.deepEqual((await json<Shown>('GET /editions/:edition', 'editor', { params })).entries.map(({ title }) => title), ['KI im Amt', 'Pflege digital', 'Förderaufruf'], 'those of a group stand together')
  await assert.rejects(ask('GET /editions/:edition', 'ana', { params }), refusedAs('community/edition-unknown'))
  await ask('DELETE /editions/:edition', 'editor', { params })

  await confirmed('pflege@example.org', ['pflege'])
  await confirmed('alle@example.org')
  const sent = await send()
  const readers = editions.taken.get(sent)!.readers
  assert.deepEqual(Object.fromEntries(readers.map(({ address, without }) => [address, without])), { 'pflege@example.org': [ki], 'alle@example.org': [] })
  const { title, sections } = editions.taken.get(sent)!.edition
  assert.deepEqual([title, sections.map((section) => [section.title.en, section.entries.map(({ title: of, note }) => `${of} ${note.en}`.trim())])], [
    { de: 'Neues im Mai 2027', en: 'News of May 2027' }, [['News', ['Pflege digital', 'KI im Amt']], ['Calls and funding', ['Förderaufruf Deadline: 20 May 2027']]],
  ])
  const archived = await json<{ state: string; entries: unknown[] }>('GET /editions/:edition', 'ana', { params: { edition: sent } })
  assert.deepEqual([archived.state, archived.entries.length], ['sent', 3])
  await assert.rejects(ask('DELETE /editions/:edition', 'editor', { params: { edition: sent } }), refusedAs('community/edition-begun'))
  assert.deepEqual((await allItems(carrier, clock.now())).filter(({ kind }) => kind === 'edition').map(({ title }) => title), ['Neues im Mai 2027'])
  const next = await json<{ id: string }>('POST /editions', 'editor')
  assert.deepEqual((await json<Shown>('GET /editions/:edition', 'editor', { params: { edition: next.id } })).entries.map(({ title }) => title), ['Förderaufruf'], 'what was told is not told again, but for last days that come')
})

test('one a month at most for who wants few; answers end it, dead mailboxes at the third time, other answers are answered once', async () => {
  const { post, confirmed, send, readersOf, editions, work, clock, host, json } = await setting()
  await confirmed('monat@example.org', [], 'monthly')
  const { params: { subscription: ana } } = await confirmed('ana@example.org')
  const { params: { subscription: ben } } = await confirmed('ben@example.org')
  await post('Eins')
  assert.deepEqual(readersOf(await send()).toSorted(), ['ana@example.org', 'ben@example.org', 'monat@example.org'])
  clock.time += 7 * day
  await post('Zwei')
  assert.deepEqual(readersOf(await send()).toSorted(), ['ana@example.org', 'ben@example.org'])
  clock.time += 28 * day
  await post('Drei')
  assert.ok(readersOf(await send()).includes('monat@example.org'))
  editions.returns.push({ id: 'r1', reader: ana, what: 'unsubscribed' }, { id: 'r2', reader: ben, what: 'replied' }, { id: 'r3', reader: 'test', what: 'bounced' })
  await work()
  assert.deepEqual([editions.returns, host.mailed.at(-1)!.template, host.mailed.at(-1)!.to], [[], 'network-unread', 'ben@example.org'])
  const state = async (mail: string) => { const { state: now, by } = await json<{ state: string; by: string | null }>('POST /subscribers/looked-up', 'editor', { body: { mail } }); return `${now} ${by}` }
  assert.deepEqual([await state('ana@example.org'), await state('ben@example.org')], ['ended answer', 'active null'])
  for (const at of [1, 2, 3]) {
    assert.equal(await state('ben@example.org'), 'active null')
    editions.returns.push({ id: `b${at}`, reader: ben, what: 'bounced' })
    await work()
  }
  assert.equal(await state('ben@example.org'), 'ended bounces')
})

test('what is planned comes out by itself; a call\'s last day is in the calendar; markup is text', async () => {
  const { post, json, ask, clock, work, carrier } = await setting()
  const { id } = await post('Morgen', { at: new Date(clock.time + day).toISOString(), text: '<b>fett</b> [da](https://example.org)' })
  await assert.rejects(ask('GET /posts/:post', 'ana', { params: { post: id } }), refusedAs('community/post-unknown'))
  await work(publishPlanned)
  assert.deepEqual((await json<{ posts: { state: string }[] }>('GET /posts', 'editor')).posts.map(({ state }) => state), ['planned'])
  clock.time += day
  await work(publishPlanned)
  const { blocks } = await json<{ blocks: unknown }>('GET /posts/:post', 'ana', { params: { post: id } })
  assert.deepEqual(blocks, [{ kind: 'paragraph', runs: [{ text: '<b>fett</b> ' }, { text: 'da', link: 'https://example.org' }] }])
  await post('Aufruf', { kind: 'call', call: { funder: '', amount: '', eligible: '', deadline: '2027-06-30', link: '' } })
  assert.equal((await allItems(carrier, clock.now())).find(({ kind }) => kind === 'call')!.when!.end, '2027-06-30T21:59:59.000Z')
  await assert.rejects(ask('POST /posts', 'editor', { body: { kind: 'call', title: 'Ohne' } }), refusedAs('community/input'))
})
