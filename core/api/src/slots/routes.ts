import type { Access, Launch } from '@steckwerk/access'
import { Fault, type Log } from '@steckwerk/kernel'
import type { SlotPlace } from '@steckwerk/plug'
import type { OfferedSlot, Plugboard } from '@steckwerk/plugboard'
import type { Store } from '@steckwerk/store'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Authentication } from '../authentication.ts'
import type { LaunchedSlot, SlotInfo, SlotList } from '../contract/slots.ts'
import { readBody } from '../leitstand/read-body.ts'
import type { PublicAddress } from '../server-config.ts'
import { endpointsOf } from '../smart/discovery.ts'
import { publicOrigin } from '../smart/public-origin.ts'
import { answerFaultsAsText } from '../web/text-faults.ts'
import { rawQuery } from '../web/raw-query.ts'
import { framePage } from './frame-page.ts'
import { createSlotPlaces, worksAt } from './slot-places.ts'

interface OfSlot {
  Params: { carrier: string; plug: string; slot: string }
}

const places: readonly SlotPlace[] = ['patient-start', 'patient-appointment', 'clinic-patient', 'carrier-service', 'staff-menu']
const id = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/)
const launchBody = z.strictObject({ patient: id.optional(), appointment: id.optional(), language: z.enum(['de', 'en']) })

const infoOf = (carrier: string, { plug: { id: plug, manifest }, slot }: OfferedSlot): SlotInfo =>
  ({ carrier, plug, slot: slot.id, title: slot.title, service: manifest.name, vendor: manifest.vendor.name })

/** Pages of services in the portal, below /portal/api. Wire types: contract/slots.ts. */
export function slotRoutes(options: {
  readonly plugboard: Plugboard
  readonly access: Access
  readonly store: Store
  readonly authentication: Authentication
  readonly address: PublicAddress
  readonly log: Log
}): (server: FastifyInstance) => Promise<void> {
  const { plugboard, access, store, authentication, address, log } = options
  const { launches } = access.smart
  const at = createSlotPlaces({ store, authentication, ownPatients: access.ownPatients, decide: (who, carrier) => access.decisions.decide(who, carrier) })
  const slotsAt = async (carrier: string, place: SlotPlace): Promise<readonly OfferedSlot[]> => (await plugboard.slots.ofCarrier(carrier)).filter(({ slot }) => slot.place === place)

  return async (server) => {
    server.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store')
    })
    answerFaultsAsText(server, log)

    server.get<{ Params: { carrier: string } }>('/carriers/:carrier/slots', async (request): Promise<SlotList> => {
      const { carrier } = request.params
      const asked = new URLSearchParams(rawQuery(request)).get('place')
      const place = places.find((one) => one === asked)
      if (place === undefined) throw new Fault('invalid', 'api/slot-place', 'Name one of the places where services show pages.', { at: 'place' })
      await at.enter(request, carrier, place)
      return { slots: (await slotsAt(carrier, place)).map((one) => infoOf(carrier, one)) }
    })

    server.get('/slots/staff', async (request): Promise<SlotList> => {
      const who = await authentication.principal(request)
      const carriers = (await store.carriers()).filter(({ slug }) => worksAt(who, slug))
      return { slots: (await Promise.all(carriers.map(async ({ slug }) => (await slotsAt(slug, 'staff-menu')).map((one) => infoOf(slug, one))))).flat() }
    })

    server.post<OfSlot>('/carriers/:carrier/slots/:plug/:slot/launches', async (request, reply) => {
      const { carrier: slug, plug, slot: name } = request.params
      const { language, patient, appointment } = readBody(request, launchBody)
      await authentication.principal(request)
      const found = await plugboard.slots.find(slug, plug, name)
      if (found === undefined) throw new Fault('not-found', 'api/slot-unknown', 'The service shows nothing here (any more).')
      const { slot, url, client } = found
      const here = await at.enter(request, slug, slot.place)
      const about = await at.about(here, slot.place, { ...(patient === undefined ? {} : { patient }), ...(appointment === undefined ? {} : { appointment }) })
      const scopes = at.scopes(here, found.scopes)
      const { who, ctx, carrier } = here
      const origin = publicOrigin(request, address)
      const self = (await access.ownPatients.of(who.account, carrier)).find(({ relation }) => relation === 'self')
      // What cannot be logged does not happen.
      await access.audit.record(ctx, {
        event: 'token-issued', ...(about.patient === undefined ? {} : { patients: [about.patient] }), detail: { client, slot: `${plug}/${name}`, scopes: scopes.join(' ') },
      })
      const begins = new URL(`${url}${slot.launch}`)
      const launch: Launch = {
        account: who.account, carrier: slug, client, ...(about.patient === undefined ? {} : { patient: about.patient }),
        slot: {
          name: `${plug}/${name}`, session: who.session!, scopes, language, address: begins.href,
          person: { name: who.name, amr: who.amr, ...(self === undefined ? {} : { fhirUser: `${origin}/fhir/${slug}/Patient/${self.patient}` }) },
          ...(about.appointment === undefined ? {} : { appointment: about.appointment }),
        },
      }
      const made = await launches.create(launch)
      return reply.code(201).send({ frame: `/portal/api/slots/frame/${made.id}`, address: addressOf(begins, origin, slug, made.id), origin: begins.origin } satisfies LaunchedSlot)
    })

    server.get<{ Params: { launch: string } }>('/slots/frame/:launch', async (request, reply) => {
      const who = await authentication.principal(request)
      const launch = await launches.get(request.params.launch)
      if (launch?.slot === undefined || launch.account !== who.account || launch.slot.session !== who.session) throw new Fault('not-found', 'api/not-found', 'There is nothing at this address.')
      const origin = publicOrigin(request, address)
      const [plug = '', name = ''] = launch.slot.name.split('/')
      const title = (await plugboard.slots.find(launch.carrier, plug, name))?.slot.title
      const { html, policy } = framePage({
        address: addressOf(new URL(launch.slot.address), origin, launch.carrier, request.params.launch), authorize: endpointsOf(`${origin}/oidc`).authorize,
        language: launch.slot.language, title: title?.[launch.slot.language] ?? title?.de ?? plug,
      })
      return reply.header('content-security-policy', policy).type('text/html; charset=utf-8').send(html)
    })
  }
}

/** Source: SMART App Launch 2.2, EHR launch. */
function addressOf(begins: URL, origin: string, carrier: string, launch: string): string {
  const address = new URL(begins)
  address.searchParams.set('iss', `${origin}/fhir/${carrier}`)
  address.searchParams.set('launch', launch)
  return address.href
}
