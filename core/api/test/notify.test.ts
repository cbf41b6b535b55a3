import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { asTenant, sql, systemClock } from '@steckwerk/kernel'
import { openNotifications } from '@steckwerk/notify'
import { createHubServer, type BookingProvider } from '@steckwerk/api'
import { openDermatology, smallProvider } from './booking-provider.ts'
import { setting, type Setting } from './setting.ts'

/** The setting's hub with mail on (nobody listens there) and a demo's folder of mails. */
async function notifying(s: Setting, stack: AsyncDisposableStack, booking?: BookingProvider) {
  const folder = await mkdtemp(join(tmpdir(), 'steckwerk-mails-'))
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  const notifications = stack.use(await openNotifications({
    store: s.test.store, access: s.access, clock: systemClock, log: s.log, digestSeconds: 1, origin: () => 'https://portal.example',
    mail: { host: '127.0.0.1', port: 1, tls: 'none', auth: undefined, dkim: undefined, from: { name: '', address: 'portal@hub.example' } },
  }))
  const server = createHubServer({
    store: s.test.store, ingest: s.ingest, access: s.access, log: s.log, addCarrier: (slug) => s.test.addCarrier(slug),
    config: { publicUrl: '', trustProxy: false, version: '0.1.0' }, notifications, demoMails: folder, ...(booking === undefined ? {} : { booking }),
  })
  stack.defer(() => server.close())
  return { notifications, folder, url: await server.listen({ host: '127.0.0.1', port: 0 }) }
}

async function signIn(url: string, s: Setting, account: string) {
  const answer = await fetch(`${url}/portal/api/session`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'x-steckwerk': '1' }, body: JSON.stringify({ account, password: s.access.demoPassword }),
  })
  assert.equal(answer.ok, true)
  const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
  return (method: string, path: string, body?: unknown): Promise<Response> => fetch(`${url}/portal/api${path}`, {
    method, headers: { cookie, 'x-steckwerk': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}

test('a person sets how to be told; nobody else sees it; leaving by one click needs no session', async () => {
  await using s = await setting()
  await using stack = new AsyncDisposableStack()
  const { url, notifications } = await notifying(s, stack)
  const erika = await signIn(url, s, 'erika')
  const first = await (await erika('GET', '/notifications')).json() as Record<string, unknown>
  assert.deepEqual({ ...first, pushKey: '' }, { mailOn: true, email: null, topics: ['appointments', 'forms', 'news'], language: 'de', devices: [], pushKey: '' })
  assert.equal((await erika('POST', '/notifications/email', { address: 'no address', language: 'de' })).status, 400)
  const asked = await erika('POST', '/notifications/email', { address: 'erika@example.org', language: 'en' })
  assert.deepEqual([asked.status, (await asked.json() as { email: unknown }).email], [202, { address: 'erika@example.org', state: 'unverified', bouncedAt: null }])
  assert.equal((await erika('POST', '/notifications/email/verify', { code: '12' })).status, 422)
  assert.deepEqual((await (await erika('PUT', '/notifications', { topics: ['forms'] })).json() as { topics: unknown }).topics, ['forms'])
  assert.equal((await fetch(`${url}/portal/api/notifications`)).status, 401)
  assert.equal((await (await (await signIn(url, s, 'jonas'))('GET', '/notifications')).json() as { email: unknown }).email, null)
  assert.equal((await erika('GET', `/notifications/links/${'a'.repeat(42)}`)).status, 404)
  assert.equal((await erika('DELETE', '/notifications/email')).status, 204)
  assert.equal((await notifications.contact('erika')).address, undefined)

  const link = `${url}/portal/api/mail/unsubscribe/${'a'.repeat(42)}`
  const asking = await fetch(link)
  assert.ok(asking.status === 200 && (await asking.text()).includes('<form method="post">'))
  const clicked = await fetch(link, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) })
  assert.equal(clicked.status, 404)
  assert.ok(!s.lines.some(({ event, fields }) => JSON.stringify([event, fields]).includes('erika@')))
})

test('how mail is doing, and the demo\'s mails, are for who runs the platform', async () => {
  await using s = await setting()
  await using stack = new AsyncDisposableStack()
  const { url, folder } = await notifying(s, stack)
  const mail = { id: '1', at: '2026-01-01T00:00:00.000Z', to: 'erika@example.org', from: 'portal@hub.example', subject: 'Es gibt Neues', text: 'x' }
  await writeFile(join(folder, '1.json'), JSON.stringify(mail))
  await writeFile(join(folder, '2.json'), '{')
  const operator = await signIn(url, s, 'leitstand')
  const state = await (await operator('GET', '/mail')).json() as { on: boolean; counts: unknown }
  assert.deepEqual([state.on, state.counts], [true, { waiting: 0, sent: 0, failed: 0, expired: 0 }])
  assert.deepEqual(await (await operator('GET', '/demo/mails')).json(), { mails: [mail] })
  assert.deepEqual(await (await operator('POST', '/mail/probe')).json(), { answers: false })
  const erika = await signIn(url, s, 'erika')
  for (const path of ['/mail', '/demo/mails']) assert.equal((await erika('GET', path)).status, 403)
})

test('a change of one\'s settings is in the platform\'s log without what it was; a new password is told by a security mail', async () => {
  await using s = await setting()
  await using stack = new AsyncDisposableStack()
  const { url } = await notifying(s, stack)
  const erika = await signIn(url, s, 'erika')
  assert.equal((await erika('PUT', '/notifications', { topics: ['forms'] })).status, 200)
  assert.equal((await erika('POST', '/notifications/email', { address: 'erika@example.org', language: 'de' })).status, 202)
  assert.equal((await erika('POST', '/notifications/email/verify', { code: '000000' })).status, 422, 'a code that does not fit changes nothing')
  assert.equal((await erika('DELETE', '/notifications/email')).status, 204)
  const platform = { tenant: asTenant(0), carrier: '', actor: 'Device/test', purpose: 'HSYSADMIN', trace: 'test', now: new Date() }
  const logged = await s.test.store.read(platform, (r) => r.query<{ n: number; clear: string }>(sql`
    select count(*)::int n, string_agg(row(a.*)::text, ' ') clear from st.audit_entry a where event = 'setting-changed' and actor = 'Account/erika'`))
  assert.equal(logged[0]!.n, 3)
  assert.ok(!logged[0]!.clear.includes('example.org'))
  assert.equal((await erika('POST', '/account/password', { password: 'ein anderer guter satz' })).status, 204)
  const mails = await s.test.store.read(platform, (r) => r.query<{ topic: string }>(sql`select topic from st.mail where account = 'erika' and topic = 'security'`))
  assert.equal(mails.length, 1)
})

test('a guest\'s booking is told to the address they left, if they left one, whoever answers the booking', async () => {
  await using s = await setting()
  await using stack = new AsyncDisposableStack()
  const fake = smallProvider()
  fake.open(s)
  await openDermatology(s, [8, 9])
  const { url, notifications } = await notifying(s, stack, fake.provider)
  const book = async (slot: string, contact: object): Promise<number> => (await fetch(`${url}/portal/api/booking/guests`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'x-steckwerk': '1' },
    body: JSON.stringify({ carrier: 'alpha', service: 'derma', slot, given: 'Jörg', family: 'Groß', birthDate: '1971-02-03', insurance: 'GKV', ...contact }),
  })).status
  assert.equal(await book('s8', { email: 'joerg@example.org' }), 201)
  assert.equal(await book('s9', { phone: '0170 1234567' }), 201)
  const job = notifications.jobs.find(({ name }) => name === 'notify')!
  while (await job.run({ signal: AbortSignal.any([]), query: () => Promise.reject(new Error('nothing as the owner')) }));
  const alpha = { tenant: (await s.test.store.carrier('alpha'))!.tenant, carrier: 'alpha', actor: 'Device/test', purpose: 'TREAT', trace: 'test', now: new Date() }
  const rows = await s.test.store.read(alpha, (r) => r.query<{ clear: string }>(sql`select row(g.*)::text clear from st.guest_mail g`))
  assert.equal(rows.length, 1)
  assert.ok(!rows[0]!.clear.includes('example.org'))
})
