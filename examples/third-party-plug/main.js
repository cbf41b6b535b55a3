import { createServer } from 'node:http'
import { hubAt, ownKey, refusal } from './hub.js'
import { manifest } from './manifest.js'
import * as service from './service.js'

const { HUB_URL: hubUrl = 'http://127.0.0.1:8080', PORT: port = '8095', KEY: keyFile = 'key.json' } = process.env
const own = ownKey(keyFile)
const hub = hubAt(hubUrl, own)
const mostBytes = 1024 * 1024
let url

async function bodyOf(request) {
  const chunks = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    if (size > mostBytes) throw Object.assign(new Error('too large'), { status: 413 })
    chunks.push(chunk)
  }
  if (size === 0) return undefined
  try {
    return JSON.parse(Buffer.concat(chunks).toString())
  } catch {
    throw Object.assign(new Error('no JSON'), { status: 400 })
  }
}

async function answer(request) {
  const path = request.url.split('?')[0]
  if (request.method === 'GET' && path === '/.well-known/steckwerk-plug.json') return { status: 200, resource: manifest }
  if (request.method === 'GET' && path === '/.well-known/jwks.json') return { status: 200, resource: { keys: [own.jwk] } }
  if (request.method === 'GET' && path === '/health') return { status: 200, resource: { state: 'ok' } }
  const called = /^\/operations\/([a-z][a-z0-9-]*)(?:\/([A-Z][A-Za-z]*)(?:\/([A-Za-z0-9.-]{1,64}))?)?\/\$([a-z][a-z0-9-]*)$/.exec(path)
  const told = /^\/notifications\/([a-z][a-z0-9-]*)$/.exec(path)
  const guarded = /^\/guards\/([a-z][a-z0-9-]*)$/.exec(path)
  if (request.method !== 'POST' || (called ?? told ?? guarded) === null) {
    const { method, headers } = request
    const query = new URLSearchParams(request.url.slice(path.length + 1))
    return (await service.other?.(hub, url, { method, path, query, headers, body: await bodyOf(request) })) ?? { status: 404 }
  }
  const [, carrier, type, id, name] = called ?? told ?? guarded
  const claims = await hub.claimsOf(/^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '', url)
  if (claims === undefined || claims.carrier !== carrier) return refusal(401, 'login', 'Only the hub may ask this.')
  const input = await bodyOf(request)
  if (told !== null) {
    await service.notified?.(hub, carrier, input)
    return { status: 204 }
  }
  if (guarded !== null) return service.guard?.(input) ?? refusal(404, 'not-supported', 'Nothing is guarded here.')
  const operation = service.operations[type === undefined ? name : `${type}/${name}`]
  if (operation === undefined) return refusal(404, 'not-supported', 'There is no such operation.')
  return operation(hub, carrier, { caller: claims.caller ?? {}, input, id })
}

const server = createServer((request, response) => {
  answer(request)
    .catch((error) => {
      if (error.status === undefined) console.error(error)
      return refusal(error.status ?? 503, error.status === undefined ? 'transient' : 'processing', 'This did not work.')
    })
    .then(({ status, resource, text, location, headers }) => {
      const type = resource?.resourceType === undefined ? 'application/json' : 'application/fhir+json'
      response.writeHead(status, {
        'cache-control': 'no-store',
        // What was not read to its end cannot be followed by another request.
        ...(request.complete ? {} : { connection: 'close' }),
        ...(resource === undefined ? {} : { 'content-type': type }), ...(location === undefined ? {} : { location }), ...headers,
      })
      response.end(text ?? (resource === undefined ? undefined : JSON.stringify(resource)))
    })
})
server.listen(Number(port), '127.0.0.1', () => {
  url = process.env.URL_AT_HUB ?? `http://127.0.0.1:${server.address().port}`
  console.log(`ready at ${url}`)
})
function stop() {
  server.close(() => process.exit(0))
  server.closeIdleConnections()
}
process.once('SIGTERM', stop)
// Whoever started it is gone.
process.once('disconnect', stop)
