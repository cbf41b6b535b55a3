import { Fault } from '@steckwerk/kernel'
import type { FastifyRequest } from 'fastify'
import type { PublicAddress } from '../server-config.ts'

/** Names of this machine to itself: nobody else can be led here by them. */
const loopback = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/

/** The origin the authorization server stands at. Without a configured address the Host of a request would decide who issues tokens, so only
 *  this machine's own names count. Faults: api/public-url. */
export function publicOrigin(request: FastifyRequest, address: PublicAddress): string {
  if (address.origin !== undefined) return address.origin
  if (!loopback.test(request.host)) {
    throw new Fault('unavailable', 'api/public-url', 'Apps can be used once STECKWERK_PUBLIC_URL says under which address this hub is reached.')
  }
  return `${request.protocol}://${request.host}`
}
