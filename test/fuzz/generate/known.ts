import { searchParams, resourceTypes, type SearchParamInfo } from '@steckwerk/fhir'
import { region } from '../../../core/api/test/search-rows/region.ts'

/** Resources that are there before the first request; requests take them as they are, changed, or by id. */
export const samples = region as readonly (Readonly<Record<string, unknown>> & { readonly resourceType: string; readonly id: string })[]

export const types: readonly string[] = resourceTypes

const bySearch = new Map<string, readonly SearchParamInfo[]>()

export function parametersOf(type: string): readonly SearchParamInfo[] {
  const known = bySearch.get(type) ?? searchParams(type)
  bySearch.set(type, known)
  return known
}

/** Types that have many parameters or much to point to, more often than the rest. */
export const busyTypes: readonly string[] = ['Patient', 'Observation', 'Encounter', 'Condition', 'DocumentReference', 'Group', 'MedicationRequest', 'ValueSet', 'Location']
