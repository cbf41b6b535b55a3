import { deviceLabel, passkeyPlace, type Visitor } from '@steckwerk/access'
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
