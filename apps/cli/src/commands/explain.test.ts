import assert from 'node:assert/strict'
import { once } from 'node:events'
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

function steckwerk(args: readonly string[], environment: Record<string, string>): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], { env: { ...process.env, ...environment } }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err })
    })
  })
}

test('explain asks the hub as the operator and prints for people or as JSON', async () => {
  const answer = { route: 'walk', reason: 'Frequent.', drivers: [], statements: [], rows: 20 }
  const asked: { url: string | undefined; authorization: string | undefined; body: unknown }[] = []
  const hub = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as { search: string }
      asked.push({ url: request.url, authorization: request.headers.authorization, body })
      if (body.search === 'Nonsense') response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ text: 'The search must be …' }))
      else response.end(JSON.stringify(answer))
    })
  }).listen(0, '127.0.0.1')
  await once(hub, 'listening')
  try {
    const environment = { STECKWERK_HUB_URL: `http://127.0.0.1:${(hub.address() as AddressInfo).port}`, STECKWERK_OPERATOR_TOKEN: 'token' }
    const people = await steckwerk(['explain', 'alpha', 'Observation?code=a'], environment)
    assert.deepEqual([people.code, people.out.split('\n')[0]], [0, 'Way      walk: along the sort order\'s index until the page is full'], people.err)
    const json = await steckwerk(['explain', 'alpha', 'Observation?code=a', '--json'], environment)
    assert.deepEqual(JSON.parse(json.out), answer)
    assert.deepEqual(asked[0], { url: '/admin/carriers/alpha/explain', authorization: 'Bearer token', body: { search: 'Observation?code=a' } })
    const refused = await steckwerk(['explain', 'alpha', 'Nonsense'], environment)
    assert.deepEqual([refused.code, refused.err.trim()], [1, 'cli/refused: The search must be …'])
    const wrong = await steckwerk(['explain', 'alpha'], environment)
    assert.equal(wrong.code, 2)
    assert.match((await steckwerk(['explain', '--help'], environment)).out, /^steckwerk explain <carrier>/)
  } finally {
    hub.close()
  }
})
