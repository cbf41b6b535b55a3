import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { createTransport } from 'nodemailer'
import { readIncoming } from '../src/incoming.ts'
import type { Caught } from './catcher.ts'
import { minute, setting, type Setting } from './setting.ts'

const dsn = (returned: string, action: string, status: string, diagnostic = 'smtp; 550 5.1.1 no such user'): string => [
  'From: MAILER-DAEMON@mx.example', 'Subject: Undelivered Mail Returned to Sender', 'Auto-Submitted: auto-replied', 'MIME-Version: 1.0',
  'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', '',
  '--b', 'Content-Type: text/plain', '', 'abmelden', '',
  '--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example', '', 'Final-Recipient: rfc822; erika@example.org',
  `Action: ${action}`, `Status: ${status}`, `Diagnostic-Code: ${diagnostic}`, '',
  '--b', 'Content-Type: text/rfc822-headers', '', returned, '', '--b--', '',
].join('\r\n')

/** Sends raw bytes as another mail server would. */
async function deliver(s: Setting, to: string, raw: string, from = ''): Promise<void> {
  const smtp = createTransport({ host: '127.0.0.1', port: s.notifications.incomingPort!, ignoreTLS: true })
  await smtp.sendMail({ envelope: { from, to: [to] }, raw })
  smtp.close()
}

async function told(s: Setting, key: string): Promise<Caught> {
  await s.notifications.notify(await s.ctx(), { to: { account: 'erika' }, template: 'news', path: '/meine', key })
  await s.work()
  s.clock.ahead(6 * minute)
  await s.work()
  return s.smtp.mails.pop()!
}

test('a bounce for good marks the address, one for now sends again under the same Message-ID, a delay does nothing', async () => {
  await using s = await setting()
  await s.reachable('erika')
  const first = await told(s, '1')
  await deliver(s, first.from, dsn('', 'delayed', '4.4.1'))
  assert.equal((await s.notifications.state()).counts.waiting, 0)
  await deliver(s, first.from, dsn('', 'failed', '4.4.7', 'smtp; 451 timeout'))
  assert.equal((await s.notifications.state()).counts.waiting, 1)
  s.clock.ahead(31 * minute)
  await s.work()
  assert.equal(s.smtp.mails.pop()!.mail.messageId, first.mail.messageId)
  // To the plain address, known by the headers it returns.
  await deliver(s, 'portal@hub.example', dsn(`Message-ID: ${first.mail.messageId}`, 'failed', '5.0.0'))
  assert.equal((await s.notifications.contact('erika')).state, 'bounced')
  const { received, counts, bouncedAddresses } = await s.notifications.state()
  assert.deepEqual({ received, counts, bouncedAddresses }, {
    received: { bounced: 2, delayed: 1, unsubscribed: 0, automatic: 0, replies: 0, unmatched: 0 }, counts: { waiting: 0, sent: 2, failed: 1, expired: 0 }, bouncedAddresses: 1,
  })
})

test('a bounce for another reason than the address leaves the address alone; one without our token does nothing', async () => {
  await using s = await setting()
  await s.reachable('erika')
  const { from } = await told(s, '1')
  await deliver(s, from, dsn('', 'failed', '5.7.1', 'smtp; 550 5.7.1 policy'))
  const forged = `portal+${'a'.repeat(42)}@hub.example`
  await deliver(s, forged, dsn(`Message-ID: <${'b'.repeat(42)}@hub.example>`, 'failed', '5.1.1'))
  assert.deepEqual([(await s.notifications.contact('erika')).state, (await s.notifications.state()).received.unmatched], ['verified', 1])
})

test('a word in an answer switches off what can be switched off; other answers and automatic ones only count', async () => {
  await using s = await setting()
  await s.reachable('erika')
  const { from, mail } = await told(s, '1')
  const answer = (body: string, more: readonly string[] = [], subject = 'Re: Es gibt Neues von alpha'): string =>
    ['From: erika@example.org', `Subject: ${subject}`, `In-Reply-To: ${mail.messageId}`, ...more, '', body, ''].join('\r\n')
  await deliver(s, from, answer('Vielen Dank!\r\n\r\nabmelden'))
  await deliver(s, from, answer('abmelden', ['Auto-Submitted: auto-replied']))
  assert.deepEqual((await s.notifications.contact('erika')).topicsOff, [])
  await deliver(s, from, answer('\r\n„Abmelden“.\r\n\r\n> Guten Tag,'))
  assert.deepEqual((await s.notifications.contact('erika')).topicsOff, ['appointments', 'forms', 'news'])
  await s.notifications.change('erika', { topicsOff: [] })
  await deliver(s, from.toUpperCase(), answer('', [], 'unsubscribe'))
  assert.deepEqual((await s.notifications.contact('erika')).topicsOff, ['appointments', 'forms', 'news'])
  const { unsubscribed, automatic, replies } = (await s.notifications.state()).received
  assert.deepEqual([unsubscribed, automatic, replies], [2, 1, 1])
})

test('one click unsubscribes by its own token only; security is told all the same', async () => {
  await using s = await setting()
  await s.reachable('erika')
  const { mail, from } = await told(s, '1')
  const token = /unsubscribe\/([a-z2-7]{42})/.exec(mail.headers.find(({ key }) => key === 'list-unsubscribe')!.value)![1]!
  assert.equal(await s.notifications.unsubscribe(/\+(.{42})@/.exec(from)![1]!), false)
  assert.equal(await s.notifications.unsubscribe(token), true)
  await s.notifications.notify(await s.ctx(), { to: { account: 'erika' }, template: 'news', path: '/meine', key: '2' })
  await s.notifications.notify(await s.ctx(), { to: { account: 'erika' }, template: 'security', path: '/konto', key: '3' })
  await s.work()
  s.clock.ahead(6 * minute)
  await s.work()
  assert.deepEqual(s.smtp.mails.map(({ mail: one }) => one.subject), ['Änderung an Ihrem Zugang'])
})

test('the listener relays nothing, takes nothing large, and outlives nonsense', async () => {
  await using s = await setting()
  await assert.rejects(deliver(s, 'somebody@example.org', 'Subject: relay\r\n\r\nx'), { responseCode: 550 })
  await assert.rejects(deliver(s, 'portal@hub.example', `Subject: large\r\n\r\n${'x'.repeat(70)}\r\n`.repeat(20_000)), (thrown: { responseCode?: number }) => thrown.responseCode === 552)
  const socket = connect(s.notifications.incomingPort!, '127.0.0.1')
  socket.on('error', () => {}).end(Buffer.from([0, 255, 13, 10, 1, 2, 3]))
  await new Promise((resolve) => socket.resume().once('close', resolve))
  await deliver(s, 'portal@hub.example', 'no mail at all')
  assert.equal((await s.notifications.state()).received.unmatched, 1)
})

test('any bytes are read as some kind of mail or refused, never a bounce without a status part', async () => {
  const line = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom(
    'Content-Type: multipart/report; boundary=b', '--b', '--b--', 'Content-Type: message/rfc822', 'Action: failed', 'Status: 5.1.1', '', 'Auto-Submitted: no', 'In-Reply-To: <a@b>'))
  await fc.assert(fc.asyncProperty(fc.array(line, { maxLength: 30 }), async (lines) => {
    const text = lines.join('\r\n')
    const read = await readIncoming(Buffer.from(text)).catch(() => undefined)
    if (read?.what.kind === 'bounced') assert.ok(/message\/(?:global-)?delivery-status/i.test(text))
  }), { numRuns: 200 })
})
