import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { access, mkdir, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { Fault } from '@steckwerk/kernel'

/** A manifest that the hub takes; its author changes the rest. */
function manifestOf(id: string): object {
  return {
    id, service: randomUUID(), version: '0.1.0', name: { de: id, en: id }, summary: { de: 'Ein neuer Dienst.', en: 'A new service.' }, vendor: { name: 'Example' },
    capability: id, scopes: ['system/Appointment.rs'], purposes: ['HOPERAT'],
    operations: [{ type: 'Appointment', name: 'hello', level: 'type', affectsState: false }],
    plans: [{ id: randomUUID(), name: 'basic', title: { de: 'Basis', en: 'Basic' }, description: { de: 'Alles.', en: 'Everything.' }, free: true, price: {} }],
  }
}

const server = `import { createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

// A service in the hub's public HTTP contract, without any package. HUB_URL and SELF_URL are the hub's address and its own, as registered.
const hub = process.env.HUB_URL ?? 'http://127.0.0.1:8080'
const port = Number(process.env.PORT ?? 9090)
const self = process.env.SELF_URL ?? \`http://127.0.0.1:\${port}\`
const manifest = JSON.parse(readFileSync(new URL('manifest.json', import.meta.url)))
const { d, ...publicKey } = JSON.parse(readFileSync(new URL('key.json', import.meta.url)))

const part = (text) => JSON.parse(Buffer.from(text, 'base64url'))

/** The claims of a token that the hub signed for this service; otherwise an error. */
async function fromHub(request) {
  const [head, body, signature] = (request.headers.authorization ?? '').replace(/^Bearer /, '').split('.')
  const { kid, alg } = part(head)
  const { keys } = await (await fetch(\`\${hub}/oidc/jwks\`)).json()
  const jwk = keys.find((key) => key.kid === kid && key.crv === 'P-384')
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  const claims = part(body)
  const isGenuine = alg === 'ES384' && verify('sha384', Buffer.from(\`\${head}.\${body}\`), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))
  if (!isGenuine || claims.iss !== \`\${hub}/oidc\` || claims.aud !== self || claims.exp * 1000 < Date.now()) throw new Error('not the hub')
  return claims
}

function send(response, status, body, type = 'application/json') {
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body))
}

createServer(async (request, response) => {
  const { method, url } = request
  if (method === 'GET' && url === '/.well-known/steckwerk-plug.json') return send(response, 200, manifest)
  if (method === 'GET' && url === '/.well-known/jwks.json') return send(response, 200, { keys: [publicKey] })
  if (method === 'GET' && url === '/health') return send(response, 200, { state: 'ok' })
  let claims
  try {
    claims = await fromHub(request)
  } catch {
    return send(response, 401, {})
  }
  if (method === 'POST' && url === \`/operations/\${claims.carrier}/Appointment/$hello\`) {
    return send(response, 200, { resourceType: 'Parameters', parameter: [{ name: 'hello', valueString: claims.carrier }] }, 'application/fhir+json')
  }
  send(response, 404, { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-found' }] }, 'application/fhir+json')
}).listen(port, '127.0.0.1', () => console.log(\`\${manifest.id} answers at \${self}\`))
`

const readme = (id: string): string => `# ${id}

    node server.js                                # Node 20 or newer; HUB_URL, SELF_URL, PORT
    steckwerk plug add http://127.0.0.1:9090      # the hub reads manifest.json; addresses of this machine only in a demo
    steckwerk plug grant alpha ${id}
    curl -H "Authorization: Bearer …" http://127.0.0.1:8080/fhir/alpha/Appointment/\\$hello

key.json holds the private key: it stays here and in no repository. docs/plug-guide.md of Steckwerk tells the whole contract.
`

/** Writes a small service in plain JavaScript into a new folder, whose name is its id. Faults: cli/plug-folder. */
export async function newPlug(folder: string): Promise<{ readonly folder: string; readonly id: string }> {
  const place = resolve(folder)
  const id = basename(place)
  const isThere = await access(place).then(() => true, () => false)
  if (isThere || !/^[a-z][a-z0-9-]{1,40}$/.test(id)) {
    throw new Fault('invalid', 'cli/plug-folder', 'Name a folder that is not there yet; its name becomes the id of the service: small letters, digits and hyphens.')
  }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const key = { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: 'ES384', use: 'sig' }
  await mkdir(place, { recursive: true })
  await Promise.all([
    writeFile(join(place, 'package.json'), `${JSON.stringify({ name: id, version: '0.1.0', private: true, type: 'module', scripts: { start: 'node server.js' } }, null, 2)}\n`),
    writeFile(join(place, 'manifest.json'), `${JSON.stringify(manifestOf(id), null, 2)}\n`),
    writeFile(join(place, 'key.json'), `${JSON.stringify(key, null, 2)}\n`, { mode: 0o600 }),
    writeFile(join(place, 'server.js'), server),
    writeFile(join(place, 'README.md'), readme(id)),
    writeFile(join(place, '.gitignore'), 'key.json\n'),
  ])
  return { folder: place, id }
}
