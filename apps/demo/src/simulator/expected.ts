import type { Case, CaseStatus, Patient } from './event.ts'
import { placeOf } from './state.ts'

/** How a case has to stand once every message sent so far is applied. */
export interface ExpectedCase {
  readonly number: string
  readonly kind: 'inpatient' | 'outpatient'
  readonly status: CaseStatus
  /** Where the patient is, of a case in progress, or was last. */
  readonly ward: string | undefined
  readonly room: string | undefined
  readonly bed: string | undefined
}

/** How a patient has to stand once every message sent so far is applied. */
export interface ExpectedPatient {
  readonly number: string
  readonly family: string
  readonly prefix: string | undefined
  readonly given: string
  readonly title: string | undefined
  /** YYYY-MM-DD */
  readonly birthDate: string
  readonly gender: 'female' | 'male'
  readonly insuranceNumber: string
  /** Patient number that survived a merge. */
  readonly mergedInto: string | undefined
  readonly mother: string | undefined
  /** Number of the case that is open or was last. */
  readonly currentCase: string | undefined
  /** The cases, those of merged registrations included; of a merged patient those it brought along. */
  readonly cases: readonly ExpectedCase[]
}

export function expectedPatient(patient: Patient): ExpectedPatient {
  const { person } = patient
  return {
    number: patient.number,
    family: person.family,
    prefix: person.prefix,
    given: person.given,
    title: person.title,
    birthDate: `${person.birth.slice(0, 4)}-${person.birth.slice(4, 6)}-${person.birth.slice(6, 8)}`,
    gender: person.gender === 'F' ? 'female' : 'male',
    insuranceNumber: person.insuranceNumber,
    mergedInto: patient.mergedInto?.number,
    mother: patient.mother?.number,
    currentCase: patient.current?.number,
    cases: patient.cases.map(expectedCase),
  }
}

function expectedCase(of: Case): ExpectedCase {
  const place = placeOf(of)
  return { number: of.number, kind: of.kind, status: of.status, ward: place?.ward.code, room: place?.room, bed: place?.name }
}
