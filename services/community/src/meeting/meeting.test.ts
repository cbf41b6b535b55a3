import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import type { PlugMail, RouteAnswer } from '@steckwerk/plug'
import { testHost } from '@steckwerk/plug/testing'
import { meetingItems } from './items.ts'
import { meetingMails } from './mails.ts'
import { meetingRoutes } from './routes.ts'
import type { Card, Meeting } from './shapes.ts'
import { freshShelf } from '../published/shelf.ts'
import { together } from '../together.ts'

const start = Date.UTC(2026, 10, 24, 9)
const hour = 3_600_000
const meeting = (more: Partial<Meeting> = {}): Meeting => ({
  title: 'Austausch der Gesundheitsämter', about: '', kind: 'online', start: new Date(start).toISOString(), end: new Date(start + 1.5 * hour).toISOString(), place: '', travel: '', rooms: '',
  access: 'https://video.example/raum', stage: 'open', cancelled: '', ...more,
})
const card = (more: Partial<Card> = {}): Card => ({ topic: '', proud: 'Online-Termine', challenge: '', next: '', differently: '', dependence: 3, dependenceText: '', projects: [], ...more })

/** One meeting, asked as the hub would ask. who: a browser; with `@` an account. */
async function setting(first: Partial<Meeting> = {}) {
  const clock = { time: start - 48 * hour, now: () => clock.time }
  const host = testHost({ clock })
  const mails: PlugMail[] = []
  const carrier = { ...(await host.carrier('alpha')), mail: async (mail: PlugMail) => void mails.push(mail) }
  let id = ''
  const ask = (route: string, who: string, body?: unknown, params: Readonly<Record<string, string>> = {}): Promise<RouteAnswer> => {
    const found = meetingRoutes.find(({ method, path }) => `${method} ${path}` === route)
    assert.ok(found, `no route ${route}`)
    const editor = who === 'editor'
    return found.answer({
      carrier, documents: carrier.documents, now: clock.now(), publicUrl: host.publicUrl, shelf: freshShelf(clock), together: together(),
      call: {
        carrier: 'alpha', route, params: { meeting: id, ...params }, query: new URLSearchParams(), body, bytes: undefined, signal: new AbortController().signal,
        caller: { account: editor || who.startsWith('@') ? `Account/${who}` : undefined, name: undefined, permissions: editor ? ['network.edit'] : [], device: who, language: 'de', trace: 't' },
      },
    })
  }
  const json = async <T>(...asked: Parameters<typeof ask>): Promise<T> => (await ask(...asked)).json as T
  id = (await json<{ ids: string[] }>('POST /meetings', 'editor', { meetings: [meeting(first)] })).ids[0]!
  const join = (who: string, office: string, more: object = {}) => ask('PUT /meetings/:meeting/participation', who, { office, actor: '', name: `Person ${who}`, mail: '', named: false, ...more })
  const bring = (who: string, given: Partial<Card> = {}) => ask('PUT /meetings/:meeting/card', who, { version: 0, card: card(given) })
  return { ask, json, join, bring, clock, mails, carrier, see: (who: string) => json<Seen>('GET /meetings/:meeting', who), id: () => id }
}

/** With somebody who opened the link of their mail. */
async function mailSetting() {
  const s = await setting()
  const confirmed = async (who: string): Promise<void> => {
    await s.join(who, `Amt ${who}`, { mail: `${who}@example.org` })
    const link = s.mails.at(-1)!.path.split('#')[1]!
    const cut = link.lastIndexOf('.')
    await s.ask('POST /meetings/:meeting/participation/confirmed', who, { participant: link.slice(0, cut), proof: link.slice(cut + 1) })
  }
  return { ...s, confirmed }
}

interface Seen {
  readonly inside: boolean
  readonly access?: string
  readonly you: { readonly id: string; readonly confirmed: boolean } | null
  readonly cards?: readonly { readonly id: string; readonly office: string }[]
  readonly participants?: readonly { readonly id: string; readonly mail?: string }[]
  readonly agenda?: { readonly version: number; readonly points: readonly { readonly office: string; readonly minutes: number }[]; readonly since: string }
  readonly dating?: { readonly version: number; readonly rounds: readonly (readonly { readonly people: readonly string[] }[])[] }
  readonly matrix?: readonly { readonly project: { readonly title: string }; readonly entries: readonly { readonly office: string; readonly state: string }[] }[]
  readonly minutes: { readonly summary: string; readonly people: readonly string[]; readonly offices: readonly string[] } | null
}

const refusedAs = (code: string) => (thrown: unknown): boolean => thrown instanceof Fault && thrown.code === code

test('without an account somebody takes part by the link of a mail, on as many devices as they open it; what offices say is theirs alone', async () => {
  const { ask, join, bring, see, mails } = await setting()
  await assert.rejects(join('ana', 'Amt A'), refusedAs('community/meeting-mail'))
  await join('ana', 'Amt A', { mail: 'ana@example.org' })
  assert.deepEqual([(await see('ana')).inside, (await see('ana')).you?.confirmed, (await see('ana')).cards], [false, false, undefined])
  await assert.rejects(bring('ana'), refusedAs('community/meeting-participants'))
  const link = mails[0]!.path.split('#')[1]!
  const [participant, proof] = [link.slice(0, link.lastIndexOf('.')), link.slice(link.lastIndexOf('.') + 1)]
  await assert.rejects(ask('POST /meetings/:meeting/participation/confirmed', 'mallory', { participant, proof: 'A'.repeat(43) }), refusedAs('community/meeting-link'))
  await ask('POST /meetings/:meeting/participation/confirmed', 'phone', { participant, proof })
  await bring('phone')
  assert.deepEqual((await see('ana')).cards?.map(({ office }) => office), ['Amt A'])
  assert.deepEqual([(await see('stranger')).cards, (await see('stranger')).participants, (await see('stranger')).access], [undefined, undefined, undefined])
  // Others who take part do not see addresses; editors do.
  await join('@ben', 'Amt B')
  assert.deepEqual([(await see('@ben')).participants?.map(({ mail }) => mail), (await see('editor')).participants?.map(({ mail }) => mail).toSorted()], [[undefined, undefined], ['', 'ana@example.org']])
  // Another address must be proven anew.
  await join('ana', 'Amt A', { mail: 'other@example.org' })
  assert.equal((await see('ana')).inside, false)
})

test('who takes part with an address of theirs is mailed the way in a day before, and that a meeting moves or is cancelled; each once', async () => {
  const { ask, join, mails, clock, carrier, id, confirmed } = await mailSetting()
  const run = async (): Promise<readonly unknown[]> => {
    for (let round = 0; round < 2; round++) await meetingMails.run({ carrier, now: clock.now(), publicUrl: 'https://hub.example' })
    return mails.splice(0).map(({ to, template, when }) => [to, template, when?.start, when?.was])
  }
  const save = async (version: number, more: Partial<Meeting>, moved = '') => ask('PUT /meetings/:meeting', 'editor', { version, moved, meeting: meeting(more) })
  await confirmed('ana')
  await join('@ben', 'Amt B')
  await join('cem', 'Amt C', { mail: 'cem@example.org' })
  mails.splice(0)
  assert.deepEqual(await run(), [])
  clock.time = start - 24 * hour
  assert.deepEqual(await run(), [['ana@example.org', 'network-access', undefined, undefined]])
  const later = { start: new Date(start + 48 * hour).toISOString(), end: new Date(start + 49 * hour).toISOString() }
  await save(1, later, 'Streik')
  assert.deepEqual(await run(), [])
  clock.time += 3 * 60_000
  assert.deepEqual(await run(), [['ana@example.org', 'network-moved', later.start, meeting().start]])
  assert.deepEqual(((await ask('GET /meetings/:meeting', 'stranger')).json as { moves: unknown }).moves, [{ was: meeting().start, why: 'Streik' }])
  clock.time = start + 30 * hour
  assert.deepEqual(await run(), [['ana@example.org', 'network-access', undefined, undefined]])
  await save(2, { ...later, cancelled: 'Grippe' })
  clock.time += 3 * 60_000
  assert.deepEqual(await run(), [['ana@example.org', 'network-cancelled', later.start, undefined]])
  assert.deepEqual((await meetingItems(carrier, 0)).map(({ id: one, when, summary }) => [one, when?.cancelled, summary]), [[id(), true, 'Grippe']])
})

test('the way in is shown to who takes part, a day before and not earlier', async () => {
  const { join, see, clock } = await setting()
  await join('@ana', 'Amt A')
  assert.equal((await see('@ana')).access, undefined)
  clock.time = start - hour
  assert.deepEqual([(await see('@ana')).access, (await see('@ben')).access], ['https://video.example/raum', undefined])
})

test('the agenda is made from cards, who spoke lately last; it tells what is on and since when', async () => {
  const { ask, json, join, bring, see, carrier, clock, id } = await setting()
  const before = (await json<{ ids: string[] }>('POST /meetings', 'editor', { meetings: [meeting({ start: new Date(start - 14 * 24 * hour).toISOString(), end: new Date(start - 14 * 24 * hour + hour).toISOString() })] })).ids[0]!
  await carrier.documents.write([{ kind: 'meeting-agenda', id: before, parent: before, body: { points: [{ id: 'p', card: 'c', title: 'amt a', minutes: 5, note: '', office: 'amt a' }], current: '', since: '' } }])
  for (const [who, office] of [['@ana', 'Amt A'], ['@ben', 'Amt B']] as const) {
    await join(who, office)
    await bring(who)
  }
  const { points, over } = await json<{ points: { id: string; title: string }[]; over: number }>('GET /meetings/:meeting/agenda/proposal', 'editor')
  assert.deepEqual([points.map(({ title }) => title), over], [['Amt B', 'Amt A'], 0])
  await ask('PUT /meetings/:meeting/agenda', 'editor', { version: 0, points, current: points[0]!.id })
  const { agenda } = await see('@ana')
  assert.deepEqual([agenda?.points.map(({ office }) => office), agenda?.since], [['Amt B', 'Amt A'], new Date(clock.time).toISOString()])
  await assert.rejects(ask('PUT /meetings/:meeting/agenda', 'editor', { version: 0, points, current: '' }), refusedAs('plug/document-changed'))
  await assert.rejects(ask('PUT /meetings/:meeting/agenda', 'editor', { version: 1, points: [{ ...points[0]!, id: 'x', card: `${id()}.other` }], current: '' }), refusedAs('community/meeting-card'))
})

test('rounds: what has been stays when somebody leaves; entries fill the matrix, and one is replaced by its own office only', async () => {
  const { ask, join, bring, see } = await setting()
  for (let at = 0; at < 6; at++) await join(`@p${at}`, `Amt ${at}`)
  await bring('@p0', { projects: [{ title: 'Online-Termine', undertaking: '' }] })
  const people = (await see('editor')).participants!.map(({ id }) => id)
  const rounds = { version: 0, people, rounds: 4, tables: 30, length: 8, current: 1 }
  await ask('PUT /meetings/:meeting/dating', 'editor', rounds)
  const first = (await see('@p0')).dating!.rounds
  await ask('PUT /meetings/:meeting/dating', 'editor', { ...rounds, version: 1, people: people.slice(1), current: 2 })
  const then = (await see('@p0')).dating!.rounds
  assert.deepEqual([then.length, then[0]], [4, first[0]])
  assert.ok(then.slice(1).every((round) => round.flatMap((table) => table.people).toSorted().join() === people.slice(1).toSorted().join()))
  await assert.rejects(ask('PUT /meetings/:meeting/dating', 'editor', { ...rounds, version: 2, people: ['nobody'] }), refusedAs('community/meeting-people'))

  const say = (who: string, state: string | null, title: string) => ask('PUT /meetings/:meeting/matrix', who, { project: { title, undertaking: '' }, dimension: 'citizens', state, note: '' })
  await say('@p1', 'plan', 'online-termine')
  await say('@p1', 'have', 'Online-Termine')
  await say('@p2', 'helps', 'Online-Termine')
  assert.deepEqual((await see('@p0')).matrix?.map(({ project, entries }) => [project.title, entries.map(({ office, state }) => `${office} ${state}`)]), [['Online-Termine', ['Amt 1 have', 'Amt 2 helps']]])
  await assert.rejects(say('stranger', 'have', 'X'), refusedAs('community/meeting-participants'))
  const { file } = await ask('GET /meetings/:meeting/matrix.csv', '@p0')
  assert.match(file!.content as string, /"Online-Termine";;.*"Amt 1: haben wir\nAmt 2: hilft uns"/s)
  await ask('DELETE /meetings/:meeting/participation', '@p1')
  assert.deepEqual((await see('@p0')).matrix?.[0]?.entries.map(({ office }) => office), ['Amt 2'])
})

test('minutes: made from cards and notes, in versions; names only by leave; everybody reads what is published, and the link goes out once', async () => {
  const { ask, json, join, bring, see, mails, carrier, id } = await setting()
  await join('@ana', 'Amt A', { named: true })
  await join('@ben', 'Amt B')
  await bring('@ana', { challenge: 'Personal', dependence: 4 })
  const { made } = await json<{ made: { sections: { title: string; text: string }[] } }>('GET /meetings/:meeting/minutes', 'editor')
  assert.deepEqual(made.sections, [{ title: 'Amt A', text: 'Worauf wir stolz sind: Online-Termine\nGrößte Herausforderung 2026: Personal\nAbhängigkeit von der kommunalen IT: vollständig' }])
  const written = { after: 0, ...made, summary: 'Wir machen weiter.', decisions: ['Alle bringen eine Karte mit.'], tasks: [{ what: 'Vorlage schicken', who: 'Amt B', until: '2026-12-01' }], published: false }
  await ask('POST /meetings/:meeting/minutes', 'editor', written)
  assert.equal((await see('@ana')).minutes, null)
  await assert.rejects(ask('GET /meetings/:meeting/minutes.pdf', '@ana'), refusedAs('community/minutes-unknown'))
  await assert.rejects(ask('POST /meetings/:meeting/minutes', 'editor', written), refusedAs('plug/document-changed'))
  await ask('POST /meetings/:meeting/minutes', 'editor', { ...written, after: 1, published: true })
  const { minutes } = await see('stranger')
  assert.deepEqual([minutes?.summary, minutes?.offices, minutes?.people], ['Wir machen weiter.', ['Amt A', 'Amt B'], ['Person @ana (Amt A)']])
  const { file } = await ask('GET /meetings/:meeting/minutes.pdf', 'stranger')
  assert.equal(Buffer.from(file!.content as Uint8Array).subarray(0, 5).toString(), '%PDF-')
  assert.deepEqual((await meetingItems(carrier, 0)).map(({ title, summary, path }) => [title, summary, path]), [['Austausch der Gesundheitsämter', 'Wir machen weiter.', `/netz/alpha/treffen/${id()}/protokoll`]])
  // Nobody's address is proven: nothing is sent.
  assert.deepEqual([await json('POST /meetings/:meeting/minutes/sent', 'editor'), mails], [{ sent: 0, refused: 0 }, []])
  await ask('DELETE /meetings/:meeting', 'editor')
  for (const kind of ['meeting', 'meeting-participant', 'meeting-card', 'meeting-minutes']) assert.equal(await carrier.documents.count(kind), 0, kind)
})

test('what is hidden is the editors\'', async () => {
  const { see, json } = await setting({ stage: 'hidden' })
  await assert.rejects(see('ana'), refusedAs('community/meeting-unknown'))
  assert.deepEqual([(await json<{ meetings: unknown[] }>('GET /meetings', 'ana')).meetings.length, (await json<{ meetings: unknown[] }>('GET /meetings', 'editor')).meetings.length], [0, 1])
})
