import type { FhirBundle, FhirResource } from '@steckwerk/plug'
import { createHash } from 'node:crypto'
import type { Actor, ActorEndpoint, ActorInput, ActorKind } from './actor.ts'
import { actorKinds } from './actor.ts'

type Named = FhirResource & { readonly id: string }

/** Names that stand in records; whoever reads them years later, with another service, finds them here. */
const names = {
  /** Organization.type, {@link actorKinds}. */
  kind: 'urn:steckwerk:community:actor-kind',
  /** Organization.identifier: the actor's id in this directory. */
  id: 'urn:steckwerk:community:actor',
  /** Organization.extension, string: what the organization looks for. */
  needs: 'urn:steckwerk:extension:needs',
} as const

/** Source: http://terminology.hl7.org/CodeSystem/endpoint-connection-type; KIM is mail with a security of its own. */
const connections = { fhir: 'hl7-fhir-rest', dicomweb: 'dicom-wado-rs', kim: 'secure-email' } as const satisfies Record<ActorEndpoint['kind'], string>
const connectionSystem = 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type'

/** That a record is as mCSD has it. */
export const profile = (name: 'Organization' | 'Location' | 'HealthcareService' | 'Endpoint' | 'Practitioner' | 'PractitionerRole') => ({ meta: { profile: [`https://profiles.ihe.net/ITI/mCSD/StructureDefinition/IHE.mCSD.${name}`] } })
/** Of places, where HL7 has a word for them. Source: http://terminology.hl7.org/CodeSystem/v3-RoleCode. */
const placeRoles: Readonly<Partial<Record<ActorKind, string>>> = { hospital: 'HOSP', practice: 'PROFF', pharmacy: 'PHARM', care: 'NCCF' }

/** The same address of the same actor is the same record. */
const endpointId = (actor: string, { kind, address }: ActorEndpoint): string => createHash('sha256').update(`${actor} ${kind} ${address}`).digest('hex').slice(0, 32)

/** An actor as mCSD has it: who (Organization), where (Location), and what for (HealthcareService), under one id; and where its
 *  systems are reached (Endpoint). Source: IHE mCSD 3.8, 2:3.90.4. */
export function resourcesOf({ id, ...actor }: Actor): readonly Named[] {
  const organization = { reference: `Organization/${id}` }
  const kind = { system: names.kind, code: actor.kind }
  const role = placeRoles[actor.kind]
  const address = { ...(actor.street === '' ? {} : { line: [actor.street] }), city: actor.city, ...(actor.postalCode === '' ? {} : { postalCode: actor.postalCode }), country: 'DE' }
  return [
    {
      resourceType: 'Organization', id, ...profile('Organization'), identifier: [{ system: names.id, value: id }], active: true, name: actor.name, address: [address],
      type: [{ coding: [kind] }],
      ...(actor.website === '' ? {} : { telecom: [{ system: 'url', value: actor.website }] }),
      ...(actor.needs === '' ? {} : { extension: [{ url: names.needs, valueString: actor.needs }] }),
      ...(actor.endpoints.length === 0 ? {} : { endpoint: actor.endpoints.map((one) => ({ reference: `Endpoint/${endpointId(id, one)}` })) }),
    },
    {
      resourceType: 'Location', id, ...profile('Location'), status: 'active', name: actor.name, mode: 'instance', address, managingOrganization: organization,
      type: [{ coding: [kind, ...(role === undefined ? [] : [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: role }])] }],
      physicalType: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/location-physical-type', code: 'si' }] },
      ...(actor.position === undefined ? {} : { position: { longitude: actor.position.longitude, latitude: actor.position.latitude } }),
    },
    {
      resourceType: 'HealthcareService', id, ...profile('HealthcareService'), active: true, name: actor.name, providedBy: organization, location: [{ reference: `Location/${id}` }],
      // Whoever names no topics offers what such an organization does.
      type: actor.topics.length === 0 ? [{ coding: [kind] }] : actor.topics.map((topic) => ({ text: topic })),
      ...(actor.about === '' ? {} : { comment: actor.about }), ...(actor.offers === '' ? {} : { extraDetails: actor.offers }),
    },
    ...actor.endpoints.map((one) => ({
      resourceType: 'Endpoint', id: endpointId(id, one), ...profile('Endpoint'), status: 'active', name: actor.name, managingOrganization: organization,
      connectionType: { system: connectionSystem, code: connections[one.kind] },
      payloadType: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/endpoint-payload-type', code: 'any' }] }],
      address: one.kind === 'kim' ? `mailto:${one.address}` : one.address,
    })),
  ]
}

/** `gone`: actors that are removed, or as they were before they are saved; what of theirs is not saved is deleted. */
export function savingBundle(actors: readonly Actor[], gone: readonly Actor[] = []): FhirBundle {
  const urlOf = ({ resourceType, id }: Named): string => `${resourceType}/${id}`
  const kept = actors.flatMap(resourcesOf)
  const urls = new Set(kept.map(urlOf))
  return {
    resourceType: 'Bundle', type: 'transaction',
    entry: [
      ...kept.map((resource) => ({ resource, request: { method: 'PUT', url: urlOf(resource) } })),
      ...gone.flatMap(resourcesOf).map(urlOf).filter((url) => !urls.has(url)).map((url) => ({ request: { method: 'DELETE', url } })),
    ],
  }
}

interface Organization extends FhirResource {
  readonly name?: string
  readonly type?: readonly { readonly coding?: readonly { readonly system?: string; readonly code?: string }[] }[]
  readonly address?: readonly { readonly line?: readonly string[]; readonly city?: string; readonly postalCode?: string }[]
  readonly endpoint?: readonly { readonly reference?: string }[]
  readonly telecom?: readonly { readonly system?: string; readonly value?: string }[]
  readonly extension?: readonly { readonly url: string; readonly valueString?: string }[]
}
interface Endpoint extends FhirResource {
  readonly connectionType?: { readonly code?: string }
  readonly address?: string
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

function endpointOf({ connectionType, address = '' }: Endpoint): ActorEndpoint | undefined {
  const kind = (Object.keys(connections) as ActorEndpoint['kind'][]).find((one) => connections[one] === connectionType?.code)
  return kind === undefined ? undefined : { kind, address: address.replace(/^mailto:/, '') }
}

/** Actors from the records that make them, also where another system wrote those. */
export function actorsOf(organizations: readonly FhirResource[], locations: readonly FhirResource[], services: readonly FhirResource[], endpoints: readonly FhirResource[] = []): readonly Actor[] {
  const places = new Map(locations.map((one) => [one.id, one as Location]))
  const offered = new Map(services.map((one) => [one.id, one as Service]))
  const reached = new Map(endpoints.map((one) => [`Endpoint/${one.id}`, endpointOf(one as Endpoint)]))
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
      endpoints: organization.endpoint?.flatMap(({ reference = '' }) => reached.get(reference) ?? []) ?? [],
    }
  })
}
