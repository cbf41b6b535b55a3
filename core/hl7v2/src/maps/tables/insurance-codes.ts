export const coverageTypeSystem = 'http://fhir.de/CodeSystem/versicherungsart-de-basis'

/** Kinds of insurance by what senders put in IN1-2 and IN1-15. Source: versicherungsart-de-basis; SZ and BEIHILFE are house usage. */
export const coverageTypes: Readonly<Record<string, string>> = {
  GKV: 'GKV',
  PKV: 'PKV',
  BG: 'BG',
  SEL: 'SEL',
  SZ: 'SEL',
  SOZ: 'SOZ',
  GPV: 'GPV',
  PPV: 'PPV',
  BEI: 'BEI',
  BEIHILFE: 'BEI',
}

/** Kinds of insurance by the first two digits of an institution number. Source: ARGE IK, Klassifikation. */
export const coverageTypeByIk: Readonly<Record<string, string>> = {
  10: 'GKV',
  12: 'BG',
  13: 'SOZ',
  16: 'PKV',
  18: 'GPV',
  93: 'BEI',
}

/** Source: HL7 table 0063, http://terminology.hl7.org/CodeSystem/subscriber-relationship. */
export const subscriberRelationships: Readonly<Record<string, string>> = {
  SEL: 'self',
  SELF: 'self',
  '01': 'self',
  '18': 'self',
  SPO: 'spouse',
  CHD: 'child',
  NCH: 'child',
  SCH: 'child',
  MTH: 'parent',
  FTH: 'parent',
  PAR: 'parent',
  OTH: 'other',
}
