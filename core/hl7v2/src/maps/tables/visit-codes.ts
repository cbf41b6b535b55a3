export const actCodeSystem = 'http://terminology.hl7.org/CodeSystem/v3-ActCode'

/** Class of an Encounter by PV1-2. ISiK allows AMB, IMP, PRENC, VR, SS, HH; a channel may set others for its own codes.
 *  Sources: HL7 table 0004; T and V (teilstationär, vorstationär) are German additions. */
export const encounterClasses: Readonly<Record<string, string>> = {
  I: 'IMP',
  B: 'IMP',
  O: 'AMB',
  E: 'AMB',
  R: 'AMB',
  P: 'PRENC',
  V: 'PRENC',
  T: 'SS',
  D: 'SS',
}

/** Urgency of an admission by PV1-4 (HL7 table 0007) as v3-ActPriority. */
export const admissionPriorities: Readonly<Record<string, string>> = {
  E: 'EM',
  A: 'EM',
  U: 'UR',
  R: 'R',
  C: 'EL',
}

/** Participation (v3-ParticipationType) of the staff fields of PV1. */
export const participations = {
  attending: 'ATND',
  referring: 'REF',
  consulting: 'CON',
  admitting: 'ADM',
} as const
