import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Fault, createLog, faultStatus, systemClock, toFault, type Clock, type Log } from '@steckwerk/kernel'
import { carrierOverHttp } from './carrier-of.ts'
import type { FhirBundle, FhirResource } from './fhir-client.ts'
import { hubLink, type HubLink } from './hub-link.ts'
import { jsonBody } from './json-body.ts'
import { readPlugKey } from './jwt.ts'
import type { GuardedChange, OperationCaller, Plug, PlugHost, RunningPlug } from './plug.ts'
import type { RouteCaller } from './route.ts'
import { servedRoute } from './serve-route.ts'
import { createTurns } from './turns.ts'

export interface ServeOptions {
  /** The hub's public address without a slash at the end; its issuer is <hubUrl>/oidc. */
  readonly hubUrl: string
  /** Private key as JWK with a kid: P-384 (ES384) or RSA (RS384). The public half is shown at /.well-known/jwks.json. */
  readonly privateKey: JsonWebKey & { readonly kid: string }
  /** 0 = any. */
  readonly port: number
  readonly host?: string
  /** Under which the hub knows the service, exactly; default http://<host>:<port>. */
  readonly url?: string
  readonly log?: Log
  readonly clock?: Clock
  /** Further addresses of the service, such as pages of its slots; false = none of its own. */
  readonly pages?: (request: IncomingMessage, response: ServerResponse) => boolean
}

export interface ServedPlug extends AsyncDisposable {
  readonly url: string
}

const mostBytes = 2 * 1024 * 1024
const operationPath = /^\/operations\/([a-z][a-z0-9-]{0,30})(?:\/([A-Z][A-Za-z]{1,63})(?:\/([A-Za-z0-9.-]{1,64}))?)?\/\$([a-z][a-z0-9-]{0,63})$/
const notificationPath = /^\/notifications\/([a-z][a-z0-9-]{0,30})$/
const routePath = /^\/routes\/([a-z][a-z0-9-]{0,30})$/
const guardPath = /^\/guards\/([a-z][a-z0-9-]{0,30})$/

function answer(response: ServerResponse, status: number, body?: object, headers: Readonly<Record<string, string>> = {}): void {
  // What was not read to its end cannot be followed by another request.
  const closing = response.req.complete ? {} : { connection: 'close' }
  response.writeHead(status, { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...closing, ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }), ...headers })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}

function outcomeOf(fault: Fault): object {
  return {
    resourceType: 'OperationOutcome',
    issue: fault.issues.map(({ severity, type, text, at }) =>
      ({ severity, code: type, details: { coding: [{ code: fault.code }] }, diagnostics: text, ...(at === undefined ? {} : { expression: [at] }) })),
  }
}

/** Who the hub says asks, by the JWT it signs for this service alone. Faults: plug/not-the-hub, plug/other-carrier, plug/hub-unreachable, plug/hub-refused. */
async function claimsOf(request: IncomingMessage, link: HubLink, url: string, carrier: string): Promise<Readonly<Record<string, unknown>>> {
  const token = /^Bearer ([\w.-]+)$/.exec(request.headers.authorization ?? '')?.[1]
  const claims = token === undefined ? undefined : await link.claims(token, url)
  if (claims === undefined) throw new Fault('unauthenticated', 'plug/not-the-hub', 'Only the hub may ask this.')
  if (claims['carrier'] !== carrier) throw new Fault('forbidden', 'plug/other-carrier', 'The hub asked for another carrier.')
  return claims
}

/** Runs a service as a process of its own, by the same contract as inside a hub: manifest, keys and health are public; operations and notifications are
 *  for the hub alone. Throws a TypeError where the key is none. */
export async function servePlug(plug: Plug, options: ServeOptions): Promise<ServedPlug> {
  const { hubUrl, clock = systemClock, host = '127.0.0.1' } = options
  const { manifest } = plug
  const log = options.log ?? createLog(manifest.id, 'info')
  const key = await readPlugKey(options.privateKey)
  const stop = new AbortController()
  const link = hubLink({ hubUrl, plug: manifest.id, key, clock, signal: stop.signal })
  const turns = createTurns(clock)
  const carrierHost: PlugHost = {
    log, clock, publicUrl: hubUrl, signal: stop.signal,
    carriers: async () => (await link.carriers()).filter(({ provider }) => provider).map(({ slug }) => slug),
    carrier: async (slug) => {
      const found = (await link.carriers()).find((one) => one.slug === slug)
      if (found === undefined) throw new Fault('forbidden', 'plug/not-granted', 'This carrier does not use the service.')
      return carrierOverHttp(link, found)
    },
    takeTurn: async (slug, work, everyMs) => turns(`${slug} ${work}`, everyMs),
  }
  let url = options.url ?? ''
  const running: { current?: RunningPlug } = {}

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?', 1)[0]!
    const is = (method: string, wanted: string): boolean => request.method === method && path === wanted
    if (is('GET', '/.well-known/steckwerk-plug.json')) return answer(response, 200, manifest)
    if (is('GET', '/.well-known/jwks.json')) return answer(response, 200, { keys: [key.jwk] })
    const { current } = running
    if (current === undefined) return answer(response, 503, undefined, { 'retry-after': '1' })
    if (is('GET', '/health')) return answer(response, 200, await current.health())
    const [operation, notification, guard, route] = [operationPath, notificationPath, guardPath, routePath].map((form) => (request.method === 'POST' ? form.exec(path) : null))
    const carrier = (operation ?? notification ?? guard ?? route)?.[1]
    if (carrier !== undefined) {
      const caller = (await claimsOf(request, link, url, carrier))['caller'] as OperationCaller
      const body = (await jsonBody(request, mostBytes)) as FhirResource | undefined
      if (notification) {
        await current.notified?.(carrier, body as FhirBundle)
        return answer(response, 204)
      }
      if (guard) {
        // A guard that is asked and is none agrees to nothing.
        if (current.guard === undefined) throw new Fault('not-supported', 'plug/guards-nothing', 'The service guards nothing.')
        await current.guard({ carrier, caller, changes: (body as unknown as { changes: readonly GuardedChange[] }).changes })
        return answer(response, 204)
      }
      if (route) return servedRoute(current, { carrier, caller: caller as unknown as RouteCaller, sent: body }, response)
      const [, , type, id, name] = operation!
      if (current.operation === undefined) throw new Fault('not-supported', 'plug/operation-unknown', 'The service has no operations.')
      const { status, resource, location } = await current.operation({ carrier, name: name!, type, id, caller, input: body })
      return answer(response, status, resource, { ...(location === undefined ? {} : { location }), ...(resource === undefined ? {} : { 'content-type': 'application/fhir+json' }) })
    }
    if (options.pages?.(request, response) === true) return
    answer(response, 404)
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((thrown: unknown) => {
      const fault = toFault(thrown)
      if (fault.kind === 'internal') log.error('request failed', thrown)
      if (!response.headersSent) answer(response, faultStatus[fault.kind].status, outcomeOf(fault), { 'content-type': 'application/fhir+json' })
      else response.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port, host, () => resolve()))
  const { port } = server.address() as AddressInfo
  if (url === '') url = `http://${host}:${port}`
  const close = async (): Promise<void> => {
    stop.abort()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await closed
  }
  try {
    running.current = await plug.start(carrierHost)
  } catch (thrown) {
    await close()
    throw thrown
  }
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      const { current } = running
      delete running.current
      await current?.stop()
      await close()
    },
  }
}
