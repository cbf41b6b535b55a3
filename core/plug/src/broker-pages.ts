import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { faultStatus, toFault, type Log } from '@steckwerk/kernel'
import type { BrokerHandler } from './broker.ts'
import { jsonBody } from './json-body.ts'

const mostBytes = 256 * 1024

/** A broker among the addresses of a service outside, at `/v2/…`: for the `pages` of {@link servePlug}. So a vendor's service is ordered where it runs. */
export function brokerPages(handler: BrokerHandler, log: Log): (request: IncomingMessage, response: ServerResponse) => boolean {
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://broker')
    const { status, headers, body } = await handler({ method: request.method ?? 'GET', path: pathname, query: searchParams, headers: request.headers, body: await jsonBody(request, mostBytes) })
    response.writeHead(status, { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers })
    if (body === undefined) response.end()
    else if (Symbol.asyncIterator in body) await pipeline(body, response)
    else response.end(JSON.stringify(body))
  }

  return (request, response) => {
    if (!/^\/v2\//.test(request.url ?? '')) return false
    answer(request, response).catch((thrown: unknown) => {
      const fault = toFault(thrown)
      if (fault.kind === 'internal') log.error('request failed', thrown)
      if (response.headersSent) return response.destroy()
      response.writeHead(faultStatus[fault.kind].status, { 'content-type': 'application/json; charset=utf-8', connection: 'close' })
      return response.end(JSON.stringify({ description: fault.message }))
    })
    return true
  }
}
