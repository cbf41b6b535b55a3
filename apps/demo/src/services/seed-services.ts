import type { MarketPage, MarketService, NewEvidence, OrderDetail } from '@steckwerk/api/contract/marketplace'
import { fhirClient } from '@steckwerk/plug'
import { seedScheduling } from '@steckwerk/scheduling'
import { automation, withPeople, type Caller, type DemoHub } from '../people/demo-hub.ts'
import type { DemoCarrier } from '../region/carriers.ts'
import { until } from '../region/wait.ts'
import { placeOf } from './places.ts'

/** Stands at a carrier where everything below is done: what the house does to its calendars and orders afterwards stays. */
const done = (carrier: string): string => `/fhir/${carrier}/Basic/demo-services`
/** What each house of the demo has from the start, of the hub's own. */
const capabilities = ['scheduling', 'forms']

/** What the operator has seen of the hub's own services, as a carrier asks for it before it orders. Invented, and says so. */
const evidence = (now: Date): Partial<Record<NewEvidence['kind'], NewEvidence>> => ({
  avv: { kind: 'avv', title: { de: 'Vertrag zur Auftragsverarbeitung (Demo, erfunden)', en: 'Data processing agreement (demo, invented)' } },
  'data-location': { kind: 'data-location', title: { de: 'Ort der Daten (Demo, erfunden)', en: 'Data location (demo, invented)' }, value: 'DE' },
  c5: {
    kind: 'c5', title: { de: 'C5-Testat Typ 2 (Demo, erfunden)', en: 'C5 attestation type 2 (demo, invented)' }, value: 'type 2',
    issued: dayFrom(now, -30), expires: dayFrom(now, 335),
  },
})

const dayFrom = (now: Date, days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)

/** Gives each carrier calendars; its administration orders scheduling and forms by the same protocol as anybody's order. A carrier that has them is left
 *  alone; a start after kill -9 goes on where it was. Slots are the scheduling service's own work and come within seconds. Returns whether there was
 *  anything to do.
 *  Faults: demo/refused, demo/not-ready, plug/fhir-…. */
export async function seedServices(hub: DemoHub, carriers: readonly Pick<DemoCarrier, 'slug'>[]): Promise<boolean> {
  const operator = automation(hub)
  const isDone = await Promise.all(carriers.map(async ({ slug }) => (await operator.find(done(slug))) !== undefined))
  const without = carriers.filter((_, i) => isDone[i] !== true)
  const [first] = without
  if (first === undefined) return false
  // What is seen of a service counts for every carrier.
  for (const capability of capabilities) {
    const { broker, id, missing } = await offered(hub, operator, `/admin/carriers/${first.slug}`, capability)
    for (const { kind } of missing) {
      const seen = evidence(new Date())[kind]
      if (seen !== undefined) await operator.call('POST', `/admin/platform/brokers/${broker}/services/${id}/evidence`, seen)
    }
  }
  await using people = withPeople(hub)
  // The hub works on few passwords at once: one carrier after the other.
  for (const { slug } of without) await seedCarrier(hub, operator, await people.as(`verwaltung.${slug}`), slug)
  return true
}

async function seedCarrier(hub: DemoHub, operator: Caller, administration: Caller, slug: DemoCarrier['slug']): Promise<void> {
  // Calendars come first: a service that begins looks at those that are there.
  await seedScheduling({ fhir: houseFhir(hub, slug), place: placeOf(slug) })
  await Promise.all(capabilities.map((capability) => order(hub, administration, slug, capability)))
  await operator.call('PUT', done(slug), { resourceType: 'Basic', id: 'demo-services', code: { text: 'The calendars and services of the demo are here.' } })
}

/** The house's own system, which keeps its calendars: not the service, whose rights end at appointments and slots. */
function houseFhir({ url, token, signal }: DemoHub, carrier: string): ReturnType<typeof fhirClient> {
  return fhirClient(async ({ method, path, headers, body }) => {
    const answer = await fetch(`${url}/fhir/${carrier}${path === '' ? '' : `/${path}`}`, {
      method, signal, headers: { ...headers, authorization: `Bearer ${token}` }, ...(body === undefined ? {} : { body }),
    })
    return { status: answer.status, body: await answer.text() }
  })
}

/** The hub reads its own catalogue while it starts. */
function offered(hub: DemoHub, caller: Caller, path: string, capability: string): Promise<MarketService> {
  return until(`Der Dienst ${capability}`, async () =>
    (await caller.call<MarketPage>('GET', `${path}/market/catalogue`)).services.find((one) => one.inside && one.capability === capability), 60_000, hub.signal)
}

async function order(hub: DemoHub, administration: Caller, slug: string, capability: string): Promise<void> {
  const path = `/carriers/${slug}`
  const offer = await offered(hub, administration, path, capability)
  const id = offer.order ?? (await administration.call<OrderDetail>('POST', `${path}/market/orders`, { broker: offer.broker, service: offer.id, plan: offer.plans[0]!.id, parameters: {} })).id
  await until(`Der Dienst ${capability} bei ${slug}`, async () => {
    const { state } = await administration.call<OrderDetail>('GET', `${path}/market/orders/${id}`)
    return state === 'active' ? true : undefined
  }, 60_000, hub.signal)
}
