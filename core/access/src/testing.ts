import { makePasswordsCheap } from './sign-in/password.ts'
import { makeSigningKeysCheap } from './smart/oidc-keys.ts'

export {
  expectedAccess,
  matrixActors,
  matrixDecisions,
  matrixInteractions,
  matrixPatients,
  matrixPrincipal,
  matrixRegion,
  matrixResource,
  matrixTypes,
  removals,
  readings,
  writings,
  type MatrixActor,
  type MatrixInteraction,
  type MatrixPatient,
  type MatrixType,
} from './testing/access-matrix.ts'

/** Password hashes and keys that protect nothing, and are made in next to no time. */
export function makeSecretsCheap(): void {
  makePasswordsCheap()
  makeSigningKeysCheap()
}
