interface CodeTable {
  readonly system: string
  readonly codes: ReadonlySet<string>
}

/** Codes of German hospital billing (§ 301 SGB V) by their system. Source: basisprofil-de-r4 1.6.0. */
export const admissionOccasions: CodeTable = {
  system: 'http://fhir.de/CodeSystem/dgkev/Aufnahmeanlass',
  codes: new Set('E Z N R V A G B'.split(' ')),
}

export const admissionReason12: CodeTable = {
  system: 'http://fhir.de/CodeSystem/dkgev/AufnahmegrundErsteUndZweiteStelle',
  codes: new Set('01 02 03 04 05 06 07 08 10 11 12'.split(' ')),
}

export const admissionReason3: CodeTable = {
  system: 'http://fhir.de/CodeSystem/dkgev/AufnahmegrundDritteStelle',
  codes: new Set('0 2 4'.split(' ')),
}

export const admissionReason4: CodeTable = {
  system: 'http://fhir.de/CodeSystem/dkgev/AufnahmegrundVierteStelle',
  codes: new Set('1 2 3 4 6 7'.split(' ')),
}

export const dischargeReason12: CodeTable = {
  system: 'http://fhir.de/CodeSystem/dkgev/EntlassungsgrundErsteUndZweiteStelle',
  codes: new Set('01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29'.split(' ')),
}

export const dischargeReason3: CodeTable = {
  system: 'http://fhir.de/CodeSystem/dkgev/EntlassungsgrundDritteStelle',
  codes: new Set('1 2 9'.split(' ')),
}
