import type { FhirResource, PlugCarrier } from '@steckwerk/plug'
import type { Actor } from './actor.ts'
import { actorsOf, savingBundle } from './mcsd.ts'

/** Every actor of the network. */
export async function allActors({ fhir }: PlugCarrier): Promise<readonly Actor[]> {
  const everything = (type: string): Promise<Parameters<typeof actorsOf>[0]> => fhir.all(type, [['_count', '500']])
  return actorsOf(...await Promise.all([everything('Organization'), everything('Location'), everything('HealthcareService'), everything('Endpoint')]))
}

export async function actorOf({ fhir }: PlugCarrier, id: string): Promise<Actor | undefined> {
  const [organization, location, service] = await Promise.all((['Organization', 'Location', 'HealthcareService'] as const).map((type) => fhir.read(type, id)))
  const there = <T>(one: T | undefined): T[] => (one === undefined ? [] : [one])
  const named = (organization?.['endpoint'] ?? []) as readonly { readonly reference?: string }[]
  const endpoints = await Promise.all(named.map(({ reference = '' }) => fhir.read('Endpoint', reference.replace(/^Endpoint\//, ''))))
  return actorsOf(there(organization), there(location), there(service), endpoints.filter((one): one is FhirResource => one !== undefined))[0]
}

/** `before`: as it is now, undefined where there is none. All or nothing. */
export async function saveActor({ fhir }: PlugCarrier, actor: Actor, before: Actor | undefined): Promise<void> {
  await fhir.transaction(savingBundle([actor], before === undefined ? [] : [before]))
}

export async function removeActor({ fhir }: PlugCarrier, actor: Actor): Promise<void> {
  await fhir.transaction(savingBundle([], [actor]))
}
