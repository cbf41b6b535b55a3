import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { Readable } from 'node:stream'
import type { AddressInfo } from 'node:net'
import { communityPlug, savingBundle, type Actor } from '@steckwerk/community'
import { toFault, faultStatus } from '@steckwerk/kernel'
import { memoryRecords, testHost, type TestHost } from '@steckwerk/plug/testing'
import { buildPortal, portalDist } from '@steckwerk/portal'

export interface PortalService extends AsyncDisposable {
  readonly url: string
  /** Mails to addresses, the oldest first. */
  readonly mailed: TestHost['mailed']
  /** As an editor, as an account (`account:amt`), or as a browser that has nothing but its name. */
  call<T>(method: string, path: string, who: string, body?: unknown): Promise<T>
}

const contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-dGVzdA=='; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
const types: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' }

/** The built portal before the real community service with documents in memory: what a network's pages need of a hub, and nothing else. A browser with the cookie
 *  `editor` edits. */
export async function portalService(network: string, { actors = [] }: { readonly actors?: readonly Actor[] } = {}): Promise<PortalService> {
  await buildPortal({ root: join(import.meta.dirname, '..', '..') })
  const ends = new AbortController()
  const records = memoryRecords()
  await records.transaction(savingBundle(actors))
  const host = testHost({ carriers: { [network]: records } })
  const running = await communityPlug.start(host)
  const patterns = communityPlug.manifest.routes.map(({ method, path, body }) => ({ method, path, takes: body, form: new RegExp(`^${path.replaceAll(/:([A-Za-z0-9]+)/g, '(?<$1>[^/]+)')}$`) }))

  async function ask(method: string, path: string, device: string, editor: boolean, body: unknown, signal: AbortSignal, query = new URLSearchParams()) {
    const found = patterns.find((one) => one.method === method && one.form.test(path))
    if (found === undefined) return undefined
    return running.route!({
      carrier: network, route: `${found.method} ${found.path}`, params: { ...found.form.exec(path)!.groups }, query, signal,
      body: found.takes === 'json' ? body : undefined, bytes: found.takes === 'bytes' ? body as Uint8Array : undefined,
      caller: { account: editor ? 'Account/e' : device.startsWith('account:') ? `Account/${device.slice(8)}` : undefined, name: undefined, permissions: editor ? ['network.edit'] : [], device: createHash('sha256').update(device).digest('base64url'), language: 'de', trace: 't' },
    })
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://hub')
    const cookie = request.headers.cookie ?? ''
    response.setHeader('content-security-policy', contentSecurityPolicy)
    const say = (status: number, json: unknown): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
    if (url.pathname === `/portal/api/networks/${network}`) return say(200, { slug: network, name: 'Netzwerk Ruhr', services: [{ capability: 'community', plug: 'steckwerk-community' }], editor: cookie.includes('editor'), demo: false })
    if (url.pathname.startsWith('/portal/api/')) return say(401, { code: 'api/no-session', text: '', issues: [] })
    const base = `/services/steckwerk-community/${network}`
    if (!url.pathname.startsWith(base)) return file(url.pathname, response)
    const [, known] = /device=([\w-]+)/.exec(cookie) ?? []
    const device = known ?? randomUUID()
    if (known === undefined) response.setHeader('set-cookie', `device=${device}; Path=/`)
    const chunks = await Array.fromAsync(request as AsyncIterable<Buffer>)
    const sent = Buffer.concat(chunks)
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    const given = await ask(request.method ?? 'GET', url.pathname.slice(base.length), device, cookie.includes('editor'), sent.length === 0 ? undefined : request.headers['content-type'] === 'application/json' ? JSON.parse(sent.toString()) : sent, AbortSignal.any([gone.signal, ends.signal]), url.searchParams)
    if (given === undefined) return say(404, { code: 'api/not-found', text: '' })
    if (given.file === undefined) return given.json === undefined ? void response.writeHead(given.status).end() : say(given.status, given.json)
    const { contentType, content } = given.file
    // As the hub says of what services answer: a page of theirs is an origin of its own, in any frame.
    response.writeHead(given.status, { 'content-type': contentType, 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups" })
    if (typeof content === 'string' || content instanceof Uint8Array) response.end(content)
    else Readable.from(content).on('error', () => response.destroy()).pipe(response)
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((thrown: unknown) => {
      const fault = toFault(thrown)
      response.writeHead(faultStatus[fault.kind].status, { 'content-type': 'application/json' }).end(JSON.stringify({ code: fault.code, text: fault.message }))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mailed: host.mailed,
    call: async <T>(method: string, path: string, who: string, body?: unknown) => (await ask(method, path, who, who === 'editor', body, ends.signal))?.json as T,
    [Symbol.asyncDispose]: async () => {
      ends.abort()
      await running.stop()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function file(path: string, response: ServerResponse): Promise<void> {
  const name = extname(path) === '' ? 'index.html' : path.slice(1)
  const bytes = await readFile(join(portalDist, name)).catch(() => undefined)
  if (bytes === undefined) return void response.writeHead(404).end()
  response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' }).end(name === 'index.html' ? bytes.toString().replace('property="csp-nonce" nonce=""', 'property="csp-nonce" nonce="dGVzdA=="') : bytes)
}
