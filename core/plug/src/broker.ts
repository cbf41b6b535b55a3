import { createHash, timingSafeEqual } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { brokerCatalogue } from './broker-catalogue.ts'
import type { BrokerInstance, BrokerInstances } from './broker-instances.ts'
import type { PlugManifest } from './manifest.ts'
import type { Progress, Provisioning, RunningPlug } from './plug.ts'

/** A service as a broker offers it: a running plug with its manifest. */
export interface BrokerService extends Pick<RunningPlug, 'provision' | 'deprovision' | 'exitExport'> {
  readonly manifest: PlugManifest
}

export interface BrokerOptions {
  /** Those that are offered now. */
  services(): readonly BrokerService[] | Promise<readonly BrokerService[]>
  readonly instances: BrokerInstances
  /** What the platform proves itself with. */
  readonly user: string
  readonly password: string
}

/** A request as far as a broker looks at it; header names in lower case. */
export interface BrokerRequest {
  readonly method: string
  /** From `/v2` on, as sent. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** Parsed JSON; undefined where there was none. */
  readonly body: unknown
}

export interface BrokerResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** JSON, or bytes as they come. */
  readonly body: object | AsyncIterable<Uint8Array> | undefined
}

export type BrokerHandler = (request: BrokerRequest) => Promise<BrokerResponse>

const object = z.record(z.string(), z.unknown())
const putBody = z.object({ service_id: z.string(), plan_id: z.string(), context: z.object({ carrier: z.string().min(1).max(64) }), parameters: object.default({}), maintenance_info: z.object({ version: z.string() }).optional() })
const patchBody = z.object({ service_id: z.string(), plan_id: z.string().optional(), parameters: object.optional(), maintenance_info: z.object({ version: z.string() }).optional() })
const instancePath = /^\/v2\/service_instances\/([A-Za-z0-9-]{1,64})(\/last_operation|\/exit_export)?$/

const json = (status: number, body: object = {}): BrokerResponse => ({ status, headers: { 'content-type': 'application/json; charset=utf-8' }, body })
const refused = (status: number, description: string, error?: string): BrokerResponse => json(status, { ...(error === undefined ? {} : { error }), description })

/** Services as a broker of the Open Service Broker API 2.17: a function from a request to its answer, for whatever serves it. Each service is asked again
 *  and again until it is done, so that a broker remembers no more than what was asked of it. Beyond the protocol: `GET …/exit_export`. */
export function createBroker(options: BrokerOptions): BrokerHandler {
  const { instances } = options
  const expected = digest(`Basic ${Buffer.from(`${options.user}:${options.password}`).toString('base64')}`)
  const turns = new Map<string, Promise<unknown>>()

  /** One request of an instance at a time. */
  async function inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const before = turns.get(id) ?? Promise.resolve()
    const mine = before.then(work, work)
    turns.set(id, mine)
    try {
      return await mine
    } finally {
      if (turns.get(id) === mine) turns.delete(id)
    }
  }

  async function known(service: string, plan: string): Promise<BrokerService | undefined> {
    return (await options.services()).find(({ manifest }) => manifest.service === service && manifest.plans.some(({ id }) => id === plan))
  }

  /** Asks the service how far it is, and remembers what is over. */
  async function work(id: string, instance: BrokerInstance): Promise<Progress> {
    const { operation, wanted } = instance
    const service = (await options.services()).find(({ manifest }) => manifest.service === instance.service)
    if (service === undefined) return { state: 'in progress', description: 'The service does not run now.' }
    const order: Provisioning = { carrier: instance.carrier, instance: id, plan: wanted?.plan ?? instance.plan, parameters: wanted?.parameters ?? instance.parameters }
    const over: Progress = { state: 'succeeded', description: 'Ready.' }
    const progress = operation === 'deprovision' ? await service.deprovision?.(order) ?? over : await service.provision?.(order) ?? over
    if (operation === 'deprovision' && progress.state === 'succeeded') await instances.remove(id)
    else if (operation === 'update' && progress.state === 'failed') await instances.put(id, settled(instance))
    else if (progress.state === 'succeeded') await instances.put(id, settled({ ...instance, plan: order.plan, parameters: order.parameters }))
    return progress
  }

  async function put(id: string, body: unknown): Promise<BrokerResponse> {
    const read = putBody.safeParse(body)
    if (!read.success) return refused(400, 'The body lacks service_id, plan_id or context.carrier.')
    const { service_id: serviceId, plan_id: plan, context: { carrier }, parameters, maintenance_info: maintenance } = read.data
    const service = await known(serviceId, plan)
    if (service === undefined) return refused(400, 'There is no such service or plan.')
    if (maintenance !== undefined && maintenance.version !== service.manifest.version) return refused(422, 'The catalogue is another one now.', 'MaintenanceInfoConflict')
    const former = await instances.get(id)
    const asked = { service: serviceId, plan, carrier, parameters }
    if (former !== undefined) {
      const { service: s, plan: p, carrier: c, parameters: q } = former
      if (!isDeepStrictEqual({ service: s, plan: p, carrier: c, parameters: q }, asked)) return refused(409, 'An instance with this id is there, and is another one.')
      if (former.operation === 'deprovision') return refused(422, 'The instance is being removed.', 'ConcurrencyError')
      return former.done ? json(200) : json(202, { operation: former.operation })
    }
    const instance: BrokerInstance = { ...asked, operation: 'provision', done: false }
    await instances.put(id, instance)
    const { state } = await work(id, instance)
    return state === 'succeeded' ? json(201) : json(202, { operation: 'provision' })
  }

  async function patch(id: string, body: unknown): Promise<BrokerResponse> {
    const read = patchBody.safeParse(body)
    const former = await instances.get(id)
    if (!read.success || former === undefined || former.service !== read.data.service_id) return refused(400, 'There is no such instance of this service.')
    if (!former.done) return refused(422, 'Another operation is under way.', 'ConcurrencyError')
    const wanted = { plan: read.data.plan_id ?? former.plan, parameters: read.data.parameters ?? former.parameters }
    const service = await known(former.service, wanted.plan)
    if (service === undefined) return refused(400, 'There is no such plan.')
    if (read.data.maintenance_info !== undefined && read.data.maintenance_info.version !== service.manifest.version) return refused(422, 'The catalogue is another one now.', 'MaintenanceInfoConflict')
    const instance: BrokerInstance = { ...former, operation: 'update', done: false, wanted }
    await instances.put(id, instance)
    const { state } = await work(id, instance)
    return state === 'succeeded' ? json(200) : json(202, { operation: 'update' })
  }

  async function remove(id: string, query: URLSearchParams): Promise<BrokerResponse> {
    if (query.get('service_id') === null || query.get('plan_id') === null) return refused(400, 'service_id and plan_id are missing.')
    const former = await instances.get(id)
    if (former === undefined) return json(410)
    const instance: BrokerInstance = { ...settled(former), operation: 'deprovision', done: false }
    await instances.put(id, instance)
    const { state, description } = await work(id, instance)
    if (state === 'failed') return refused(500, description)
    return state === 'succeeded' ? json(200) : json(202, { operation: 'deprovision' })
  }

  async function lastOperation(id: string): Promise<BrokerResponse> {
    const instance = await instances.get(id)
    if (instance === undefined) return json(410)
    if (instance.done) return json(200, { state: 'succeeded' })
    const { state, description } = await work(id, instance)
    return { ...json(200, { state, description }), headers: { ...json(200).headers, ...(state === 'in progress' ? { 'retry-after': '2' } : {}) } }
  }

  async function exitExport(id: string): Promise<BrokerResponse> {
    const instance = await instances.get(id)
    if (instance === undefined) return refused(404, 'There is no such instance.')
    const service = (await options.services()).find(({ manifest }) => manifest.service === instance.service)
    const file = await service?.exitExport?.({ carrier: instance.carrier, instance: id, plan: instance.plan, parameters: instance.parameters })
    if (file === undefined) return { status: 204, headers: {}, body: undefined }
    return { status: 200, headers: { 'content-type': file.contentType, 'content-disposition': `attachment; filename="${file.fileName.replaceAll(/[^A-Za-z0-9._-]/g, '-')}"` }, body: file.content }
  }

  async function show(id: string): Promise<BrokerResponse> {
    const instance = await instances.get(id)
    if (instance === undefined || (instance.operation === 'provision' && !instance.done)) return refused(404, 'There is no such instance (yet).')
    if (!instance.done) return refused(422, 'The instance is being changed.', 'ConcurrencyError')
    return json(200, { service_id: instance.service, plan_id: instance.plan, parameters: instance.parameters })
  }

  return async ({ method, path, query, headers, body }) => {
    const { authorization, 'x-broker-api-version': version } = headers
    if (typeof authorization !== 'string' || !timingSafeEqual(digest(authorization), expected)) {
      return { ...refused(401, 'User or password are not right.'), headers: { 'www-authenticate': 'Basic realm="broker"', 'content-type': 'application/json; charset=utf-8' } }
    }
    if (typeof version !== 'string' || !/^2\.\d{1,3}$/.test(version)) return refused(412, 'X-Broker-API-Version has to be 2.x; this broker speaks 2.17.')
    if (path === '/v2/catalog' && method === 'GET') return json(200, brokerCatalogue(await options.services()))
    const [, id = '', rest = ''] = instancePath.exec(path) ?? []
    if (id === '') return refused(404, 'There is nothing at this address.')
    if (rest === '/exit_export' && method === 'GET') return exitExport(id)
    return inTurn(id, async () => {
      if (rest === '/last_operation' && method === 'GET') return lastOperation(id)
      if (rest === '' && method === 'GET') return show(id)
      if (rest !== '') return refused(405, 'This address is only read.')
      if (method === 'DELETE') return remove(id, query)
      if (method !== 'PUT' && method !== 'PATCH') return refused(405, 'This method is not for this address.')
      // A service may take its time whenever it likes.
      if (query.get('accepts_incomplete') !== 'true') return refused(422, 'This service needs a platform that waits: accepts_incomplete=true.', 'AsyncRequired')
      return method === 'PUT' ? put(id, body) : patch(id, body)
    })
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

function settled(instance: BrokerInstance): BrokerInstance {
  const { wanted: _, ...rest } = instance
  return { ...rest, done: true }
}
