import type { Resource } from '@steckwerk/fhir'
import { pick } from '../random.ts'

/** What a resource points to, as the text of a reference; left out where there is none. */
export interface References {
  readonly patient: string
  readonly encounter?: string
  readonly performer?: string
  readonly location?: string
  readonly device?: string
  readonly organization?: string
}

const families = ['Ahrens', 'Böttcher', 'Cordes', 'Dörfler', 'Eßer', 'Fröhlich', 'Görlitz', 'Hübner', 'Iversen', 'Jäger', 'Köster', 'Löwe', 'Möller', 'Nöthen', 'Oßwald', 'Pröll', 'Quandt', 'Rüther', 'Schäfer', 'Tönnies']
const givens = ['Anke', 'Björn', 'Clara', 'Dörte', 'Emil', 'Frauke', 'Götz', 'Hanne', 'Ilse', 'Jörg', 'Käthe', 'Lutz', 'Mara', 'Nils', 'Olga', 'Paul']
const cities = ['Musterstadt', 'Neudorf', 'Seeheim', 'Bergfeld', 'Altenau']

/** LOINC codes of vital signs and frequent laboratory values with their SNOMED CT twin, unit and usual range. */
export const measured = [
  ['8867-4', '364075005', 'Herzfrequenz', '/min', 55, 110],
  ['8480-6', '271649006', 'Systolischer Blutdruck', 'mm[Hg]', 95, 180],
  ['8462-4', '271650006', 'Diastolischer Blutdruck', 'mm[Hg]', 55, 105],
  ['8310-5', '386725007', 'Körpertemperatur', 'Cel', 36, 40],
  ['9279-1', '86290005', 'Atemfrequenz', '/min', 10, 26],
  ['59408-5', '431314004', 'Sauerstoffsättigung', '%', 88, 100],
  ['29463-7', '27113001', 'Körpergewicht', 'kg', 45, 130],
  ['718-7', '441689006', 'Hämoglobin', 'g/dL', 8, 18],
  ['2160-0', '15373003', 'Kreatinin', 'mg/dL', 0.5, 3],
  ['2951-2', '39972003', 'Natrium', 'mmol/L', 128, 150],
] as const

/** A value few people are ever asked for: what a search by a rare code looks for. */
export const rarelyMeasured = ['2458-8', '104721008', 'Immunglobulin A', 'g/L', 0.4, 4] as const

export const minute = 60_000
export const day = 24 * 60 * minute

/** The name of a system of invented identifiers. */
export const sid = (name: string): string => `https://example.org/sid/${name}`

export function patientBody(identifier: { readonly system: string; readonly value: string }, insured: string, random: () => number): Resource {
  const born = new Date(Date.UTC(1930, 0, 1) + Math.floor(random() * 90 * 365) * day).toISOString().slice(0, 10)
  const family = pick(random, families)
  const given = [pick(random, givens), pick(random, givens)]
  return {
    resourceType: 'Patient',
    meta: { profile: ['https://gematik.de/fhir/isik/StructureDefinition/ISiKPatient'] },
    identifier: [
      { use: 'usual', type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] }, ...identifier, assigner: { display: 'Klinikum Musterstadt' } },
      { use: 'official', type: { coding: [{ system: 'http://fhir.de/CodeSystem/identifier-type-de-basis', code: 'KVZ10' }] }, system: 'http://fhir.de/sid/gkv/kvid-10', value: insured },
    ],
    active: true,
    name: [{ use: 'official', family, given }, { use: 'maiden', family: pick(random, families) }],
    telecom: [{ system: 'phone', value: `+49 555 ${Math.floor(random() * 1e6)}`, use: 'home' }],
    gender: random() < 0.5 ? 'female' : 'male',
    birthDate: born,
    address: [{ type: 'both', line: [`Hauptstraße ${1 + Math.floor(random() * 120)}`], city: pick(random, cities), postalCode: String(10_000 + Math.floor(random() * 89_999)), country: 'DE' }],
  }
}

export function encounterBody(caseNumber: string, admitted: number, to: References, random: () => number): Resource {
  const stay = 1 + Math.floor(random() * 9)
  return {
    resourceType: 'Encounter',
    identifier: [{ type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'VN' }] }, system: sid('case'), value: caseNumber }],
    status: random() < 0.8 ? 'finished' : 'in-progress',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: random() < 0.7 ? 'IMP' : 'AMB' },
    type: [{ coding: [{ system: 'http://fhir.de/CodeSystem/Kontaktebene', code: 'abteilungskontakt' }] }],
    serviceType: { coding: [{ system: 'http://fhir.de/CodeSystem/dkgev/Fachabteilungsschluessel', code: pick(random, ['0100', '1500', '2400', '3600']) }] },
    subject: { reference: to.patient },
    period: { start: new Date(admitted).toISOString(), end: new Date(admitted + stay * day).toISOString() },
    ...(to.location === undefined ? {} : { location: [{ location: { reference: to.location, display: 'Station' }, status: 'completed' }] }),
    ...(to.organization === undefined ? {} : { serviceProvider: { reference: to.organization } }),
  }
}

export function conditionBody(at: number, to: References, random: () => number): Resource {
  return {
    resourceType: 'Condition',
    clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
    verificationStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'confirmed' }] },
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'encounter-diagnosis' }] }],
    code: { coding: [{ system: 'http://fhir.de/CodeSystem/bfarm/icd-10-gm', version: '2026', code: pick(random, ['I10.90', 'E11.90', 'J18.9', 'S72.01', 'I50.14', 'N39.0']) }] },
    subject: { reference: to.patient },
    encounter: referenceTo(to.encounter),
    onsetDateTime: new Date(at).toISOString(),
    recordedDate: new Date(at).toISOString(),
  }
}

export function procedureBody(at: number, to: References, random: () => number): Resource {
  const [code, display] = pick(random, [['5-820.00', 'Implantation einer Endoprothese am Hüftgelenk'], ['1-632.0', 'Diagnostische Ösophagogastroduodenoskopie'], ['3-200', 'Native Computertomographie des Schädels'], ['8-930', 'Monitoring von Atmung, Herz und Kreislauf']] as const)
  return {
    resourceType: 'Procedure',
    status: 'completed',
    category: { coding: [{ system: 'http://snomed.info/sct', code: code.startsWith('5') ? '387713003' : '103693007' }] },
    code: { coding: [{ system: 'http://fhir.de/CodeSystem/bfarm/ops', version: '2026', code, display }], text: display },
    subject: { reference: to.patient },
    encounter: referenceTo(to.encounter),
    performedPeriod: { start: new Date(at).toISOString(), end: new Date(at + 90 * minute).toISOString() },
    ...(to.performer === undefined ? {} : { performer: [{ actor: { reference: to.performer } }] }),
  }
}

export function observationBody(identifier: string, at: number, to: References, random: () => number, what: readonly [string, string, string, string, number, number] = pick(random, measured)): Resource {
  const [loinc, snomed, display, unit, low, high] = what
  const value = Math.round((low + random() * (high - low)) * 10) / 10
  const laboratory = unit.endsWith('L')
  return {
    resourceType: 'Observation',
    meta: { profile: ['https://gematik.de/fhir/isik/StructureDefinition/ISiKVitalparameter'] },
    identifier: [{ system: sid('observation'), value: identifier }],
    status: random() < 0.9 ? 'final' : 'preliminary',
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: laboratory ? 'laboratory' : 'vital-signs', display: laboratory ? 'Laboratory' : 'Vital Signs' }] }],
    code: {
      coding: [{ system: 'http://loinc.org', code: loinc, display }, { system: 'http://snomed.info/sct', code: snomed, display }],
      text: display,
    },
    subject: { reference: to.patient },
    encounter: referenceTo(to.encounter),
    effectiveDateTime: new Date(at).toISOString(),
    issued: new Date(at + 5 * minute).toISOString(),
    performer: to.performer === undefined ? undefined : [{ reference: to.performer, display: 'Stationsdienst' }],
    valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
    interpretation: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code: pick(random, ['N', 'H', 'L']) }] }],
    device: referenceTo(to.device),
    referenceRange: [{ low: { value: low, unit, system: 'http://unitsofmeasure.org', code: unit }, high: { value: high, unit, system: 'http://unitsofmeasure.org', code: unit } }],
  }
}

function referenceTo(reference: string | undefined): { reference: string } | undefined {
  return reference === undefined ? undefined : { reference }
}
