import type { DemoResource } from './demo-hub.ts'

/** A resource at a carrier. */
export type Placed = readonly [carrier: 'alpha' | 'beta' | 'gamma', resource: DemoResource]

/** What the records are made with. */
export interface RecordParts {
  readonly now: Date
  /** Identifier system of a carrier's patient numbers. */
  readonly patientSystem: (carrier: string) => string
  /** Id of the Organization of a carrier's site. */
  readonly house: (carrier: string) => string
}

const day = 86_400_000
const text = (words: string): { readonly text: string } => ({ text: words })
const coded = (system: string, code: string, display: string): object => ({ coding: [{ system, code, display }], text: display })
const loinc = (code: string, display: string): object => coded('http://loinc.org', code, display)
const icd = (code: string, display: string): object => coded('http://fhir.de/CodeSystem/bfarm/icd-10-gm', code, display)

/** Where referrers and aftercare work; consents name them. */
export const partners: readonly Placed[] = [
  ['gamma', { resourceType: 'Organization', id: 'praxis-sonntag', active: true, name: 'Praxis Dr. Sonntag, Gammatal' }],
  ['gamma', { resourceType: 'Organization', id: 'rehaklinik-lindenhof', active: true, name: 'Rehaklinik Lindenhof' }],
]

/** The records of the demo's people, as the hospitals' systems keep them. The family of the newborn comes over HL7 v2. */
export function records({ now, patientSystem, house }: RecordParts): readonly Placed[] {
  const before = (days: number): string => new Date(now.getTime() - days * day).toISOString()

  const person = (carrier: Placed[0], id: string, number: string, family: string, given: string, birthDate: string, gender: string, more: object = {}): Placed =>
    [carrier, { resourceType: 'Patient', id, active: true, identifier: [{ system: patientSystem(carrier), value: number }], name: [{ use: 'official', family, given: [given] }], birthDate, gender, ...more }]
  const of = (carrier: Placed[0], patient: string, type: string, id: string, body: object): Placed =>
    [carrier, { resourceType: type, id: `${patient}-${id}`, [type === 'AllergyIntolerance' ? 'patient' : 'subject']: { reference: `Patient/${patient}` }, ...body }]
  const stay = (carrier: Placed[0], patient: string, id: string, from: number, to: number): Placed => of(carrier, patient, 'Encounter', id, {
    status: 'finished', class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP', display: 'inpatient encounter' },
    period: { start: before(from), end: before(to) }, serviceProvider: { reference: `Organization/${house(carrier)}` },
  })
  const condition = (carrier: Placed[0], patient: string, id: string, code: object, days: number): Placed =>
    of(carrier, patient, 'Condition', id, { code, clinicalStatus: coded('http://terminology.hl7.org/CodeSystem/condition-clinical', 'active', 'Active'), recordedDate: before(days) })
  const value = (carrier: Placed[0], patient: string, id: string, code: object, amount: number, unit: string, days: number): Placed =>
    of(carrier, patient, 'Observation', id, { status: 'final', code, effectiveDateTime: before(days), valueQuantity: { value: amount, unit, system: 'http://unitsofmeasure.org', code: unit } })
  const letter = (carrier: Placed[0], patient: string, id: string, title: string, words: string, days: number): Placed =>
    of(carrier, patient, 'DocumentReference', id, {
      status: 'current', type: loinc('18842-5', 'Entlassbrief'), date: before(days),
      content: [{ attachment: { contentType: 'text/plain; charset=utf-8', title, data: Buffer.from(words).toString('base64') } }],
    })
  const drug = (carrier: Placed[0], patient: string, id: string, words: string, days: number): Placed =>
    of(carrier, patient, 'MedicationStatement', id, { status: 'active', medicationCodeableConcept: text(words), dateAsserted: before(days) })

  const home = { address: [{ use: 'home', line: ['Ahornweg 12'], postalCode: '12345', city: 'Alphastadt', country: 'DE' }] }
  return [
    person('alpha', 'erika', '9900001', 'Mustermann', 'Erika', '1964-08-12', 'female', home),
    stay('alpha', 'erika', 'herz', 40, 34),
    condition('alpha', 'erika', 'vorhofflimmern', icd('I48.0', 'Vorhofflimmern, paroxysmal'), 40),
    value('alpha', 'erika', 'puls', loinc('8867-4', 'Herzfrequenz'), 92, '/min', 39),
    value('alpha', 'erika', 'kalium', loinc('2823-3', 'Kalium im Serum'), 4.1, 'mmol/L', 39),
    letter('alpha', 'erika', 'entlassbrief', 'Entlassbrief Kardiologie', 'Sehr geehrte Frau Kollegin, wir berichten über unsere gemeinsame Patientin … (erfunden)', 34),
    drug('alpha', 'erika', 'apixaban', 'Apixaban 5 mg, 1-0-1', 34),
    person('beta', 'erika-mustermann', '9900002', 'Mustermann', 'Erika', '1964-08-12', 'female', home),
    stay('beta', 'erika-mustermann', 'knie', 400, 392),
    condition('beta', 'erika-mustermann', 'gonarthrose', icd('M17.1', 'Sonstige primäre Gonarthrose'), 400),
    value('beta', 'erika-mustermann', 'haemoglobin', loinc('718-7', 'Hämoglobin'), 12.8, 'g/dL', 398),
    letter('beta', 'erika-mustermann', 'op-bericht', 'Operationsbericht Knie', 'Implantation einer Knieendoprothese rechts … (erfunden)', 397),

    person('alpha', 'heinrich', '9900003', 'Winter', 'Heinrich', '1941-02-03', 'male'),
    stay('alpha', 'heinrich', 'lunge', 12, 5),
    condition('alpha', 'heinrich', 'copd', icd('J44.9', 'COPD, nicht näher bezeichnet'), 12),
    drug('alpha', 'heinrich', 'tiotropium', 'Tiotropium 18 µg, 1-0-0', 5),
    letter('alpha', 'heinrich', 'entlassbrief', 'Entlassbrief Pneumologie', 'Der Patient wurde in gutem Zustand entlassen … (erfunden)', 5),

    // No case anywhere: whoever is on duty has to break the glass.
    person('beta', 'karl', '9900004', 'Beispiel', 'Karl', '1958-11-30', 'male'),
    of('beta', 'karl', 'AllergyIntolerance', 'penicillin', { code: text('Penicillin'), criticality: 'high', recordedDate: before(900) }),
  ]
}

/** One man, registered twice: by a clerk in a hurry, and properly. `telephone` makes the pair's data others than those it was last decided on. */
export function registeredTwice(patientSystem: string, telephone: string): readonly Placed[] {
  const man = (id: string, number: string, family: string, given: string, phone: string): Placed => ['gamma', {
    resourceType: 'Patient', id, active: true, identifier: [{ system: patientSystem, value: number }], name: [{ use: 'official', family, given: [given] }],
    birthDate: '1973-05-17', gender: 'male', telecom: [{ system: 'phone', value: phone }],
    address: [{ use: 'home', line: ['Lindenallee 4'], postalCode: '54321', city: 'Gammatal', country: 'DE' }],
  }]
  return [man('juergen-1', '9900005', 'Großkopf', 'Jürgen', '0171 5550100'), man('juergen-2', '9900006', 'Grosskopf', 'Juergen', telephone)]
}
