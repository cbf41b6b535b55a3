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
export { makePasswordsCheap } from './sign-in/password.ts'
