import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { Fault } from '@steckwerk/kernel'
import { z } from 'zod'
import type { RunningPlug } from './plug.ts'
import type { RouteCaller } from './route.ts'

const sentShape = z.object({
  route: z.string(), params: z.record(z.string(), z.string()), query: z.array(z.tuple([z.string(), z.string()])), body: z.unknown().optional(), bytes: z.base64().optional(),
})

/** Answers a route's call that the hub has passed on. Faults: plug/body, plug/no-routes, and the service's own. */
export async function servedRoute(running: RunningPlug, { carrier, caller, sent }: { readonly carrier: string; readonly caller: RouteCaller; readonly sent: unknown }, response: ServerResponse): Promise<void> {
  if (running.route === undefined) throw new Fault('not-supported', 'plug/no-routes', 'The service has no routes.')
  const read = sentShape.safeParse(sent)
  if (!read.success) throw new Fault('invalid', 'plug/body', 'This is no call of a route.')
  const { route, params, query, body, bytes } = read.data
  const gone = new AbortController()
  response.on('close', () => gone.abort())
  const { status, headers = {}, json, file } = await running.route({
    carrier, route, params, query: new URLSearchParams(query), body, bytes: bytes === undefined ? undefined : Buffer.from(bytes, 'base64'), signal: gone.signal,
    // JSON has no undefined.
    caller: { ...caller, account: caller.account, name: caller.name, device: caller.device },
  })
  const contentType = file?.contentType ?? (json === undefined ? undefined : 'application/json; charset=utf-8')
  response.writeHead(status, { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers, ...(contentType === undefined ? {} : { 'content-type': contentType }) })
  if (file === undefined) response.end(json === undefined ? undefined : JSON.stringify(json))
  else if (typeof file.content === 'string' || file.content instanceof Uint8Array) response.end(file.content)
  else await pipeline(file.content, response)
}
