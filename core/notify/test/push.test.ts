import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { minute, setting } from './setting.ts'

interface Pushed { readonly path: string; readonly headers: IncomingHttpHeaders; readonly bytes: Buffer }

/** A push service that keeps what it gets and answers by the path: /410 is gone. */
async function pushService(): Promise<AsyncDisposable & { readonly url: string; readonly pushed: Pushed[] }> {
  const pushed: Pushed[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      pushed.push({ path: request.url!, headers: request.headers, bytes: Buffer.concat(chunks) })
      response.writeHead(request.url!.startsWith('/410') ? 410 : 201).end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { pushed, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, [Symbol.asyncDispose]: async () => { await new Promise((resolve) => server.close(resolve)) } }
}

function browser(endpoint: string): { endpoint: string; keys: { p256dh: string; auth: string } } {
  const ecdh = createECDH('prime256v1')
  return { endpoint, keys: { p256dh: ecdh.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') } }
}

test('devices are told once, sealed for them alone; one that is gone is forgotten; it needs no mail address', async () => {
  await using s = await setting()
  await using service = await pushService()
  await s.link('erika', 'p1')
  const { devices } = s.notifications
  await devices.add('erika', browser(`${service.url}/one`), 'Firefox')
  await devices.add('erika', browser(`${service.url}/410`), 'Old')
  await s.notifications.notify(await s.ctx(), { to: { patient: 'p1' }, template: 'form', path: '/meine', key: '1' })
  await s.work()
  s.clock.ahead(minute)
  await s.work()
  assert.deepEqual(service.pushed.map(({ path }) => path).sort(), ['/410', '/one'])
  const { headers, bytes } = service.pushed.find(({ path }) => path === '/one')!
  assert.equal(headers['content-encoding'], 'aes128gcm')
  assert.ok(headers.authorization!.startsWith('vapid t=') && headers.authorization!.endsWith(`k=${devices.publicKey}`))
  assert.ok(!bytes.includes('Neues'))
  assert.deepEqual((await devices.list('erika')).map(({ name }) => name), ['Firefox'])
  assert.equal((await s.notifications.state()).counts.sent, 1)
})

test('a browser belongs to who used it last; others are refused by form, by address and by number', async () => {
  await using s = await setting()
  await using service = await pushService()
  await s.account('erika')
  await s.account('jonas')
  const { devices } = s.notifications
  const shared = browser(`${service.url}/shared`)
  await devices.add('erika', shared, 'Tablet')
  await devices.add('jonas', shared, 'Tablet')
  assert.deepEqual([(await devices.list('erika')).length, (await devices.list('jonas')).length], [0, 1])
  await assert.rejects(devices.add('erika', { endpoint: service.url, keys: { p256dh: 'AAAA', auth: 'AAAA' } }, 'x'), { code: 'notify/push-subscription' })
  await assert.rejects(devices.add('erika', browser('https://10.0.0.1/push'), 'x'), { code: 'access/address-private' })
  for (let i = 0; i < 10; i++) await devices.add('erika', browser(`${service.url}/${i}`), 'x')
  await assert.rejects(devices.add('erika', browser(`${service.url}/more`), 'x'), { code: 'notify/too-many-devices' })
  const [first] = await devices.list('erika')
  assert.equal(await devices.remove('jonas', first!.id), false)
  assert.equal(await devices.remove('erika', first!.id), true)
})
