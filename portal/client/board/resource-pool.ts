import type { Encounter, FhirResource, Location, Organization, Patient, Practitioner } from '../fhir-shapes.ts'

export const boardTypes = ['Location', 'Encounter', 'Patient', 'Practitioner', 'Organization'] as const
export type BoardType = (typeof boardTypes)[number]

/** Encounters that a ward view is about. */
export const currentStatuses: ReadonlySet<string> = new Set(['in-progress', 'onleave', 'planned'])

/** The resources a board is made of, each in the newest version seen. */
export class ResourcePool {
  readonly locations = new Map<string, Location>()
  readonly encounters = new Map<string, Encounter>()
  readonly patients = new Map<string, Patient>()
  readonly practitioners = new Map<string, Practitioner>()
  readonly organizations = new Map<string, Organization>()

  of(type: BoardType): Map<string, FhirResource> {
    const maps = {
      Location: this.locations, Encounter: this.encounters, Patient: this.patients,
      Practitioner: this.practitioners, Organization: this.organizations,
    }
    return maps[type]
  }

  /** Takes a resource unless a newer version is here; an encounter that is over goes. */
  put(resource: FhirResource): void {
    if (resource.id === undefined) return
    const map = this.of(resource.resourceType)
    if (versionOf(resource) < versionOf(map.get(resource.id))) return
    if (resource.resourceType === 'Encounter' && !currentStatuses.has(resource.status ?? '')) map.delete(resource.id)
    else map.set(resource.id, resource)
  }

  remove(type: BoardType, id: string): void {
    this.of(type).delete(id)
  }

  /** Version held, 0 where there is none. */
  version(type: BoardType, id: string): number {
    return versionOf(this.of(type).get(id))
  }
}

function versionOf(resource: FhirResource | undefined): number {
  return Number(resource?.meta?.versionId ?? 0)
}
