import { Fault } from '@steckwerk/kernel'
import type { FastifyRequest } from 'fastify'

/** Refuses what another site could have made a browser send with our cookie: requests that are not GET or HEAD need the header
 *  `X-Steckwerk: 1` (which no cross-site form or image can set) and, where the browser says so, our own origin. A POST _search is among
 *  them. Source: OWASP CSRF Prevention Cheat Sheet, Fetch Metadata.
 *  Faults: api/cross-site. */
export function requireSameOrigin(request: FastifyRequest, publicOrigin: string | undefined): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const { headers } = request
  const site = headers['sec-fetch-site']
  const own = publicOrigin ?? `${request.protocol}://${headers.host ?? ''}`
  const honest =
    headers['x-steckwerk'] === '1' && (site === undefined || site === 'same-origin') && (headers.origin === undefined || headers.origin === own)
  if (!honest) {
    throw new Fault('forbidden', 'api/cross-site', 'Requests with a session cookie need the header X-Steckwerk: 1 and this site as their origin.')
  }
}
