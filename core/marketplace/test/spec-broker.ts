/** A broker written from the text of the Open Service Broker API 2.17 alone, for tests: it shares no code with the hub. What it answers can be scripted. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Seen {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: Record<string, unknown> | undefined
}

/** An answer in place of the broker's own; `silent` never answers; `act` does what was asked all the same. */
export interface Scripted {
  readonly status?: number
  readonly body?: unknown
  readonly headers?: Record<string, string>
  readonly silent?: boolean
  readonly act?: boolean
}

export interface SpecBroker extends AsyncDisposable {
  readonly url: string
  readonly seen: Seen[]
  /** What exists at the broker. */
  readonly instances: Map<string, { plan: string; parameters: unknown }>
  readonly bindings: Map<string, Record<string, unknown>>
  catalog: { services: Record<string, unknown>[] }
  /** What its service tells of itself in place of what it tells at first. */
  tellEvidence(evidence: readonly Record<string, unknown>[]): void
  /** Takes effect on the next requests of this kind, in order: `PUT instance`, `GET last_operation`, `DELETE binding` … */
  script(kind: string, ...answers: Scripted[]): void
  /** The same answer for every request of this kind, until undefined. */
  always(kind: string, answer: Scripted | undefined): void
  bindingMetadata: Record<string, string>
}

export const serviceId = '0b9d0f6e-6b8a-4f3c-9a9d-0d7a8f1d0001'
export const smallPlan = '0b9d0f6e-6b8a-4f3c-9a9d-0d7a8f1d0002'
export const largePlan = '0b9d0f6e-6b8a-4f3c-9a9d-0d7a8f1d0003'

const evidence = () => [
  { kind: 'avv', title: { de: 'AVV' }, expires: '2099-01-01' }, { kind: 'c5', title: { de: 'C5' }, value: 'Typ 2', expires: '2099-01-01' }, { kind: 'data-location', title: { de: 'Ort' }, value: 'DE' },
]

const catalog = () => ({
  services: [{
    id: serviceId, name: 'vendor-scheduling', description: 'Books', bindable: true, bindings_retrievable: true, plan_updateable: true, binding_rotatable: true,
    metadata: {
      displayName: 'Vendor Scheduling', providerDisplayName: 'Vendor',
      steckwerk: { capability: 'scheduling', exitExport: true, scopes: ['system/Appointment.cruds'], evidence: evidence() },
    },
    plans: [
      { id: smallPlan, name: 'small', description: 'Small', free: false, metadata: { costs: [{ amount: { eur: 100 }, unit: 'MONTHLY' }] },
        schemas: { service_instance: { create: { parameters: { $schema: 'http://json-schema.org/draft-04/schema#', type: 'object', required: ['beds'], properties: { beds: { type: 'integer', minimum: 0, exclusiveMinimum: true }, contact: { type: 'string', format: 'email' } } } } } } },
      { id: largePlan, name: 'large', description: 'Large', free: false, maximum_polling_duration: 60, metadata: { costs: [{ amount: { eur: 300 }, unit: 'MONTHLY' }] } },
    ],
  }] as Record<string, unknown>[],
})

export async function specBroker(): Promise<SpecBroker> {
  const scripts = new Map<string, Scripted[]>()
  const standing = new Map<string, Scripted>()
  const held = new Set<ServerResponse>()
  const broker = { seen: [] as Seen[], instances: new Map<string, { plan: string; parameters: unknown }>(), bindings: new Map<string, Record<string, unknown>>(), catalog: catalog(), bindingMetadata: {} as Record<string, string> }

  function kindOf(method: string, path: string): string {
    if (path === '/v2/catalog') return 'GET catalog'
    if (path.endsWith('/last_operation')) return 'GET last_operation'
    if (path.endsWith('/exit_export')) return 'GET exit_export'
    return `${method} ${path.includes('/service_bindings/') ? 'binding' : 'instance'}`
  }

  function own(kind: string, seen: Seen): Scripted {
    const [, , , instance = '', , binding = ''] = seen.path.split('/')
    switch (kind) {
      case 'GET catalog':
        return { status: 200, body: broker.catalog }
      case 'PUT instance': {
        const there = broker.instances.get(instance)
        const asked = { plan: String(seen.body?.['plan_id']), parameters: seen.body?.['parameters'] }
        if (there !== undefined) return JSON.stringify(there) === JSON.stringify(asked) ? { status: 200, body: {} } : { status: 409, body: {} }
        broker.instances.set(instance, asked)
        return { status: 201, body: { dashboard_url: `https://vendor.example/${instance}` } }
      }
      case 'PATCH instance': {
        const there = broker.instances.get(instance)
        if (there === undefined) return { status: 404, body: {} }
        const plan = seen.body?.['plan_id']
        if (typeof plan === 'string') there.plan = plan
        return { status: 200, body: {} }
      }
      case 'DELETE instance':
        return broker.instances.delete(instance) ? { status: 200, body: {} } : { status: 410, body: {} }
      case 'PUT binding':
        broker.bindings.set(binding, { credentials: { key: `secret-of-${binding}` }, ...(Object.keys(broker.bindingMetadata).length === 0 ? {} : { metadata: broker.bindingMetadata }) })
        return { status: 201, body: broker.bindings.get(binding) }
      case 'GET binding':
        return broker.bindings.has(binding) ? { status: 200, body: broker.bindings.get(binding) } : { status: 404, body: {} }
      case 'DELETE binding':
        return broker.bindings.delete(binding) ? { status: 200, body: {} } : { status: 410, body: {} }
      case 'GET exit_export':
        return { status: 200, headers: { 'content-type': 'application/x-ndjson', 'content-disposition': 'attachment; filename="all.ndjson"' }, body: '{"everything":true}\n' }
      default:
        return { status: 200, body: { state: 'succeeded' } }
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url!, 'http://broker')
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    const seen: Seen = { method: request.method!, path: url.pathname, query: Object.fromEntries(url.searchParams), headers, body: text === '' ? undefined : JSON.parse(text) as Record<string, unknown> }
    broker.seen.push(seen)
    const kind = kindOf(seen.method, seen.path)
    const scripted = scripts.get(kind)?.shift() ?? standing.get(kind)
    if (headers['authorization'] !== `Basic ${Buffer.from('hub:s3cret').toString('base64')}`) return send(response, { status: 401, body: {} })
    if (!/^2\.\d+$/.test(headers['x-broker-api-version'] ?? '')) return send(response, { status: 412, body: {} })
    const plain = scripted === undefined || scripted.act === true ? own(kind, seen) : {}
    if (scripted?.silent === true) {
      held.add(response)
      return
    }
    send(response, { ...plain, ...scripted })
  }

  function send(response: ServerResponse, { status = 200, body, headers = {} }: Scripted): void {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(typeof body === 'string' ? body : JSON.stringify(body ?? {}))
  }

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return Object.assign(broker, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tellEvidence: (told: readonly Record<string, unknown>[]) => {
      (broker.catalog.services[0]!['metadata'] as { steckwerk: Record<string, unknown> }).steckwerk['evidence'] = told
    },
    script: (kind: string, ...answers: Scripted[]) => {
      scripts.set(kind, [...scripts.get(kind) ?? [], ...answers])
    },
    always: (kind: string, one: Scripted | undefined) => {
      if (one === undefined) standing.delete(kind)
      else standing.set(kind, one)
    },
    async [Symbol.asyncDispose]() {
      for (const response of held) response.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}
