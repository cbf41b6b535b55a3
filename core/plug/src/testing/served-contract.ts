import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { generateKeyPair, type JSONWebKeySet, type JWTPayload } from 'jose'
import { plugManifest, type PlugManifest } from '../manifest.ts'
import type { OperationCaller } from '../plug.ts'
import { assertSlotOpens } from './served-slots.ts'
import { assertSlots } from './slot-rules.ts'
import { standInHub, usingCarrier, type StandInHub } from './stand-in-hub.ts'

/** A service that runs as a process of its own. */
export interface Served extends AsyncDisposable {
  readonly url: string
}

/** What an operation may come to. */
const statuses: ReadonlySet<number> = new Set([200, 201, 202, 204, 400, 403, 404, 409, 410, 412, 422, 429])
const caller: OperationCaller = { actor: 'Device/contract', purpose: 'HOPERAT', trace: 'contract', language: 'de' }
const person: OperationCaller = { ...caller, actor: 'Account/contract', patients: ['nobody'], purpose: 'PATRQT' }
const longestMs = 10_000

/** What every service must hold that runs outside, over real HTTP and in whatever language, for node:test. `open` starts it against a hub at this address. */
export function servedPlugContract(open: (hubUrl: string) => Promise<Served>): void {
  const opened = new AsyncDisposableStack()
  let hub: StandInHub
  let served: Served
  let manifest: PlugManifest

  const ask = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${served.url}${path}`, { ...init, redirect: 'manual', signal: AbortSignal.timeout(longestMs) })
  const posted = (path: string, token: string, body?: string): Promise<Response> => ask(path, {
    method: 'POST', headers: { 'content-type': 'application/fhir+json', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) }, ...(body === undefined ? {} : { body }),
  })
  const signed = async (path: string, body?: unknown, more: JWTPayload & { carrier?: string } = {}): Promise<Response> =>
    posted(path, await hub.sign({ carrier: path.split('/')[2]!, sub: caller.actor, caller, ...more }), body === undefined ? undefined : JSON.stringify(body))
  const paths = (carrier: string): string[] => manifest.operations.map(({ type, level, name }) =>
    ['/operations', carrier, ...(type === undefined ? [] : [type]), ...(level === 'instance' ? ['nobody'] : []), `$${name}`].join('/'))
  const doors = (carrier: string): string[] => [...paths(carrier), `/notifications/${carrier}`, ...(manifest.guards.length > 0 ? [`/guards/${carrier}`] : [])]

  async function answersOrRefuses(response: Response, what: string): Promise<void> {
    assert.ok(statuses.has(response.status), `${what} answers with status ${response.status}`)
    const text = await response.text()
    if (text === '') return assert.ok(response.status < 400, `${what} refuses without saying why`)
    const { resourceType } = JSON.parse(text) as { resourceType?: string }
    assert.match(resourceType ?? '', response.status >= 400 ? /^OperationOutcome$/ : /^[A-Z][A-Za-z]+$/, `${what} answers with FHIR`)
  }

  before(async () => {
    hub = opened.use(await standInHub())
    served = opened.use(await open(hub.url))
    manifest = plugManifest.parse(await (await ask('/.well-known/steckwerk-plug.json')).json())
    const jwks = (await (await ask('/.well-known/jwks.json')).json()) as JSONWebKeySet
    hub.know({ url: served.url, id: manifest.id, scopes: manifest.scopes, jwks })
  })
  after(async () => opened[Symbol.asyncDispose]())

  test('served: manifest and public keys are sound and the same each time', async () => {
    assert.deepEqual(plugManifest.parse(await (await ask('/.well-known/steckwerk-plug.json')).json()), manifest)
    const { keys } = (await (await ask('/.well-known/jwks.json')).json()) as JSONWebKeySet
    assert.ok(keys.length > 0)
    for (const key of keys) {
      assert.ok(typeof key.kid === 'string' && (key.kty === 'RSA' || (key.kty === 'EC' && key.crv === 'P-384')), 'a key is P-384 or RSA and has a kid')
      for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) assert.ok(!(secret in key), 'a private part is shown')
    }
  })

  test('served: says how it is', async () => {
    const response = await ask('/health')
    const { state } = (await response.json()) as { state: string }
    assert.deepEqual([response.status, ['ok', 'degraded', 'down'].includes(state)], [200, true])
  })

  test('served: each operation answers FHIR or refuses, to staff and to a person', async () => {
    for (const path of paths(usingCarrier)) {
      for (const who of [caller, person]) {
        for (const body of [undefined, { resourceType: 'Parameters', parameter: [{ name: 'nonsense', valueString: 'x' }] }, { resourceType: 'Parameters', parameter: 'nonsense' }]) {
          await answersOrRefuses(await signed(path, body, { caller: who }), path)
        }
      }
    }
  })

  test('served: who is not the hub is refused everywhere', async () => {
    const other = (await generateKeyPair('ES384')).privateKey
    const now = Math.floor(Date.now() / 1000)
    const claims = { carrier: usingCarrier, sub: caller.actor, caller }
    const tokens = [
      '', 'x.y.z', await hub.sign(claims, other), await hub.sign({ ...claims, aud: 'https://elsewhere.example' }), await hub.sign({ ...claims, iss: 'https://elsewhere.example/oidc' }),
      await hub.sign({ ...claims, iat: now - 900, exp: now - 600 }), await hub.sign({ ...claims, carrier: 'other' }),
      // Signed by nobody, as the standard allows and nobody may accept.
      `${Buffer.from('{"alg":"none","kid":"hub"}').toString('base64url')}.${(await hub.sign(claims)).split('.')[1]!}.`,
    ]
    for (const path of doors(usingCarrier)) {
      for (const token of tokens) {
        const { status } = await posted(path, token, '{}')
        assert.ok(status === 401 || status === 403, `${path} lets in who is not the hub (${status})`)
      }
    }
  })

  test('served: a carrier that does not use it is refused', async () => {
    for (const path of paths('stranger')) {
      const { status } = await signed(path, { resourceType: 'Parameters' })
      assert.ok(status >= 400 && status < 500, `${path} answers a carrier that does not use the service (${status})`)
    }
  })

  test('served: a notification may come twice', async () => {
    for (let round = 0; round < 2; round++) assert.ok((await signed(`/notifications/${usingCarrier}`, { resourceType: 'Bundle', type: 'history', entry: [] })).ok)
  })

  test('served: a guard agrees to no change, and says yes or no to others', async (t) => {
    if (manifest.guards.length === 0) return t.skip('it guards nothing')
    const guarded = (changes: readonly object[]): Promise<Response> => signed(`/guards/${usingCarrier}`, { changes })
    assert.ok((await guarded([])).ok)
    for (const type of manifest.guards) {
      const [before, after] = [{ resourceType: type, id: 'a' }, { resourceType: type, id: 'a', language: 'de' }]
      for (const change of [{ before, after: before }, { before, after }, { after }, { before }]) await answersOrRefuses(await guarded([{ type, id: 'a', ...change }]), 'its guard')
    }
  })

  test('served: each of its pages in the portal is opened by a SMART launch, and shown in a frame by the hub alone', async (t) => {
    if (manifest.slots.length === 0) return t.skip('it shows nothing in the portal')
    assertSlots(manifest)
    for (const slot of manifest.slots) await assertSlotOpens(slot, { hub, served: served.url, ask })
  })

  test('served: bodies that are broken or without end are refused, and harm nobody', async () => {
    const path = doors(usingCarrier)[0]!
    const token = await hub.sign({ carrier: usingCarrier, sub: caller.actor, caller })
    for (const body of ['{', '{"resourceType":', 'x'.repeat(8 * 1024 * 1024)]) {
      // It may hang up before all of it was sent.
      const status = await posted(path, token, body).then((response) => response.status, () => 400)
      assert.ok(status >= 400 && status < 500, `a broken body is answered with ${status}`)
    }
    assert.equal((await ask('/nothing/here')).status, 404)
    assert.equal((await ask('/health')).status, 200)
  })

  test('served: whatever it asked the hub it proved as it has to', () => assert.deepEqual(hub.wrong, []))
}
