import type { Resource } from '@steckwerk/fhir'
import { pick, seeded } from '../random.ts'

/** A resource as it goes into a store. */
export interface Made {
  readonly type: string
  readonly id: string
  readonly text: string
  readonly resource: Resource
}

export const observationsOfPatient = 14
const everyPatient = observationsOfPatient + 3

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

const minute = 60_000
const begin = Date.UTC(2024, 0, 1)
const span = 700 * 24 * 60

/** A patient with a case, a diagnosis and measurements: 17 resources of about 1.4 KB. Everything follows from the number. */
export function patientFile(number: number): Made[] {
  const random = seeded(number + 1)
  const id = `p${number}`
  const born = new Date(Date.UTC(1930, 0, 1) + Math.floor(random() * 90 * 365) * 24 * 60 * minute).toISOString().slice(0, 10)
  const admitted = begin + Math.floor(random() * span) * minute
  const file = [patient(id, number, born, random), encounter(id, number, admitted, random), condition(id, admitted, random)]
  for (let n = 0; n < observationsOfPatient; n++) file.push(observation(id, n, admitted + Math.floor(random() * 6 * 24 * 60) * minute, random))
  return file
}

/** A measurement of that patient beyond those of the file, for creating one by one. */
export function furtherObservation(number: number, n: number): Made {
  const random = seeded(number * 65_537 + n)
  return observation(`p${number}`, observationsOfPatient + n, begin + Math.floor(random() * span) * minute, random)
}

export function filesFor(resources: number): number {
  return Math.max(1, Math.round(resources / everyPatient))
}

/** The identifier every patient of the region has. */
export const patientNumber = (number: number): { system: string; value: string } => ({ system: 'https://example.org/sid/patient', value: String(1_000_000 + number) })

function patient(id: string, number: number, birthDate: string, random: () => number): Made {
  const family = pick(random, families)
  const given = [pick(random, givens), pick(random, givens)]
  return made({
    resourceType: 'Patient',
    id,
    meta: { profile: ['https://gematik.de/fhir/isik/StructureDefinition/ISiKPatient'] },
    identifier: [
      { use: 'usual', type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] }, ...patientNumber(number), assigner: { display: 'Klinikum Musterstadt' } },
      { use: 'official', type: { coding: [{ system: 'http://fhir.de/CodeSystem/identifier-type-de-basis', code: 'KVZ10' }] }, system: 'http://fhir.de/sid/gkv/kvid-10', value: `X${String(100_000_000 + number)}` },
    ],
    active: true,
    name: [{ use: 'official', family, given }, { use: 'maiden', family: pick(random, families) }],
    telecom: [{ system: 'phone', value: `+49 555 ${Math.floor(random() * 1e6)}`, use: 'home' }],
    gender: random() < 0.5 ? 'female' : 'male',
    birthDate,
    address: [{ type: 'both', line: [`Hauptstraße ${1 + Math.floor(random() * 120)}`], city: pick(random, cities), postalCode: String(10_000 + Math.floor(random() * 89_999)), country: 'DE' }],
  })
}

function encounter(patientId: string, number: number, admitted: number, random: () => number): Made {
  const stay = 1 + Math.floor(random() * 9)
  return made({
    resourceType: 'Encounter',
    id: `${patientId}-e`,
    identifier: [{ type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'VN' }] }, system: 'https://example.org/sid/case', value: String(5_000_000 + number) }],
    status: random() < 0.8 ? 'finished' : 'in-progress',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: random() < 0.7 ? 'IMP' : 'AMB' },
    type: [{ coding: [{ system: 'http://fhir.de/CodeSystem/Kontaktebene', code: 'abteilungskontakt' }] }],
    serviceType: { coding: [{ system: 'http://fhir.de/CodeSystem/dkgev/Fachabteilungsschluessel', code: pick(random, ['0100', '1500', '2400', '3600']) }] },
    subject: { reference: `Patient/${patientId}` },
    period: { start: new Date(admitted).toISOString(), end: new Date(admitted + stay * 24 * 60 * minute).toISOString() },
    location: [{ location: { reference: `Location/ward-${Math.floor(random() * 40)}`, display: 'Station' }, status: 'completed' }],
  })
}

function condition(patientId: string, admitted: number, random: () => number): Made {
  return made({
    resourceType: 'Condition',
    id: `${patientId}-c`,
    clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
    verificationStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'confirmed' }] },
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'encounter-diagnosis' }] }],
    code: { coding: [{ system: 'http://fhir.de/CodeSystem/bfarm/icd-10-gm', version: '2026', code: pick(random, ['I10.90', 'E11.90', 'J18.9', 'S72.01', 'I50.14', 'N39.0']) }] },
    subject: { reference: `Patient/${patientId}` },
    encounter: { reference: `Encounter/${patientId}-e` },
    onsetDateTime: new Date(admitted).toISOString(),
    recordedDate: new Date(admitted).toISOString(),
  })
}

function observation(patientId: string, n: number, at: number, random: () => number): Made {
  const [loinc, snomed, display, unit, low, high] = pick(random, measured)
  const value = Math.round((low + random() * (high - low)) * 10) / 10
  const laboratory = unit.endsWith('L')
  return made({
    resourceType: 'Observation',
    id: `${patientId}-o${n}`,
    meta: { profile: ['https://gematik.de/fhir/isik/StructureDefinition/ISiKVitalparameter'] },
    identifier: [{ system: 'https://example.org/sid/observation', value: `${patientId}-${n}` }],
    status: random() < 0.9 ? 'final' : 'preliminary',
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: laboratory ? 'laboratory' : 'vital-signs', display: laboratory ? 'Laboratory' : 'Vital Signs' }] }],
    code: {
      coding: [{ system: 'http://loinc.org', code: loinc, display }, { system: 'http://snomed.info/sct', code: snomed, display }],
      text: display,
    },
    subject: { reference: `Patient/${patientId}` },
    encounter: { reference: `Encounter/${patientId}-e` },
    effectiveDateTime: new Date(at).toISOString(),
    issued: new Date(at + 5 * minute).toISOString(),
    performer: [{ reference: `Practitioner/doc-${Math.floor(random() * 200)}`, display: 'Stationsdienst' }],
    valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
    interpretation: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code: pick(random, ['N', 'H', 'L']) }] }],
    device: { reference: `Device/monitor-${Math.floor(random() * 90)}` },
    referenceRange: [{ low: { value: low, unit, system: 'http://unitsofmeasure.org', code: unit }, high: { value: high, unit, system: 'http://unitsofmeasure.org', code: unit } }],
  })
}

function made(resource: Resource): Made {
  return { type: resource.resourceType, id: resource.id!, text: JSON.stringify(resource), resource }
}
