import { asTenant, Fault, reusedAnswers, type Clock, type Ctx } from '@steckwerk/kernel'
import type { Carrier, Reader, Store } from '@steckwerk/store'
import type { Offer, OfferList, OfferMode } from '../contract/booking.ts'
import { takesBookings, type BookingProvider } from './provider.ts'
import { searchAll } from './searches.ts'
import { addressOf, idOf, linesOf, phoneOf, resourceOf, wordOf, type Extension, type HealthcareService, type Place, type Schedule } from './shapes.ts'

export interface Calendar {
  readonly id: string
  /** Room or person. */
  readonly with: string | undefined
  /** How long before its beginning a time can still be booked. */
  readonly leadMs: number
}

/** One thing that can be booked, with its calendars. */
export interface Bookable {
  readonly carrier: Carrier
  readonly offer: Offer
  readonly schedules: readonly Calendar[]
}

export interface Offers {
  /** Of all carriers that take bookings; up to 15 seconds old. */
  list(): Promise<OfferList>
  /** One, as it is now. Faults: api/offer-unknown. */
  find(carrier: string, service: string): Promise<Bookable>
  /** What a carrier tells everybody of a service, whether or not it can still be booked. */
  told(reader: Reader, carrier: Carrier, service: string): Promise<Offer | undefined>
}

const mostOffers = 2_000
const reuseMs = 15_000

/** The hub's own look at what carriers publish. Nothing of a Patient is read by it. */
export function publicCtx(carrier: Carrier, now: number): Ctx {
  return { tenant: asTenant(carrier.tenant), carrier: carrier.slug, actor: 'Device/hub', purpose: 'HOPERAT', trace: 'booking', now: new Date(now) }
}

const costKinds: Readonly<Record<string, Offer['costs']['kind']>> = { free: 'free', disc: 'discounted', cost: 'cost' }

/** Source: FHIR R4 service-provision-conditions. */
function costsOf(service: HealthcareService): Offer['costs'] {
  const code = service.serviceProvisionCode?.flatMap(({ coding }) => coding ?? []).find((one) => one.code !== undefined && one.code in costKinds)?.code
  const text = [...(service.eligibility ?? []).flatMap(({ comment }) => comment ?? [])].join(' ')
  return { kind: costKinds[code ?? ''] ?? 'unknown', ...(text === '' ? {} : { text }) }
}

/** When and how a calendar may be booked; written by whoever keeps it, understood by every provider. */
const availability = 'urn:steckwerk:extension:availability'
const ruleOf = (schedule: Schedule, part: string): Extension | undefined =>
  schedule.extension?.find(({ url }) => url === availability)?.extension?.find(({ url }) => url === part)

/** Asked for where one of its calendars says so: nobody is to think that something stands which does not. */
const modeOf = (schedules: readonly Schedule[]): OfferMode => (schedules.some((one) => ruleOf(one, 'mode')?.valueCode === 'request') ? 'request' : 'booking')

function offerOf(carrier: Carrier, service: HealthcareService, places: ReadonlyMap<string, Place>, mode: OfferMode): Offer {
  const location = places.get(`Location/${idOf(service.location?.[0], 'Location')}`)
  const organization = places.get(`Organization/${idOf(service.providedBy, 'Organization')}`)
  const address = addressOf(location) ?? addressOf(organization)
  const site = location?.name ?? service.location?.[0]?.display ?? organization?.name ?? service.providedBy?.display
  const phone = phoneOf(service.telecom, location?.telecom, organization?.telecom)
  return {
    carrier: { slug: carrier.slug, name: carrier.name },
    service: service.id,
    name: service.name ?? wordOf(service.type?.[0]) ?? wordOf(service.specialty?.[0]) ?? carrier.name,
    mode,
    specialties: (service.specialty ?? []).flatMap((one) => wordOf(one) ?? []),
    address: linesOf(address),
    costs: costsOf(service),
    ...(site === undefined ? {} : { site }),
    ...(address?.city === undefined ? {} : { city: address.city }),
    ...(address?.postalCode === undefined ? {} : { postalCode: address.postalCode }),
    ...(phone === undefined ? {} : { phone }),
    ...(service.comment === undefined ? {} : { description: service.comment }),
    ...(service.extraDetails === undefined ? {} : { bring: service.extraDetails }),
  }
}

async function placesOf(reader: Reader, services: readonly HealthcareService[]): Promise<Map<string, Place>> {
  const keys = services.flatMap((service) => [
    { type: 'Location', id: idOf(service.location?.[0], 'Location') }, { type: 'Organization', id: idOf(service.providedBy, 'Organization') },
  ]).flatMap(({ type, id }) => (id === undefined ? [] : [{ type, id }]))
  const rows = keys.length === 0 ? new Map<string, never>() : await reader.getMany([...new Map(keys.map((key) => [`${key.type}/${key.id}`, key])).values()])
  return new Map([...rows].flatMap(([key, row]) => {
    const place = resourceOf<Place>(row)
    return place === undefined ? [] : [[key, place]]
  }))
}

const isSchedule = (schedule: Schedule): boolean => schedule.active !== false

/** Who or where, beside the service itself. */
const withOf = (schedule: Schedule): string | undefined =>
  (schedule.actor ?? []).filter((actor) => idOf(actor, 'HealthcareService') === undefined).map(({ display }) => display).find((display) => display !== undefined)

export function createOffers({ store, clock, provider }: { readonly store: Store; readonly clock: Clock; readonly provider: BookingProvider }): Offers {
  const lists = reusedAnswers<'all', OfferList>({ clock, reuseMs })

  const ofCarrier = (carrier: Carrier): Promise<Offer[]> => store.read(publicCtx(carrier, clock.now()), async (reader) => {
    const schedules = (await searchAll<Schedule>(reader, 'Schedule', [], 5_000)).filter(isSchedule)
    const calendars = new Map<string, Schedule[]>()
    for (const schedule of schedules) {
      for (const id of new Set((schedule.actor ?? []).flatMap((one) => idOf(one, 'HealthcareService') ?? []))) calendars.set(id, [...(calendars.get(id) ?? []), schedule])
    }
    if (calendars.size === 0) return []
    const services = (await searchAll<HealthcareService>(reader, 'HealthcareService', [], mostOffers)).filter(({ id, active }) => calendars.has(id) && active !== false)
    const places = await placesOf(reader, services)
    return services.map((service) => offerOf(carrier, service, places, modeOf(calendars.get(service.id)!)))
  })

  async function load(): Promise<OfferList> {
    const all = await Promise.all((await store.carriers()).map(async (carrier) => (await takesBookings(provider, carrier.slug)) ? ofCarrier(carrier) : []))
    const offers = all.flat().toSorted((a, b) => a.name.localeCompare(b.name, 'de') || a.carrier.name.localeCompare(b.carrier.name, 'de') || a.service.localeCompare(b.service))
    return { offers: offers.slice(0, mostOffers), cut: offers.length > mostOffers }
  }

  const told: Offers['told'] = async (reader, carrier, id) => {
    const service = resourceOf<HealthcareService>(await reader.get('HealthcareService', id))
    return service === undefined ? undefined : offerOf(carrier, service, await placesOf(reader, [service]), 'booking')
  }

  return {
    told,
    list: () => lists.of('all', load),
    find: async (slug, id) => {
      const carrier = await store.carrier(slug)
      const found = carrier === undefined || !(await takesBookings(provider, slug)) ? undefined : await store.read(publicCtx(carrier, clock.now()), async (reader) => {
        const service = resourceOf<HealthcareService>(await reader.get('HealthcareService', id))
        if (service === undefined || service.active === false) return undefined
        const schedules = (await searchAll<Schedule>(reader, 'Schedule', [['actor', `HealthcareService/${id}`]], 200)).filter(isSchedule)
        const offer = offerOf(carrier, service, await placesOf(reader, [service]), modeOf(schedules))
        return schedules.length === 0 ? undefined : { carrier, offer, schedules: schedules.map((schedule) => ({ id: schedule.id, with: withOf(schedule), leadMs: (ruleOf(schedule, 'leadMinutes')?.valueUnsignedInt ?? 0) * 60_000 })) }
      })
      if (found === undefined) throw new Fault('not-found', 'api/offer-unknown', 'This cannot be booked here.')
      return found
    },
  }
}
