import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a fake FHIR server was asked: `POST /`, `GET /Observation/…`. */
export interface FakeServer extends AsyncDisposable {
  readonly base: string
  readonly asked: string[]
}

interface Bundle {
  readonly entry: readonly { readonly request: { readonly method: string; readonly url: string; readonly ifNoneExist?: string }; readonly resource: { readonly resourceType: string } }[]
}

/** Answers as a FHIR server would that forgets at once. Searches find one resource, or with `empty` none. */
export async function fakeServer({ empty = false } = {}): Promise<FakeServer> {
  const asked: string[] = []
  let ids = 0
  const answer = (method: string, path: string, body: string): { status: number; body: object; location?: string } => {
    asked.push(`${method} ${path}`)
    if (method === 'GET' && path.includes('?') || path.endsWith('/_search')) {
      const type = path.slice(1).split(/[/?]/)[0]!
      return { status: 200, body: { resourceType: 'Bundle', entry: empty ? [] : [{ resource: { resourceType: type }, search: { mode: 'match' } }] } }
    }
    if (method === 'GET') return { status: 200, body: { resourceType: 'Observation', id: path.split('/')[2]! } }
    if (method === 'PUT') return { status: 200, body: {} }
    if (path !== '/') return { status: 201, body: {}, location: `http://example.org/Observation/${++ids}/_history/1` }
    const { entry } = JSON.parse(body) as Bundle
    return { status: 200, body: { resourceType: 'Bundle', entry: entry.map(({ resource }) => ({ response: { status: '201 Created', location: `${resource.resourceType}/${++ids}/_history/1` } })) } }
  }
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { status, body, location } = answer(request.method!, request.url!, Buffer.concat(chunks).toString())
    response.writeHead(status, { 'content-type': 'application/fhir+json', ...(location === undefined ? {} : { location }) })
    // In chunks, as many servers answer.
    response.end(JSON.stringify(body))
  }
  const server = createServer((request, response) => void handle(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
