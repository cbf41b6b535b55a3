/** Large originals in an S3 bucket, from the hub's own settings to the page that shows them. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import S3rver from 's3rver'
import { runSender } from '@steckwerk/demo'
import { testRegion } from '../support/region.ts'

const patienceMs = 60_000

interface Revealed { readonly segments: readonly { readonly fields: readonly { readonly text: string }[] }[] }

test('STECKWERK_OBJECTS=s3: a large message becomes a sealed object of the bucket and is read from there, by a restarted hub too', async () => {
  await using held = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'steckwerk-s3-'))
  held.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const bucket = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: folder, configureBuckets: [{ name: 'originals', configs: [] }] })
  const { port } = await bucket.run()
  held.defer(() => bucket.close())
  const { region, mllp, data } = held.use(await testRegion(undefined, {
    STECKWERK_OBJECTS: `s3:http://127.0.0.1:${port}/originals/hub`, STECKWERK_OBJECTS_KEY_ID: 'S3RVER', STECKWERK_OBJECTS_SECRET: 'S3RVER',
  }))
  async function call<T>(path: string, body?: object): Promise<{ readonly status: number; readonly body: T }> {
    const answer = await fetch(`${region.url}/portal/api/carriers/alpha${path}`, {
      method: body === undefined ? 'GET' : 'POST', headers: { authorization: `Bearer ${region.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: await answer.json() as T }
  }

  // Of a kind that is kept and not mapped, so that the Leitstand lists it.
  const marked = 'ERFUNDENER-BEFUND'
  const message = Buffer.from(['MSH|^~\\&|KIS|HAUS|HUB|HUB|20240105120000||ORU^R01|GROSS1|P|2.5', ...Array.from({ length: 1_300 }, () => `ZZZ|${marked}|${'x'.repeat(1_000)}`), ''].join('\r'))
  const { acknowledged } = await runSender([{ bytes: message, controlId: 'GROSS1', trigger: 'A08', patients: [] }], { host: '127.0.0.1', port: mllp })
  assert.equal(acknowledged, 1)
  const deadline = Date.now() + patienceMs
  let refs: readonly string[] = []
  while (refs.length === 0) {
    assert.ok(Date.now() < deadline, 'the message is listed')
    await pause(50)
    refs = (await call<{ problems: { ref: string }[] }>('/problems')).body.problems.map(({ ref }) => ref)
  }
  const files = readdirSync(join(folder, 'originals', 'hub'), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, 'originals', 'hub', name)).filter((path) => statSync(path).isFile())
  const object = files.find((path) => statSync(path).size >= message.length)
  assert.ok(object !== undefined, files.join(' '))
  assert.ok(!readFileSync(object).includes(marked), 'sealed')
  assert.ok(!existsSync(join(data, 'objects')), 'nothing on the hub\'s own disk')

  const reveal = () => call<Revealed>('/messages/reveal', { ref: refs[0]!, reason: 'Prüfung des Objektspeichers' })
  const marks = ({ segments }: Revealed): number => segments.flatMap(({ fields }) => fields).filter(({ text }) => text === marked).length
  assert.equal(marks((await reveal()).body), 1_300)
  const former = region.hub.pid!
  process.kill(former, 'SIGKILL')
  for (;;) {
    const again = await reveal().catch(() => undefined)
    if (again?.status === 200) {
      assert.equal(marks(again.body), 1_300)
      break
    }
    assert.ok(Date.now() < deadline + patienceMs, 'the hub is back')
    await pause(100)
  }
  assert.notEqual(region.hub.pid, former)
})
