import { Fault } from '@steckwerk/kernel'
import type { FastifyRequest } from 'fastify'
import type { PublicAddress } from '../server-config.ts'

const hostForm = /^(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/

/** The carrier's FHIR base: under the configured address, or as this asker addressed us. It goes into JSON text as it is, so a Host that
 *  is none is refused. Faults: api/host. */
export function baseOf(request: FastifyRequest, carrier: string, address: PublicAddress): string {
  if (address.origin !== undefined) return `${address.origin}/fhir/${carrier}`
  const { host } = request
  if (!hostForm.test(host)) throw new Fault('invalid', 'api/host', 'The Host of the request is malformed.')
  return `${request.protocol}://${host}/fhir/${carrier}`
}
