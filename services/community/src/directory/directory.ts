import type { PlugCarrier } from '@steckwerk/plug'
import type { Actor } from './actor.ts'
import { actorsOf, savingBundle } from './mcsd.ts'

/** Every actor of the network. */
export async function allActors({ fhir }: PlugCarrier): Promise<readonly Actor[]> {
  const everything = (type: string): Promise<Parameters<typeof actorsOf>[0]> => fhir.all(type, [['_count', '500']])
  return actorsOf(...await Promise.all([everything('Organization'), everything('Location'), everything('HealthcareService')]))
}

export async function actorOf({ fhir }: PlugCarrier, id: string): Promise<Actor | undefined> {
  const [organization, location, service] = await Promise.all((['Organization', 'Location', 'HealthcareService'] as const).map((type) => fhir.read(type, id)))
  const there = <T>(one: T | undefined): T[] => (one === undefined ? [] : [one])
  return actorsOf(there(organization), there(location), there(service))[0]
}

export async function saveActor({ fhir }: PlugCarrier, actor: Actor): Promise<void> {
  await fhir.transaction(savingBundle([actor]))
}
