import { Fault, type Log } from '@steckwerk/kernel'
import type { FastifyInstance } from 'fastify'
import { faultOf } from './fault-of.ts'

/** Errors outside FHIR: `{ code, text, issues }`. */
export function faultBody(fault: Fault): { code: string; text: string; issues: Fault['issues'] } {
  return { code: fault.code, text: fault.message, issues: fault.issues }
}

export function answerFaultsAsText(server: FastifyInstance, log: Log): void {
  server.setErrorHandler((thrown, request, reply) => {
    const fault = faultOf(thrown)
    if (fault.kind === 'internal') log.error('request failed', thrown, { trace: request.id, route: request.routeOptions.url ?? '(none)' })
    if (fault.kind === 'unavailable') reply.header('retry-after', '1')
    return reply.code(fault.status).header('cache-control', 'no-store').send(faultBody(fault))
  })
}

export function nothingHere(): never {
  throw new Fault('not-found', 'api/not-found', 'There is nothing at this address.')
}
