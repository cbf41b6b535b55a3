import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAccess, type Access } from '@steckwerk/access'
import { makeSecretsCheap } from '@steckwerk/access/testing'
import { createHubServer, type HubServerOptions } from '@steckwerk/api'
import { createIngest, type Ingest } from '@steckwerk/ingest'
import { systemClock, type Log, type LogFields } from '@steckwerk/kernel'
import type { Plugboard } from '@steckwerk/plugboard'
import type { Store } from '@steckwerk/store'
import { testStore, type TestStore } from '@steckwerk/store/testing'
import type { FastifyInstance } from 'fastify'

makeSecretsCheap()

/** A log that keeps its lines. */
export function keptLog(): { readonly log: Log; readonly lines: { event: string; fields: LogFields | undefined }[] } {
  const lines: { event: string; fields: LogFields | undefined }[] = []
  const keep = (event: string, fields?: LogFields): void => { lines.push({ event, fields }) }
  return { lines, log: { debug: keep, info: keep, warn: keep, error: (event, thrown, fields) => { lines.push({ event: `${event}: ${String((thrown as Error).stack)}`, fields }) } } }
}

export interface Setting extends AsyncDisposable {
  readonly test: TestStore
  readonly access: Access
  readonly ingest: Ingest
  readonly lines: ReturnType<typeof keptLog>['lines']
  readonly log: Log
  /** http://127.0.0.1:<port> */
  readonly url: string
  readonly token: string
  readonly server: FastifyInstance
  readonly plugboard: Plugboard | undefined
  /** fetch with the operator's token, on a path such as /fhir/alpha/Patient. */
  call(path: string, init?: RequestInit): Promise<Response>
}

/** What is opened between the hub's parts and its port. */
export type More = (parts: { readonly store: Store; readonly access: Access; readonly log: Log }) => Promise<Partial<HubServerOptions>>

/** A hub's main port on an empty database with the carriers alpha and beta. */
export async function setting(overrides: Partial<HubServerOptions> = {}, more: More = async () => ({})): Promise<Setting> {
  const dataDir = await mkdtemp(join(tmpdir(), 'steckwerk-api-'))
  await using opened = new AsyncDisposableStack()
  opened.defer(() => rm(dataDir, { recursive: true, force: true }))
  const test = opened.use(await testStore())
  const { log, lines } = keptLog()
  const access = await openAccess({ store: test.store, clock: systemClock, dataDir, demo: true, socket: () => 'https://127.0.0.1:8443' })
  const ingest = createIngest({ store: test.store, keys: access.keys, log, rawRetentionDays: 30 })
  const opens = await more({ store: test.store, access, log })
  const server = createHubServer({
    store: test.store, ingest, access, log, addCarrier: (slug, name, kind) => test.addCarrier(slug, name, kind),
    config: { publicUrl: '', trustProxy: false, version: '0.1.0' }, ...overrides, ...opens,
  })
  opened.defer(() => server.close())
  const url = await server.listen({ host: '127.0.0.1', port: 0 })
  const token = (await readFile(access.operatorTokenFile, 'utf8')).trim()
  const held = opened.move()
  return {
    test, access, ingest, lines, log, url, token, server, plugboard: opens.plugboard,
    call: (path, init = {}) => fetch(`${url}${path}`, { ...init, headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) } }),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}

export const fhirJson = { 'content-type': 'application/fhir+json' }

export function put(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return { method: 'PUT', body: typeof body === 'string' ? body : JSON.stringify(body), headers: { ...fhirJson, ...headers } }
}

export function post(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return { ...put(body, headers), method: 'POST' }
}

/** An OperationOutcome's codes: those of the faults. */
export async function outcomeOf(response: Response): Promise<{ status: number; codes: string[]; text: string }> {
  const text = await response.text()
  const body = JSON.parse(text) as { resourceType?: string; issue?: { details?: { coding?: { code: string }[] } }[] }
  if (body.resourceType !== 'OperationOutcome') throw new Error(`status ${response.status}, not an OperationOutcome`)
  return { status: response.status, codes: (body.issue ?? []).map((issue) => issue.details?.coding?.[0]?.code ?? ''), text }
}
