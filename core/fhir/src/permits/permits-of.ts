import type { Resource } from '../resource.ts'
import { consentPermits } from './consent.ts'
import { encounterPermits } from './encounter.ts'
import type { Permit } from './permit-keys.ts'

/** Whom a resource admits to a Patient, or refuses: an Encounter and a Consent do. Whatever is not readable admits nobody. */
export function permitsOf(resource: Resource): readonly Permit[] {
  switch (resource.resourceType) {
    case 'Encounter':
      return encounterPermits(resource)
    case 'Consent':
      return consentPermits(resource)
    default:
      return []
  }
}
