import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault, type Clock, type Log } from '@steckwerk/kernel'
import type { FhirBundle, FhirClient, FhirResource } from './fhir-client.ts'
import { plugManifest } from './manifest.ts'
import type { GuardCall, OperationCall, Plug, PlugCarrier, PlugHost, PlugMail, PlugNews, Progress, Provisioning, RunningPlug } from './plug.ts'
import type { PlugDocuments } from './documents.ts'
import type { RouteCall } from './route.ts'
import { memoryDocuments } from './testing/memory-documents.ts'
import { assertSlots } from './testing/slot-rules.ts'
import { memoryEditions, type MemoryEditions } from './testing/memory-editions.ts'
import { createTurns } from './turns.ts'

/** What a service did with its host. */
export interface TestHost extends PlugHost {
  readonly counted: { readonly carrier: string; readonly metric: string; readonly amount: number; readonly key: string | undefined }[]
  readonly told: (PlugNews & { readonly carrier: string })[]
  readonly mailed: (PlugMail & { readonly carrier: string })[]
  /** By carrier. */
  readonly editions: ReadonlyMap<string, MemoryEditions>
  /** As at the end of a process. */
  end(): void
}

export interface TestHostOptions {
  /** Records by carrier; default: carrier `alpha` with nothing, of which nothing may be read. */
  readonly carriers?: Readonly<Record<string, FhirClient>>
  readonly parameters?: Readonly<Record<string, unknown>>
  readonly clock?: Clock
}

/** A carrier's records that hold nothing and take nothing. */
export const noRecords: FhirClient = {
  read: async () => undefined,
  search: async () => ({ resourceType: 'Bundle', type: 'searchset', total: 0 }),
  all: async () => [],
  create: () => refuse(),
  update: () => refuse(),
  remove: () => refuse(),
  transaction: () => refuse(),
  operation: () => refuse(),
}

function refuse(): Promise<never> {
  return Promise.reject(new Fault('forbidden', 'plug/fhir-403', 'This carrier lets nothing be written.'))
}

const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

/** A host without a hub. */
export function testHost(options: TestHostOptions = {}): TestHost {
  const carriers = new Map(Object.entries(options.carriers ?? { alpha: noRecords }))
  const end = new AbortController()
  const clock = options.clock ?? { now: () => Date.now() }
  const turns = createTurns(clock)
  const counted: TestHost['counted'] = []
  const told: TestHost['told'] = []
  const mailed: TestHost['mailed'] = []
  const documents = new Map<string, PlugDocuments>([...carriers.keys()].map((slug) => [slug, memoryDocuments(clock)]))
  const editions = new Map([...carriers.keys()].map((slug) => [slug, memoryEditions()]))
  const of = (slug: string, fhir: FhirClient): PlugCarrier => ({
    slug, name: slug, fhir,
    parameters: options.parameters ?? {},
    count: async (metric, amount, key) => void counted.push({ carrier: slug, metric, amount, key }),
    documents: documents.get(slug)!,
    editions: editions.get(slug)!,
    notify: async (news) => void told.push({ ...news, carrier: slug }),
    mail: async (mail) => {
      if (!mailed.some(({ carrier, key }) => carrier === slug && key === mail.key)) mailed.push({ ...mail, carrier: slug })
    },
  })
  return {
    log: silent,
    clock,
    publicUrl: 'https://hub.example',
    signal: end.signal,
    carriers: async () => [...carriers.keys()],
    carrier: async (slug) => {
      const fhir = carriers.get(slug)
      if (fhir === undefined) throw new Fault('forbidden', 'plug/not-granted', 'This carrier does not use the service.')
      return of(slug, fhir)
    },
    takeTurn: async (slug, work, everyMs) => turns(`${slug} ${work}`, everyMs),
    counted,
    told,
    mailed,
    editions,
    end: () => end.abort(),
  }
}

const order: Provisioning = { carrier: 'alpha', instance: '5c4b2f0e-6a3d-4c39-9b1a-6f1d1a2f7c10', plan: '', parameters: {} }
const states: ReadonlySet<string> = new Set(['in progress', 'succeeded', 'failed'])
/** The longest time any single call may take here, in milliseconds. */
const longestMs = 10_000

async function inTime<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('the service took longer than 10 seconds')), longestMs)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

function assertResource(resource: FhirResource | undefined): void {
  if (resource === undefined) return
  assert.match(resource.resourceType, /^[A-Z][A-Za-z]+$/, 'an answer is a FHIR resource')
  assert.doesNotThrow(() => JSON.stringify(resource))
}

/** Answers FHIR or refuses by a Fault; anything else is a mistake of the service. */
async function answersOrRefuses(running: RunningPlug, call: OperationCall): Promise<void> {
  try {
    const { status, resource } = await inTime(running.operation!(call))
    assert.ok(Number.isInteger(status) && status >= 200 && status < 600, 'an answer has an HTTP status')
    if (status >= 400) assert.equal(resource?.resourceType, 'OperationOutcome', 'a refusal is an OperationOutcome')
    assertResource(resource)
  } catch (thrown) {
    assert.ok(thrown instanceof Fault, `$${call.name} failed by something that is no Fault: ${String(thrown)}`)
    assert.notEqual(thrown.kind, 'internal', `$${call.name} failed inside`)
  }
}

/** Answers as a route may, or refuses by a Fault. */
async function routeAnswersOrRefuses(running: RunningPlug, call: RouteCall): Promise<void> {
  try {
    const { status, json, file } = await inTime(running.route!(call))
    assert.ok((Number.isInteger(status) && status >= 200 && status < 300) || status === 303 || status === 404, 'a route answers 2xx, 303 or 404')
    assert.ok(json === undefined || file === undefined, 'an answer is JSON or a file')
    if (json !== undefined) assert.doesNotThrow(() => JSON.stringify(json))
  } catch (thrown) {
    assert.ok(thrown instanceof Fault, `${call.route} failed by something that is no Fault: ${String(thrown)}`)
    assert.notEqual(thrown.kind, 'internal', `${call.route} failed inside`)
  }
}

/** A call of a route by nobody, as far as nothing else is said. */
export function routeCall(call: Pick<RouteCall, 'carrier' | 'route'> & Partial<Omit<RouteCall, 'caller'>> & { readonly caller?: Partial<RouteCall['caller']> }): RouteCall {
  return {
    params: {}, query: new URLSearchParams(), body: undefined, bytes: undefined, signal: new AbortController().signal, ...call,
    caller: { account: undefined, name: undefined, permissions: [], device: undefined, language: 'de', trace: 'test', ...call.caller },
  }
}

function progress(made: Progress): Progress {
  assert.ok(states.has(made.state))
  assert.equal(typeof made.description, 'string')
  return made
}

/** What every service must hold, for node:test: `plugContract(() => makeMyPlug())`. The service is started several times, each time with a host of its own
 *  that knows the carrier alpha alone. */
export function plugContract(makePlug: () => Plug | Promise<Plug>, options: TestHostOptions = {}): void {
  const withPlug = async (work: (running: RunningPlug, plug: Plug, host: TestHost) => Promise<void>): Promise<void> => {
    const plug = await makePlug()
    const host = testHost(options)
    const running = await inTime(plug.start(host))
    try {
      await work(running, plug, host)
    } finally {
      host.end()
      await inTime(running.stop())
    }
  }
  const calls = ({ manifest }: Plug, carrier: string): OperationCall[] => manifest.operations.map((operation) => ({
    carrier, name: operation.name, type: operation.level === 'system' ? undefined : operation.type, id: operation.level === 'instance' ? 'nobody' : undefined,
    caller: { actor: 'Device/contract', purpose: 'HOPERAT', trace: 'contract', language: 'de' }, input: undefined,
  }))

  test('plug: the manifest is sound and says the same each time', async () => {
    const [one, other] = [await makePlug(), await makePlug()]
    assert.deepEqual(plugManifest.parse(one.manifest), one.manifest)
    assert.deepEqual(other.manifest, one.manifest)
    const { operations, metrics, plans, guards, scopes } = one.manifest
    for (const { level, type } of operations) assert.equal(type === undefined, level === 'system', 'an operation has a type but at the system level')
    const unique = (list: readonly string[]): void => assert.equal(new Set(list).size, list.length, 'nothing stands twice')
    unique(operations.map(({ level, type, name }) => `${level} ${type} ${name}`))
    unique(guards)
    assertSlots(one.manifest)
    unique(one.manifest.routes.map(({ method, path }) => `${method} ${path.replaceAll(/:[A-Za-z0-9]+/g, ':')}`))
    for (const { method, access, embeddable, crossOrigin } of one.manifest.routes) {
      if (embeddable || crossOrigin) assert.ok(method === 'GET' && access === 'public', 'other sites see what is public, and only read')
    }
    for (const type of guards) assert.ok(scopes.some((scope) => new RegExp(`^system/(?:\\*|${type})\\.c?r[a-z]*$`).test(scope)), 'who guards a type asks to read all of it')
    unique(metrics.map(({ name }) => name))
    unique(plans.map(({ id }) => id))
    for (const { price } of plans) for (const { metric } of price.per) assert.ok(metrics.some(({ name }) => name === metric), 'what is paid for is counted')
  })

  test('plug: starts, stops, and stops again without harm', async () => {
    const plug = await makePlug()
    for (let round = 0; round < 2; round++) {
      const host = testHost(options)
      const running = await inTime(plug.start(host))
      host.end()
      await inTime(running.stop())
      await inTime(running.stop())
    }
  })

  test('plug: says how it is', () => withPlug(async (running) => {
    const { state } = await inTime(running.health())
    assert.ok(['ok', 'degraded', 'down'].includes(state))
  }))

  test('plug: each operation answers FHIR or refuses', () => withPlug(async (running, plug) => {
    assert.equal(running.operation !== undefined, plug.manifest.operations.length > 0, 'who names operations answers them')
    for (const call of calls(plug, 'alpha')) {
      await answersOrRefuses(running, call)
      await answersOrRefuses(running, { ...call, input: { resourceType: 'Parameters', parameter: [{ name: 'nonsense', valueString: 'x' }] } })
      await answersOrRefuses(running, { ...call, input: { resourceType: 'Parameters', parameter: 'nonsense' } })
    }
  }))

  test('plug: each route answers or refuses', () => withPlug(async (running, { manifest: { routes } }) => {
    assert.equal(running.route !== undefined, routes.length > 0, 'who names routes answers them')
    for (const { method, path, access, body, device } of routes) {
      const ends = new AbortController()
      const call = routeCall({
        carrier: 'alpha', route: `${method} ${path}`, signal: ends.signal,
        params: Object.fromEntries([...path.matchAll(/:([A-Za-z0-9]+)/g)].map(([, name]) => [name!, 'nothing'])),
        caller: {
          ...(access === 'public' ? {} : { account: 'Account/contract', name: 'Contract' }), ...(access === 'editor' ? { permissions: ['network.edit'] } : {}),
          ...(device ? { device: 'd'.repeat(43) } : {}),
        },
      })
      const query = new URLSearchParams([['nonsense', 'x'], ['nonsense', '']])
      for (const sent of body === 'bytes' ? [{}, { bytes: new Uint8Array([0, 255]) }] : [{}, { body: { nonsense: 'x' } }, { body: 'nonsense' }, { body: [null] }]) {
        await routeAnswersOrRefuses(running, { ...call, ...(method === 'GET' ? { query } : sent) })
      }
      await assert.rejects(inTime(running.route!({ ...call, carrier: 'stranger' })), (thrown) => thrown instanceof Fault && thrown.kind !== 'internal', 'a carrier that does not use it is refused')
      ends.abort()
    }
  }))

  test('plug: a person\'s Patients are told by id, and reach no further', () => withPlug(async (running, plug) => {
    for (const call of calls(plug, 'alpha')) {
      const input = { resourceType: 'Parameters', parameter: [{ name: 'subject', valueReference: { reference: 'Patient/other' } }, { name: 'nonsense', valueString: 'x' }] }
      await answersOrRefuses(running, { ...call, caller: { ...call.caller, actor: 'Account/contract', patients: ['nobody'], purpose: 'PATRQT' }, input })
    }
  }))

  test('plug: a guard agrees to no change, and agrees or refuses to others', (t) => withPlug(async (running, { manifest: { guards } }) => {
    if (guards.length === 0) return t.skip('it guards nothing')
    const { guard } = running
    assert.ok(guard !== undefined, 'who names guards is one')
    const asked = (changes: GuardCall['changes']): Promise<void> =>
      inTime(guard.call(running, { carrier: 'alpha', caller: { actor: 'Device/contract', purpose: 'HOPERAT', trace: 'contract', language: 'de' }, changes }))
    await asked([])
    for (const type of guards) {
      const [before, after] = [{ resourceType: type, id: 'a' }, { resourceType: type, id: 'a', language: 'de' }]
      for (const change of [{ before, after: before }, { before, after }, { before: undefined, after }, { before, after: undefined }]) {
        await asked([{ type, id: 'a', ...change }]).catch((thrown: unknown) => {
          assert.ok(thrown instanceof Fault && thrown.kind !== 'internal' && thrown.kind !== 'unavailable', `a guard failed by something that is no refusal: ${String(thrown)}`)
        })
      }
    }
  }))

  test('plug: a carrier that does not use it is refused, and harms no other', () => withPlug(async (running, plug) => {
    for (const call of calls(plug, 'stranger')) {
      await assert.rejects(inTime(running.operation!(call)), (thrown) => thrown instanceof Fault && thrown.kind !== 'internal', `$${call.name} answers a carrier that does not use the service`)
    }
    for (const call of calls(plug, 'alpha')) await answersOrRefuses(running, call)
    assert.notEqual((await inTime(running.health())).state, 'down')
  }))

  test('plug: a notification may come twice', () => withPlug(async (running) => {
    const bundle: FhirBundle = { resourceType: 'Bundle', type: 'history', entry: [] }
    for (let round = 0; round < 2; round++) await inTime(running.notified?.('alpha', bundle) ?? Promise.resolve())
  }))

  test('plug: provisioning and its end may be asked again', () => withPlug(async (running, { manifest }) => {
    const asked = { ...order, plan: manifest.plans[0]!.id, parameters: options.parameters ?? {} }
    const until = async (step: ((order: Provisioning) => Promise<Progress>) | undefined): Promise<void> => {
      for (let round = 0; step !== undefined && round < 100; round++) if (progress(await inTime(step(asked))).state !== 'in progress') break
      // Again, when it is done.
      if (step !== undefined) progress(await inTime(step(asked)))
    }
    await until(running.provision?.bind(running))
    const left = await inTime(running.exitExport?.(asked) ?? Promise.resolve(undefined))
    if (left !== undefined) for await (const chunk of left.content) assert.ok(chunk instanceof Uint8Array)
    await until(running.deprovision?.bind(running))
  }))
}

export { memoryEditions, type MemoryEditions } from './testing/memory-editions.ts'
export { memoryDocuments } from './testing/memory-documents.ts'
export { pdfText } from './testing/pdf-text.ts'
export { memoryRecords } from './testing/memory-records.ts'
export { plugProcess, startProcess } from './testing/plug-process.ts'
export { servedPlugContract, type Served } from './testing/served-contract.ts'
export { standInHub, type StandInHub } from './testing/stand-in-hub.ts'
