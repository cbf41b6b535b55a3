/** What a carrier's provider guards is changed by others only as it agrees to, in the hub as outside; where it does not answer, not at all. */
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, test, type TestContext } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import { servePlug, type GuardCall } from '@steckwerk/plug'
import { by, plugSetting, testPlug, type PlugSetting, type TestPlug } from './plug-setting.ts'
import { outcomeOf, post, put } from './setting.ts'

const scopes = ['system/Appointment.cruds']
let hub: PlugSetting
let inside: TestPlug
let other: TestPlug

before(async () => {
  inside = testPlug('guard-in', { scopes, guards: ['Appointment'], service: '8d5b6f0a-0d0c-4f3c-8a39-2c1f4a7c5e11' })
  other = testPlug('guard-none', { scopes, service: '8d5b6f0a-0d0c-4f3c-8a39-2c1f4a7c5e12' })
  hub = await plugSetting([inside, other], { limits: { atOnce: 8, waiting: 64, timeMs: 1_000, failures: 100, openMs: 150 } })
  await hub.plugboard.grants.grant('alpha', 'guard-in', {}, by)
})
after(async () => hub[Symbol.asyncDispose]())

const appointment = (id: string | undefined, description: string, more: object = {}): object =>
  ({ resourceType: 'Appointment', ...(id === undefined ? {} : { id }), status: 'proposed', description, participant: [{ actor: { display: 'x' }, status: 'accepted' }], ...more })
const jsonPatch = (value: string): RequestInit => ({ method: 'PATCH', headers: { 'content-type': 'application/json-patch+json' }, body: JSON.stringify([{ op: 'replace', path: '/description', value }]) })
const bundle = (type: 'transaction' | 'batch', ...entry: object[]): RequestInit => post({ resourceType: 'Bundle', type, entry })
const entryOf = (method: string, url: string, resource?: object): object => ({ ...(resource === undefined ? {} : { resource }), request: { method, url } })
const stored = async (id: string): Promise<{ description?: string; meta?: { versionId: string } }> => (await hub.call(`/fhir/alpha/Appointment/${id}`)).json() as never

/** Refuses what says no, and remembers what it was asked. */
function refusing(plug: TestPlug): GuardCall[] {
  const asked: GuardCall[] = []
  plug.consent = async (call) => {
    asked.push(call)
    for (const { after: is } of call.changes) {
      if (is?.['description'] === 'no') throw new Fault('unprocessable', 'echo/no', 'Not so.', { issues: [{ severity: 'error', type: 'business-rule', text: 'Not so.', at: 'Appointment.description' }] })
      if (is === undefined) throw new Fault('conflict', 'echo/stays', 'It stays.')
    }
  }
  return asked
}

async function holds(t: TestContext, plug: TestPlug, at: string): Promise<void> {
  const asked = refusing(plug)
  const base = `/fhir/alpha/Appointment`
  const own = `${at}-a`
  const no = async (answer: Promise<Response>): Promise<void> => {
    const { status, codes, text } = await outcomeOf(await answer)
    assert.deepEqual([status, codes], [422, ['echo/no']])
    assert.ok(text.includes('Appointment.description'))
  }

  await t.test(`${at}: create and update by PUT, POST, PATCH, by criteria and by transaction`, async () => {
    await no(hub.call(`${base}/${own}`, put(appointment(own, 'no'))))
    assert.equal((await hub.call(`${base}/${own}`)).status, 404)
    assert.equal((await hub.call(`${base}/${own}`, put(appointment(own, 'yes')))).status, 201)
    await no(hub.call(base, post(appointment(undefined, 'no'))))
    assert.equal((await hub.call(base, post(appointment(undefined, 'yes')))).status, 201)
    await no(hub.call(`${base}/${own}`, put(appointment(own, 'no'))))
    await no(hub.call(`${base}/${own}`, put(appointment(own, 'no'), { 'if-match': 'W/"1"' })))
    await no(hub.call(`${base}/${own}`, jsonPatch('no')))
    await no(hub.call(`${base}?_id=${own}`, put(appointment(own, 'no'))))
    await no(hub.call(`${base}?_id=${own}`, jsonPatch('no')))
    await no(hub.call(base, post(appointment(undefined, 'no'), { 'if-none-exist': 'identifier=urn:x|none' })))
    await no(hub.call('/fhir/alpha', bundle('transaction', entryOf('PUT', `Basic/${at}`, { resourceType: 'Basic', id: at, code: { text: 'x' } }), entryOf('PUT', `Appointment/${own}`, appointment(own, 'no')))))
    assert.equal((await hub.call(`/fhir/alpha/Basic/${at}`)).status, 404)
    const { entry } = (await (await hub.call('/fhir/alpha', bundle('batch', entryOf('PUT', `Appointment/${own}`, appointment(own, 'no')), entryOf('PUT', `Basic/${at}`, { resourceType: 'Basic', id: at, code: { text: 'x' } })))).json()) as { entry: { response: { status: string } }[] }
    assert.deepEqual(entry.map(({ response }) => response.status.slice(0, 3)), ['422', '201'])
    assert.deepEqual([(await stored(own)).description, (await stored(own)).meta!.versionId], ['yes', '1'])

    assert.equal((await hub.call(`${base}/${own}`, jsonPatch('two'))).status, 200)
    assert.equal((await hub.call(`${base}?_id=${own}`, jsonPatch('three'))).status, 200)
    assert.equal((await hub.call('/fhir/alpha', bundle('transaction', entryOf('PUT', `Appointment/${own}`, appointment(own, 'four')), entryOf('POST', 'Appointment', appointment(undefined, 'beside'))))).status, 200)
    assert.equal((await hub.call(base, post(appointment(undefined, 'yes'), { 'if-none-exist': 'identifier=urn:x|none' }))).status, 201)
    assert.deepEqual([(await stored(own)).description, (await stored(own)).meta!.versionId], ['four', '4'])
  })

  await t.test(`${at}: it sees who changes what, and what there is`, async () => {
    asked.length = 0
    await hub.call(`${base}/${own}`, jsonPatch('five'))
    const [{ carrier, caller, changes: [change] }] = asked as [GuardCall & { changes: [GuardCall['changes'][number]] }]
    assert.deepEqual([asked.length, carrier, caller.patients, change.type, change.id, change.before?.['description'], change.before?.meta?.versionId, change.after?.['description']],
      [1, 'alpha', undefined, 'Appointment', own, 'four', '4', 'five'])
    assert.equal((await outcomeOf(await hub.call(`${base}/${own}`, { method: 'DELETE' }))).status, 409)
    assert.equal((await hub.call(`${base}/${own}`)).status, 200)
  })

  await t.test(`${at}: agreed is one content over one version: who was faster makes it be asked again`, async () => {
    const [first, faster] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const seen: (string | undefined)[] = []
    plug.consent = async ({ changes: [change] }) => {
      seen.push(change!.before?.meta?.versionId)
      if (seen.length !== 1) return
      first.resolve()
      await faster.promise
    }
    const slow = hub.call(`${base}/${own}`, jsonPatch('slow'))
    await first.promise
    assert.equal((await hub.call(`${base}/${own}`, jsonPatch('fast'))).status, 200)
    faster.resolve()
    assert.equal((await slow).status, 200)
    assert.deepEqual([seen, (await stored(own)).meta!.versionId], [['5', '5', '6'], '7'])
  })

  await t.test(`${at}: where it hangs, fails or answers nonsense nothing is written, and everything else goes on`, async () => {
    const { meta } = await stored(own)
    for (const consent of [() => new Promise<never>(() => undefined), () => { throw new TypeError('broken') }, () => Promise.reject(new Fault('unavailable', 'echo/tired', 'Tired.'))]) {
      plug.consent = consent
      const answer = hub.call(`${base}/${own}`, jsonPatch('never'))
      assert.equal((await hub.call(`/fhir/alpha/Basic/${at}`, put({ resourceType: 'Basic', id: at, code: { text: String(seenBefore++) } }))).status, 200)
      assert.equal((await hub.call(`${base}/${own}`)).status, 200)
      const response = await answer
      assert.equal(response.headers.get('retry-after'), '1')
      assert.deepEqual([response.status, (await outcomeOf(response)).codes], [503, ['plugboard/guard-silent']])
    }
    assert.deepEqual((await stored(own)).meta, meta)
    plug.consent = undefined
  })

  await t.test(`${at}: it is not asked about what it writes itself`, async () => {
    const calls = refusing(plug)
    const { fhir } = await plug.host!.carrier('alpha')
    await fhir.update({ ...appointment(`${at}-b`, 'no'), resourceType: 'Appointment', id: `${at}-b` })
    assert.deepEqual([(await stored(`${at}-b`)).description, calls.length], ['no', 0])
    plug.consent = undefined
  })
}
let seenBefore = 0

test('in the hub', async (t) => holds(t, inside, 'in'))

test('another provider, no provider, and who may not read it: nobody is asked', async () => {
  const calls = refusing(inside)
  const free = async (): Promise<void> => assert.equal((await hub.call('/fhir/alpha/Appointment/free', put(appointment('free', 'no', { comment: String(seenBefore++) })))).ok, true)
  const held = async (): Promise<void> => assert.equal((await hub.call('/fhir/alpha/Appointment/free', put(appointment('free', 'no', { comment: String(seenBefore++) })))).status, 422)
  assert.equal((await hub.call('/fhir/beta/Appointment/free', put(appointment('free', 'no')))).status, 201)
  await hub.plugboard.grants.grant('alpha', 'guard-none', {}, by)
  await held()
  const theirs = await other.host!.carrier('alpha')
  await assert.rejects(theirs.fhir.update({ ...appointment('free', 'no'), resourceType: 'Appointment', id: 'free' }), (thrown: Fault) => thrown.kind === 'unprocessable')
  await hub.plugboard.choice.choose('alpha', 'echo', 'guard-none', by)
  await free()
  await hub.plugboard.choice.choose('alpha', 'echo', 'guard-in', by)
  await held()
  await hub.plugboard.grants.grant('alpha', 'guard-in', { scopes: ['system/Appointment.rs?status=proposed'] }, by)
  await free()
  await hub.plugboard.grants.revoke('alpha', 'guard-in', by)
  await free()
  assert.equal(calls.length, 3)
})

test('as a process of its own, by HTTP', async (t) => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const far = testPlug('guard-far', { scopes, guards: ['Appointment'], service: '8d5b6f0a-0d0c-4f3c-8a39-2c1f4a7c5e13' })
  await hub.call('/oidc/jwks')
  const served = await servePlug(far, { hubUrl: hub.url, privateKey: { ...privateKey.export({ format: 'jwk' }), kid: 'k1' }, port: 0, log: hub.log })
  await hub.plugboard.add(served.url, by)
  await hub.plugboard.grants.grant('alpha', 'guard-far', {}, by)
  await hub.plugboard.choice.choose('alpha', 'echo', 'guard-far', by)
  await holds(t, far, 'far')
  await t.test('far: when it is gone, nothing of it is changed until the carrier chooses another', async () => {
    await served[Symbol.asyncDispose]()
    assert.deepEqual((await outcomeOf(await hub.call('/fhir/alpha/Appointment/far-a', jsonPatch('x')))).codes, ['plugboard/guard-silent'])
    await hub.plugboard.choice.choose('alpha', 'echo', 'guard-none', by)
    assert.equal((await hub.call('/fhir/alpha/Appointment/far-a', jsonPatch('x'))).status, 200)
  })
})
