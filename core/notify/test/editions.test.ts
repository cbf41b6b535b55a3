import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '@steckwerk/kernel'
import fc from 'fast-check'
import { createTransport } from 'nodemailer'
import type { EditionReader, PlugEdition } from '@steckwerk/plug'
import type { Carrier } from '@steckwerk/store'
import { composeEdition } from '../src/compose-edition.ts'
import { minute, origin, setting, type Setting } from './setting.ts'

const edition = (key = 'e1', title = 'Neues im November'): PlugEdition => ({
  key, title: { de: title, en: `${title} (en)` }, path: `/netz/alpha/neues/ausgabe/${key}`,
  intro: [{ kind: 'paragraph', runs: [{ text: 'Guten Tag, ' }, { text: 'hier', link: 'https://example.org/a' }, { text: ' steht es.' }] }],
  sections: [
    { title: { de: 'Termine', en: 'Dates' }, entries: [{ id: 'd1', title: 'Barcamp', note: { de: '7. Mai', en: '7 May' }, summary: 'Ein Tag.', path: '/netz/alpha/barcamp/b1' }] },
    { title: { de: 'Förderaufrufe', en: 'Calls' }, entries: [{ id: 'c1', title: 'Aufruf', note: { de: '', en: '' }, summary: '', path: '/netz/alpha/neues/c1' }] },
  ],
})
const reader = (name: string, more: Partial<EditionReader> = {}): EditionReader => ({ ref: name, address: `${name}@example.org`, language: 'de', path: `/netz/alpha/neues/abo#${name}.proof`, without: [], ...more })
const readers = (count: number): readonly EditionReader[] => Array.from({ length: count }, (_, at) => reader(`leser-${at}`))

async function carrierOf(s: Setting): Promise<Carrier> {
  return { ...(await s.test.store.carrier('alpha'))!, name: 'Netz Ruhr' }
}

async function answer(s: Setting, to: string, body: string, more: readonly string[] = []): Promise<void> {
  const smtp = createTransport({ host: '127.0.0.1', port: s.notifications.incomingPort!, ignoreTLS: true })
  await smtp.sendMail({ envelope: { from: '', to: [to] }, raw: ['From: leser@example.org', 'Subject: Re: Neues', ...more, '', body, ''].join('\r\n') })
  smtp.close()
}

test('three hundred readers get an edition once each, though a hub is killed in the middle and two others go on at once', async () => {
  await using s = await setting()
  const carrier = await carrierOf(s)
  const died = Promise.withResolvers<void>()
  let dead = false
  // A process that is killed notes nothing any more.
  const { store: alive } = s.test
  const store = new Proxy(alive, {
    get: (of, name): unknown => {
      if (name === 'write' && dead) return () => Promise.reject(new Error('killed'))
      const value: unknown = Reflect.get(of, name)
      return typeof value === 'function' ? value.bind(of) as unknown : value
    },
  })
  const killed = await s.open({ incoming: undefined, editionsAMinute: 1200, store })
  const editions = killed.editions(carrier, 'community')
  const all = readers(300)
  await editions.send(edition(), all.slice(0, 200))
  // Whoever is not sure that it was taken asks again.
  await Promise.all([editions.send(edition(), all), editions.send(edition('e1', 'Anders'), all.slice(100))])
  s.smtp.taken = () => {
    if (s.smtp.mails.length < 40 || dead) return
    dead = true
    void killed[Symbol.asyncDispose]().then(died.resolve)
  }
  await killed.jobs.find(({ name }) => name === 'notify')!.run({ signal: AbortSignal.any([]), query: () => Promise.reject(new Error('no')) }).catch(() => undefined)
  await died.promise
  const before = s.smtp.mails.length
  assert.ok(before >= 40 && before < 60, 'it was in the middle')
  await using one = await s.open({ incoming: undefined, editionsAMinute: 1200 })
  await using two = await s.open({ incoming: undefined, editionsAMinute: 1200 })
  for (let round = 0; round < 6; round++) {
    s.clock.ahead(2 * minute)
    await Promise.all([s.work(one), s.work(two)])
  }
  const ids = new Map(s.smtp.mails.map(({ to, mail }) => [mail.messageId, to]))
  assert.deepEqual([...ids.values()].toSorted(), all.map(({ address }) => address).toSorted(), 'a mailbox that knows a message by its id has it once')
  assert.ok(s.smtp.mails.length <= 303, 'only what was in the killed hub\'s hands came again')
  assert.deepEqual(await one.editions(carrier, 'community').progress('e1'), { waiting: 0, sent: 300, refused: 0, ended: 0, held: false })
  const [kept] = await s.test.store.read(await s.ctx(), (r) => r.query<{ n: number }>(sql`select count(facts)::int n from st.edition_mail`))
  assert.equal(kept!.n, 0, 'no address is kept of what was sent')
})

test('as many a minute as are allowed, and none while it is held', async () => {
  await using s = await setting()
  const carrier = await carrierOf(s)
  await using slow = await s.open({ incoming: undefined, editionsAMinute: 30 })
  const editions = slow.editions(carrier, 'community')
  await editions.send(edition(), readers(12))
  await s.work(slow)
  assert.equal(s.smtp.mails.length, 5)
  await editions.hold('e1', true)
  s.clock.ahead(minute)
  await s.work(slow)
  assert.deepEqual([s.smtp.mails.length, (await editions.progress('e1'))!.held], [5, true])
  await editions.hold('e1', false)
  await s.work(slow)
  s.clock.ahead(11_000)
  await s.work(slow)
  assert.equal(s.smtp.mails.length, 12)
})

test('a passing refusal is tried again under the same id, one for good is not, and the service hears of a dead mailbox', async () => {
  await using s = await setting()
  const editions = s.notifications.editions(await carrierOf(s), 'community')
  s.smtp.answer = { at: 'rcpt', code: 451, text: '4.2.0 later' }
  await editions.send(edition(), [reader('ana')])
  await s.work()
  s.smtp.answer = undefined
  s.clock.ahead(minute)
  await s.work()
  assert.equal(s.smtp.mails.length, 1)
  s.smtp.answer = { at: 'rcpt', code: 550, text: '5.1.1 nobody' }
  await editions.send(edition('e2'), [reader('ben')])
  await s.work()
  const [{ id, ...back }, ...more] = await editions.returned() as [Awaited<ReturnType<typeof editions.returned>>[number]]
  assert.deepEqual([back, more.length], [{ reader: 'ben', what: 'bounced' }, 0])
  await editions.acknowledge([id, 'nonsense'])
  assert.deepEqual([await editions.returned(), await editions.progress('e2')], [[], { waiting: 0, sent: 0, refused: 1, ended: 0, held: false }])
})

test('an answer of the right word ends it, also what still waits; the button does, too; other answers are told, automatic ones are not', async () => {
  await using s = await setting()
  const editions = s.notifications.editions(await carrierOf(s), 'community')
  await editions.send(edition(), ['ana', 'ben', 'cem', 'dora'].map((name) => reader(name)))
  await s.work()
  const mailTo = (name: string) => s.smtp.mails.find(({ to }) => to === `${name}@example.org`)!
  await editions.send(edition('e2'), ['ana', 'ben', 'eva'].map((name) => reader(name)))
  await answer(s, mailTo('ana').from, 'Abbestellung\r\n\r\n> Guten Tag')
  await answer(s, mailTo('cem').from, 'Bitte schicken Sie mir das Protokoll.')
  await answer(s, mailTo('dora').from, 'abmelden', ['Auto-Submitted: auto-replied'])
  const button = mailTo('ben').mail.headers.find(({ key }) => key === 'list-unsubscribe')!.value
  assert.equal(mailTo('ben').mail.headers.find(({ key }) => key === 'list-unsubscribe-post')!.value, 'List-Unsubscribe=One-Click')
  const token = /editions\/([a-z2-7]{42})>/.exec(button)![1]!
  assert.equal(await s.notifications.unsubscribe(token), false, 'a newsletter\'s token is no account\'s')
  assert.equal(await s.notifications.endEditions(token), true)
  assert.equal(await s.notifications.endEditions(token), true, 'a second click does no harm')
  assert.deepEqual((await editions.returned()).map(({ reader: who, what }) => `${who} ${what}`).toSorted(), ['ana unsubscribed', 'ben unsubscribed', 'cem replied'])
  s.clock.ahead(minute)
  await s.work()
  assert.deepEqual(s.smtp.mails.slice(4).map(({ to }) => to), ['eva@example.org'])
  await editions.send(edition('e3'), [reader('eva')])
  await editions.withdraw('eva')
  s.clock.ahead(minute)
  await s.work()
  assert.deepEqual([s.smtp.mails.length, (await editions.progress('e3'))!.ended], [5, 1])
  assert.deepEqual(await s.notifications.editions((await s.test.store.carrier('beta'))!, 'community').returned(), [], 'another carrier hears nothing of it')
})

test('the mail says who writes, what is new and how it ends; what is not for a reader is left out; nothing is fetched by opening it', async () => {
  await using s = await setting()
  const editions = s.notifications.editions(await carrierOf(s), 'community')
  await editions.send(edition(), [reader('ana', { without: ['c1'], language: 'en' })])
  await s.work()
  const [{ mail, raw }] = s.smtp.mails as [(typeof s.smtp.mails)[number]]
  assert.deepEqual([mail.subject, mail.from?.name], ['Netz Ruhr: Neues im November (en)', 'Netz Ruhr'])
  for (const part of ['7 May', 'hier (https://example.org/a)', 'DATES', '* Barcamp', `${origin}/netz/alpha/barcamp/b1`, `${origin}/netz/alpha/neues/abo#ana.proof`]) assert.ok(mail.text!.includes(part), part)
  assert.ok(!mail.text!.includes('Aufruf') && !mail.html!.includes('Aufruf'))
  assert.ok(!/<img|<script|<link|url\(|src=/i.test(mail.html!))
  assert.ok(/^content-language: en$/im.test(raw))
  await assert.rejects(editions.send({ ...edition('x'), path: '//evil.example' }, [reader('ana')]), { code: 'notify/path' })
  await assert.rejects(editions.send(edition('x'), [reader('ana', { address: 'a@b, c@d' })]), { code: 'notify/address' })
  await assert.rejects(editions.send(edition('x'), readers(501)), { code: 'notify/edition-size' })
  await using off = await s.open({ mail: undefined, incoming: undefined })
  await assert.rejects(off.editions(await carrierOf(s), 'community').send(edition('x'), []), { code: 'notify/mail-off' })
})

test('whatever is typed in is text: no header, no markup, no link of another kind', () => {
  const nasty = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom('a\r\nBcc: x@example.org', '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '{house}', '\u202egnp.exe', '&lt;b&gt;', '</main>'))
  const link = fc.oneof(nasty, fc.constantFrom('javascript:alert(1)', 'data:text/html,x', '//evil.example', 'https://ok.example/"onmouseover="x', 'https://user:pass@evil.example', undefined))
  fc.assert(fc.property(nasty, nasty, nasty, link, (title, text, summary, to) => {
    const { subject, html, text: plain } = composeEdition({
      house: text, slug: 'alpha', title: { de: title, en: title }, path: '/netz/alpha/neues/ausgabe/e', intro: [{ kind: 'paragraph', runs: [{ text, link: to }] }, { kind: 'list', items: [[{ text: title, link: to }]] }],
      sections: [{ title: { de: title, en: title }, entries: [{ id: 'a', title, note: { de: text, en: text }, summary, path: '/x' }] }],
    }, { language: 'de', path: '/netz/alpha/neues/abo#a', without: [] }, origin)
    assert.ok(!/[\u0000-\u001f\u007f\u2028\u2029\u202e]/.test(subject))
    const tags = html.replaceAll(/<\/?(?:html|head|body|meta|title|main|h1|h2|p|ul|li|a|strong|br|hr)(?: (?:lang|charset|name|content|style|href)="[^"<>]*")*>|<!doctype html>/g, '')
    assert.ok(!/[<>]/.test(tags), tags)
    for (const [, target] of html.matchAll(/href="([^"]*)"/g)) assert.match(target!, /^https?:\/\/[^\s]+$/)
    assert.ok(!/^Bcc:/im.test(plain.split('\r\n').filter((line) => line.startsWith('Bcc:')).join('')))
  }), { numRuns: 100 })
})
