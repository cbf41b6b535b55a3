import type { FhirResource, PlugCarrier } from '@steckwerk/plug'
import { tidy } from './resources.ts'
import { writeRule, type rule } from './rule.ts'
import { vocabulary } from './vocabulary.ts'
import type { z } from 'zod'

type SeedRule = z.input<typeof rule>

const specialties = { ALLG: 'Allgemeinmedizin', INTM: 'Innere Medizin' } as const
const specialty = (code: keyof typeof specialties) => [{ coding: [{ system: 'http://ihe-d.de/CodeSystems/AerztlicheFachrichtungen', code, display: specialties[code] }] }]
const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const
const holidays = [{ start: '2026-12-24', end: '2027-01-01' }]

interface SeedService {
  readonly id: string
  readonly name: string
  readonly fach: 'ALLG' | 'INTM'
  readonly costs: string
  readonly bring: string
  readonly doctors: readonly { readonly id: string; readonly given: string; readonly family: string; readonly rule: SeedRule }[]
}

const services: readonly SeedService[] = [
  {
    id: 'sprechstunde-innere', name: 'Sprechstunde Innere Medizin', fach: 'INTM', costs: 'Mit Überweisung zahlt die Krankenkasse.', bring: 'Überweisung, Versichertenkarte, Medikationsplan',
    doctors: [
      { id: 'keller', given: 'Miriam', family: 'Keller', rule: { slotMinutes: 20, bufferMinutes: 5, leadMinutes: 120, cancelMinutes: 120, horizonDays: 42, hours: [{ days: [...workdays], from: '08:00', to: '12:00' }], closed: holidays } },
      { id: 'oezdemir', given: 'Can', family: 'Özdemir', rule: { slotMinutes: 20, leadMinutes: 120, cancelMinutes: 120, horizonDays: 42, hours: [{ days: ['tue', 'thu'], from: '13:00', to: '17:00' }], closed: holidays } },
    ],
  },
  {
    id: 'ultraschall', name: 'Ultraschall', fach: 'INTM', costs: 'Mit Überweisung zahlt die Krankenkasse.', bring: 'Überweisung; bitte nüchtern kommen',
    doctors: [{ id: 'lang', given: 'Jule', family: 'Lang', rule: { slotMinutes: 30, leadMinutes: 24 * 60, cancelMinutes: 24 * 60, horizonDays: 42, hours: [{ days: [...workdays], from: '09:00', to: '15:00' }], closed: holidays, resources: ['raum-ultraschall', 'geraet-ultraschall'] } }],
  },
  {
    id: 'aufnahme', name: 'Geplante Aufnahme', fach: 'ALLG', costs: 'Mit Einweisung zahlt die Krankenkasse; Zuzahlung 10 € am Tag.', bring: 'Einweisung, Versichertenkarte, Befunde',
    doctors: [{ id: 'aufnahmeteam', given: 'Nora', family: 'Behrens', rule: { mode: 'request', slotMinutes: 60, capacity: 3, leadMinutes: 3 * 24 * 60, horizonDays: 60, hours: [{ days: [...workdays], from: '07:00', to: '10:00' }], closed: holidays } }],
  },
]

/** Where patients come to, and what they call. */
export interface SeedPlace {
  readonly name: string
  readonly line: string
  readonly postalCode: string
  readonly city: string
  readonly phone: string
}

/** Puts invented services, people, rooms and calendars with their rules into a carrier's records, for a demonstration. Repeatable: what is there already and the
 *  same makes no version. Needs the right to write HealthcareService, Location, Practitioner and Schedule, which the service itself does not have. */
export async function seedScheduling({ fhir, place: { name, line, postalCode, city, phone } }: Pick<PlugCarrier, 'fhir'> & { readonly place: SeedPlace }): Promise<void> {
  const put = async (resource: FhirResource & { readonly id: string }): Promise<unknown> => fhir.update(resource)
  await put({
    resourceType: 'Location', id: 'ambulanz', status: 'active', mode: 'instance', name: `Ambulanz, ${name}`,
    telecom: [{ system: 'phone', value: phone }], address: { line: [line], postalCode, city, country: 'DE' },
  })
  const needs: readonly [string, string][] = [['raum-ultraschall', 'Raum Ultraschall 1'], ['geraet-ultraschall', 'Ultraschallgerät 1']]
  for (const [id, display] of needs) {
    const opened: SeedRule = { slotMinutes: 30, horizonDays: 60, hours: [{ days: [...workdays], from: '07:00', to: '18:00' }] }
    await put(schedule(id, 'INTM', 'Ultraschall', [{ display }], opened))
  }
  for (const service of services) {
    await put(tidy({
      resourceType: 'HealthcareService', id: service.id, active: true, name: service.name, type: [{ text: service.name }], specialty: specialty(service.fach),
      location: [{ reference: 'Location/ambulanz', display: `Ambulanz, ${name}` }],
      eligibility: [{ comment: service.costs }], extraDetails: service.bring,
    }))
    for (const { id, given, family, rule } of service.doctors) {
      await put({ resourceType: 'Practitioner', id: `termin-${id}`, active: true, name: [{ use: 'official', family, given: [given], prefix: ['Dr. med.'] }] })
      await put(schedule(`kalender-${id}`, service.fach, service.name, [
        { reference: `Practitioner/termin-${id}`, display: `Dr. med. ${given} ${family}` },
        { reference: `HealthcareService/${service.id}`, display: service.name },
        { reference: 'Location/ambulanz', display: `Ambulanz, ${name}` },
      ], rule))
    }
  }
}

function schedule(id: string, fach: 'ALLG' | 'INTM', service: string, actor: readonly object[], rule: SeedRule): FhirResource & { readonly id: string } {
  return {
    resourceType: 'Schedule', id, active: true, meta: { profile: [vocabulary.isikKalender] }, serviceType: [{ text: service }], specialty: specialty(fach), actor,
    extension: [writeRule(rule)],
  }
}
