import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '@steckwerk/kernel'
import { codeOf, minute, origin, sender, setting } from './setting.ts'

test('news of a patient reach who may read about them, once, in their language, and say nothing but the house', async () => {
  await using s = await setting()
  const { notifications, smtp } = s
  await s.reachable('erika', 'en')
  await s.reachable('fremd')
  await s.link('erika', 'p1')
  const ctx = await s.ctx()
  const notice = { to: { patient: 'p1' }, template: 'appointment', path: '/meine/termine?id=abc', key: 'appointment abc' } as const
  await notifications.notify(ctx, notice)
  await notifications.notify(ctx, notice)
  await s.work()
  assert.equal(smtp.mails.length, 0, 'news wait for more news')
  s.clock.ahead(minute)
  await s.work()
  assert.equal(smtp.mails.length, 1)
  const { mail, to, from, raw } = smtp.mails[0]!
  assert.equal(to, 'erika@example.org')
  assert.match(from, /^portal\+[a-z2-7]{42}@hub\.example$/)
  assert.equal(mail.messageId, `<${from.slice('portal+'.length)}>`)
  assert.equal(mail.subject, 'There is news from alpha')
  const header = (name: string): string | undefined => mail.headers.find(({ key }) => key === name)?.value
  assert.equal(header('auto-submitted'), 'auto-generated')
  assert.match(header('list-unsubscribe')!, new RegExp(`^<${origin}/portal/api/mail/unsubscribe/[a-z2-7]{42}>,\\s+<mailto:portal\\+[a-z2-7]{42}@hub\\.example\\?subject=unsubscribe>$`))
  assert.equal(header('list-unsubscribe-post'), 'List-Unsubscribe=One-Click')
  for (const word of ['termin', 'appointment abc', 'muster', 'änne', 'p1@', 'meine']) assert.ok(!raw.toLowerCase().includes(word), word)
  const link = new RegExp(`${origin}/neues/([a-z2-7]{42})`).exec(mail.text!)![1]!
  assert.equal(await notifications.pathOf('erika', link), '/meine/termine?id=abc')
  assert.equal(await notifications.pathOf('fremd', link), undefined)
  s.clock.ahead(60 * minute)
  await s.work()
  assert.equal(smtp.mails.length, 1)
})

test('several news within minutes are one mail, of several houses too; the next one keeps its distance; security does not wait', async () => {
  await using s = await setting()
  const { notifications, smtp } = s
  await s.reachable('erika')
  const tell = async (key: string, slug = 'alpha', template: 'news' | 'security' = 'news'): Promise<void> => {
    await notifications.notify(await s.ctx(slug), { to: { account: 'erika' }, template, path: '/meine', key })
    await s.work()
  }
  await tell('1')
  s.clock.ahead(30_000)
  await tell('2', 'beta')
  await tell('3', 'alpha', 'security')
  assert.deepEqual(smtp.mails.splice(0).map(({ mail }) => mail.subject), ['Änderung an Ihrem Zugang'])
  s.clock.ahead(31_000)
  await s.work()
  assert.deepEqual(smtp.mails.splice(0).map(({ mail }) => mail.subject), ['Es gibt Neues von alpha und beta'])
  await tell('4')
  s.clock.ahead(4 * minute)
  await s.work()
  assert.equal(smtp.mails.length, 0)
  s.clock.ahead(minute)
  await s.work()
  assert.equal(smtp.mails.length, 1)
})

test('a day has only so many mails, and what is not worth telling any more is not told', async () => {
  await using s = await setting()
  await s.reachable('erika')
  for (let i = 0; i < 14; i++) {
    await s.notifications.notify(await s.ctx(), { to: { account: 'erika' }, template: 'news', path: '/meine', key: `${i}`, ...(i === 13 ? { expiresAt: new Date(s.clock.now() + minute) } : {}) })
    await s.work()
    s.clock.ahead(6 * minute)
    await s.work()
  }
  assert.equal(s.smtp.mails.length, 12)
  assert.deepEqual((await s.notifications.state()).counts, { waiting: 1, sent: 14, failed: 0, expired: 1 })
  s.clock.ahead(24 * 60 * minute)
  await s.work()
  assert.equal(s.smtp.mails.length, 12, 'it has run out by then')
})

test('a hub that dies between the server\'s yes and its own note sends again under the same Message-ID', async () => {
  await using s = await setting()
  await s.reachable('erika')
  await s.notifications.notify(await s.ctx(), { to: { account: 'erika' }, template: 'news', path: '/meine', key: '1' })
  await s.work()
  s.clock.ahead(minute)
  // The note fails as it would for a hub that is gone: its database is.
  const dying = { ...s.test.store, carriers: () => s.test.store.carriers(), read: s.test.store.read.bind(s.test.store) }
  let isGone = false
  s.smtp.taken = () => { isGone = true }
  await using first = await s.open({
    incoming: undefined,
    store: { ...dying, write: (ctx, work) => (isGone ? Promise.reject(new Error('gone')) : s.test.store.write(ctx, work)) },
  })
  await first.jobs[0]!.run({ signal: AbortSignal.any([]), query: () => Promise.reject(new Error('unused')) })
  assert.equal(s.smtp.mails.length, 1)
  isGone = false
  // News that come in between go into a mail of their own.
  await s.notifications.notify(await s.ctx('beta'), { to: { account: 'erika' }, template: 'news', path: '/meine', key: '2' })
  await s.work()
  const ids = s.smtp.mails.map(({ mail }) => mail.messageId)
  assert.equal(ids.length, 2)
  assert.equal(ids[0], ids[1])
  assert.equal(s.smtp.mails[1]!.mail.subject, 'Es gibt Neues von alpha')
})

test('what fails for now is tried again later, what is refused for good is not, and a dead address is marked', async () => {
  await using s = await setting()
  await s.reachable('erika')
  const tell = async (key: string): Promise<void> => {
    await s.notifications.notify(await s.ctx(), { to: { account: 'erika' }, template: 'security', path: '/konto', key })
    await s.work()
  }
  s.smtp.answer = { at: 'rcpt', code: 450, text: '4.2.0 greylisted' }
  await tell('1')
  assert.equal((await s.notifications.state()).counts.waiting, 1)
  s.smtp.answer = undefined
  s.clock.ahead(minute)
  await s.work()
  assert.equal(s.smtp.mails.length, 1)
  s.smtp.answer = { at: 'data', code: 554, text: '5.7.1 looks like spam' }
  await tell('2')
  assert.deepEqual([(await s.notifications.state()).counts.failed, (await s.notifications.contact('erika')).state], [1, 'verified'])
  s.smtp.answer = { at: 'rcpt', code: 550, text: '5.1.1 no such user' }
  await tell('3')
  const contact = await s.notifications.contact('erika')
  assert.deepEqual([contact.state, contact.bouncedAt?.getTime()], ['bounced', s.clock.now()])
  s.smtp.answer = undefined
  await tell('4')
  assert.equal(s.smtp.mails.length, 1, 'nothing goes to a dead address')
})

test('nothing but the code goes to an address that is not proven; codes are few, short-lived and good for a few tries', async () => {
  await using s = await setting()
  await s.account('erika')
  const { codes } = s.notifications
  await assert.rejects(codes.send('erika', 'erika@example.org\r\nBcc: x@example.org', 'de'), { code: 'notify/address-form' })
  await codes.send('erika', 'erika@example.org', 'de')
  await s.notifications.notify(await s.ctx(), { to: { account: 'erika' }, template: 'news', path: '/meine', key: '1' })
  await s.work()
  s.clock.ahead(minute)
  await s.work()
  assert.deepEqual(s.smtp.mails.map(({ mail }) => mail.subject), ['Ihre E-Mail-Adresse bestätigen'])
  const code = codeOf(s.smtp.mails[0]!.mail.text!)
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
  for (let i = 0; i < 5; i++) await assert.rejects(codes.verify('erika', wrong), { code: 'notify/code-refused' })
  await assert.rejects(codes.verify('erika', code), { code: 'notify/code-refused' }, 'tried too often')
  await codes.send('erika', 'erika@example.org', 'de')
  await s.work()
  s.clock.ahead(61 * minute)
  await assert.rejects(codes.verify('erika', codeOf(s.smtp.mails.at(-1)!.mail.text!)), { code: 'notify/code-refused' }, 'has run out')
  await codes.send('erika', 'erika@example.org', 'de')
  await assert.rejects(codes.send('erika', 'erika@example.org', 'de'), { code: 'notify/too-many-codes' })
  await s.account('jonas')
  await assert.rejects(codes.send('jonas', 'Erika@example.org', 'de'), { code: 'notify/too-many-codes' }, 'whoever asks for it')
  await s.work()
  await codes.verify('erika', codeOf(s.smtp.mails.at(-1)!.mail.text!))
  assert.equal((await s.notifications.contact('erika')).state, 'verified')
})

test('a notice lives and dies with the caller\'s transaction, and a topic that is off is not told', async () => {
  await using s = await setting()
  await s.reachable('erika')
  const ctx = await s.ctx()
  await assert.rejects(s.test.store.write(ctx, async (w) => {
    await s.notifications.note(w, ctx, { to: { account: 'erika' }, template: 'security', path: '/konto', key: '1' })
    throw new Error('the caller changed its mind')
  }))
  await s.notifications.change('erika', { topicsOff: ['forms'] })
  await s.notifications.notify(ctx, { to: { account: 'erika' }, template: 'form', path: '/meine', key: '2' })
  await s.work()
  s.clock.ahead(minute)
  await s.work()
  assert.equal(s.smtp.mails.length, 0)
  await s.test.store.write(ctx, (w) => s.notifications.note(w, ctx, { to: { account: 'erika' }, template: 'security', path: '/konto', key: '1' }))
  await s.work()
  assert.equal(s.smtp.mails.length, 1)
  for (const path of ['//evil.example', 'https://evil.example', '/\\evil', '/a b', '']) {
    await assert.rejects(s.notifications.notify(ctx, { to: { account: 'erika' }, template: 'news', path, key: '3' }), { code: 'notify/path' })
  }
})

test('who reads the tables finds no address, no house beside an account, and no code', async () => {
  await using s = await setting()
  await s.reachable('erika')
  await s.link('erika', 'akte-eins')
  await s.notifications.notify(await s.ctx(), { to: { patient: 'akte-eins' }, template: 'news', path: '/meine/geheim', key: 'k' })
  await s.work()
  const hub = { ...(await s.ctx()) }
  const rows = await s.test.store.read(hub, (r) => Promise.all([
    r.query<{ bytes: Buffer }>(sql`select address bytes from st.mail_account`),
    r.query<{ bytes: Buffer }>(sql`select facts bytes from st.mail`),
    r.query(sql`select account, topic, state from st.mail`),
  ]))
  const text = JSON.stringify([rows[2], ...[...rows[0], ...rows[1]].map(({ bytes }) => bytes.toString('latin1'))])
  for (const word of ['example.org', 'alpha', 'geheim', 'akte-eins']) assert.ok(!text.includes(word), word)
})

test('a server without STARTTLS gets no mail where TLS is asked for', async () => {
  await using s = await setting()
  await s.reachable('erika')
  await using strict = await s.open({
    incoming: undefined, mail: { host: '127.0.0.1', port: s.smtp.port, tls: 'starttls', auth: undefined, dkim: undefined, from: { name: '', address: sender } },
  })
  assert.equal(await strict.probe(), false)
  await s.notifications.notify(await s.ctx(), { to: { account: 'erika' }, template: 'security', path: '/konto', key: '1' })
  await s.work(strict)
  assert.equal(s.smtp.mails.length, 0)
  assert.equal((await s.notifications.state()).counts.waiting, 1)
})
