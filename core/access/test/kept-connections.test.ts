/** Connections to outside servers rest between requests, and lead nowhere that the request's own look-up does not allow. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSocketServer, type AddressInfo, type Socket } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { createOutbound } from '../src/outbound/outbound.ts'

/** A server that counts who connects. */
async function serve(answer: RequestListener = (_, response) => response.end('{}')) {
  const server = createServer(answer)
  const open = new Set<Socket>()
  let connections = 0
  server.on('connection', (socket: Socket) => {
    connections++
    open.add(socket)
    socket.on('close', () => open.delete(socket))
  })
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port, connections: () => connections, open,
    [Symbol.asyncDispose]: async () => { server.closeAllConnections(); server.close(); await once(server, 'close') },
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (const over = Date.now() + 10_000; !condition();) {
    assert.ok(Date.now() < over, 'not in 10 s')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

const loopback = (address = '127.0.0.1') => Promise.resolve([{ address, family: 4 }])

test('requests that may be repeated share a connection; others have their own, and none is shared between names', async () => {
  await using server = await serve()
  using outbound = createOutbound({ loopback: true, resolve: () => loopback() })
  const url = `http://one.example:${server.port}/`
  for (const [method, repeatable] of [['GET', false], ['PUT', false], ['DELETE', false], ['POST', true]] as const) await outbound.fetch(url, { method }, { repeatable })
  assert.equal(server.connections(), 1)
  await outbound.fetch(url, { method: 'POST', body: 'x' })
  await outbound.fetch(url, { method: 'POST', body: 'x' })
  assert.equal(server.connections(), 3)
  await outbound.fetch(`http://two.example:${server.port}/`)
  assert.equal(server.connections(), 4)
  outbound[Symbol.dispose]()
  await until(() => server.open.size === 0)
})

test('a name that leads elsewhere now gets a connection there; to where it must not lead no resting one is used', async () => {
  await using server = await serve()
  let address = '127.0.0.1'
  using outbound = createOutbound({ loopback: true, resolve: () => loopback(address) })
  const url = `http://turning.example:${server.port}/`
  await outbound.fetch(url)
  await outbound.fetch(url)
  assert.equal(server.connections(), 1)
  address = '127.0.0.2'
  // Nobody listens there.
  await assert.rejects(outbound.fetch(url), { code: 'ECONNREFUSED' })
  for (address of ['10.1.2.3', '169.254.169.254', '192.168.0.1']) await assert.rejects(outbound.fetch(url), { code: 'access/address-private' })
  assert.equal(server.connections(), 1)
  address = '127.0.0.1'
  assert.equal((await outbound.fetch(url)).status, 200)
  assert.equal(server.connections(), 1)
})

test('what the far end closed while it rested is asked once more on a connection of its own, and not a third time', async () => {
  let connections = 0
  let answers = true
  const asked: string[] = []
  // Answers the first request of a connection and hangs up at the next.
  const server = createSocketServer((socket) => {
    connections++
    let first = true
    socket.on('error', () => undefined).on('data', (chunk) => {
      asked.push(chunk.toString().slice(0, chunk.indexOf(' ')))
      if (first && answers) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}')
      else socket.destroy()
      first = false
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  using outbound = createOutbound({ loopback: true })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  assert.equal((await outbound.fetch(url, { method: 'PUT', body: '1' })).status, 200)
  assert.equal((await outbound.fetch(url, { method: 'PUT', body: '2' })).status, 200)
  assert.deepEqual([connections, asked.length], [2, 3])
  assert.equal((await outbound.fetch(url, { method: 'PUT', body: '3' })).status, 200)
  answers = false
  await assert.rejects(outbound.fetch(url, { method: 'PUT', body: '4' }), { code: 'ECONNRESET' })
  assert.deepEqual(asked.length, 6)
  // What must not arrive twice takes no connection that rests, and is not repeated.
  await assert.rejects(outbound.fetch(url, { method: 'POST', body: '5' }), { code: 'ECONNRESET' })
  assert.deepEqual(asked.slice(6), ['POST'])
  server.close()
  await once(server, 'close')
})

test('an answer that is too large or cut off leaves no connection behind; of many no more rest than may', async () => {
  const held: (() => void)[] = []
  await using server = await serve((request, response) => {
    if (request.url === '/large') response.end(Buffer.alloc(600 * 1024))
    else if (request.url === '/silent') response.writeHead(200).flushHeaders()
    else held.push(() => response.end('{}'))
  })
  using outbound = createOutbound({ loopback: true })
  const url = `http://127.0.0.1:${server.port}`
  await assert.rejects(outbound.fetch(`${url}/large`), { code: 'access/answer-too-large' })
  await assert.rejects(outbound.fetch(`${url}/silent`, { signal: AbortSignal.timeout(50) }))
  await until(() => server.open.size === 0)
  const all = Array.from({ length: 80 }, () => outbound.fetch(`${url}/`).then((answer) => answer.text()))
  await until(() => held.length === 80)
  for (const answer of held.splice(0)) answer()
  await Promise.all(all)
  await until(() => server.open.size === 32)
})

test('a process ends though connections of it rest', async () => {
  await using server = await serve()
  const text = `
    const { createOutbound } = await import(${JSON.stringify(join(import.meta.dirname, '../src/outbound/outbound.ts'))})
    await (await createOutbound({ loopback: true }).fetch('http://127.0.0.1:${server.port}/')).text()
    const done = performance.now()
    process.on('exit', () => console.log(performance.now() - done))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', text], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => { said += chunk.toString() })
  const [code] = await once(child, 'close') as [number]
  assert.deepEqual([code, server.connections()], [0, 1])
  assert.ok(Number(said) < 2_000, said)
})
