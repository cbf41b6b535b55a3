import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import { testHost } from '@steckwerk/plug/testing'
import { forgetGuests } from './forget-guests.ts'
import { tellPlaces } from './guest-mails.ts'
import { barcampRoutes } from './routes.ts'
import type { RouteAnswer } from '@steckwerk/plug'
import type { Work } from '../work.ts'
import type { BarcampEvent, PitchInput } from './shapes.ts'
import { freshShelf } from '../published/shelf.ts'
import { together } from '../together.ts'

const day = Date.UTC(2027, 4, 7, 7)
const event = (more: Partial<BarcampEvent> = {}): BarcampEvent => ({
  title: 'Barcamp Gesundheit', about: '', place: 'Zeche Beispiel',
  rooms: [{ id: 'a', name: 'Saal', seats: 60, equipment: ['Beamer'], closedAt: [] }, { id: 'b', name: 'Raum 2', seats: 20, equipment: [], closedAt: [] }],
  slots: [0, 1, 2].map((at) => ({ id: `s${at}`, start: new Date(day + at * 3_600_000).toISOString(), end: new Date(day + at * 3_600_000 + 2_700_000).toISOString() })),
  capacity: 2, stage: 'open', pitching: true, voting: true, programme: false, keepDays: 30, ...more,
})
const pitch = (title: string, more: Partial<PitchInput> = {}): PitchInput => ({ title, about: '', hosts: [title], format: 'talk', seats: 0, equipment: [], notAt: [], draft: false, ...more })

/** One event, asked as the hub would ask. */
async function setting(first: Partial<BarcampEvent> = {}) {
  const clock = { time: day - 3_600_000, now: () => clock.time }
  const host = testHost({ clock })
  const carrier = await host.carrier('alpha')
  const end = new AbortController()
  const ask = (route: string, who: string, { body, params = {} }: { readonly body?: unknown; readonly params?: Readonly<Record<string, string>> } = {}): Promise<RouteAnswer> => {
    const found = barcampRoutes.find(({ method, path }) => `${method} ${path}` === route)
    assert.ok(found, `no route ${route}`)
    const editor = who === 'editor'
    return found.answer({
      carrier, documents: carrier.documents, now: clock.now(), publicUrl: host.publicUrl, shelf: freshShelf(clock), together: together(),
      call: {
        carrier: 'alpha', route, params: { event: id, ...params }, query: new URLSearchParams(), body, bytes: undefined, signal: end.signal,
        caller: { account: editor ? 'Account/e' : undefined, name: undefined, permissions: editor ? ['network.edit'] : [], device: who, language: 'de', trace: 't' },
      },
    })
  }
  let id = ''
  const json = async <T>(...asked: Parameters<typeof ask>): Promise<T> => (await ask(...asked)).json as T
  id = (await json<{ id: string }>('POST /barcamps', 'editor', { body: event(first) })).id
  const offer = async (who: string, title: string, more: Partial<PitchInput> = {}): Promise<string> =>
    (await json<{ id: string }>('POST /barcamps/:event/pitches', who, { body: { key: randomUUID(), pitch: pitch(title, more) } })).id
  const vote = (who: string, ...votes: readonly { readonly pitch: string; readonly want?: boolean; readonly turn: number }[]) =>
    ask('POST /barcamps/:event/votes', who, { body: { votes: votes.map((one) => ({ want: true, ...one })) } })
  const board = () => json<{ version: number; cells: Record<string, unknown>; votes: Record<string, number>; unmet: number; misplaced: string[]; voters: number; broken: unknown[] }>('GET /barcamps/:event/board', 'editor')
  const work = ({ run }: Work) => run({ carrier, now: clock.now(), publicUrl: host.publicUrl })
  return { ask, json, offer, vote, board, clock, end, work, mailed: host.mailed, documents: carrier.documents, id: () => id }
}

const refusedAs = (code: string) => (thrown: unknown): boolean => thrown instanceof Fault && thrown.code === code

test('a vote counts once, whatever is sent again, late or beside another; the last meant counts', async () => {
  const { offer, vote, board } = await setting()
  const [one, two] = [await offer('ana', 'Eins'), await offer('ben', 'Zwei')]
  await vote('ana', { pitch: one, turn: 1 }, { pitch: two, turn: 2 })
  await vote('ana', { pitch: one, turn: 1 })
  await Promise.all([vote('ana', { pitch: two, want: false, turn: 4 }), vote('ana', { pitch: two, turn: 3 }), vote('ben', { pitch: one, turn: 1 }), vote('ben', { pitch: two, turn: 2 })])
  assert.deepEqual((await board()).votes, { [one]: 2, [two]: 1 })
  await vote('ana', { pitch: two, turn: 3 })
  assert.deepEqual((await board()).votes, { [one]: 2, [two]: 1 })
  assert.equal((await board()).voters, 2)
})

test('votes are taken only while they are asked for, and forms are checked', async () => {
  const closed = await setting({ voting: false })
  await assert.rejects(closed.vote('ana', { pitch: '0'.repeat(32), turn: 1 }), refusedAs('community/voting-closed'))
  await assert.rejects(closed.ask('POST /barcamps/:event/votes', 'ana', { body: { votes: 'all' } }), refusedAs('community/input'))
})

test('a session offered twice by a repeated answer is one; only its browser and editors change it', async () => {
  const { ask, json, offer } = await setting()
  const body = { key: randomUUID(), pitch: pitch('Eins') }
  const first = await json<{ id: string }>('POST /barcamps/:event/pitches', 'ana', { body })
  assert.deepEqual(await json('POST /barcamps/:event/pitches', 'ana', { body }), { id: first.id, version: 1 })
  const params = { pitch: first.id }
  await assert.rejects(ask('PUT /barcamps/:event/pitches/:pitch', 'ben', { params, body: { version: 1, pitch: pitch('Mein') } }), refusedAs('community/pitch-not-yours'))
  await ask('PUT /barcamps/:event/pitches/:pitch', 'ana', { params, body: { version: 1, pitch: pitch('Eins neu') } })
  await assert.rejects(ask('PUT /barcamps/:event/pitches/:pitch', 'editor', { params, body: { version: 1, pitch: pitch('Alt') } }), refusedAs('plug/document-changed'))
  await offer('ana', 'Entwurf', { draft: true })
  const seen = async (who: string) => (await json<{ pitches: { title: string; own: boolean; state: string }[] }>('GET /barcamps/:event', who)).pitches.map((one) => `${one.title} ${one.state} ${one.own}`).toSorted()
  assert.deepEqual(await seen('ana'), ['Eins neu queue true', 'Entwurf draft true'])
  assert.deepEqual(await seen('ben'), ['Eins neu queue false'])
})

test('whoever came first has a place; who waits moves up', async () => {
  const { ask, json, clock } = await setting()
  const register = async (who: string): Promise<unknown> => {
    clock.time += 1000
    return (await json<{ waiting: number }>('PUT /barcamps/:event/registration', who, { body: { name: `Frau ${who}`, organization: 'Haus Beispiel', mail: '' } })).waiting
  }
  assert.deepEqual([await register('ana'), await register('ben'), await register('cem'), await register('dora'), await register('ana')], [0, 0, 1, 2, 0])
  await ask('DELETE /barcamps/:event/registration', 'ben')
  assert.equal((await json<{ waiting: number }>('GET /barcamps/:event/registration', 'cem')).waiting, 0)
  assert.equal((await json<{ waiting: number }>('GET /barcamps/:event/registration', 'dora')).waiting, 1)
  const { file } = await ask('GET /barcamps/:event/badges.pdf', 'editor')
  assert.equal(Buffer.from(file!.content as Uint8Array).subarray(0, 5).toString(), '%PDF-')
})

const registration = (name: string, mail = '') => ({ body: { name, organization: '=1+1', mail } })
interface Listed { readonly guests: readonly { readonly id: string; readonly name: string; readonly code: string; readonly waiting: number; readonly arrived: number | null }[] }

test('a registration with an address: its link works on any device, and who moves up is told once', async () => {
  const { ask, json, clock, work, mailed } = await setting({ capacity: 1 })
  await ask('PUT /barcamps/:event/registration', 'ana', registration('Ana', 'ana@example.org'))
  await ask('PUT /barcamps/:event/registration', 'ana', registration('Ana B.', 'ana@example.org'))
  clock.time += 1000
  await ask('PUT /barcamps/:event/registration', 'ben', registration('Ben', 'ben@example.org'))
  clock.time += 1000
  await ask('PUT /barcamps/:event/registration', 'cem', registration('Cem'))
  await work(tellPlaces)
  assert.deepEqual(mailed.map(({ to, template, about }) => [to, template, about]), [['ana@example.org', 'network-registered', 'Barcamp Gesundheit'], ['ben@example.org', 'network-registered', 'Barcamp Gesundheit']])
  const [path, fragment = ''] = mailed[0]!.path.split('#')
  assert.match(path!, /^\/netz\/alpha\/barcamp\/[0-9a-f-]{36}\/anmeldung$/)
  const [owner, proof] = fragment.split('.')
  const { code, ...ticket } = await json<{ code: string }>('POST /barcamps/:event/ticket', 'another device', { body: { owner, proof } })
  assert.match(code, /^[A-HJ-NP-Z2-9]{8}$/)
  assert.deepEqual(ticket, { title: 'Barcamp Gesundheit', registered: true, name: 'Ana B.', organization: '=1+1', mail: 'ana@example.org', waiting: 0 })
  for (const wrong of [{ owner, proof: 'x'.repeat(43) }, { owner: 'x'.repeat(43), proof }]) await assert.rejects(ask('POST /barcamps/:event/ticket', 'another device', { body: wrong }), refusedAs('community/ticket-unknown'))
  await ask('POST /barcamps/:event/ticket/cancelled', 'another device', { body: { owner, proof } })
  await assert.rejects(ask('POST /barcamps/:event/ticket/cancelled', 'another device', { body: { owner, proof } }), refusedAs('community/ticket-unknown'))
  for (const _ of [1, 2]) await work(tellPlaces)
  assert.deepEqual(mailed.slice(2).map(({ to, template, path: leads }) => [to, template, leads === mailed[1]!.path]), [['ben@example.org', 'network-place', true]])
})

test('at the door: arrivals count as they were meant last, the list as a file holds no formula, names are forgotten in time', async () => {
  const { ask, json, clock, work } = await setting({ keepDays: 10 })
  for (const [at, who] of ['ana', 'ben', 'cem'].entries()) {
    clock.time += at
    await ask('PUT /barcamps/:event/registration', who, registration(`Frau ${who}`, `${who}@example.org`))
  }
  const list = async () => (await json<Listed>('GET /barcamps/:event/guests', 'editor')).guests
  const [ana, ben, cem] = await list()
  assert.equal(new Set([ana!.code, ben!.code, cem!.code]).size, 3)
  const note = (...arrivals: readonly { readonly guest: string; readonly here: boolean; readonly turn: number }[]) => ask('POST /barcamps/:event/arrivals', 'editor', { body: { arrivals } })
  await Promise.all([note({ guest: ana!.id, here: true, turn: 10 }, { guest: ben!.id, here: true, turn: 11 }), note({ guest: ana!.id, here: false, turn: 9 }), note({ guest: ben!.id, here: false, turn: 12 }, { guest: 'gone', here: true, turn: 1 })])
  assert.deepEqual((await list()).map(({ name, waiting, arrived }) => [name, waiting, arrived]), [['Frau ana', 0, 10], ['Frau ben', 0, null], ['Frau cem', 1, null]])
  const { file } = await ask('GET /barcamps/:event/guests.csv', 'editor')
  const lines = (file!.content as string).split('\r\n')
  assert.ok(lines[0]!.includes('Eingetroffen') && lines[1]!.includes("'=1+1") && lines.length === 5)
  await ask('DELETE /barcamps/:event/guests/:guest', 'editor', { params: { guest: ben!.id } })
  assert.deepEqual((await list()).map(({ name, waiting }) => [name, waiting]), [['Frau ana', 0], ['Frau cem', 0]])
  clock.time = day + 2 * 3_600_000 + 2_700_000 + 10 * 86_400_000 - 1
  await work(forgetGuests)
  assert.equal((await list()).length, 2)
  clock.time += 1
  await work(forgetGuests)
  assert.deepEqual(await list(), [])
})

test('the board: nobody is in two places, nobody overwrites another moderator, what has begun stays', async () => {
  const { ask, json, offer, vote, board, clock } = await setting({ programme: true })
  const ids = [await offer('ana', 'Eins', { hosts: ['Ana'] }), await offer('ana', 'Zwei', { hosts: ['ANA ', 'Ben'] }), await offer('cem', 'Drei'), await offer('dora', 'Vier', { equipment: ['Beamer'] })]
  for (const who of ['e', 'f', 'g']) await vote(who, { pitch: ids[2]!, turn: 1 }, { pitch: ids[3]!, turn: 2 })
  const put = (body: unknown) => json<{ version: number }>('PUT /barcamps/:event/board', 'editor', { body })
  const empty = { version: 0, pinned: [], parked: [] }
  await assert.rejects(put({ ...empty, cells: { [ids[0]!]: { slot: 's0', room: 'a' }, [ids[1]!]: { slot: 's0', room: 'b' } } }), refusedAs('community/board-clash'))
  await assert.rejects(put({ ...empty, cells: { [ids[0]!]: { slot: 's0', room: 'a' }, [ids[2]!]: { slot: 's0', room: 'a' } } }), refusedAs('community/board-clash'))
  await put({ ...empty, cells: { [ids[2]!]: { slot: 's1', room: 'a' }, [ids[3]!]: { slot: 's1', room: 'b' } } })
  await assert.rejects(put({ ...empty, cells: {} }), refusedAs('community/board-changed'))
  assert.equal((await board()).unmet, 3)
  assert.deepEqual((await board()).broken, [{ session: ids[3], need: 'equipment' }])

  type Proposal = { version: number; cells: Record<string, { slot: string; room: string }>; moved: string[]; added: string[]; unmet: number; unmetBefore: number; unplaced: unknown[]; broken: unknown[] }
  const propose = (kind: string) => json<Proposal>('POST /barcamps/:event/proposals', 'editor', { body: { kind } })
  const fresh = await propose('new')
  assert.deepEqual([fresh.unmet, fresh.unplaced, fresh.broken, fresh.added.length], [0, [], [], 2])
  assert.notEqual(fresh.cells[ids[2]!]!.slot, fresh.cells[ids[3]!]!.slot)
  await put({ version: fresh.version, cells: fresh.cells, pinned: [], parked: [] })
  assert.deepEqual((await propose('least')).moved, [])

  const begun = Object.entries(fresh.cells).find(([, { slot }]) => slot === 's0')!
  clock.time = day + 60_000
  const { version } = await json<{ version: number }>('GET /barcamps/:event', 'editor')
  const gone = event({ programme: true })
  await ask('PUT /barcamps/:event', 'editor', { body: { version, event: { ...gone, rooms: gone.rooms.map((room) => room.id === 'b' ? { ...room, closedAt: ['s1', 's2'] } : room) } } })
  const least = await propose('least')
  assert.deepEqual(least.cells[begun[0]], begun[1])
  assert.ok(least.moved.length <= 3)
  for (const cell of Object.values(least.cells)) assert.ok(cell.room === 'a' || cell.slot === 's0')

  await ask('DELETE /barcamps/:event/pitches/:pitch', 'cem', { params: { pitch: ids[2]! } })
  assert.equal((await board()).cells[ids[2]!], undefined)
})

test('notes are added, never overwritten; feedback once a browser; an outcome by its host', async () => {
  const { ask, json, offer } = await setting()
  const params = { pitch: await offer('ana', 'Eins') }
  const note = { key: randomUUID(), text: 'Wir brauchen eine Liste.', by: 'Ben' }
  for (const body of [note, note, { ...note, key: randomUUID(), text: 'Wer hilft mit?' }]) await ask('POST /barcamps/:event/pitches/:pitch/notes', 'ben', { params, body })
  const { notes } = await json<{ notes: { id: string; text: string }[] }>('GET /barcamps/:event/pitches/:pitch/notes', 'cem', { params })
  assert.deepEqual(notes.map(({ text }) => text).toSorted(), ['Wer hilft mit?', 'Wir brauchen eine Liste.'])
  await ask('DELETE /barcamps/:event/notes/:note', 'editor', { params: { note: notes[0]!.id } })
  assert.equal((await json<{ notes: unknown[] }>('GET /barcamps/:event/pitches/:pitch/notes', 'cem', { params })).notes.length, 1)
  await ask('PUT /barcamps/:event/pitches/:pitch/feedback', 'ben', { params, body: { stars: 2, text: '' } })
  await ask('PUT /barcamps/:event/pitches/:pitch/feedback', 'ben', { params, body: { stars: 5, text: 'Gut' } })
  for (const stars of [1, 4]) await ask('PUT /barcamps/:event/feedback', 'ben', { body: { stars, text: 'Alles' } })
  const { feedback } = await json<{ feedback: { pitch: string }[] }>('GET /barcamps/:event/feedback', 'editor')
  assert.deepEqual(feedback.toSorted((a, b) => (a.pitch < b.pitch ? -1 : 1)), [{ pitch: '', stars: 4, text: 'Alles' }, { pitch: params.pitch, stars: 5, text: 'Gut' }])
  assert.deepEqual((await json<{ notes: { pitch: string; text: string }[] }>('GET /barcamps/:event/notes', 'cem')).notes.map((one) => [one.pitch, one.text]), [[params.pitch, notes[1]!.text]])
  await assert.rejects(ask('PUT /barcamps/:event/pitches/:pitch/outcome', 'ben', { params, body: { outcome: 'x' } }), refusedAs('community/pitch-not-yours'))
  await ask('PUT /barcamps/:event/pitches/:pitch/outcome', 'ana', { params, body: { outcome: 'Eine Arbeitsgruppe.' } })
})

test('live: who listens is told of changes; hidden events are nobody\'s but the editors\'', async () => {
  const { ask, offer, end, id, documents } = await setting({ stage: 'hidden' })
  await assert.rejects(ask('GET /barcamps/:event/live', 'ana'), refusedAs('community/barcamp-unknown'))
  const { file } = await ask('GET /barcamps/:event/live', 'editor')
  const told: string[] = []
  for await (const chunk of file!.content as AsyncIterable<Uint8Array>) {
    told.push((JSON.parse(Buffer.from(chunk).toString().slice(6)) as { what: string }).what)
    if (told.length === 1) await offer('editor', 'Eins')
    else end.abort()
  }
  assert.deepEqual(told, ['ready', 'barcamp-pitch'])
  await ask('DELETE /barcamps/:event', 'editor')
  assert.equal(await documents.get('barcamp', id()), undefined)
  assert.equal(await documents.count('barcamp-pitch', id()), 0)
})
