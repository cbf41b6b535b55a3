import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import type { RouteAnswer } from '@steckwerk/plug'
import { memoryRecords, testHost } from '@steckwerk/plug/testing'
import { removeActor, saveActor } from '../directory/directory.ts'
import { actorInput } from '../directory/actor.ts'
import { introductionRoutes } from '../introduction/routes.ts'
import { settleIntroductions } from '../introduction/forget.ts'
import { undertakingItems } from './items.ts'
import { forgetNeeds } from './needs.ts'
import { undertakingRoutes } from './routes.ts'
import { undertakingInput } from './shapes.ts'
import { freshShelf } from '../published/shelf.ts'
import { together } from '../together.ts'

const day = 24 * 3_600_000
const routes = [...undertakingRoutes, ...introductionRoutes]

/** One network, asked as the hub would ask: `editor`, an account by its name, or nobody (''). */
async function setting() {
  const clock = { time: Date.UTC(2027, 4, 7, 7), now: () => clock.time }
  const host = testHost({ clock, carriers: { alpha: memoryRecords() } })
  const carrier = await host.carrier('alpha')
  const ask = async (route: string, who: string, { body, params = {}, query = '' }: { readonly body?: unknown; readonly params?: Readonly<Record<string, string>>; readonly query?: string } = {}): Promise<RouteAnswer> => {
    const found = routes.find(({ method, path }) => `${method} ${path}` === route)
    assert.ok(found, `no route ${route}`)
    clock.time += 1000
    return found.answer({
      carrier, documents: carrier.documents, now: clock.now(), publicUrl: host.publicUrl, shelf: freshShelf(clock), together: together(),
      call: {
        carrier: 'alpha', route, params, query: new URLSearchParams(query), body, bytes: undefined, signal: new AbortController().signal,
        caller: { account: who === '' ? undefined : `Account/${who}`, name: who, permissions: who === 'editor' ? ['network.edit'] : [], device: undefined, language: 'de', trace: 't' },
      },
    })
  }
  const json = async <T>(...asked: Parameters<typeof ask>): Promise<T> => (await ask(...asked)).json as T
  const create = async (who: string, more: object = {}, rest: object = {}): Promise<string> =>
    (await json<{ id: string }>('POST /undertakings', who, { body: { undertaking: { title: 'Überleitung ohne Fax', ...more }, origin: null, stage: 'need', by: 'Klinikum', day: '2026-01-10', ...rest } })).id
  const of = (undertaking: string) => ({ params: { undertaking } })
  const show = (id: string, who: string) => json<{ version: number; stage: string; timeline: { kind: string; what: string; day: string }[]; contacts: { mail?: string }[]; partners: { confirmed: boolean; name: string }[]; missing?: string[]; keepers?: unknown[]; publication: string }>('GET /undertakings/:undertaking', who, of(id))
  const publish = async (id: string): Promise<void> => void await ask('PUT /undertakings/:undertaking/publication', 'editor', { ...of(id), body: { version: (await show(id, 'editor')).version, publication: 'published' } })
  /** What the last mail of a template opens. */
  const linkOf = (template: string) => {
    const mail = host.mailed.findLast((one) => one.template === template)!
    const [id, until, proof] = mail.path.split('#')[1]!.split('.')
    return { mail, id: id!, link: { until: Number(until), proof: proof! } }
  }
  return { ask, json, create, show, publish, of, linkOf, clock, carrier, mailed: host.mailed, publicUrl: host.publicUrl }
}

const refusedAs = (code: string) => (thrown: unknown): boolean => thrown instanceof Fault && thrown.code === code
const whole = {
  what: 'Überleitungsbögen kommen heute als Fax und werden abgetippt. Ein gemeinsames Formular ersetzt sie in allen Häusern.', forWhom: 'Pflegedienste', topics: ['Überleitung'],
  costs: { once: 12_000, onceFor: 'Einrichtung', yearly: 3_000, yearlyFor: 'Betrieb' }, lessons: { different: 'Früher mit der Pflege sprechen.', helped: 'Ein fester Ansprechpartner.' },
  contacts: [{ name: 'Ada Beispiel', organization: 'Klinikum', role: '', mail: 'ada@klinik.example', consent: true }],
  evidence: { links: [], figures: [{ what: 'Zeit je Überleitung', unit: 'Minuten', before: 25, after: 9, day: '2027-02-01', source: 'Zeiterfassung' }] },
}

test('a draft is its keepers\' and the editors\' alone; it is published by editors first, and by its keepers afterwards', async () => {
  const { ask, json, create, show, publish, of } = await setting()
  const id = await create('ana', {}, { origin: { kind: 'session', id: 's1', title: 'Fax', path: '/netz/alpha/barcamp/e/sitzung/s1' } })
  for (const who of ['', 'ben']) await assert.rejects(show(id, who), refusedAs('community/undertaking-unknown'))
  const publication = (who: string, to: string, version: number) => ask('PUT /undertakings/:undertaking/publication', who, { ...of(id), body: { version, publication: to } })
  await assert.rejects(publication('ana', 'published', 1), refusedAs('community/undertaking-not-yours'))
  await publication('ana', 'asked', 1)
  await publish(id)
  await publication('ana', 'draft', 3)
  await publication('ana', 'published', 4)
  await assert.rejects(publication('ben', 'draft', 5), refusedAs('community/undertaking-not-yours'))
  const list = async (query: string) => (await json<{ undertakings: { id: string }[] }>('GET /undertakings', '', { query })).undertakings.map((one) => one.id)
  assert.deepEqual([await list(''), await list('origin=session/s1'), await list('origin=poll/s1')], [[id], [id], []])
  await assert.rejects(ask('DELETE /undertakings/:undertaking', 'ana', of(id)), refusedAs('community/undertaking-published'))
  await ask('DELETE /undertakings/:undertaking', 'editor', of(id))
  await assert.rejects(show(id, 'editor'), refusedAs('community/undertaking-unknown'))
})

test('steps and proofs are lines of a timeline that only grows; days make sense; nobody overwrites another', async () => {
  const { ask, create, show, of } = await setting()
  const id = await create('ana')
  const step = (body: object) => ask('POST /undertakings/:undertaking/steps', 'ana', { ...of(id), body: { version: 1, stage: 'pilot', state: 'running', day: '2026-09-01', by: 'Klinikum', ...body } })
  await assert.rejects(step({ day: '2028-01-01' }), refusedAs('community/undertaking-day'))
  await assert.rejects(step({ day: '2025-12-31' }), refusedAs('community/undertaking-day'))
  await assert.rejects(step({ stage: 'need' }), refusedAs('community/undertaking-step'))
  await assert.rejects(step({ stage: 'need', state: 'resting' }), refusedAs('community/undertaking-reason'))
  await step({})
  await assert.rejects(step({ stage: 'rollout' }), refusedAs('plug/document-changed'))
  await step({ version: 2, state: 'resting', note: 'Warten auf Mittel', day: '2026-10-01' })
  await ask('POST /undertakings/:undertaking/entries', 'editor', { ...of(id), body: { day: '2026-05-05', by: 'Koordinierungsstelle', what: 'Förderantrag gestellt' } })
  await ask('PUT /undertakings/:undertaking', 'ana', { ...of(id), body: { version: 3, by: 'Klinikum', undertaking: { title: 'Überleitung ohne Fax', evidence: whole.evidence } } })
  await ask('PUT /undertakings/:undertaking', 'ana', { ...of(id), body: { version: 4, by: 'Klinikum', undertaking: { title: 'Überleitung', evidence: whole.evidence } } })
  assert.deepEqual((await show(id, 'ana')).timeline.map(({ kind, day: at }) => `${at} ${kind}`), ['2026-01-10 begun', '2026-05-05 note', '2026-09-01 stage', '2026-10-01 state', '2027-02-01 proof'])
  await assert.rejects(ask('PUT /undertakings/:undertaking', 'ben', { ...of(id), body: {} }), refusedAs('community/input'))
})

test('a reference project needs its proofs, keeps them, and is found as a project', async () => {
  const { ask, create, show, publish, of, carrier } = await setting()
  await saveActor(carrier, { id: 'klinik', ...actorInput.parse({ name: 'Klinikum Alphastadt', kind: 'hospital', city: 'Alphastadt' }) }, undefined)
  const id = await create('ana', { ...whole, lessons: {} })
  await assert.rejects(create('ana', { partners: [{ actor: 'nobody' }] }), refusedAs('community/partner-unlisted'))
  const save = (version: number, undertaking: object) => ask('PUT /undertakings/:undertaking', 'ana', { ...of(id), body: { version, by: 'Klinikum', undertaking: { title: 'Überleitung', ...undertaking } } })
  const reach = (version: number) => ask('POST /undertakings/:undertaking/steps', 'ana', { ...of(id), body: { version, stage: 'reference', state: 'running', day: '2027-03-01', by: 'Klinikum' } })
  assert.deepEqual((await show(id, 'ana')).missing, ['lessons', 'partners'])
  await assert.rejects(reach(1), (thrown: unknown) => thrown instanceof Fault && thrown.code === 'community/undertaking-unproven' && thrown.issues.map(({ at }) => at).join() === 'lessons,partners')
  const partners = [{ actor: 'klinik', role: 'Anwender' }]
  await save(1, { ...whole, partners })
  await ask('PUT /undertakings/:undertaking/partners/:actor', 'editor', { params: { undertaking: id, actor: 'klinik' }, body: { version: 2, confirmed: true } })
  await reach(3)
  await assert.rejects(save(4, { ...whole, partners: [] }), refusedAs('community/undertaking-unproven'))
  await save(4, { ...whole, partners })
  await publish(id)
  const shown = await show(id, '')
  assert.deepEqual(shown.partners, [{ actor: 'klinik', name: 'Klinikum Alphastadt', role: 'Anwender', confirmed: true }])
  assert.deepEqual(shown.contacts, [{ name: 'Ada Beispiel', organization: 'Klinikum', role: '' }], 'an address is shown to nobody else')
  assert.deepEqual([shown.keepers, shown.missing], [undefined, undefined])
  assert.deepEqual((await undertakingItems(carrier, 0)).map(({ kind, path }) => [kind, path]), [['project', `/netz/alpha/vorhaben/${id}`]])
  const named = (name: string) => ({ id: 'klinik', ...actorInput.parse({ name, kind: 'hospital' as const, city: 'Alphastadt' }) })
  await saveActor(carrier, named('Universitätsklinikum Alphastadt'), named('Klinikum Alphastadt'))
  const { undertakings } = (await ask('GET /undertakings', '')).json as { undertakings: { partners: string[] }[] }
  assert.deepEqual([(await show(id, '')).partners[0]!.name, undertakings[0]!.partners], ['Universitätsklinikum Alphastadt', ['Universitätsklinikum Alphastadt']])
  assert.match((await undertakingItems(carrier, 0))[0]!.text, /Universitätsklinikum/)
  await removeActor(carrier, named('Universitätsklinikum Alphastadt'))
  assert.equal((await show(id, '')).partners[0]!.name, 'Klinikum Alphastadt', 'who has left is called as they were')
  const { file } = await ask('GET /undertakings/:undertaking/code.svg', '', of(id))
  assert.match(file!.content as string, /^<svg/)
})

test('keepers are admitted by a link that is used up', async () => {
  const { ask, json, create, show, of } = await setting()
  const id = await create('ana')
  const { path } = await json<{ path: string }>('POST /undertakings/:undertaking/invitations', 'ana', of(id))
  const [, until, proof] = path.split('#')[1]!.split('.')
  const join = (who: string) => ask('POST /undertakings/:undertaking/keepers', who, { ...of(id), body: { link: { until: Number(until), proof } } })
  await join('ben')
  await assert.rejects(join('cem'), refusedAs('community/link-ended'))
  const { version, keepers } = await show(id, 'ben')
  assert.equal(keepers!.length, 2)
  await assert.rejects(ask('POST /undertakings/:undertaking/keepers/left', 'ben', { ...of(id), body: { version, account: 'Account/ana' } }), refusedAs('community/undertaking-not-yours'))
  await ask('POST /undertakings/:undertaking/keepers/left', 'ben', { ...of(id), body: { version, account: 'Account/ben' } })
  await assert.rejects(show(id, 'ben'), refusedAs('community/undertaking-unknown'))
})

test('a need is voiced without an account, confirmed by mail and let in by editors; the address stays only with consent', async () => {
  const { ask, json, show, linkOf, carrier, clock } = await setting()
  const voice = (contact: object | null) => ask('POST /needs', '', { body: { need: { title: 'Freie Plätze melden', what: 'Wir telefonieren jeden Morgen zwanzig Häuser ab.' }, mail: 'pdl@pflege.example', contact } })
  await voice(null)
  const { id, link, mail } = linkOf('network-confirm')
  assert.deepEqual([mail.to, mail.about], ['pdl@pflege.example', 'Freie Plätze melden'])
  const at = { params: { need: id } }
  await assert.rejects(ask('POST /needs/:need/approved', 'editor', at), refusedAs('community/need-unknown'))
  await assert.rejects(ask('POST /needs/:need/confirmed', '', { ...at, body: { link: { ...link, until: link.until + 1 } } }), refusedAs('community/need-unknown'))
  await ask('POST /needs/:need/confirmed', '', { ...at, body: { link } })
  assert.equal((await json<{ needs: unknown[] }>('GET /needs', 'editor')).needs.length, 1)
  const made = await json<{ id: string }>('POST /needs/:need/approved', 'editor', at)
  assert.deepEqual((await show(made.id, 'editor')).contacts, [])
  await voice({ name: 'Paula Pflege', consent: true })
  const second = linkOf('network-confirm')
  await ask('POST /needs/:need/confirmed', '', { params: { need: second.id }, body: { link: second.link } })
  const other = await json<{ id: string }>('POST /needs/:need/approved', 'editor', { params: { need: second.id } })
  assert.equal((await show(other.id, 'editor')).contacts[0]!.mail, 'pdl@pflege.example')
  await voice(null)
  clock.time += 8 * day
  await forgetNeeds.run({ carrier, now: clock.now(), publicUrl: '' })
  assert.equal(await carrier.documents.count('undertaking-need'), 0)
})

test('an introduction: nobody\'s address is told before both agree; one open request a pair; names go after their time', async () => {
  const { ask, json, create, publish, linkOf, mailed, clock, carrier } = await setting()
  const target = await create('ana', whole)
  await publish(target)
  const request = (mail: string, id = target) => ask('POST /introductions', '', { body: { of: { kind: 'undertaking', id }, name: 'Ben Fragt', organization: 'Pflegedienst', mail, purpose: 'Wir möchten es auch einführen.', consent: true } })
  const at = (introduction: string, body: object) => ({ params: { introduction }, body })
  await request('ben@pflege.example')
  const asker = linkOf('network-confirm')
  assert.equal(mailed.length, 1, 'the other side hears of nothing that is not proved')
  await ask('POST /introductions/:introduction/confirmed', '', at(asker.id, { link: asker.link }))
  const other = linkOf('network-introduction')
  assert.equal(other.mail.to, 'ada@klinik.example')
  await request('ben@pflege.example')
  const again = linkOf('network-confirm')
  await assert.rejects(ask('POST /introductions/:introduction/confirmed', '', at(again.id, { link: again.link })), refusedAs('community/introduction-open'))
  const opened = (side: typeof asker) => json<{ who: string; state: string; contact: { mail: string } | null }>('POST /introductions/:introduction/opened', '', at(side.id, { link: side.link }))
  for (const side of [asker, other]) assert.equal((await opened(side)).contact, null)
  assert.ok(!JSON.stringify([await opened(asker), await opened(other)]).includes('@'), 'no address on either side')
  await assert.rejects(ask('POST /introductions/:introduction/answered', '', at(asker.id, { link: asker.link, answer: 'agree', name: 'Ada Beispiel' })), refusedAs('community/introduction-settled'))
  await ask('POST /introductions/:introduction/answered', '', at(other.id, { link: other.link, answer: 'agree', name: 'Ada Beispiel' }))
  assert.deepEqual([(await opened(asker)).contact!.mail, (await opened(other)).contact!.mail], ['ada@klinik.example', 'ben@pflege.example'])
  assert.equal(mailed.filter(({ template }) => template === 'network-introduced').length, 2)

  await request('cem@praxis.example')
  const cem = linkOf('network-confirm')
  await ask('POST /introductions/:introduction/confirmed', '', at(cem.id, { link: cem.link }))
  clock.time += 31 * day
  const work = () => settleIntroductions.run({ carrier, now: clock.now(), publicUrl: '' })
  await work()
  assert.equal(linkOf('network-introduction-ended').mail.to, 'cem@praxis.example')
  await assert.rejects(opened(cem), refusedAs('community/introduction-unknown'))
  const listed = () => json<{ cases: { id: string; version: number; state: string; removed: boolean; asker: { mail: string } }[] }>('GET /editor/introductions', 'editor')
  assert.deepEqual((await listed()).cases.map(({ state, removed }) => [state, removed]), [['expired', false], ['agreed', false]])
  clock.time += 31 * day
  await work()
  assert.deepEqual((await listed()).cases.map(({ removed, asker: { mail } }) => [removed, mail]), [[true, ''], [false, 'ben@pflege.example']])
})

test('where nobody left an address the office looks for somebody; its own cases, outcomes and file', async () => {
  const { ask, json, create, publish, linkOf, carrier } = await setting()
  await saveActor(carrier, { id: 'amt', ...actorInput.parse({ name: 'Gesundheitsamt', kind: 'health-office', city: 'Alphastadt' }) }, undefined)
  await ask('POST /introductions', '', { body: { of: { kind: 'actor', id: 'amt' }, name: '=cmd', mail: 'ben@pflege.example', purpose: 'Austausch zum Meldewesen.', consent: true } })
  const { id, link } = linkOf('network-confirm')
  await ask('POST /introductions/:introduction/confirmed', '', { params: { introduction: id }, body: { link } })
  const cases = () => json<{ cases: { id: string; version: number; state: string; outcome: string }[] }>('GET /editor/introductions', 'editor').then((found) => found.cases)
  assert.deepEqual((await cases()).map(({ state }) => state), ['waiting'])
  await ask('POST /editor/introductions/:introduction/asked', 'editor', { params: { introduction: id }, body: { version: 2, mail: 'amt@amt.example' } })
  assert.equal(linkOf('network-introduction').mail.to, 'amt@amt.example')
  await ask('POST /editor/introductions', 'editor', { body: { title: 'Anruf zu Telemedizin', day: '2027-05-01', asker: { organization: 'MVZ' }, other: {}, note: '', outcome: 'talk' } })
  await ask('PUT /editor/introductions/:introduction', 'editor', { params: { introduction: id }, body: { version: 3, outcome: 'undertaking', note: 'Es wird ein Pilot.' } })
  const { file } = await ask('GET /editor/introductions.csv', 'editor')
  assert.match(file!.content as string, /"'=cmd"/)
  assert.match(file!.content as string, /"Gespräch geführt"/)
  const draft = await create('ana', whole)
  const body = { of: { kind: 'undertaking', id: draft }, name: 'Ben', mail: 'ben@pflege.example', purpose: 'Wir möchten auch.', consent: true }
  await assert.rejects(ask('POST /introductions', '', { body }), refusedAs('community/introduction-target'))
  await publish(draft)
  await assert.rejects(ask('POST /introductions', '', { body: { ...body, consent: false } }), refusedAs('community/input'))
})

test('what is typed in is held to its shape', () => {
  const bad = (more: object): boolean => !undertakingInput.safeParse({ title: 'Titel', ...more }).success
  for (const href of ['javascript:alert(1)', '//evil.example', 'data:text/html,x', '/a b']) assert.ok(bad({ links: [{ kind: 'other', title: 'Weiteres', href }] }), href)
  assert.ok(!bad({ links: [{ kind: 'order', title: 'Bestellung', href: 'https://markt.example/1' }, { kind: 'group', title: 'Gruppe', href: '/netz/alpha/gruppen/1' }] }))
  assert.ok(bad({ contacts: [{ name: 'Ada', consent: false }] }))
  assert.ok(bad({ partners: [{ actor: 'a' }, { actor: 'a' }] }))
  assert.ok(bad({ evidence: { figures: [{ what: 'Zeit', unit: 'Minuten', after: 3, day: '2027-02-30', source: 'Liste' }] } }))
})
