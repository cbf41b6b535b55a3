import type { FastifyRequest } from 'fastify'

/** The query string as it came. Fastify's own parsing would lose the order of repeated parameters, and an object keyed by outside names
 *  invites trouble. */
export function rawQuery(request: FastifyRequest): string {
  const at = request.url.indexOf('?')
  return at < 0 ? '' : request.url.slice(at + 1)
}
