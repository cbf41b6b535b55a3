import type { Resource } from '@steckwerk/fhir'
import type { Change } from '@steckwerk/store'

/** Invented resources for tests. */
export function patient(id: string, family: string, more: object = {}): Resource {
  return { resourceType: 'Patient', id, name: [{ use: 'official', family, given: ['Erika'] }], gender: 'female', birthDate: '1964-08-12', ...more }
}

export function put(resource: Resource, expect: number | 'any' = 'any'): Change {
  return { kind: 'put', type: resource.resourceType, id: resource.id!, text: JSON.stringify(resource), resource, expect }
}
