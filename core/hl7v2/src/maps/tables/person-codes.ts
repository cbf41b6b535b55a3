/** Gender of FHIR and, where it is `other`, the official German one. Sources: HL7 table 0001 in the German version, ISiK Patient,
 *  http://fhir.de/CodeSystem/gender-amtlich-de. */
export const genders: Readonly<Record<string, { readonly gender: string; readonly official?: 'D' | 'X' }>> = {
  M: { gender: 'male' },
  F: { gender: 'female' },
  W: { gender: 'female' },
  D: { gender: 'other', official: 'D' },
  O: { gender: 'other', official: 'D' },
  X: { gender: 'other', official: 'X' },
  A: { gender: 'other', official: 'X' },
  U: { gender: 'unknown' },
  N: { gender: 'unknown' },
}

const maritalSystem = 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus'

/** Sources: HL7 table 0002, v2-to-FHIR concept map; VH, LD, GS, VW are German abbreviations. */
export const maritalStatuses: Readonly<Record<string, { readonly system: string; readonly code: string }>> = {
  S: { system: maritalSystem, code: 'S' },
  M: { system: maritalSystem, code: 'M' },
  D: { system: maritalSystem, code: 'D' },
  W: { system: maritalSystem, code: 'W' },
  A: { system: maritalSystem, code: 'L' },
  E: { system: maritalSystem, code: 'L' },
  B: { system: maritalSystem, code: 'U' },
  I: { system: maritalSystem, code: 'I' },
  N: { system: maritalSystem, code: 'A' },
  P: { system: maritalSystem, code: 'T' },
  R: { system: maritalSystem, code: 'T' },
  C: { system: maritalSystem, code: 'C' },
  LD: { system: maritalSystem, code: 'S' },
  VH: { system: maritalSystem, code: 'M' },
  GS: { system: maritalSystem, code: 'D' },
  VW: { system: maritalSystem, code: 'W' },
  U: { system: 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', code: 'UNK' },
  T: { system: 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', code: 'UNK' },
}

export const relationshipSystem = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode'

/** Sources: HL7 table 0063, http://terminology.hl7.org/CodeSystem/v3-RoleCode. */
export const relationships: Readonly<Record<string, string>> = {
  BRO: 'BRO',
  CHD: 'CHILD',
  DOM: 'DOMPART',
  EXF: 'EXT',
  FCH: 'CHLDFOST',
  FND: 'FRND',
  FTH: 'FTH',
  GCH: 'GRNDCHILD',
  GRD: 'GUARD',
  GRP: 'GRPRN',
  MTH: 'MTH',
  NCH: 'NCHILD',
  PAR: 'PRN',
  SCH: 'STPCHLD',
  SIB: 'SIB',
  SIS: 'SIS',
  SPO: 'SPS',
}
