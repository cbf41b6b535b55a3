import type { HubSend } from '@steckwerk/plugboard'
import type { FastifyInstance } from 'fastify'

/** Requests of services in the hub, into its own interface: with every check, and every entry of the access log, that others meet. */
export function hubSend(server: FastifyInstance, publicUrl: string): HubSend {
  const { host } = new URL(publicUrl)
  return async ({ method, url, headers, body }) => {
    const answer = await server.inject({ method, url, headers: { ...headers, host }, ...(body === undefined ? {} : { payload: body }) })
    return {
      status: answer.statusCode,
      headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, value === undefined ? undefined : String(value)])),
      body: answer.body,
    }
  }
}
