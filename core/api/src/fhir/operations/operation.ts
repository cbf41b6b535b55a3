import type { FhirCall, FhirAnswer, Interaction, OperationClaim } from '../interaction.ts'

/** One operation as the interactions it is reached by. `paths` stand below /fhir/:carrier without the operation's own part. An operation that
 *  changes nothing may be called by GET. Source: FHIR R4 operations.html. */
export function operation(options: {
  readonly claim: OperationClaim
  readonly paths: readonly string[]
  readonly methods: readonly ('GET' | 'POST')[]
  readonly permission: Interaction['permission']
  readonly letters: Interaction['letters']
  readonly handle: (call: FhirCall) => Promise<FhirAnswer>
}): readonly Interaction[] {
  const { claim, permission, letters, handle } = options
  return options.paths.flatMap((path) =>
    options.methods.map((method): Interaction => ({ codes: [], operation: claim, method, path: `${path}/$${claim.name}`, permission, letters, handle })))
}
