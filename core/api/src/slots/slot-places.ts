import { narrowScopes, type OwnPatients, type Principal } from '@steckwerk/access'
import { Fault, type Ctx } from '@steckwerk/kernel'
import type { SlotPlace } from '@steckwerk/plug'
import type { Carrier, Store } from '@steckwerk/store'
import type { FastifyRequest } from 'fastify'
import type { Authentication } from '../authentication.ts'
import { patientOf } from '../booking/appointment-view.ts'
import { resourceOf, type Appointment } from '../booking/shapes.ts'
import { seenPerson } from '../smart/launch-persons.ts'

/** Somebody at a place of the portal. */
export interface AtPlace {
  readonly who: Principal
  readonly carrier: Carrier
  readonly ctx: Ctx
}

/** What a frame there is about. */
export interface PlaceContext {
  readonly patient?: string
  readonly appointment?: string
}

export interface SlotPlaces {
  /** Who is at a place of a carrier. Faults: api/unauthenticated, api/cross-site, api/session-only, api/carrier-unknown, api/not-permitted. */
  enter(request: FastifyRequest, carrier: string, place: SlotPlace): Promise<AtPlace>
  /** What the frame is about, as far as the account may see it there. Faults: api/not-found. */
  about(at: AtPlace, place: SlotPlace, asked: PlaceContext): Promise<PlaceContext>
  /** What is left of a slot's scopes where the account may do less itself. */
  scopes(at: AtPlace, scopes: readonly string[]): readonly string[]
}

const permissions = { 'patient-start': 'fhir.read', 'patient-appointment': 'fhir.read', 'clinic-patient': 'ward.read', 'carrier-service': 'service.order' } as const

const nothing = (): Fault => new Fault('not-found', 'api/not-found', 'There is nothing at this address.')

/** Whether somebody works at a carrier itself. */
export const worksAt = ({ memberships }: Principal, carrier: string): boolean => memberships.some((one) => one.carrier === carrier)

export function createSlotPlaces({ store, authentication, ownPatients, decide }: {
  readonly store: Store
  readonly authentication: Authentication
  readonly ownPatients: OwnPatients
  readonly decide: (who: Principal, carrier: Carrier) => Promise<Parameters<Authentication['ctxOf']>[3]>
}): SlotPlaces {
  /** Staff, whatever their roles: some see no records at all. */
  async function atWork(request: FastifyRequest, slug: string): Promise<AtPlace> {
    const who = await authentication.principal(request)
    const carrier = await store.carrier(slug)
    const decision = carrier === undefined || !worksAt(who, slug) ? undefined : await decide(who, carrier)
    if (carrier === undefined || decision === undefined) throw new Fault('not-found', 'api/carrier-unknown', 'There is no such carrier here.')
    return { who, carrier, ctx: authentication.ctxOf(request, who, carrier, decision) }
  }

  async function isOwn({ who, carrier }: AtPlace, patient: string): Promise<boolean> {
    return (await ownPatients.of(who.account, carrier)).some((one) => one.patient === patient)
  }

  async function appointmentAt(at: AtPlace, id: string): Promise<PlaceContext> {
    const row = await store.read(at.ctx, (reader) => reader.get('Appointment', id))
    const found = resourceOf<Appointment>(row)
    const patient = found === undefined ? undefined : patientOf(found)
    if (patient === undefined || !(await isOwn(at, patient))) throw nothing()
    return { patient, appointment: id }
  }

  return {
    enter: async (request, slug, place) => {
      const at = place === 'staff-menu' ? await atWork(request, slug) : await authentication.entered(request, slug, permissions[place])
      if (at.who.kind !== 'session') throw new Fault('forbidden', 'api/session-only', 'This is for people who are signed in.')
      return at
    },
    about: async (at, place, { patient, appointment }) => {
      if (place === 'carrier-service' || place === 'staff-menu') return {}
      if (place === 'patient-appointment') return appointment === undefined ? Promise.reject(nothing()) : appointmentAt(at, appointment)
      const isTheirs = patient !== undefined && (place === 'clinic-patient' || (await isOwn(at, patient)))
      if (!isTheirs || (await seenPerson(store, at.ctx, patient, [])) === undefined) throw nothing()
      return { patient }
    },
    scopes: ({ ctx }, scopes) => narrowScopes(scopes, ctx.view),
  }
}
