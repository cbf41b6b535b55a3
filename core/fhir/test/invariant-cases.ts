import type { InvariantCase } from './invariant-case.ts'
import { clinicalCases } from './invariant-cases-clinical.ts'
import { formalCases } from './invariant-cases-formal.ts'

/** Resources that are valid but for the one thing. */
export const invariantCases: readonly InvariantCase[] = [...clinicalCases, ...formalCases]
