import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png',
}

/** Where an app on this machine is reached: another site than the hub's, as apps are. */
export const appUrl = (port: number): string => `http://localhost:${port}/`

/** Serves a folder's own files (none of folders within it) on this machine, and the public fhirclient as /fhir-client.js. `settings` answers
 *  /settings.json. undefined where the port is taken. */
export async function serveFolder(folder: string, port: number, settings?: () => Promise<object | undefined>): Promise<AsyncDisposable | undefined> {
  const server = createServer((request, response) => {
    answer(new URL(request.url ?? '/', appUrl(port)).pathname, response).catch(() => response.writeHead(404).end())
  })

  async function answer(path: string, response: ServerResponse): Promise<void> {
    response.setHeader('x-content-type-options', 'nosniff')
    if (path === '/settings.json' && settings !== undefined) {
      const found = await settings()
      if (found === undefined) return void response.writeHead(503).end()
      return void response.setHeader('content-type', 'application/json').end(JSON.stringify(found))
    }
    const name = path === '/' ? '/index.html' : path
    if (!/^\/[\w-]+(?:\.[\w-]+)+$/.test(name)) return void response.writeHead(404).end()
    const bytes = await readFile(name === '/fhir-client.js' ? clientFile() : join(folder, name))
    response.setHeader('content-type', types[extname(name)] ?? 'application/octet-stream').end(bytes)
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

/** Found when it is asked for: only the demo's app needs it. */
const clientFile = (): string => fileURLToPath(import.meta.resolve('fhirclient/build/fhir-client.min.js'))
