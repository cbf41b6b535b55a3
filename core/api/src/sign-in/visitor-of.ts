import { deviceLabel, passkeyPlace, passkeyUse, type Visitor } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import type { FastifyRequest } from 'fastify'
import type { PublicAddress } from '../server-config.ts'
import { readCookie } from '../web/cookie.ts'

/** The origin of the page that asks: the public address, else what the browser calls us. Faults: api/bad-host. */
export function originOf(request: FastifyRequest, address: PublicAddress): string {
  const origin = address.origin ?? `${request.protocol}://${request.headers.host ?? ''}`
  if (!URL.canParse(origin)) throw new Fault('invalid', 'api/bad-host', 'The Host header is missing or malformed.')
  return new URL(origin).origin
}

/** The browser that asks, as far as signing in is interested in it. Faults: api/bad-host. */
export function visitorOf(request: FastifyRequest, address: PublicAddress): Visitor {
  return {
    address: request.ip,
    device: deviceLabel(request.headers['user-agent']),
    known: readCookie(request, 'known', address.secure),
    place: passkeyPlace(originOf(request, address)),
    trace: request.id,
  }
}

/** The same, where a passkey is to be made or used: at an address where no browser would, the page is told why.
 *  Faults: api/bad-host, api/passkey-place. */
export function passkeyVisitorOf(request: FastifyRequest, address: PublicAddress): Visitor {
  const visitor = visitorOf(request, address)
  const use = passkeyUse(visitor.place.origin)
  if (!use.usable) {
    const where = use.instead === null ? '' : ` Open ${use.instead} instead.`
    const why = use.reason === 'address' ? 'Browsers do not offer passkeys on an IP address.' : 'Browsers offer passkeys over https only.'
    throw new Fault('unprocessable', 'api/passkey-place', `${why}${where}`)
  }
  return visitor
}
