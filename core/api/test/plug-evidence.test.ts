import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { hubSend } from '@steckwerk/api'
import type { EvidenceInfo, PlugEvidencePage } from '@steckwerk/api/contract/marketplace'
import type { CarrierPlugs } from '@steckwerk/api/contract/plugs'
import { systemClock } from '@steckwerk/kernel'
import { nearMarket } from '@steckwerk/marketplace/testing'
import { servePlug } from '@steckwerk/plug'
import { openPlugboard, type Plugboard } from '@steckwerk/plugboard'
import { testPlug } from './plug-setting.ts'
import { post, put, setting, type Setting } from './setting.ts'

const json = { 'content-type': 'application/json' }
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

interface Held extends Setting {
  readonly board: Plugboard
}

/** A hub that has one service of its own and knows another by its address, with a market that knows both. */
async function plugged(): Promise<Held> {
  await using opened = new AsyncDisposableStack()
  let [url, board]: [string, Plugboard | undefined] = ['', undefined]
  const hub = opened.use(await setting({}, async (parts) => {
    const plugboard = board = await openPlugboard({ ...parts, clock: systemClock, publicUrl: () => url, plugs: [testPlug('echo-one')], news: async () => undefined })
    const marketplace = nearMarket(parts, {
      list: async () => (await plugboard.list()).map(({ id, url: at, manifest: { service, name, vendor, scopes, evidence } }) => ({ id, url: at, service, title: name, vendor: vendor.name, scopes, evidence })),
    })
    opened.use(marketplace)
    return { plugboard, marketplace }
  }))
  url = hub.url
  await board!.start(hubSend(hub.server, url))
  opened.use(board!)
  await hub.call('/oidc/jwks')
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const far = testPlug('echo-far', { service: '8d5b6f0a-0d0c-4f3c-8a39-2c1f4a7c5e03', evidence: [{ kind: 'avv', title: { de: 'AVV' } }] })
  const served = await servePlug(far, { hubUrl: url, privateKey: { ...privateKey.export({ format: 'jwk' }), kid: 'k1' }, port: 0, log: hub.log })
  opened.use(served)
  assert.equal((await hub.call('/admin/plugs', post({ url: served.url }, json))).status, 201)
  const held = opened.move()
  return { ...hub, board: board!, [Symbol.asyncDispose]: () => held.disposeAsync() }
}

test('a carrier grants and chooses a service that was not ordered only with the evidence its policy asks for; what runs goes on, and may be narrowed', async () => {
  await using hub = await plugged()
  const at = '/admin/carriers/alpha'
  const refusal = async (answer: Response): Promise<readonly [number, string, readonly (string | undefined)[]]> => {
    const { code, issues } = (await answer.json()) as { code: string; issues: readonly { at?: string }[] }
    return [answer.status, code, issues.map((one) => one.at)]
  }
  const grant = async (plug: string, body: object = {}): Promise<Response> => hub.call(`${at}/plugs/${plug}`, put(body, json))
  const choose = async (plug: string): Promise<Response> => hub.call(`${at}/providers/echo`, put({ plug }, json))
  const enter = async (body: object): Promise<EvidenceInfo> => {
    const answer = await hub.call('/admin/platform/plugs/echo-far/evidence', post(body, json))
    assert.equal(answer.status, 201)
    return (await answer.json()) as EvidenceInfo
  }
  const shown = async (): Promise<CarrierPlugs> => (await (await hub.call(`${at}/plugs`)).json()) as CarrierPlugs

  assert.deepEqual(await refusal(await grant('echo-far')), [422, 'marketplace/evidence-missing', ['data-location', 'c5']])
  assert.deepEqual(await refusal(await grant('echo-one')), [422, 'marketplace/evidence-missing', ['avv', 'data-location']], 'the hub\'s own, past its order')
  assert.deepEqual((await shown()).grants, [])
  assert.deepEqual((await shown()).concerns.map(({ plug, concerns }) => [plug, concerns.map(({ kind }) => kind)]).toSorted(), [['echo-far', ['data-location', 'c5']], ['echo-one', ['avv', 'data-location']]])

  await enter({ kind: 'data-location', title: { de: 'Ort' }, value: 'DE' })
  const { id } = await enter({ kind: 'c5', title: { de: 'Testat' }, value: 'Typ 2', expires: inDays(400), document: Buffer.from('%PDF-1.7 x').toString('base64') })
  const { plugs } = (await (await hub.call('/admin/platform/plugs')).json()) as PlugEvidencePage
  assert.deepEqual(plugs.map((one) => [one.id, one.patientData, one.evidence.map(({ kind, document }) => [kind, document])]), [['echo-far', true, [['avv', false], ['data-location', false], ['c5', true]]]])
  assert.equal(await (await hub.call(`/admin/platform/plugs/echo-far/evidence/${id}/document`)).text(), '%PDF-1.7 x')
  assert.equal((await grant('echo-far')).status, 204)
  assert.deepEqual((await shown()).grants.map(({ plug, ordered }) => [plug, ordered]), [['echo-far', false]])

  // The attestation is gone: what runs, runs on; it may do less and be chosen no more than it is.
  assert.equal((await hub.call(`/admin/platform/plugs/echo-far/evidence/${id}`, { method: 'DELETE' })).status, 204)
  assert.equal((await choose('echo-far')).status, 204, 'chosen already')
  assert.equal((await grant('echo-far', { scopes: ['system/Basic.r'] })).status, 204)
  assert.deepEqual(await refusal(await grant('echo-far')), [422, 'marketplace/evidence-missing', ['c5']], 'more than it has now')
  await hub.call(`${at}/providers/echo`, put({ plug: null }, json))
  assert.deepEqual(await refusal(await choose('echo-far')), [422, 'marketplace/evidence-missing', ['c5']])
  assert.equal((await shown()).grants.length, 1)
  assert.equal((await hub.call('/admin/carriers/alpha/market/policy', put({ required: ['avv'], requiredForPatientData: [], secondPerson: false, undoDays: 7 }, json))).status, 200)
  assert.equal((await choose('echo-far')).status, 204)
})

test('evidence of services is the operator\'s to enter; what has not its form, and a service nobody registered, are refused', async () => {
  await using hub = await plugged()
  const path = '/platform/plugs/echo-far/evidence'
  const c5 = { kind: 'c5', title: { de: 'x' } }
  const { person: { account } } = (await (await hub.call('/admin/carriers/alpha/people', post({ name: 'Ada', roles: ['carrier-admin'], sites: 'all' }, json))).json()) as { person: { account: string } }
  const cookie = `steckwerk=${await hub.access.sessions.start({ account, amr: ['pwd', 'otp'], device: '', network: '' })}`
  const asked = (headers: Record<string, string>): Promise<Response> => fetch(`${hub.url}/portal/api${path}`, post(c5, { ...json, ...headers }))
  assert.deepEqual([(await asked({})).status, (await asked({ cookie, 'x-steckwerk': '1' })).status, (await asked({ cookie })).status], [401, 403, 403])
  assert.equal((await fetch(`${hub.url}/portal/api/platform/plugs`, { headers: { cookie } })).status, 403)
  for (const body of [{ kind: 'c6', title: { de: 'x' } }, { ...c5, more: 1 }, { ...c5, document: Buffer.from('<html>').toString('base64') }]) assert.equal((await hub.call(`/admin${path}`, post(body, json))).status, 400)
  for (const plug of ['nobody', 'echo-one']) assert.equal((await hub.call(`/admin/platform/plugs/${plug}/evidence`, post(c5, json))).status, 404, plug)
  assert.equal((await hub.call(`/admin${path}/not-an-id`, { method: 'DELETE' })).status, 404)
})
