import type { Access, PersonCall, PersonLink as Link, Principal } from '@steckwerk/access'
import { Fault, type Clock, type Log } from '@steckwerk/kernel'
import type { Carrier, Store } from '@steckwerk/store'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Authentication } from '../authentication.ts'
import type { CarrierName, PersonLink } from '../contract/person.ts'
import type { PublicAddress } from '../server-config.ts'

export interface PersonRoutesOptions {
  readonly access: Access
  readonly store: Store
  readonly authentication: Authentication
  readonly address: PublicAddress
  readonly clock: Clock
  readonly log: Log
}

/** The person who asks for themselves: somebody with a session. Faults: api/unauthenticated, api/cross-site, api/not-permitted. */
export async function personCallOf({ authentication, clock }: PersonRoutesOptions, request: FastifyRequest): Promise<PersonCall> {
  const who: Principal = await authentication.principal(request)
  if (who.kind !== 'session') throw new Fault('forbidden', 'api/not-permitted', 'This is for people who are signed in.')
  return { account: who.account, name: who.name, trace: request.id, now: clock.now() }
}

/** A carrier of the platform; one that is not there looks like one without anything of the person. Faults: api/carrier-unknown. */
export async function carrierOf(store: Store, slug: string): Promise<Carrier> {
  const carrier = await store.carrier(slug)
  if (carrier === undefined) throw new Fault('not-found', 'api/carrier-unknown', 'There is no such carrier here.')
  return carrier
}

export const carrierName = ({ slug, name }: Carrier): CarrierName => ({ slug, name })

export function linkAnswer(link: Link): PersonLink {
  const { patient, topics, may, endsOn } = link
  return {
    carrier: carrierName(link.carrier),
    link: link.link,
    state: link.state,
    relation: link.relation,
    act: link.act,
    since: `${link.since}T00:00:00.000Z`,
    ...(patient === undefined ? {} : { patient: { id: patient.id, name: patient.name, birthDate: patient.birthDate } }),
    ...(topics === undefined ? {} : { topics }),
    ...(may === undefined ? {} : { may }),
    ...(endsOn === undefined || link.state === 'searching' ? {} : { endsOn }),
  }
}

/** Faults: api/person-wait. */
export function mustWait(reply: FastifyReply, seconds: number): never {
  reply.header('retry-after', String(seconds))
  throw new Fault('throttled', 'api/person-wait', 'Too many attempts; wait a little before the next one.')
}
