/** That a carrier knows somebody is told to nobody else, by no answer and by no statement that an answer takes. Everything is asked before there
 *  are the Patients to hide, while they are there, and after they were deleted: all answers are the same to the byte. */
import { test } from 'node:test'
import { askByFhir } from './leaks/by-fhir.ts'

test('FHIR: whatever a clinician asks, foreign Patients are as if they were not there, in the answers and in the work', { timeout: 900_000 }, (t) => askByFhir(t, ['beta-clinician']))
