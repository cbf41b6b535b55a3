import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Access } from '@steckwerk/access'
import {
  expectedAccess, matrixActors, matrixDecisions, matrixInteractions, matrixPatients, matrixPrincipal, matrixRegion, matrixResource, matrixTypes,
  type MatrixActor, type MatrixInteraction, type MatrixPatient, type MatrixType,
} from '@steckwerk/access/testing'
import { createHubServer } from '@steckwerk/api'
import type { StreamEvent } from '@steckwerk/api/contract'
import { systemClock } from '@steckwerk/kernel'
import { post, put, setting, type Setting } from './setting.ts'

interface Bundle {
  readonly total?: number
  readonly entry?: readonly { readonly resource?: { readonly resourceType: string; readonly id: string }; readonly response?: { readonly status: string } }[]
}

interface Try {
  /** A request as the actor, below /fhir/alpha. */
  ask(path: string, init?: RequestInit): Promise<Response>
  /** The same as the operator's token. */
  token(path: string, init?: RequestInit): Promise<Response>
  readonly type: MatrixType
  readonly patient: MatrixPatient
  readonly id: string
}

let serial = 1
const fresh = (): string => `new-${++serial}`

/** A request's answer; what is refused or not there says so as an OperationOutcome. */
async function answered(response: Response): Promise<Bundle | undefined> {
  const text = await response.text()
  if (response.ok) return (text === '' ? {} : JSON.parse(text)) as Bundle
  assert.ok([403, 404, 412].includes(response.status), `${response.status} ${text}`)
  assert.equal((JSON.parse(text) as { resourceType: string }).resourceType, 'OperationOutcome')
  return undefined
}

const holds = (bundle: Bundle | undefined, { type, id }: Try): boolean =>
  bundle?.entry?.some(({ resource }) => resource?.resourceType === type && resource.id === id) ?? false

/** Whether a Bundle shows the resource on one of its pages. */
async function shows(at: Try, path: string): Promise<boolean> {
  return holds(await answered(await at.ask(path)), at)
}

const done = async (response: Promise<Response>): Promise<boolean> => (await answered(await response)) !== undefined

const bundle = (type: 'batch' | 'transaction', method: string, url: string, resource?: object): RequestInit =>
  post({ resourceType: 'Bundle', type, entry: [{ request: { method, url }, ...(resource === undefined ? {} : { resource }) }] })

async function entry(at: Try, init: RequestInit): Promise<boolean> {
  const answer = await answered(await at.ask('', init))
  return answer?.entry?.[0]?.response?.status.startsWith('2') ?? false
}

const made = ({ type, patient }: Try, id: string): object => matrixResource(type, patient, id, ++serial)

function patched({ type }: Try): RequestInit {
  const path = type === 'Observation' ? '/valueInteger' : '/priority'
  return { method: 'PATCH', headers: { 'content-type': 'application/json-patch+json' }, body: JSON.stringify([{ op: 'replace', path, value: ++serial }]) }
}

/** Allowed is what removed it: a conditional delete that finds nothing says so with success, too. */
async function removes(at: Try, work: () => Promise<boolean>): Promise<boolean> {
  await work()
  const isGone = (await at.token(`/${at.type}/${at.id}`)).status === 410
  if (isGone) assert.equal((await at.token(`/${at.type}/${at.id}`, put(made(at, at.id)))).status, 201)
  return isGone
}

/** Whether the resource as stored changed. */
async function changes(at: Try, work: () => Promise<boolean>): Promise<boolean> {
  const before = (await at.token(`/${at.type}/${at.id}`)).headers.get('etag')
  const told = await work()
  const changed = (await at.token(`/${at.type}/${at.id}`)).headers.get('etag') !== before
  assert.equal(changed, told)
  return changed
}

const criteria = (at: Try): string => `identifier=urn:matrix|${at.id}`

/** How each interaction is asked over HTTP: true where it was allowed. */
const attempts: Readonly<Record<Exclude<MatrixInteraction, 'stream'>, (at: Try) => Promise<boolean>>> = {
  'read': (at) => done(at.ask(`/${at.type}/${at.id}`)),
  'vread': (at) => done(at.ask(`/${at.type}/${at.id}/_history/1`)),
  'search': (at) => shows(at, `/${at.type}?_count=1000`),
  'count': async (at) => (await answered(await at.ask(`/${at.type}?${criteria(at)}&_summary=count`)))?.total === 1,
  'history-instance': (at) => shows(at, `/${at.type}/${at.id}/_history`),
  'history-type': (at) => shows(at, `/${at.type}/_history?_count=1000`),
  'history-system': (at) => shows(at, '/_history?_count=1000'),
  'batch-read': (at) => entry(at, bundle('batch', 'GET', `${at.type}/${at.id}`)),
  'transaction-read': (at) => entry(at, bundle('transaction', 'GET', `${at.type}/${at.id}`)),
  'everything': (at) => shows(at, `/Patient/${at.patient}/$everything`),
  'compartment': (at) => shows(at, `/Patient/${at.patient}/*?_type=${at.type}&_count=1000`),
  'compartment-type': (at) => shows(at, `/Patient/${at.patient}/${at.type}?_count=1000`),
  'create': (at) => done(at.ask(`/${at.type}`, post(made(at, fresh())))),
  'update': (at) => changes(at, () => done(at.ask(`/${at.type}/${at.id}`, put(made(at, at.id))))),
  'patch': (at) => changes(at, () => done(at.ask(`/${at.type}/${at.id}`, patched(at)))),
  'batch-write': (at) => entry(at, bundle('batch', 'POST', at.type, made(at, fresh()))),
  'transaction': (at) => changes(at, () => entry(at, bundle('transaction', 'PUT', `${at.type}/${at.id}`, made(at, at.id)))),
  'conditional-create': (at) => done(at.ask(`/${at.type}`, post(made(at, fresh()), { 'if-none-exist': 'identifier=urn:matrix|nobody' }))),
  'conditional-update': (at) => {
    const { id: _, ...body } = made(at, at.id) as { id: string }
    return changes(at, () => done(at.ask(`/${at.type}?${criteria(at)}`, put(body))))
  },
  'conditional-patch': (at) => changes(at, () => done(at.ask(`/${at.type}?${criteria(at)}`, patched(at)))),
  'delete': (at) => removes(at, () => done(at.ask(`/${at.type}/${at.id}`, { method: 'DELETE' }))),
  'conditional-delete': (at) => removes(at, () => done(at.ask(`/${at.type}?${criteria(at)}`, { method: 'DELETE' }))),
  'transaction-delete': (at) => removes(at, () => entry(at, bundle('transaction', 'DELETE', `${at.type}/${at.id}`))),
}

/** A second server on the setting's store where each actor signs in by its name. */
async function serverOf(s: Setting): Promise<{ readonly url: string; [Symbol.asyncDispose](): Promise<void> }> {
  const principals = new Map(matrixActors.map((actor) => [`Bearer ${actor.replaceAll(' ', '-')}`, matrixPrincipal(actor)]))
  const access: Access = {
    ...s.access,
    decisions: matrixDecisions(s.test.store, systemClock),
    authenticate: async (credential) => principals.get(credential.authorization ?? '') ?? s.access.authenticate(credential),
  }
  const server = createHubServer({
    store: s.test.store, ingest: s.ingest, access, log: s.log, addCarrier: (slug) => s.test.addCarrier(slug),
    config: { publicUrl: '', trustProxy: false, version: '0.1.0' },
  })
  return { url: await server.listen({ host: '127.0.0.1', port: 0 }), [Symbol.asyncDispose]: () => server.close().then(() => undefined) }
}

const headersOf = (actor: MatrixActor): Record<string, string> => ({ authorization: `Bearer ${actor.replaceAll(' ', '-')}`, 'x-steckwerk': '1' })

/** The resources of which changes arrive until the marker's does; undefined where no stream is given. */
async function streamed(url: string, actor: MatrixActor, change: () => Promise<void>): Promise<ReadonlySet<string> | undefined> {
  const abort = new AbortController()
  const response = await fetch(`${url}/portal/api/stream?carrier=alpha`, { headers: headersOf(actor), signal: AbortSignal.any([abort.signal, AbortSignal.timeout(30_000)]) })
  if (response.status !== 200) {
    assert.ok([403, 404].includes(response.status))
    await response.body?.cancel()
    return undefined
  }
  const seen = new Set<string>()
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let held = (await reader.read()).value ?? ''
  let going = true
  // The outbox is read from the first client on: changes go on until one arrives.
  const changing = (async () => { while (going) await change() })()
  try {
    for (;;) {
      const end = held.indexOf('\n\n')
      if (end < 0) {
        held += (await reader.read()).value ?? ''
        continue
      }
      const data = /^data: (.*)$/m.exec(held.slice(0, end))?.[1]
      held = held.slice(end + 2)
      const event = data === undefined ? undefined : (JSON.parse(data) as StreamEvent)
      if (event?.kind === 'status' || event?.kind === 'rates') {
        // The Leitstand hears of no change, whatever happens.
        if (!expectedStream(actor)) return seen
        continue
      }
      if (event?.kind !== 'change') continue
      for (const item of event.items) seen.add(`${item.type}/${item.id}`)
      if (seen.has('Organization/marker')) return seen
    }
  } finally {
    going = false
    await changing
    abort.abort()
  }
}

/** Whether a change of what belongs to nobody is told to them. */
const expectedStream = (actor: MatrixActor): boolean => !['operator', 'carrier-it', 'network-editor', 'vendor', 'carrier-admin of beta'].includes(actor)

test('every role, every interaction, own, consented and foreign: the FHIR interface allows what the table says', { timeout: 580_000 }, async (t) => {
  await using s = await setting()
  for (const resource of matrixRegion) {
    const stored = await s.call(`/fhir/alpha/${resource.resourceType}/${resource.id}`, put(resource))
    assert.equal(stored.status, 201, await stored.text())
  }
  await using server = await serverOf(s)
  const base = `${server.url}/fhir/alpha`
  for (const actor of matrixActors) {
    const ask: Try['ask'] = (path, init = {}) => fetch(base + path, { ...init, headers: { ...headersOf(actor), ...(init.headers as Record<string, string>) } })
    await t.test(actor, async () => {
      const wrong: string[] = []
      for (const type of matrixTypes) {
        for (const patient of matrixPatients) {
          for (const interaction of matrixInteractions) {
            if (interaction === 'stream') continue
            const expected = expectedAccess[actor][type][patient].includes(interaction)
            const at: Try = { ask, token: (path, init) => s.call(`/fhir/alpha${path}`, init), type, patient, id: `x-${patient}` }
            const allowed = await attempts[interaction](at).catch((error: unknown) => { wrong.push(`${interaction} ${type} of ${patient}: ${(error as Error).message}`) })
            if (allowed === undefined) continue
            if (allowed !== expected) wrong.push(`${interaction} ${type} of ${patient}: ${allowed ? 'allowed' : 'denied'}`)
          }
        }
      }
      assert.deepEqual(wrong, [])
    })

    await t.test(`${actor}: what may not be seen looks as if it were not there`, async () => {
      for (const type of matrixTypes) {
        for (const patient of matrixPatients) {
          if (expectedAccess[actor][type][patient].length > 0) continue
          const outcome = async (path: string): Promise<string> => {
            const response = await ask(path)
            const text = (await response.text()).replaceAll(`x-${patient}`, 'x').replaceAll('x-nobody', 'x').replace(/"(?:id|lastUpdated)":"[^"]*"/g, '')
            return `${response.status} ${text}`
          }
          for (const path of ['', '/_history/1', '/_history', '/$meta']) {
            assert.equal(await outcome(`/${type}/x-${patient}${path}`), await outcome(`/${type}/x-nobody${path}`), `${type} of ${patient}${path}`)
          }
        }
      }
    })

    await t.test(`${actor}: the event stream tells of what may be seen`, async () => {
      const seen = await streamed(server.url, actor, async () => {
        for (const type of matrixTypes) {
          for (const patient of matrixPatients) await s.call(`/fhir/alpha/${type}/x-${patient}`, put(matrixResource(type, patient, `x-${patient}`, ++serial)))
        }
        await s.call('/fhir/alpha/Organization/marker', put({ resourceType: 'Organization', id: 'marker', name: `${++serial}` }))
      })
      assert.equal(seen?.has('Organization/marker') ?? false, expectedStream(actor))
      for (const type of matrixTypes) {
        for (const patient of matrixPatients) {
          assert.equal(seen?.has(`${type}/x-${patient}`) ?? false, expectedAccess[actor][type][patient].includes('stream'), `${type} of ${patient}`)
        }
      }
    })
  }
})
