import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { commandLine, testRegion } from '../support/region.ts'

const run = promisify(execFile)

/** Arguments of every process of this machine. */
async function argumentsOfAll(): Promise<string> {
  if (!existsSync('/proc/self/cmdline')) return (await run('ps', ['-axww', '-o', 'args='])).stdout
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    } catch {
      // It has ended meanwhile.
      return ''
    }
  }).join('\n')
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)).filter((path) => statSync(path).isFile())
}

test('no argument and no log of a running region holds a secret, whatever is done with it', async () => {
  await using region = await testRegion()
  const { url, token, password } = region.region
  const secretFile = (name: string): string => readFileSync(join(region.data, name), 'utf8').trim()
  const identity = (): { privateKey: string } => JSON.parse(readFileSync(join(region.data, 'connector-alpha', 'identity.json'), 'utf8')) as { privateKey: string }
  const keyLine = (pem: string): string => pem.split('\n')[1]!
  const secrets = new Map([
    ['master key', secretFile('master-key')], ['operator token', token], ['demo password', password], ['connector key', keyLine(identity().privateKey)],
  ])
  const seen: string[] = []
  const look = async (): Promise<void> => { seen.push(await argumentsOfAll()) }
  await look()

  const env = { ...process.env, STECKWERK_DATA: region.data, STECKWERK_HUB_URL: url }
  const cli = async (...args: string[]): Promise<string> => {
    const running = run(process.execPath, [commandLine, ...args], { env })
    await look()
    return (await running).stdout
  }
  assert.match(await cli('keys', 'rotate', 'alpha'), /seals from now on/)
  assert.match(await cli('keys', 'rewrap'), /\(file\)/)
  secrets.set('new master key', secretFile('master-key'))
  assert.notEqual(secrets.get('new master key'), secrets.get('master key'))
  assert.match(await cli('certificate', 'list', 'alpha'), /current/)
  const code = /swk1-\S+/.exec(await cli('connector', 'invite', 'alpha', 'second'))![0]
  secrets.set('enrolment code', code.split('-')[2]!)
  const enrolling = run(process.execPath, [commandLine, 'connector', 'enroll', '--data', join(region.data, 'second'), '--hub', url], { env })
  enrolling.child.stdin!.end(`${code}\n`)
  await look()
  assert.match((await enrolling).stdout, /Enrolled as second/)

  const wrong = randomBytes(12).toString('hex')
  secrets.set('mistyped password', wrong)
  const json = { 'content-type': 'application/json', 'x-steckwerk': '1', origin: url }
  for (const attempt of [password, wrong]) {
    const answer = await fetch(`${url}/portal/api/sign-in`, { method: 'POST', headers: json, body: JSON.stringify({ account: 'leitstand', password: attempt }) })
    assert.equal(answer.ok, attempt === password)
  }
  await fetch(`${url}/fhir/alpha/Patient?family=${wrong}`, { headers: { authorization: `Bearer ${wrong}` } })
  await look()

  const logs = filesBelow(region.data).filter((path) => path.endsWith('.log'))
  assert.ok(logs.length >= 2, 'the hub and the connector write logs')
  const logged = logs.map((path) => readFileSync(path, 'utf8')).join('\n')
  assert.ok(logged.includes('hub.started'))
  for (const [name, secret] of secrets) {
    assert.ok(secret.length >= 16, name)
    assert.ok(!seen.some((text) => text.includes(secret)), `${name} in an argument`)
    assert.ok(!logged.includes(secret), `${name} in a log`)
  }
})
