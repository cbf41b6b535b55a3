import type { PeopleCall, Person as KnownPerson } from '@steckwerk/access'
import { manageableRoles, permissionsAt, platform } from '@steckwerk/access'
import { asTenant, Fault, type Clock } from '@steckwerk/kernel'
import type { FastifyRequest } from 'fastify'
import { ownWork, type Authentication } from '../authentication.ts'
import type { Person } from '../contract/people.ts'

/** Who works on the people of a carrier or network, or (without one) of the platform. Faults: those of Authentication.enter. */
export async function peopleCall(request: FastifyRequest, authentication: Authentication, clock: Clock, carrier: string | undefined): Promise<PeopleCall> {
  if (carrier !== undefined) {
    const { ctx, who, carrier: { kind } } = await authentication.entered(request, carrier, 'people.manage')
    return { ctx: ownWork(ctx), by: who, carrier, kind }
  }
  const who = await authentication.principal(request)
  if (!permissionsAt(who, platform).has('people.manage')) throw new Fault('forbidden', 'api/not-permitted', 'This account may not do this.')
  const ctx = {
    tenant: asTenant(0), carrier: '', actor: who.actor, purpose: 'HSYSADMIN', trace: request.id, now: new Date(clock.now()), address: request.ip,
  }
  return { ctx, by: who, carrier: platform, kind: 'platform' }
}

export function personOnWire(call: PeopleCall, person: KnownPerson): Person {
  const mine = manageableRoles(call.by, call)
  return {
    account: person.account,
    login: person.login ?? null,
    name: person.name,
    roles: person.roles,
    sites: person.sites,
    since: person.since.toISOString(),
    state: person.state,
    managed: person.managed,
    mine: person.managed !== 'provider' && person.account !== call.by.account && person.roles.every((role) => mine.includes(role)),
  }
}
