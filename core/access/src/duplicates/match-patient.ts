import type { Resource } from '@steckwerk/fhir'
import { cautionOf, defaultModel } from '@steckwerk/match'
import type { Reader } from '@steckwerk/store'
import { candidatesOf } from './candidates.ts'
import { indexedPerson } from './indexed-person.ts'
import type { PersonHash } from './person-hash.ts'

export interface PatientMatch {
  readonly patient: string
  /** 0 to 1. */
  readonly probability: number
  readonly grade: 'certain' | 'probable' | 'possible'
}

/** No id of FHIR. */
const asked = '?'

/** Who may be this Patient, best first. */
export async function matchPatient(reader: Reader, patient: Resource, count: number, hashed: PersonHash): Promise<readonly PatientMatch[]> {
  const { link: _, ...rest } = patient
  const person = indexedPerson({ type: 'Patient', id: asked, version: 0, lastUpdated: 0, text: JSON.stringify(rest) }, hashed)
  if (person === undefined) return []
  const found = await candidatesOf(reader, [person], hashed)
  return found
    .map(({ one, other, comparison, score }): PatientMatch => {
      const isCertain = score.weight >= defaultModel.thresholds.certain && cautionOf(comparison) === undefined
      return {
        patient: one.patient === asked ? other.patient : one.patient,
        probability: score.probability,
        grade: isCertain ? 'certain' : score.weight >= 0 ? 'probable' : 'possible',
      }
    })
    .sort((a, b) => b.probability - a.probability)
    .slice(0, count)
}
