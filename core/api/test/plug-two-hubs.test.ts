/** Services at two hubs of one database: what a carrier grants, chooses or ends at one is in force at the other as soon as that one hears of it. */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, test } from 'node:test'
import { hubSend } from '@steckwerk/api'
import { systemClock } from '@steckwerk/kernel'
import { servePlug } from '@steckwerk/plug'
import { openPlugboard, type Plugboard } from '@steckwerk/plugboard'
import { by, plugSetting, testPlug, type PlugSetting } from './plug-setting.ts'
import { secondHub } from './second-hub.ts'
import { outcomeOf, post, put } from './setting.ts'

let one: PlugSetting
let other: { readonly url: string; readonly plugboard: Plugboard; readonly close: () => Promise<void> }
const here = { a: testPlug('echo-a', { guards: ['Appointment'] }), b: testPlug('echo-b', { service: '8d5b6f0a-0d0c-4f3c-8a39-2c1f4a7c5e22' }) }
const there = { a: testPlug('echo-a', { guards: ['Appointment'] }), b: testPlug('echo-b', { service: '8d5b6f0a-0d0c-4f3c-8a39-2c1f4a7c5e22' }) }
/** What is kept for so long is not what is tested: it must be heard of. */
const patienceMs = 20_000

before(async () => {
  one = await plugSetting([here.a, here.b])
  let plugboard: Plugboard
  const second = await secondHub(one, async ({ store, access, log }) => ({
    plugboard: plugboard = await openPlugboard({ store, access, clock: systemClock, log, publicUrl: () => one.url, plugs: [there.a, there.b], news: async () => undefined }),
  }))
  await plugboard!.start(hubSend(second.server, one.url))
  other = {
    url: second.url, plugboard: plugboard!,
    close: async () => {
      await plugboard[Symbol.asyncDispose]()
      await second[Symbol.asyncDispose]()
    },
  }
})
after(async () => {
  await other.close()
  await one[Symbol.asyncDispose]()
})

/** Does something at one hub and waits until the other has heard of it. */
async function heard<T>(plugboard: Plugboard, work: () => Promise<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  using _listening = plugboard.changes(resolve)
  const late = setTimeout(() => reject(new Error('the other hub heard of nothing')), patienceMs)
  const made = await work()
  await promise.finally(() => clearTimeout(late))
  return made
}
const asking = (url: string, path = '/fhir/alpha/Appointment/$echo'): Promise<Response> =>
  fetch(`${url}${path}`, post({ resourceType: 'Parameters', parameter: [{ name: 'x', valueString: 'x' }] }, { authorization: `Bearer ${one.token}` }))
async function said(url: string): Promise<string | number> {
  const answer = await asking(url)
  return answer.status === 200 ? ((await answer.json()) as { parameter: [{ valueString: string }] }).parameter[0].valueString : answer.status
}
const write = (url: string, description: string): Promise<Response> => fetch(`${url}/fhir/alpha/Appointment/x`,
  put({ resourceType: 'Appointment', id: 'x', status: 'proposed', description, participant: [{ actor: { display: 'x' }, status: 'accepted' }] }, { authorization: `Bearer ${one.token}` }))

test('granted at one, it answers at the other; chosen at the other, it answers at the one; ended, nowhere', async () => {
  // Known to grant nothing, and kept for seconds unless it hears.
  assert.deepEqual([await said(one.url), await said(other.url)], [404, 404])
  await heard(other.plugboard, () => one.plugboard.grants.grant('alpha', 'echo-a', {}, by))
  assert.deepEqual([await said(one.url), await said(other.url)], ['echo-a echo all', 'echo-a echo all'])
  assert.equal((await (await there.a.host!.carrier('alpha')).fhir.all('Appointment', [])).length, 0)
  await heard(one.plugboard, async () => {
    await other.plugboard.grants.grant('alpha', 'echo-b', {}, by)
    await other.plugboard.choice.choose('alpha', 'echo', 'echo-b', by)
  })
  const until = systemClock.now() + patienceMs
  while (await said(one.url) !== 'echo-b echo all') assert.ok(systemClock.now() < until)
  assert.equal(await said(other.url), 'echo-b echo all')
  assert.deepEqual([await here.a.host!.carriers(), await here.b.host!.carriers()], [[], ['alpha']])
  await heard(other.plugboard, () => one.plugboard.grants.revoke('alpha', 'echo-b', by))
  assert.deepEqual([await said(one.url), await said(other.url)], [404, 404])
})

test('a guard holds at both hubs from the moment it is chosen', async () => {
  for (const plug of [here.a, there.a]) plug.consent = () => Promise.reject(new TypeError('broken'))
  assert.deepEqual([(await write(one.url, 'a')).ok, (await write(other.url, 'b')).ok], [true, true])
  await heard(other.plugboard, () => one.plugboard.choice.choose('alpha', 'echo', 'echo-a', by))
  for (const { url } of [one, other]) assert.deepEqual((await outcomeOf(await write(url, 'c'))).codes, ['plugboard/guard-silent'])
  await heard(one.plugboard, () => other.plugboard.choice.choose('alpha', 'echo', undefined, by))
  for (const { url } of [one, other]) assert.equal((await write(url, url)).ok, true)
})

test('a service\'s own work is done by one hub, once in its time', async () => {
  await heard(other.plugboard, () => one.plugboard.choice.choose('alpha', 'echo', 'echo-a', by))
  const hosts = [here.a.host!, there.a.host!]
  const turns = async (work: string, everyMs: number): Promise<boolean[]> => Promise.all(hosts.map(async (host) => host.takeTurn('alpha', work, everyMs)))
  assert.deepEqual((await turns('round', 60_000)).toSorted(), [false, true])
  assert.deepEqual(await turns('round', 60_000), [false, false])
  assert.deepEqual((await turns('another', 60_000)).toSorted(), [false, true])
  assert.ok((await turns('round', 1)).includes(true))
  await assert.rejects(hosts[1]!.takeTurn('beta', 'round', 1), { code: 'plugboard/not-granted' })
})

test('a service outside that is registered at one hub is known and asked at the other', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const far = testPlug('echo-far', { service: '8d5b6f0a-0d0c-4f3c-8a39-2c1f4a7c5e23' })
  await asking(one.url, '/oidc/jwks')
  await using served = await servePlug(far, { hubUrl: one.url, privateKey: { ...privateKey.export({ format: 'jwk' }), kid: 'k1' }, port: 0, log: one.log })
  await heard(other.plugboard, () => one.plugboard.add(served.url, by))
  await heard(one.plugboard, async () => {
    await other.plugboard.grants.grant('beta', 'echo-far', {}, by)
  })
  for (const { url } of [one, other]) {
    const answer = await asking(url, '/fhir/beta/Appointment/$echo')
    assert.equal(answer.status, 200, await answer.clone().text())
  }
  assert.deepEqual(await far.host!.carriers(), ['beta'])
  await heard(one.plugboard, () => other.plugboard.remove('echo-far', by))
  const until = systemClock.now() + patienceMs
  while ((await asking(one.url, '/fhir/beta/Appointment/$echo')).status !== 404) assert.ok(systemClock.now() < until)
})
