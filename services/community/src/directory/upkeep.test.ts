import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import type { PlugMail, RouteAnswer } from '@steckwerk/plug'
import { memoryRecords, routeCall, testHost } from '@steckwerk/plug/testing'
import { communityRoutes } from '../manifest.ts'
import { actorInput, markOf, type Actor, type ActorInput } from './actor.ts'
import { contactRecords } from './contacts.ts'
import { actorOf, allActors } from './directory.ts'
import { actorItems } from './items.ts'
import { dueAt, reviewWork } from './review.ts'
import { standingOf } from './standing.ts'
import { freshShelf } from '../published/shelf.ts'
import { together } from '../together.ts'

const dayMs = 24 * 3_600_000
const start = Date.UTC(2026, 10, 2, 9)
const facts = (name: string, more: Partial<ActorInput> = {}): ActorInput => ({ ...actorInput.parse({ name, kind: 'practice', city: 'Alphastadt', street: 'Marktplatz 1', postalCode: '12345' }), ...more })
const refusedAs = (code: string) => (thrown: unknown): boolean => thrown instanceof Fault && thrown.code === code

/** A network, asked as the hub would ask. Mails are refused while `full` says so. */
async function setting() {
  const clock = { time: start, now: () => clock.time }
  const host = testHost({ clock, carriers: { alpha: memoryRecords() } })
  const given = await host.carrier('alpha')
  const full = { is: (_: PlugMail): boolean => false }
  const carrier = {
    ...given,
    mail: async (mail: PlugMail) => {
      if (full.is(mail)) throw new Fault('throttled', 'notify/too-many', 'Enough.')
      await given.mail(mail)
    },
  }
  const ask = (route: string, body?: unknown, { params = {}, query = {}, bytes }: { readonly params?: Record<string, string>; readonly query?: Record<string, string>; readonly bytes?: Uint8Array } = {}): Promise<RouteAnswer> => {
    const found = communityRoutes.find(({ method, path }) => `${method} ${path}` === route)
    assert.ok(found, `no route ${route}`)
    return found.answer({
      carrier, documents: carrier.documents, now: clock.now(), publicUrl: host.publicUrl, shelf: freshShelf(clock), together: together(),
      call: routeCall({ carrier: 'alpha', route, params, query: new URLSearchParams(query), body, bytes, caller: found.access === 'editor' ? { account: 'Account/e', permissions: ['network.edit'] } : {} }),
    })
  }
  const json = async <T>(...asked: Parameters<typeof ask>): Promise<T> => (await ask(...asked)).json as T
  /** Of the last mail to an address. */
  const linkTo = (mail: string, template?: string): { id: string; link: { until: number; proof: string } } => {
    const sent = host.mailed.filter((one) => one.to === mail && (template === undefined || one.template === template)).at(-1)
    assert.ok(sent, `no mail to ${mail}`)
    const [id, until, proof] = sent.path.split('#')[1]!.split('.')
    return { id: id!, link: { until: Number(until), proof: proof! } }
  }
  const enter = async (actor: ActorInput, mail: string, keep = true): Promise<string> => {
    await ask('POST /entries', { actor, mail, keep })
    const [id, proof] = host.mailed.filter((one) => one.to === mail && one.template === 'network-confirm').at(-1)!.path.split('#')[1]!.split('.')
    await ask('POST /entries/:entry/confirmed', { proof }, { params: { entry: id! } })
    await ask('POST /entries/:entry/approved', {}, { params: { entry: id! } })
    return id!
  }
  const editLink = async (actor: string, mail: string) => {
    await ask('POST /actors/:actor/links', { mail }, { params: { actor } })
    return linkTo(mail, 'network-edit').link
  }
  return { clock, carrier, mailed: host.mailed, ask, json, enter, editLink, linkTo, full, work: () => reviewWork.run({ carrier, now: clock.time, publicUrl: host.publicUrl }) }
}

const page = (s: Awaited<ReturnType<typeof setting>>, actor: string) =>
  s.json<Actor & { contacts: { name: string; mail: string; phone: string }[]; unconfirmedSince: string | null }>('GET /actors/:actor', undefined, { params: { actor } })

test('the entering address is kept only where its reader agreed; a link is sent to nobody else, and the answer tells nothing', async () => {
  const s = await setting()
  const [kept, left] = [await s.enter(facts('Praxis am Markt'), 'ana@praxis.example'), await s.enter(facts('Praxis am Bach'), 'ben@bach.example', false)]
  s.mailed.length = 0
  const answers: unknown[] = []
  for (const [actor, mail] of [[kept, 'ANA@praxis.example'], [kept, 'wer@anders.example'], [left, 'ben@bach.example']]) answers.push(await s.ask('POST /actors/:actor/links', { mail }, { params: { actor: actor! } }))
  assert.deepEqual(answers, Array(3).fill({ status: 202, json: {} }))
  assert.deepEqual(s.mailed.map(({ to, template }) => [to, template]), [['ana@praxis.example', 'network-edit']])
  assert.equal(JSON.stringify(await standingOf(s.carrier.documents, left)).includes('ben@'), false)
  const { link } = s.linkTo('ana@praxis.example')
  for (const wrong of [{ ...link, until: link.until + 1 }, { ...link, proof: `${link.proof.slice(0, 42)}${link.proof.endsWith('A') ? 'B' : 'A'}` }]) {
    await assert.rejects(s.ask('POST /actors/:actor/kept/opened', { link: wrong }, { params: { actor: kept } }), refusedAs('community/link-ended'))
  }
  await assert.rejects(s.ask('POST /actors/:actor/kept/opened', { link }, { params: { actor: left } }), refusedAs('community/link-ended'))
  s.clock.time += 8 * dayMs
  await assert.rejects(s.ask('POST /actors/:actor/kept/opened', { link }, { params: { actor: kept } }), refusedAs('community/link-ended'))
})

test('the keeper\'s small changes are live at once, a new name waits for the editors; nobody overwrites another; all is written down', async () => {
  const s = await setting()
  const id = await s.enter(facts('Praxis am Markt'), 'ana@praxis.example')
  const params = { actor: id }
  const link = await s.editLink(id, 'ana@praxis.example')
  const opened = () => s.json<{ actor: ActorInput; was: string; waiting: boolean }>('POST /actors/:actor/kept/opened', { link }, { params })
  const change = async (actor: ActorInput) => s.json<{ waiting: boolean }>('PUT /actors/:actor/kept', { link, was: (await opened()).was, actor }, { params })
  const small = facts('Praxis am Markt', { offers: 'Videosprechstunde', endpoints: [{ kind: 'kim', address: 'praxis@markt.kim.telematik' }, { kind: 'fhir', address: 'https://praxis.example/fhir' }] })
  assert.deepEqual(await change(small), { waiting: false })
  assert.deepEqual((await page(s, id)).endpoints, small.endpoints)
  assert.equal((await s.carrier.fhir.all('Endpoint', [])).length, 2)
  assert.deepEqual(await change({ ...small, endpoints: [] }), { waiting: false })
  assert.equal((await s.carrier.fhir.all('Endpoint', [])).length, 0, 'an address that is gone is gone from the records')
  const named = facts('Praxis am Rathaus', { offers: 'Hausbesuche' })
  assert.deepEqual(await change(named), { waiting: true })
  assert.deepEqual([(await page(s, id)).name, (await page(s, id)).offers, (await opened()).actor.name], ['Praxis am Markt', 'Videosprechstunde', 'Praxis am Rathaus'])
  const { changes } = await s.json<{ changes: { id: string; fields: string[]; mark: string }[] }>('GET /editor/changes')
  assert.deepEqual(changes.map(({ id: whose, fields }) => [whose, fields]), [[id, ['name', 'offers']]])
  assert.deepEqual((await s.json<{ counts: object }>('GET /editor/overview')).counts, { ...(await s.json<{ counts: object }>('GET /editor/overview')).counts, changes: 1, entries: 0, unconfirmed: 0 })
  await assert.rejects(s.ask('POST /editor/changes/:actor', { mark: 'x', accepted: true }, { params }), refusedAs('community/actor-changed'))
  await s.ask('POST /editor/changes/:actor', { mark: changes[0]!.mark, accepted: true }, { params })
  assert.equal((await page(s, id)).name, 'Praxis am Rathaus')
  await assert.rejects(s.ask('PUT /actors/:actor/kept', { link, was: markOf(small), actor: small }, { params }), refusedAs('community/actor-changed'))
  const { history, was } = await s.json<{ history: { by: string; what: string }[]; was: string }>('GET /editor/actors/:actor', undefined, { params })
  assert.deepEqual(history.map(({ by, what }) => `${by} ${what}`), ['editor accepted', 'keeper proposed', 'keeper changed', 'keeper changed', 'editor published'])
  await s.ask('PUT /editor/actors/:actor', { was, actor: { ...named, city: 'Betahausen' } }, { params })
  await assert.rejects(s.ask('PUT /editor/actors/:actor', { was, actor: named }, { params }), refusedAs('community/actor-changed'))
  assert.equal((await actorItems(s.carrier, 0))[0]!.since, start)
  await s.ask('POST /actors/:actor/kept/settled', { link, what: 'left' }, { params })
  await assert.rejects(s.ask('POST /actors/:actor/kept/settled', { link, what: 'removed' }, { params }), refusedAs('community/link-ended'))
})

test('a person is shown what they agreed to and nothing before, and is gone with a withdrawal; who does not answer is forgotten', async () => {
  const s = await setting()
  const id = await s.enter(facts('Praxis am Markt'), 'ana@praxis.example')
  const link = await s.editLink(id, 'ana@praxis.example')
  const name = (contact: object) => s.json<{ id: string }>('POST /actors/:actor/kept/contacts', { link, contact }, { params: { actor: id } })
  const cem = { name: 'Cem Beispiel', role: 'IT-Leitung', mail: 'cem@praxis.example', phone: '+49 30 123456' }
  const { id: contact } = await name(cem)
  await name({ ...cem, name: 'Dora Stumm', mail: 'dora@praxis.example' })
  assert.deepEqual([(await page(s, id)).contacts, await contactRecords(s.carrier)], [[], []])
  const sent = s.linkTo('cem@praxis.example', 'network-contact')
  assert.equal(sent.id, contact)
  const opened = () => s.json<object>('POST /contacts/:contact/opened', { link: sent.link }, { params: { contact } })
  const decide = (shows: object | null) => s.ask('PUT /contacts/:contact/consent', { link: sent.link, shows }, { params: { contact } })
  assert.deepEqual(await opened(), { ...cem, actor: { id, name: 'Praxis am Markt' }, agreed: null })
  await decide({ mail: true, phone: false })
  assert.deepEqual((await page(s, id)).contacts, [{ name: 'Cem Beispiel', role: 'IT-Leitung', mail: 'cem@praxis.example', phone: '' }])
  assert.deepEqual((await contactRecords(s.carrier)).map(({ resourceType, id: record }) => [resourceType, record]), [['Practitioner', contact], ['PractitionerRole', contact]])
  s.clock.time += 15 * dayMs
  await s.work()
  assert.equal(JSON.stringify(await s.carrier.documents.list('directory-contact')).includes('Dora'), false)
  // Months later, from the actor's page: the same link again.
  s.clock.time += 200 * dayMs
  await s.ask('POST /actors/:actor/links', { mail: 'cem@praxis.example' }, { params: { actor: id } })
  assert.deepEqual(s.linkTo('cem@praxis.example', 'network-contact'), sent)
  await decide(null)
  assert.deepEqual([(await page(s, id)).contacts, await s.carrier.documents.list('directory-contact')], [[], []])
  await assert.rejects(opened(), refusedAs('community/contact-unknown'))
  s.full.is = () => true
  const again = await s.editLink(id, 'ana@praxis.example').catch(() => undefined)
  assert.ok(again !== undefined)
  await assert.rejects(s.ask('POST /editor/actors/:actor/contacts', cem, { params: { actor: id } }), refusedAs('notify/too-many'))
  assert.deepEqual(await s.carrier.documents.list('directory-contact'), [], 'who could not be asked is not kept')
})

test('two years: each actor is asked once a year on a day of its own, twice at most, and marked after eight weeks; over restarts, at two hubs, and with mail refused', async () => {
  const s = await setting()
  const ids: string[] = []
  for (let at = 0; at < 12; at++) ids.push(await s.enter(facts(`Praxis ${at} am Weg ${at}`), `praxis${at}@example.org`))
  const [answers, silent, alone] = [ids[0]!, ids[1]!, ids[2]!]
  await s.ask('POST /actors/:actor/kept/settled', { link: await s.editLink(alone, 'praxis2@example.org'), what: 'left' }, { params: { actor: alone } })
  s.mailed.length = 0
  const asked: { readonly day: number; readonly mail: PlugMail }[] = []
  const marked = new Map<string, number>()
  for (let day = 0; day < 730; day++) {
    s.clock.time = start + day * dayMs
    // All mail of one address is refused for a week; the second hub looks at the same moment, and a third after the mail went out and nothing was written.
    s.full.is = ({ to }) => to === 'praxis3@example.org' && day < 400
    const before = s.mailed.length
    const standings = await Promise.all(ids.map((id) => standingOf(s.carrier.documents, id)))
    await s.work()
    await s.work()
    if (s.mailed.length > before && day % 2 === 0) {
      await s.carrier.documents.write(standings.map((one) => ({ kind: one!.kind, id: one!.id, body: one!.body })))
      await s.work()
    }
    for (const mail of s.mailed.slice(before)) asked.push({ day, mail })
    if (s.mailed.slice(before).some(({ to }) => to === 'praxis0@example.org')) await s.ask('POST /actors/:actor/kept/settled', { link: s.linkTo('praxis0@example.org').link, what: 'confirmed' }, { params: { actor: answers } })
    if (day % 7 === 0) for (const id of ids) if (!marked.has(id) && (await page(s, id)).unconfirmedSince !== null) marked.set(id, day)
  }
  const daysOf = (at: number): number[] => asked.filter(({ mail }) => mail.to === `praxis${at}@example.org`).map(({ day }) => day)
  const due = (id: string): number => Math.round((dueAt(id, { confirmed: start }) - start) / dayMs)
  assert.equal(new Set(asked.map(({ mail }) => mail.key)).size, asked.length, 'nobody is asked the same twice')
  assert.ok(asked.every(({ mail }) => mail.template === 'network-review'))
  assert.deepEqual(daysOf(0), [due(answers)], 'whoever confirms is asked again a year later')
  assert.deepEqual(daysOf(1), [due(silent), due(silent) + 28])
  assert.deepEqual(daysOf(2), [])
  assert.deepEqual(daysOf(3), [Math.max(400, due(ids[3]!)), Math.max(400, due(ids[3]!)) + 28])
  assert.ok(new Set(ids.map(due)).size > 5 && ids.every((id) => due(id) >= 365 && due(id) < 393))
  assert.ok(marked.get(silent)! - (due(silent) + 56) < 7 && marked.get(silent)! >= due(silent) + 56)
  assert.ok(marked.get(alone)! >= due(alone) + 56)
  assert.equal(marked.has(answers), false)
  assert.equal((await allActors(s.carrier)).length, 12, 'nothing is deleted')
  assert.equal((await page(s, silent)).unconfirmedSince, new Date(start).toISOString())
  const { actors } = await s.json<{ actors: { id: string; unconfirmed: boolean }[] }>('GET /editor/actors')
  assert.equal(actors.filter(({ unconfirmed }) => unconfirmed).length, 11)
  await s.ask('POST /editor/actors/:actor/confirmed', {}, { params: { actor: silent } })
  assert.equal((await page(s, silent)).unconfirmedSince, null)
  // Heard long ago, written down today.
  const long = new Date(s.clock.time - 600 * dayMs).toISOString().slice(0, 10)
  await s.ask('POST /editor/actors/:actor/confirmed', { on: long }, { params: { actor: alone } })
  assert.equal((await page(s, alone)).unconfirmedSince, `${long}T00:00:00.000Z`)
  await assert.rejects(s.ask('POST /editor/actors/:actor/confirmed', { on: '2099-01-01' }, { params: { actor: alone } }), refusedAs('community/input'))
})

test('what looks like one is told before it is entered and shown to editors; merged, the other address leads to it; found to be two, it is not shown again', async () => {
  const s = await setting()
  const one = await s.enter(facts('Gemeinschaftspraxis Dr. Muster am Markt', { website: 'https://www.muster.example/', offers: '', topics: ['Überweisung'] }), 'ana@praxis.example', false)
  const alike = await s.json<{ actors: { id: string }[] }>('GET /alike', undefined, { query: { name: 'Gemeinschaftspraxis Muster', city: 'Alphastadt', website: 'https://muster.example' } })
  assert.deepEqual(alike.actors.map(({ id }) => id), [one])
  assert.deepEqual((await s.json<{ actors: unknown[] }>('GET /alike', undefined, { query: { name: 'Gemeinschaftspraxis Muster', city: 'Betahausen' } })).actors, [])
  const two = await s.enter(facts('Gemeinschaftspraxis Mustre', { street: 'Marktplatz 1', website: 'http://muster.example' }), 'ben@praxis.example')
  const three = await s.enter(facts('Praxis Dr. Marktl', { street: 'Am Ring 4' }), 'cem@praxis.example')
  await s.ask('POST /actors/:actor/kept/contacts', { link: await s.editLink(two, 'ben@praxis.example'), contact: { name: 'Eva Beispiel', role: 'Leitung', mail: 'eva@praxis.example', phone: '' } }, { params: { actor: two } })
  const { link, id: contact } = s.linkTo('eva@praxis.example')
  await s.ask('PUT /contacts/:contact/consent', { link, shows: { mail: false, phone: false } }, { params: { contact } })
  const pairs = async () => (await s.json<{ pairs: { a: { actor: Actor; mark: string }; b: { actor: Actor; mark: string }; reasons: string[] }[] }>('GET /editor/duplicates')).pairs
  const [pair, ...more] = await pairs()
  assert.deepEqual([new Set([pair!.a.actor.id, pair!.b.actor.id]), more], [new Set([one, two]), []])
  assert.ok(pair!.reasons.includes('website') && pair!.reasons.includes('address'))
  const [keep, drop] = [pair!.a, pair!.b].toSorted((a) => (a.actor.id === one ? -1 : 1)).map(({ actor, mark }) => ({ id: actor.id, mark }))
  const merged = facts('Gemeinschaftspraxis Muster', { topics: ['Überweisung', 'Telemedizin'] })
  await assert.rejects(s.ask('POST /editor/duplicates/merged', { keep, drop: { ...drop, mark: 'x' }, actor: merged }), refusedAs('community/actor-changed'))
  await assert.rejects(s.ask('POST /editor/duplicates/merged', { keep, drop: keep, actor: merged }), refusedAs('community/merge-itself'))
  await s.ask('POST /editor/duplicates/merged', { keep, drop, actor: merged })
  assert.deepEqual([(await page(s, two)).id, (await page(s, two)).contacts.map(({ name }) => name), await actorOf(s.carrier, two)], [one, ['Eva Beispiel'], undefined])
  assert.deepEqual([(await pairs()), (await s.json<{ actor: Actor }>('POST /actors/:actor/kept/opened', { link: await s.editLink(one, 'ben@praxis.example') }, { params: { actor: one } })).actor.name], [[], 'Gemeinschaftspraxis Muster'])
  const twin = await s.enter(facts('Praxis Marktl', { street: 'Am Ring 4' }), 'dan@praxis.example')
  assert.equal((await pairs()).length, 1)
  await s.ask('POST /editor/duplicates/different', { a: twin, b: three })
  assert.deepEqual(await pairs(), [])
  // Merged once more: both former addresses lead to the last.
  const last = await s.enter(facts('Praxis am Anger', { street: 'Anger 9' }), 'fay@praxis.example')
  const mark = async (actor: string): Promise<{ id: string; mark: string }> => ({ id: actor, mark: (await s.json<{ was: string }>('GET /editor/actors/:actor', undefined, { params: { actor } })).was })
  await s.ask('POST /editor/duplicates/merged', { keep: await mark(last), drop: await mark(one), actor: facts('Praxis am Anger') })
  assert.deepEqual([(await page(s, one)).id, (await page(s, two)).id], [last, last])
  await s.ask('DELETE /editor/actors/:actor', undefined, { params: { actor: last } })
  await assert.rejects(page(s, two), refusedAs('community/actor-unknown'))
  assert.equal(JSON.stringify(await s.carrier.documents.list('directory-contact')).includes('Eva'), false)
})
