import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { Connection } from '../src/http/connection.ts'
import { requestBytes } from '../src/http/request.ts'

test('a connection that the server ends after an answer is opened again; one nobody takes is told', async () => {
  let connections = 0
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-length': 2, ...(request.url === '/last' ? { connection: 'close' } : {}) }).end('ok')
  }).on('connection', () => connections++)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const ask = (path: string): Buffer => requestBytes('GET', new URL(`http://127.0.0.1:${port}${path}`), {})
  const endpoint = { host: '127.0.0.1', port, tls: false }
  try {
    using connection = new Connection(endpoint)
    assert.equal((await connection.send(ask('/'), true)).body.toString(), 'ok')
    assert.equal((await connection.send(ask('/last'), true)).last, true)
    assert.equal(connections, 1)
    assert.equal((await connection.send(ask('/'), true)).body.toString(), 'ok')
    assert.equal(connections, 2)
  } finally {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  using nobody = new Connection(endpoint)
  await assert.rejects(nobody.send(ask('/'), true), /ECONNREFUSED/)
})
