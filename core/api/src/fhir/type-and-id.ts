import { isResourceType } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'

/** Faults: api/type-unknown. */
export function requireType(type: string): void {
  if (!isResourceType(type)) throw new Fault('not-found', 'api/type-unknown', 'There is no such resource type in FHIR R4.')
}

export function isId(id: string): boolean {
  return /^[A-Za-z0-9\-.]{1,64}$/.test(id)
}

export function missing(): Fault {
  return new Fault('not-found', 'api/resource-missing', 'There is no such resource here.')
}

export function gone(): Fault {
  return new Fault('gone', 'api/resource-gone', 'This resource was deleted.')
}
