import assert from 'node:assert/strict'
import { createHmac, hash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import { silentLog } from '@steckwerk/kernel/testing'
import { enrolPath, enrolRequest } from '@steckwerk/uplink'
import { parseConnectorConfig } from '../src/config.ts'
import { enrol } from '../src/enrol.ts'
import { startConnector } from '../src/start.ts'
import { adt } from './kit/messages.ts'
import { Sender } from './kit/sender.ts'
import { TestHub } from './kit/test-hub.ts'

const secret = 'a1b2c3d4'
const code = `swk1-e5f6-${secret}`

interface Answers {
  readonly status?: number
  readonly wrongMac?: boolean
  readonly otherKey?: boolean
  /** So many first requests get no answer. */
  drop?: number
}

/** The hub's ordinary port, as far as enrolment needs it. */
async function enrolmentDesk(hub: TestHub, answers: Answers): Promise<AsyncDisposable & { url: string }> {
  const key = hash('sha256', secret, 'buffer')
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      assert.equal(request.url, enrolPath)
      if ((answers.drop ?? 0) > 0) {
        answers.drop!--
        request.socket.destroy()
        return
      }
      const { id, csr, mac } = enrolRequest.parse(JSON.parse(Buffer.concat(chunks).toString()))
      assert.equal(id, 'e5f6')
      assert.equal(mac, createHmac('sha256', key).update(csr).digest('hex'))
      const certificate = answers.otherKey ? (await hub.authority.issue('other')).cert : await hub.authority.sign(csr)
      const { ca } = hub.authority
      const proof = createHmac('sha256', answers.wrongMac ? 'wrong' : key).update(ca).update(certificate).digest('hex')
      const body = answers.status === undefined
        ? { carrier: 'alpha', connector: 'kis-alpha', certificate, ca, socket: hub.socket, mac: proof }
        : { code: 'access/enrolment-refused', text: 'refused' }
      response.writeHead(answers.status ?? 200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function folder(): Disposable & { path: string } {
  const path = mkdtempSync(join(tmpdir(), 'steckwerk-enrol-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

test('a code is traded for a certificate that the connector socket accepts', async () => {
  await using hub = await TestHub.start()
  await using desk = await enrolmentDesk(hub, { drop: 1 })
  using data = folder()
  const enrolled = await enrol({ hubUrl: desk.url, code: ` ${code}\n`, dataDir: data.path })
  assert.deepEqual(enrolled, { dir: join(data.path, 'connector-alpha'), carrier: 'alpha', connector: 'kis-alpha', socket: hub.socket })
  assert.equal(statSync(join(enrolled.dir, 'identity.json')).mode & 0o077, 0)
  const config = parseConnectorConfig(enrolled.dir, {
    channels: [{ name: 'kis', port: 0, patientSystem: 'urn:p', caseSystem: 'urn:c', site: 'Haus' }], spool: { reserveBytes: 0 },
  })
  await using connector = await startConnector(config, { log: silentLog })
  using kis = await Sender.connect(connector.channels[0]!.port)
  kis.send(adt({ control: 'M1' }))
  await kis.acknowledged(1)
  await connector.drained()
  assert.equal(hub.committed.length, 1)
})

const refusals: [string, Answers, string, string][] = [
  ['a refused code', { status: 403 }, code, 'connector/enrolment-refused'],
  ['a hub that does not know the secret', { wrongMac: true }, code, 'connector/enrolment-untrusted'],
  ['a certificate for another key', { otherKey: true }, code, 'connector/enrolment-untrusted'],
  ['a hub out of order', { status: 500 }, code, 'connector/enrolment-answer'],
  ['a hub that does not answer', { drop: 99 }, code, 'connector/enrolment-unreachable'],
  ['a code that was cut off', {}, 'swk1-e5f6', 'connector/enrolment-code'],
]
for (const [what, answers, given, expected] of refusals) {
  test(`${what} leaves nothing behind`, async () => {
    await using hub = await TestHub.start()
    await using desk = await enrolmentDesk(hub, answers)
    using data = folder()
    await assert.rejects(enrol({ hubUrl: desk.url, code: given, dataDir: data.path }), (fault) => fault instanceof Fault && fault.code === expected)
    assert.deepEqual(readdirSync(data.path), [])
  })
}

test('a connector without an identity says what to do', async () => {
  using data = folder()
  const config = parseConnectorConfig(join(data.path, 'connector-alpha'), {
    channels: [{ name: 'kis', port: 0, patientSystem: 'urn:p', caseSystem: 'urn:c', site: 'Haus' }],
  })
  await assert.rejects(startConnector(config, { log: silentLog }),
    (fault) => fault instanceof Fault && fault.code === 'connector/not-enrolled' && fault.message.includes('npx steckwerk connector enroll'))
  assert.equal(existsSync(config.dir), false)
})
