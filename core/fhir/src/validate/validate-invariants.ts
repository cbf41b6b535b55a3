import type { Issue } from '@steckwerk/kernel'
import { isResourceType } from '../model/resource-types.ts'

/** Checks a parsed resource against the invariants of base R4, with those of its data types, of resources in a Bundle and of
 *  contained ones. They belong to $validate: `validate`, which every write passes, checks structure and does not call
 *  this. What `validate` has reported makes its elements' invariants meaningless, not this call fail.
 *  Issue types: invariant, processing (one that could not be evaluated), too-costly (warning: not all were checked); severity as R4 gives
 *  it; at most 100 errors and 100 warnings. Texts begin with the invariant's key and repeat no submitted value.
 *  Not here: ele-1, ext-1, ref-1, dom-2, txt-1 and txt-2, which `validate` checks, and ctm-1, which needs another resource.
 *  Source: FHIR R4 (4.0.1), constraints of the resources' and data types' definitions, some corrected
 *  (tools/src/codegen/invariant-corrections.ts). */
export async function validateInvariants(resource: { readonly resourceType: string }): Promise<Issue[]> {
  if (!isResourceType(resource.resourceType)) return []
  const { checkInvariants } = await import('./check-invariants.ts')
  return checkInvariants(resource)
}
