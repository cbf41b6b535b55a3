import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import { servePlug } from '@steckwerk/plug'
import { by, manifestOf, plugSetting, testPlug, type PlugSetting, type TestPlug } from './plug-setting.ts'
import { outcomeOf, post, put } from './setting.ts'

let hub: PlugSetting
let one: TestPlug
let other: TestPlug

const limits = { atOnce: 2, waiting: 1, timeMs: 3_000, failures: 3, openMs: 150 }

before(async () => {
  one = testPlug('echo-one')
  other = testPlug('echo-two', { service: '8d5b6f0a-0d0c-4f3c-8a39-2c1f4a7c5e02', scopes: [] })
  hub = await plugSetting([one, other], { limits, flood: { perSecond: 0.001, burst: 60 } })
})
after(async () => hub[Symbol.asyncDispose]())

const parameters = { resourceType: 'Parameters', parameter: [{ name: 'text', valueString: 'x' }] }
const said = async (answer: Response): Promise<string> => {
  const text = await answer.text()
  const { parameter } = JSON.parse(text) as { parameter?: [{ valueString: string }] }
  return parameter?.[0].valueString ?? text
}

test('without a provider an operation of a service is not supported, and one nobody knows is not there', async () => {
  const answer = await hub.call('/fhir/alpha/Appointment/$echo', post(parameters))
  assert.equal(answer.status, 404)
  const { issue } = (await answer.json()) as { issue: [{ code: string }] }
  assert.equal(issue[0].code, 'not-supported')
  assert.deepEqual((await outcomeOf(await hub.call('/fhir/alpha/Appointment/$nothing', post(parameters)))).codes, ['api/operation-unknown'])
  assert.equal((await hub.call('/fhir/alpha/Patient/$match')).status, 405)
  assert.equal((await fetch(`${hub.url}/fhir/alpha/Appointment/$echo`, post(parameters))).status, 401)
})

test('granted, it answers at each level, is listed and logged; the caller\'s method and input are checked', async () => {
  await hub.plugboard.grants.grant('alpha', 'echo-one', {}, by)
  assert.equal(await said(await hub.call('/fhir/alpha/Appointment/$echo', post(parameters))), 'echo-one echo all')
  assert.equal(await said(await hub.call('/fhir/alpha/Appointment/$peek?text=x')), 'echo-one peek all')
  assert.equal(await said(await hub.call('/fhir/alpha/$whole')), 'echo-one whole all')
  assert.equal((await hub.call('/fhir/alpha/Appointment/$echo')).status, 405)
  assert.equal((await hub.call('/fhir/alpha/Appointment/a1/$touch', post(parameters))).status, 404)
  await hub.call('/fhir/alpha/Appointment/a1', put({ resourceType: 'Appointment', id: 'a1', status: 'proposed', participant: [{ actor: { display: 'x' }, status: 'accepted' }] }))
  assert.equal(await said(await hub.call('/fhir/alpha/Appointment/a1/$touch', post(parameters))), 'echo-one touch all')
  assert.deepEqual((await outcomeOf(await hub.call('/fhir/alpha/Appointment/$peek'))).codes, ['echo/nothing'])
  assert.deepEqual((await outcomeOf(await hub.call('/fhir/alpha/Appointment/$echo', post({ resourceType: 'Parameters', parameter: 'x' })))).codes, ['api/operation-body'])
  assert.deepEqual((await outcomeOf(await hub.call('/fhir/alpha/Appointment/$echo', post({ resourceType: 'Parameters', parameter: [{ name: 'p', valueReference: { reference: 'Patient/none' } }] })))).codes,
    ['api/operation-patient'])
  const statement = async (carrier: string): Promise<string[]> => {
    const { rest } = (await (await hub.call(`/fhir/${carrier}/metadata`)).json()) as { rest: [{ resource: { type: string; operation: { name: string }[] }[] }] }
    return rest[0].resource.find(({ type }) => type === 'Appointment')!.operation.map(({ name }) => name)
  }
  assert.ok((await statement('alpha')).includes('echo'))
  assert.ok(!(await statement('beta')).includes('echo'))
  const log = (await (await hub.call('/fhir/alpha/AuditEvent?_count=100')).json()) as { entry: { resource: { subtype?: [{ code: string }] } }[] }
  assert.ok(log.entry.some(({ resource }) => resource.subtype?.[0]?.code === 'operation'))
})

test('a service reaches what it was granted, at who granted it, until it is revoked', async () => {
  await hub.call('/fhir/alpha/Patient/p1', put({ resourceType: 'Patient', id: 'p1' }))
  const { fhir } = await one.host!.carrier('alpha')
  assert.equal((await fhir.read('Appointment', 'a1'))?.id, 'a1')
  assert.equal((await fhir.all('Appointment', [['status', 'proposed']])).length, 1)
  await assert.rejects(fhir.read('Patient', 'p1'), (thrown: Fault) => thrown.kind === 'forbidden')
  await assert.rejects(fhir.create({ resourceType: 'Appointment', status: 'proposed' }), (thrown: Fault) => thrown.kind === 'forbidden')
  const made = await fhir.create({ resourceType: 'Basic', code: { text: 'x' } })
  await assert.rejects(fhir.update({ ...made, id: made.id!, code: { text: 'y' } }, { version: '7' }), (thrown: Fault) => thrown.kind === 'conflict')
  await assert.rejects(one.host!.carrier('beta'), (thrown: Fault) => thrown.code === 'plugboard/not-granted')
  assert.deepEqual(await one.host!.carriers(), ['alpha'])

  await hub.plugboard.grants.grant('alpha', 'echo-one', { scopes: ['system/Basic.r'] }, by)
  await assert.rejects(fhir.read('Appointment', 'a1'), (thrown: Fault) => thrown.kind === 'forbidden' || thrown.kind === 'unauthenticated')
  await assert.rejects(hub.plugboard.grants.grant('alpha', 'echo-one', { scopes: ['system/Patient.r'] }, by), (thrown: Fault) => thrown.code === 'plugboard/scope-not-asked')
  await hub.plugboard.grants.revoke('alpha', 'echo-one', by)
  await assert.rejects(fhir.read('Basic', made.id!), (thrown: Fault) => thrown.code === 'plugboard/not-granted')
  assert.equal((await hub.call('/fhir/alpha/Appointment/$echo', post(parameters))).status, 404)
})

test('what is used is counted by month, with a key once', async () => {
  await hub.plugboard.grants.grant('beta', 'echo-one', {}, by)
  const beta = await one.host!.carrier('beta')
  await beta.count('echoes', 2, 'same')
  await beta.count('echoes', 2, 'same')
  await beta.count('echoes', 1.5)
  await assert.rejects(beta.count('others', 1), (thrown: Fault) => thrown.code === 'plugboard/metric')
  const month = new Date().toISOString().slice(0, 7)
  assert.deepEqual(await hub.plugboard.usage.of('beta', { from: month, to: month }), [{ plug: 'echo-one', metric: 'echoes', month, amount: 3.5 }])
})

test('two providers: the carrier chooses, and the other one answers nothing', async () => {
  await hub.plugboard.grants.grant('beta', 'echo-two', {}, by)
  assert.equal(await said(await hub.call('/fhir/beta/Appointment/$echo', post(parameters))), 'echo-one echo all')
  await hub.call('/admin/carriers/beta/providers/echo', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ plug: 'echo-two' }) })
  assert.equal(await said(await hub.call('/fhir/beta/Appointment/$echo', post(parameters))), 'echo-two echo all')
  const { providers } = (await (await hub.call('/admin/carriers/beta/plugs')).json()) as { providers: unknown }
  assert.deepEqual(providers, [{ capability: 'echo', plug: 'echo-two' }])
})

test('nonsense, throws, delays and crowds stay the service\'s own trouble; it is tried again after a while', async () => {
  const ask = async (): Promise<{ status: number; codes: string[] }> => outcomeOf(await hub.call('/fhir/beta/Appointment/$echo', post(parameters)))
  const code = async (answer: TestPlug['answer']): Promise<string> => {
    other.answer = answer
    return (await ask()).codes[0]!
  }
  assert.equal(await code(async () => ({ status: 200, resource: { resourceType: 'Nonsense' } })), 'plugboard/answer-nonsense')
  assert.equal(await code(async () => ({ status: 200, resource: { resourceType: 'Appointment', status: 7 } })), 'plugboard/answer-nonsense')
  other.answer = undefined
  assert.equal(await said(await hub.call('/fhir/beta/Appointment/$echo', post(parameters))), 'echo-two echo all')
  assert.equal(await code(async () => ({ status: 200, resource: { resourceType: 'Basic', code: { text: 'x'.repeat(3 * 1024 * 1024) } } })), 'plugboard/answer-size')
  assert.equal(await code(() => { throw new TypeError('broken') }), 'plugboard/failed')
  const never = Promise.withResolvers<never>()
  assert.equal(await code(() => never.promise), 'plugboard/time-limit')
  assert.equal((await ask()).codes[0], 'plugboard/down')
  // Others go on meanwhile.
  assert.equal((await hub.call('/fhir/beta/Appointment?_count=1')).status, 200)
  other.answer = undefined
  const deadline = Date.now() + 5_000
  let answer = await hub.call('/fhir/beta/Appointment/$echo', post(parameters))
  while (answer.status !== 200 && Date.now() < deadline) answer = await hub.call('/fhir/beta/Appointment/$echo', post(parameters))
  assert.equal(answer.status, 200)

  const gate = Promise.withResolvers<void>()
  other.answer = async () => {
    await gate.promise
    return { status: 200, resource: undefined }
  }
  const answers = Array.from({ length: 5 }, () => hub.call('/fhir/beta/Appointment/$echo', post(parameters)))
  const first = await Promise.race(answers)
  assert.equal(first.status, 503)
  assert.equal(first.headers.get('retry-after'), '1')
  gate.resolve()
  assert.deepEqual((await Promise.all(answers)).map(({ status }) => status).toSorted(), [204, 204, 204, 503, 503])
  other.answer = undefined
})

test('a service that floods is slowed down, and nobody else', async () => {
  const { fhir } = await one.host!.carrier('beta')
  await assert.rejects(async () => {
    for (let count = 0; count < 100; count++) await fhir.read('Appointment', 'none')
  }, (thrown: Fault) => thrown.kind === 'throttled')
  // What it may not do is counted as well.
  await assert.rejects(async () => {
    for (let count = 0; count < 100; count++) await fhir.create({ resourceType: 'Patient' }).catch((thrown: unknown) => { if ((thrown as Fault).kind === 'throttled') throw thrown })
  }, (thrown: Fault) => thrown.kind === 'throttled')
  assert.equal((await hub.call('/fhir/beta/Appointment?_count=1')).status, 200)
})

test('a service outside: registered by its manifest, it works as one inside, and shows as down when it dies', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const far = testPlug('echo-far', { service: '8d5b6f0a-0d0c-4f3c-8a39-2c1f4a7c5e03' })
  const { log } = hub
  // The authorization server is loaded when it is first asked.
  await hub.call('/oidc/jwks')
  const served = await servePlug(far, { hubUrl: hub.url, privateKey: { ...privateKey.export({ format: 'jwk' }), kid: 'k1' }, port: 0, log })
  try {
    const added = await hub.call('/admin/plugs', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ url: served.url }) })
    assert.equal(added.status, 201)
    await hub.plugboard.grants.grant('alpha', 'echo-far', { parameters: { colour: 'blue' } }, by)
    assert.equal(await said(await hub.call('/fhir/alpha/Appointment/$echo', post(parameters))), 'echo-far echo all')
    assert.deepEqual((await outcomeOf(await hub.call('/fhir/alpha/Appointment/$peek'))).codes, ['echo/nothing'])
    const alpha = await far.host!.carrier('alpha')
    assert.deepEqual([alpha.name !== '', alpha.parameters], [true, { colour: 'blue' }])
    assert.equal((await alpha.fhir.read('Appointment', 'a1'))?.id, 'a1')
    await assert.rejects(alpha.fhir.read('Patient', 'p1'), (thrown: Fault) => thrown.kind === 'forbidden')
    await alpha.count('echoes', 4, 'k')
    await alpha.count('echoes', 4, 'k')
    const month = new Date().toISOString().slice(0, 7)
    assert.equal((await hub.plugboard.usage.of('alpha', { from: month, to: month })).find(({ plug }) => plug === 'echo-far')?.amount, 6)
    assert.equal((await fetch(`${served.url}/operations/alpha/Appointment/$echo`, post(parameters, { authorization: `Bearer ${hub.token}` }))).status, 401)
    assert.equal((await fetch(`${hub.url}/plug/carriers`)).status, 401)
    assert.deepEqual((await hub.plugboard.lookAt()).map(({ id, health }) => [id, health?.state]), [['echo-one', 'ok'], ['echo-two', 'ok'], ['echo-far', 'ok']])
    // Too much is its own failure, and soon it is not asked any more: nobody reads megabytes for nothing again and again.
    far.answer = async () => ({ status: 200, resource: { resourceType: 'Basic', code: { text: 'x'.repeat(3 * 1024 * 1024) } } })
    const codes: (string | undefined)[] = []
    while (codes.at(-1) !== 'plugboard/down' && codes.length < 10) codes.push((await outcomeOf(await hub.call('/fhir/alpha/Appointment/$echo', post(parameters)))).codes[0])
    assert.equal(codes[0], 'plugboard/answer-size')
    assert.equal(codes.at(-1), 'plugboard/down')
  } finally {
    await served[Symbol.asyncDispose]()
  }
  assert.deepEqual((await hub.plugboard.lookAt()).map(({ id, health }) => [id, health?.state]), [['echo-one', 'ok'], ['echo-two', 'ok'], ['echo-far', 'down']])
  assert.equal((await hub.call('/fhir/alpha/Appointment/$echo', post(parameters))).status, 503)
  assert.equal((await hub.call('/fhir/beta/Appointment/$echo', post(parameters))).status, 200)
  await hub.plugboard.remove('echo-far', by)
  assert.equal((await hub.call('/fhir/alpha/Appointment/$echo', post(parameters))).status, 404)
})

test('what is registered must be sound', async () => {
  await assert.rejects(hub.plugboard.add(hub.url, by), (thrown: Fault) => thrown.code === 'plugboard/manifest')
  await assert.rejects(hub.plugboard.add('ftp://x', by), (thrown: unknown) => thrown instanceof Fault)
  assert.equal(manifestOf('abc').id, 'abc')
})
