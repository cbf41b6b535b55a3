import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAccess, type Access } from '@steckwerk/access'
import type { Resource } from '@steckwerk/fhir'
import { systemClock, timeOrderedId, type Clock, type Ctx } from '@steckwerk/kernel'
import { silentLog, testCtx } from '@steckwerk/kernel/testing'
import type { Store, Stored } from '@steckwerk/store'
import { testStore, type TestStore } from '@steckwerk/store/testing'
import { startEvents, type Events, type Pace } from '@steckwerk/events'

export const fast: Partial<Pace> = { tickMs: 25, firstRetryMs: 40, longestRetryMs: 200, leaseMs: 13_000 }

export interface Setting extends AsyncDisposable {
  readonly test: TestStore
  readonly store: Store
  readonly access: Access
  readonly dataDir: string
  /** The operator's token at alpha. */
  readonly ctx: Ctx
  events(pace?: Partial<Pace>, store?: Store, clock?: Clock): Events
}

export async function setting(): Promise<Setting> {
  const dataDir = await mkdtemp(join(tmpdir(), 'steckwerk-events-'))
  await using opened = new AsyncDisposableStack()
  opened.defer(() => rm(dataDir, { recursive: true, force: true }))
  const test = opened.use(await testStore())
  const access = await openAccess({ store: test.store, clock: systemClock, dataDir, demo: true, socket: () => 'https://127.0.0.1:8443' })
  const held = opened.move()
  return {
    test, store: test.store, access, dataDir, ctx: { ...testCtx(), actor: 'Device/operator-token' },
    events: (pace = {}, store = test.store, clock = systemClock) => startEvents({ store, access, clock, log: silentLog, publicUrl: () => 'http://hub.test', pace: { ...fast, ...pace } }),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

/** A subscriber's endpoint, which keeps what it is sent. */
export interface Endpoint extends AsyncDisposable {
  readonly url: string
  readonly got: { readonly body: string; readonly headers: IncomingMessage['headers']; readonly method: string; readonly path: string }[]
  /** How it answers from now on. */
  answer: (response: ServerResponse) => void
}

/** `port`: the one of a subscriber that was killed before. */
export async function endpoint(port = 0): Promise<Endpoint> {
  const got: Endpoint['got'][number][] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      got.push({ body: Buffer.concat(chunks).toString(), headers: request.headers, method: request.method!, path: request.url! })
      made.answer(response)
    })
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const made: Endpoint = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, got,
    answer: (response) => { response.writeHead(200).end() },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
  return made
}

interface Parameter {
  readonly name: string
  readonly valueString?: string
  readonly valueCode?: string
  readonly valueReference?: { readonly reference: string }
  readonly part?: readonly Parameter[]
}
export interface Notified {
  readonly entry: readonly { readonly resource?: { readonly resourceType: string; readonly id: string; readonly parameter?: readonly Parameter[] }; readonly request?: { readonly method: string } }[]
}

/** Type, and the events as `number focus`. */
export function told(bundle: Notified): { readonly type: string; readonly events: readonly string[]; readonly resources: readonly string[] } {
  const parameters = bundle.entry[0]!.resource!.parameter!
  return {
    type: parameters.find(({ name }) => name === 'type')!.valueCode!,
    events: parameters.filter(({ name }) => name === 'notification-event').map(({ part = [] }) =>
      `${part.find(({ name }) => name === 'event-number')!.valueString} ${part.find(({ name }) => name === 'focus')?.valueReference?.reference.split('/').slice(-2).join('/') ?? '-'}`),
    resources: bundle.entry.slice(1).map(({ resource }) => `${resource?.resourceType}/${resource?.id}`),
  }
}

const read = new WeakMap<object, ReturnType<typeof told>>()

/** Each read once: it is asked for again and again. */
export const toldAll = ({ got }: Endpoint): ReturnType<typeof told>[] => got.map((one) => {
  let known = read.get(one)
  if (known === undefined) read.set(one, (known = told(JSON.parse(one.body) as Notified)))
  return known
})
/** Every event that arrived, in the order of arrival. */
export const eventsAt = (at: Endpoint): string[] => toldAll(at).flatMap(({ events }) => events)

export async function until(condition: () => boolean | Promise<boolean>, ms = 15_000): Promise<void> {
  const over = Date.now() + ms
  while (!(await condition())) {
    if (Date.now() > over) throw new Error(`not in ${ms} ms`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

const backport = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/'

export function subscription(url: string, criteria: string, over: { readonly content?: string; readonly header?: readonly string[]; readonly filter?: string; readonly extension?: readonly object[]; readonly status?: string; readonly type?: string } = {}): Resource {
  const { content = 'id-only', header, filter, extension, status = 'requested', type = 'rest-hook' } = over
  return {
    resourceType: 'Subscription', status, reason: 'test', criteria,
    ...(filter === undefined ? {} : { _criteria: { extension: [{ url: `${backport}backport-filter-criteria`, valueString: filter }] } }),
    channel: {
      type, ...(type === 'rest-hook' ? { endpoint: url } : {}),
      ...(content === '' ? {} : { payload: 'application/fhir+json', _payload: { extension: [{ url: `${backport}backport-payload-content`, valueCode: content }] } }),
      ...(header === undefined ? {} : { header }), ...(extension === undefined ? {} : { extension }),
    },
  }
}

export async function put(store: Store, ctx: Ctx, resource: object & { readonly resourceType: string; readonly id?: string }): Promise<Stored> {
  const id = resource.id ?? timeOrderedId()
  const whole = { ...resource, id } as unknown as Resource
  return store.commit({ ...ctx, now: new Date() }, { kind: 'put', type: resource.resourceType, id, text: JSON.stringify(whole), resource: whole, expect: 'any' })
}

export const patient = (id: string, family = 'Muster', more: object = {}): { readonly resourceType: string; readonly id: string; readonly [member: string]: unknown } => ({ resourceType: 'Patient', id, name: [{ family }], ...more })
