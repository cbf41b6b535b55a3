import { Fault, viewAllows, type Ctx } from '@steckwerk/kernel'
import type { FastifyRequest } from 'fastify'
import { ownWork } from '../authentication.ts'
import type { PersonRoutesOptions } from './person-call.ts'

export interface OfPatient {
  Params: { carrier: string; patient: string }
}

/** The context of what is done at the desk for one Patient. Whoever sees patients at all has to see this one; a carrier's administration, which
 *  sees none, may do it for any of the carrier's.
 *  Faults: those of enter, api/patient-unknown. */
export async function atDesk({ authentication, store }: PersonRoutesOptions, request: FastifyRequest<OfPatient>): Promise<Ctx> {
  const ctx = await authentication.enter(request, request.params.carrier, 'person.desk')
  await requireSeen(store, ctx, request.params.patient)
  return ownWork(ctx)
}

/** Faults: api/patient-unknown. */
export async function requireSeen(store: PersonRoutesOptions['store'], ctx: Ctx, patient: string): Promise<void> {
  const asked = viewAllows(ctx.view, 'Patient', 'r') ? ctx : ownWork(ctx)
  const row = await store.read(asked, (r) => r.get('Patient', patient))
  if (row?.text === undefined) throw new Fault('not-found', 'api/patient-unknown', 'There is no such patient here.')
}
