import type { FhirBundle, FhirResource } from '@steckwerk/plug'
import type { Actor, ActorInput, ActorKind } from './actor.ts'
import { actorKinds } from './actor.ts'

/** Names that stand in records; whoever reads them years later, with another service, finds them here. */
const names = {
  /** Organization.type, {@link actorKinds}. */
  kind: 'urn:steckwerk:community:actor-kind',
  /** Organization.extension, string: what the organization looks for. */
  needs: 'urn:steckwerk:extension:needs',
} as const

/** An actor as mCSD has it: who (Organization), where (Location), and what for (HealthcareService), under one id. Source: IHE mCSD 3.8, 2:3.90.4. */
export function resourcesOf({ id, ...actor }: Actor): readonly (FhirResource & { readonly id: string })[] {
  const organization = { reference: `Organization/${id}` }
  const address = { ...(actor.street === '' ? {} : { line: [actor.street] }), city: actor.city, ...(actor.postalCode === '' ? {} : { postalCode: actor.postalCode }), country: 'DE' }
  return [
    {
      resourceType: 'Organization', id, active: true, name: actor.name, address: [address],
      type: [{ coding: [{ system: names.kind, code: actor.kind }] }],
      ...(actor.website === '' ? {} : { telecom: [{ system: 'url', value: actor.website }] }),
      ...(actor.needs === '' ? {} : { extension: [{ url: names.needs, valueString: actor.needs }] }),
    },
    {
      resourceType: 'Location', id, status: 'active', name: actor.name, mode: 'instance', address, managingOrganization: organization,
      ...(actor.position === undefined ? {} : { position: { longitude: actor.position.longitude, latitude: actor.position.latitude } }),
    },
    {
      resourceType: 'HealthcareService', id, active: true, name: actor.name, providedBy: organization, location: [{ reference: `Location/${id}` }],
      ...(actor.topics.length === 0 ? {} : { type: actor.topics.map((topic) => ({ text: topic })) }),
      ...(actor.about === '' ? {} : { comment: actor.about }), ...(actor.offers === '' ? {} : { extraDetails: actor.offers }),
    },
  ]
}

export function savingBundle(actors: readonly Actor[]): FhirBundle {
  return {
    resourceType: 'Bundle', type: 'transaction',
    entry: actors.flatMap(resourcesOf).map((resource) => ({ resource, request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` } })),
  }
}

interface Organization extends FhirResource {
  readonly name?: string
  readonly type?: readonly { readonly coding?: readonly { readonly system?: string; readonly code?: string }[] }[]
  readonly address?: readonly { readonly line?: readonly string[]; readonly city?: string; readonly postalCode?: string }[]
  readonly telecom?: readonly { readonly system?: string; readonly value?: string }[]
  readonly extension?: readonly { readonly url: string; readonly valueString?: string }[]
}
interface Location extends FhirResource {
  readonly position?: ActorInput['position']
}
interface Service extends FhirResource {
  readonly type?: readonly { readonly text?: string }[]
  readonly comment?: string
  readonly extraDetails?: string
}

function kindOf({ type }: Organization): ActorKind {
  const code = type?.flatMap(({ coding }) => coding ?? []).find(({ system }) => system === names.kind)?.code
  return actorKinds.find((kind) => kind === code) ?? 'other'
}

/** Actors from the records that make them, also where another system wrote those. */
export function actorsOf(organizations: readonly FhirResource[], locations: readonly FhirResource[], services: readonly FhirResource[]): readonly Actor[] {
  const places = new Map(locations.map((one) => [one.id, one as Location]))
  const offered = new Map(services.map((one) => [one.id, one as Service]))
  return organizations.map((one): Actor => {
    const organization = one as Organization
    const [address, place, service] = [organization.address?.[0], places.get(one.id), offered.get(one.id)]
    return {
      id: one.id!, name: organization.name ?? '', kind: kindOf(organization),
      street: address?.line?.join(', ') ?? '', postalCode: address?.postalCode ?? '', city: address?.city ?? '',
      ...(place?.position === undefined ? {} : { position: { latitude: place.position.latitude, longitude: place.position.longitude } }),
      website: organization.telecom?.find(({ system }) => system === 'url')?.value ?? '',
      about: service?.comment ?? '', topics: service?.type?.flatMap(({ text }) => text ?? []) ?? [], offers: service?.extraDetails ?? '',
      needs: organization.extension?.find(({ url }) => url === names.needs)?.valueString ?? '',
    }
  })
}
