import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { community, refusedAs } from '../testing/community.ts'
import { groupItems } from './items.ts'
import { groupRoutes } from './routes.ts'
import { groupMails } from './mails.ts'
import type { GroupInput, MeetingInput as Meeting } from './shapes.ts'

const group = (more: Partial<GroupInput> = {}): GroupInput => ({ title: 'AG Entlassbrief', purpose: 'Briefe am selben Tag', outside: 'Keine Software', until: '2028-12-31', topics: ['Entlassung'], undertaking: 'v1', stage: 'open', ...more })
const meeting = (more: Partial<Meeting> = {}): Meeting => ({ title: 'Auftakt', start: '2027-05-07T08:00:00.000Z', end: '2027-05-07T09:00:00.000Z', place: 'online', agenda: 'Wer wir sind', minutes: '', room: 'https://video.example/geheim', cancelled: '', moved: '', ...more })

async function setting(more: Partial<GroupInput> = {}) {
  const s = await community(groupRoutes)
  const params = { group: (await s.json<{ id: string }>('POST /groups', 'editor', { body: group(more) })).id }
  const show = <T>(who: string): Promise<T> => s.json<T>('GET /groups/:group', who, { params })
  /** Somebody without an account who opened both mails' links. */
  const joined = async (who: string, named = false): Promise<string> => {
    await s.ask('PUT /groups/:group/membership', who, { params, body: { name: who, mail: `${who}@example.org`, about: '', named } })
    const [, member, proof] = /#([^.]+)\.(.+)$/.exec(s.host.mailed.at(-1)!.path)!
    await s.ask('POST /groups/:group/membership/confirmed', who, { params, body: { member, proof } })
    await s.ask('PUT /groups/:group/members/:member', 'editor', { params: { ...params, member: member! }, body: { state: 'member', lead: false } })
    return member!
  }
  return { ...s, params, show, joined }
}
interface Shown { readonly named: readonly string[]; readonly count: number; readonly member: boolean; readonly meetings: readonly object[]; readonly inside?: { readonly decisions: readonly { readonly text: string; readonly instead: number }[]; readonly members: readonly { readonly name: string; readonly mail?: string }[] } }

test('who joins without an account proves their address, waits for the lead, and gets the way in by mail; names are public with leave only', async () => {
  const { ask, show, joined, host, params } = await setting()
  await ask('PUT /groups/:group/membership', 'ana', { params, body: { name: 'Ana', mail: 'ana@example.org', about: 'Ich helfe mit', named: true } })
  const [, member, proof] = /#([^.]+)\.(.+)$/.exec(host.mailed[0]!.path)!
  await assert.rejects(ask('POST /groups/:group/membership/confirmed', 'ana', { params, body: { member, proof: 'x'.repeat(43) } }), refusedAs('community/member-unknown'))
  await assert.rejects(ask('PUT /groups/:group/members/:member', 'editor', { params: { ...params, member: member! }, body: { state: 'member', lead: false } }), refusedAs('community/member-unknown'))
  await ask('POST /groups/:group/membership/confirmed', 'ana', { params, body: { member, proof } })
  assert.equal((await show<Shown>('ana')).inside, undefined)
  await assert.rejects(ask('PUT /groups/:group/tasks/:part', 'ana', { params: { ...params, part: randomUUID() }, body: { version: 0, body: { what: 'x', who: '', until: '', done: false } } }), refusedAs('community/group-members-only'))
  await ask('PUT /groups/:group/members/:member', 'editor', { params: { ...params, member: member! }, body: { state: 'member', lead: false } })
  assert.deepEqual(host.mailed.map(({ template }) => template), ['network-confirm', 'network-access'])
  await joined('ben')
  const seen = await show<Shown>('ana')
  assert.deepEqual([seen.member, seen.inside!.members.map(({ name }) => name).toSorted(), seen.inside!.members.some(({ mail }) => mail !== undefined)], [true, ['', 'Ana', 'ben'], false])
  const stranger = await show<Shown>('cem')
  assert.deepEqual([stranger.named, stranger.count, stranger.member, stranger.inside], [['Ana'], 3, false, undefined])
  await assert.rejects(ask('PUT /groups/:group', 'ana', { params, body: { version: 1, group: group() } }), refusedAs('community/group-leads-only'))
  // The link of the mail opens the group in another browser of the same person.
  await ask('POST /groups/:group/membership/confirmed', 'ana2', { params, body: { member, proof } })
  assert.equal((await show<Shown>('ana2')).member, true)
})

test('agenda, minutes and the way into the room are for members; the date is for everybody', async () => {
  const { ask, show, joined, params, carrier } = await setting()
  await joined('ana')
  const part = randomUUID()
  const save = (version: number, body: Meeting) => ask('PUT /groups/:group/meetings/:part', 'ana', { params: { ...params, part }, body: { version, body } })
  await save(0, meeting())
  await assert.rejects(save(0, meeting()), refusedAs('plug/document-changed'))
  const { minutes, agenda, room, moved: _, ...open } = meeting()
  assert.deepEqual((await show<Shown>('cem')).meetings, [{ id: part, version: 1, ...open, moves: [] }])
  assert.deepEqual((await show<Shown>('ana')).meetings, [{ id: part, version: 1, ...open, minutes, agenda, room, moves: [] }])
  await save(1, meeting({ cancelled: 'Krank' }))
  const items = await groupItems(carrier, 0)
  assert.equal(JSON.stringify(items).includes('geheim'), false)
  assert.deepEqual(items.find(({ kind }) => kind === 'meeting')!.when, { start: open.start, end: open.end, place: 'online', cancelled: true })
  await assert.rejects(save(2, meeting({ room: 'javascript:alert(1)' })), refusedAs('community/input'))
})

test('members are told of a new, a moved and a cancelled date: once each, after a while to put it right, until they say no; why it moved stays with it', async () => {
  const { ask, show, joined, params, host, clock, carrier } = await setting()
  const [ana, ben] = [await joined('ana'), await joined('ben')]
  const [part, asked] = [randomUUID(), host.mailed.length]
  const save = (version: number, more: Partial<Meeting> = {}) => ask('PUT /groups/:group/meetings/:part', 'ana', { params: { ...params, part }, body: { version, body: meeting(more) } })
  const told = async () => {
    clock.time += 3 * 60_000
    for (let round = 0; round < 2; round++) await groupMails.run({ carrier, now: clock.now(), publicUrl: host.publicUrl })
    return host.mailed.splice(asked).map(({ to, template, when }) => [to, template, when?.start, when?.was])
  }
  const first = meeting().start
  await save(0)
  await groupMails.run({ carrier, now: clock.now(), publicUrl: host.publicUrl })
  assert.equal(host.mailed.length, asked, 'it may still be put right')
  const [later, latest] = ['2027-05-08T08:00:00.000Z', '2027-05-09T08:00:00.000Z']
  assert.deepEqual((await told()).toSorted(), [['ana@example.org', 'network-date', first, undefined], ['ben@example.org', 'network-date', first, undefined]])
  await save(1, { start: later, end: later.replace('08:', '09:'), moved: 'Raum belegt' })
  await save(2, { start: latest, end: latest.replace('08:', '09:'), moved: 'Feiertag' })
  const mails = await told()
  assert.deepEqual(mails.toSorted(), [['ana@example.org', 'network-moved', latest, first], ['ben@example.org', 'network-moved', latest, first]])
  assert.deepEqual((await show<{ meetings: { moves: unknown }[] }>('cem')).meetings[0]!.moves, [{ was: first, why: 'Raum belegt' }, { was: later, why: 'Feiertag' }])
  // Put back at once, nobody is bothered, and it leaves no trace.
  await save(3, { start: later, end: later.replace('08:', '09:'), moved: 'Irrtum' })
  await save(4, { start: latest, end: latest.replace('08:', '09:') })
  assert.deepEqual(await told(), [])
  assert.equal((await show<{ meetings: { moves: readonly unknown[] }[] }>('cem')).meetings[0]!.moves.length, 2)
  // By the link of the mail, without being known in that browser; another's proof does not.
  await save(5, { cancelled: 'Krank', start: latest, end: latest.replace('08:', '09:') })
  const choose = (who: string, member: string, proof: string) => ask('POST /groups/:group/membership/mails', who, { params, body: { member, proof, dates: false } })
  await assert.rejects(choose('cem', ben, 'x'.repeat(43)), refusedAs('community/member-unknown'))
  await assert.rejects(choose('ana', ben, ''), refusedAs('community/member-unknown'))
  await choose('ana', ana, '')
  assert.deepEqual(await told(), [['ben@example.org', 'network-cancelled', latest, undefined]])
})

test('decisions are numbered, sent twice they are one, and are replaced but never changed', async () => {
  const { ask, show, joined, params } = await setting()
  await joined('ana')
  const decide = (text: string, instead = 0, key: string = randomUUID()) => ask('POST /groups/:group/decisions', 'ana', { params, body: { key, day: '2027-05-07', text, instead } })
  const key = randomUUID()
  assert.deepEqual([(await decide('Wir tagen monatlich', 0, key)).json, (await decide('Wir tagen monatlich', 0, key)).json, (await decide('Wir tagen alle zwei Monate', 1)).json], [{ number: 1 }, { number: 1 }, { number: 2 }])
  await assert.rejects(decide('Noch einmal', 1), refusedAs('community/decision-unknown'))
  await assert.rejects(decide('Nirgends', 7), refusedAs('community/decision-unknown'))
  assert.deepEqual((await show<Shown>('ana')).inside!.decisions.map(({ text, instead }) => [text, instead]), [['Wir tagen monatlich', 0], ['Wir tagen alle zwei Monate', 1]])
  assert.equal((await show<Shown>('cem')).inside, undefined)
})

test('whoever is signed in begins a group and leads it; an editor opens it; somebody always leads', async () => {
  const { ask, json, carrier } = await setting()
  const { id } = await json<{ id: string }>('POST /groups', 'signed-in dora', { body: group({ title: 'AG Neu', undertaking: 'v2' }) })
  const params = { group: id }
  await assert.rejects(ask('GET /groups/:group', 'cem', { params }), refusedAs('community/group-unknown'))
  await assert.rejects(ask('PUT /groups/:group', 'signed-in dora', { params, body: { version: 1, group: group() } }), refusedAs('community/group-opening'))
  await assert.rejects(ask('DELETE /groups/:group/membership', 'signed-in dora', { params }), refusedAs('community/group-leadless'))
  assert.equal((await groupItems(carrier, 0)).length, 1)
  await ask('PUT /groups/:group', 'editor', { params, body: { version: 1, group: group({ title: 'AG Neu', undertaking: 'v2' }) } })
  await ask('PUT /groups/:group/membership', 'signed-in emil', { params, body: { name: 'Emil', mail: '', about: '', named: false } })
  const { inside } = await json<{ inside: { members: { id: string; state: string; name: string }[] } }>('GET /groups/:group', 'signed-in dora', { params })
  const emil = inside.members.find(({ name }) => name === 'Emil')!
  assert.equal(emil.state, 'asked')
  await ask('PUT /groups/:group/members/:member', 'signed-in dora', { params: { ...params, member: emil.id }, body: { state: 'member', lead: true } })
  await ask('DELETE /groups/:group/membership', 'signed-in dora', { params })
  const list = await json<{ groups: { id: string }[] }>('GET /groups', 'cem', { query: 'undertaking=v2' })
  assert.deepEqual(list.groups.map((one) => one.id), [id])
})
