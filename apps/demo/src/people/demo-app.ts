import { readFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { once } from 'node:events'
import { extname, join, resolve } from 'node:path'
import type { ClientInfo, ClientWithSecret, NewClient } from '@steckwerk/api/contract/smart'
import { automation, type DemoHub } from './demo-hub.ts'

const files = resolve(import.meta.dirname, '../../app')
const types: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8' }

/** Where the demo's app is reached: another site than the hub's, as apps are. */
export const appUrl = (port: number): string => `http://localhost:${port}/`

const clientForm = (port: number): NewClient => ({
  name: 'Laborwerte (Demo-App)',
  vendor: 'Beispiel-Software (erfunden)',
  kind: 'public',
  redirectUris: [appUrl(port)],
  launchUri: appUrl(port),
  scopes: ['openid', 'fhirUser', 'launch', 'launch/patient', 'patient/Patient.rs', 'patient/Observation.rs'],
})

async function registered(hub: DemoHub, port: number): Promise<ClientInfo | undefined> {
  const { clients } = await automation(hub).call<{ clients: readonly ClientInfo[] }>('GET', '/admin/carriers/alpha/clients')
  return clients.find(({ redirectUris }) => redirectUris.includes(appUrl(port)))
}

/** Registers the demo's app at alpha, once; one that was disabled may be used again. */
export async function registerApp(hub: DemoHub, port: number): Promise<void> {
  const { call } = automation(hub)
  const known = await registered(hub, port)
  if (known === undefined) await call<ClientWithSecret>('POST', '/admin/carriers/alpha/clients', clientForm(port))
  else if (known.disabled) await call('PUT', `/admin/carriers/alpha/clients/${known.id}/disabled`, { disabled: false })
}

/** Serves the demo's app on this machine. undefined where its port is taken: the demo goes on without. */
export async function serveApp(hub: DemoHub, port: number): Promise<AsyncDisposable | undefined> {
  const server = createServer((request, response) => {
    answer(new URL(request.url ?? '/', appUrl(port)).pathname, response).catch(() => response.writeHead(500).end())
  })

  async function answer(path: string, response: ServerResponse): Promise<void> {
    response.setHeader('x-content-type-options', 'nosniff')
    if (path === '/settings.json') {
      const client = await registered(hub, port)
      if (client === undefined) return void response.writeHead(503).end()
      return void response.setHeader('content-type', 'application/json').end(JSON.stringify({ clientId: client.id, iss: `${hub.url}/fhir/alpha` }))
    }
    const file = path === '/fhir-client.js' ? createRequire(import.meta.url).resolve('fhirclient/build/fhir-client.min.js') : served.get(path)
    if (file === undefined) return void response.writeHead(404).end()
    const bytes = await readFile(file)
    response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream').end(bytes)
  }

  server.listen(port, 'localhost')
  try {
    await once(server, 'listening')
  } catch {
    return undefined
  }
  return {
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

const served: ReadonlyMap<string, string> = new Map([
  ['/', join(files, 'index.html')],
  ['/app.js', join(files, 'app.js')],
])
