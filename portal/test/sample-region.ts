/** An invented hospital for the browser tests: FHIR resources in the shape the maps make them. Nobody in it exists. */
import type { Encounter, FhirResource, Location, Patient } from '../client/fhir-shapes.ts'

const familyNames = ['Ahrens', 'Birkenfeld', 'Çelik', 'Dörfler', 'Eßling', 'Feldkamp', 'Grünwald', 'Hölscher', 'Ivanović', 'Jürgens', 'Köhler-Brandt', 'Löwenstein', 'Müßig', 'Nowak', 'Özdemir', 'Pfeiffer']
const womensNames = ['Annemarie', 'Brigitte', 'Ayşe', 'Dorothea', 'Elif', 'Franziska', 'Gisela', 'Hannelore']
const mensNames = ['Albrecht', 'Bülent', 'Karl-Heinz', 'Detlef', 'Emil', 'Friedhelm', 'Günter', 'Jörg']
const physicians = ['Dr. med. Sabine Rüther', 'Dr. med. Jan Kowalczyk', 'Prof. Dr. med. Ute Weißenfels', 'Ole Petersen']
const departments = ['Innere Medizin', 'Chirurgie', 'Geburtshilfe', 'Kardiologie']
export const wardNames = ['3A Innere', '3B Innere', '4A Chirurgie', '4B Kardiologie', '5 Wöchnerinnen', 'Intensiv 1']

const placeSystem = 'http://terminology.hl7.org/CodeSystem/location-physical-type'

export interface SampleRegion {
  readonly resources: Map<string, FhirResource>
  readonly wardIds: readonly string[]
}

/** `wards` wards of `bedsPerWard` beds, three of four occupied, two beds a room. Times lie before `now`. */
export function sampleRegion(options: { wards: number; bedsPerWard: number; now: number }): SampleRegion {
  const resources = new Map<string, FhirResource>()
  const put = (resource: FhirResource) => resources.set(`${resource.resourceType}/${resource.id}`, resource)
  put(place('site', 'si', 'Klinikum Lindental', undefined))
  const wardIds: string[] = []
  let person = 0
  for (let w = 0; w < options.wards; w += 1) {
    const ward = `w${w}`
    wardIds.push(ward)
    put(place(ward, 'wa', wardNames[w] ?? `Station ${w + 1}`, 'site'))
    for (let b = 0; b < options.bedsPerWard; b += 1) {
      const room = `${ward}r${Math.floor(b / 2)}`
      if (b % 2 === 0) put(place(room, 'ro', String(100 * (w + 1) + b / 2 + 1), ward))
      put(place(`${ward}b${b}`, 'bd', String(b % 2 + 1), room))
      if (b % 4 === 3) continue
      const onLeave = w === 0 && b === 4
      admit({ put, person: person += 1, ward, bed: `${ward}b${b}`, status: onLeave ? 'onleave' : 'in-progress', since: options.now - person * 7_400_000, department: w })
    }
  }
  admit({ put, person: person += 1, ward: 'w0', bed: undefined, status: 'in-progress', since: options.now - 1_800_000, department: 0 })
  admit({ put, person: person + 1, ward: 'w0', bed: undefined, status: 'planned', since: options.now + 60_000, department: 0 })
  return { resources, wardIds }
}

export function place(id: string, kind: string, name: string, partOf: string | undefined): Location {
  return {
    resourceType: 'Location', id, meta: { versionId: '1' }, status: 'active', name, physicalType: { coding: [{ system: placeSystem, code: kind }] },
    ...(partOf === undefined ? {} : { partOf: { reference: `Location/${partOf}` } }),
  }
}

interface Admission {
  readonly put: (resource: FhirResource) => void
  readonly person: number
  readonly ward: string
  readonly bed: string | undefined
  readonly status: 'in-progress' | 'onleave' | 'planned'
  readonly since: number
  readonly department: number
}

function admit({ put, person, ward, bed, status, since, department }: Admission): void {
  put(patient(`p${person}`, person))
  put(encounter({ id: `e${person}`, person, ward, bed, status, since, department, version: 1 }))
}

export function patient(id: string, seed: number): Patient {
  const woman = seed % 2 === 0
  const given = (woman ? womensNames : mensNames)[seed % 8] ?? ''
  const day = `${String(seed % 12 + 1).padStart(2, '0')}-${String(seed % 27 + 1).padStart(2, '0')}`
  return {
    resourceType: 'Patient', id, meta: { versionId: '1' }, gender: woman ? 'female' : 'male', birthDate: `${1931 + seed * 7 % 80}-${day}`,
    name: [{ use: 'official', family: familyNames[seed * 5 % 16] ?? '', given: [given], ...(seed % 9 === 0 ? { prefix: ['Dr.'] } : {}) }],
  }
}

export function encounter(of: { id: string; person: number; ward: string; bed: string | undefined; status: string; since: number; department: number; version: number }): Encounter {
  const at = (id: string) => ({ location: { reference: `Location/${id}` }, status: of.status === 'planned' ? 'planned' : 'active' })
  const since = new Date(of.since).toISOString()
  return {
    resourceType: 'Encounter', id: of.id, meta: { versionId: String(of.version) }, status: of.status, class: { code: 'IMP' },
    identifier: [{ type: { coding: [{ code: 'VN' }] }, value: String(2_026_040_000 + of.person) }],
    subject: { reference: `Patient/p${of.person}` },
    ...(of.status === 'planned' ? { extension: [{ url: 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedStartDate', valueDateTime: since }] } : { period: { start: since } }),
    participant: [{ type: [{ coding: [{ code: 'ATND' }] }], individual: { display: physicians[of.person % 4] ?? '' } }],
    serviceProvider: { reference: `Organization/d${of.department}`, display: departments[of.department % 4] ?? '' },
    location: [at(of.ward), ...(of.bed === undefined ? [] : [at(of.bed)])],
  }
}
