import type { Resource } from '@steckwerk/fhir'
import type { MapState } from './contract.ts'
import { Draft } from './draft.ts'
import { mergePatients } from './resources/merge.ts'

/** The merge of an A40, asked for by a person: both Patients are there and neither is replaced. `state` must know both and all that mentions the
 *  losing one. Returns whole resources as they shall be now. See docs/decisions/0005-merge-rewrites-references.md. */
export function mergeResources(state: MapState, survivor: string, loser: string): Resource[] {
  const draft = new Draft(state)
  const named = (id: string) => ({ id, system: '', identifiers: [] })
  mergePatients(draft, named(survivor), named(loser), { warn: () => {} })
  return draft.writes()
}
