/** People and places of the hand-made region that the search rows ask about. Everybody is invented; what is odd about somebody is said. */
export const kis = 'urn:kis:a'
export const kvid = 'http://fhir.de/sid/gkv/kvid-10'
export const identifierType = 'http://terminology.hl7.org/CodeSystem/v2-0203'

const ref = (reference: string): { reference: string } => ({ reference })
const typed = (code: string): unknown => ({ coding: [{ system: identifierType, code }] })

/** Network → hospital → ward, by partOf. */
const organizations = [
  { resourceType: 'Organization', id: 'o-net', active: true, name: 'Klinikverbund Nord', alias: ['KVN'] },
  {
    resourceType: 'Organization', id: 'o-hosp', active: true, name: 'Sankt Anna', partOf: ref('Organization/o-net'), endpoint: [ref('Endpoint/ep1')],
    address: [{ city: 'Köln', postalCode: '50667', country: 'DE' }],
  },
  { resourceType: 'Organization', id: 'o-ward', active: false, name: 'Station 3', partOf: ref('Organization/o-hosp') },
]

const places = [
  {
    resourceType: 'Endpoint', id: 'ep1', status: 'active', connectionType: { system: 'http://terminology.hl7.org/CodeSystem/endpoint-connection-type', code: 'hl7-fhir-rest' },
    payloadType: [{ text: 'any' }], address: 'https://anna.example/fhir', managingOrganization: ref('Organization/o-hosp'),
  },
  { resourceType: 'Location', id: 'l-ward', name: 'Station 3', status: 'active', position: { latitude: 50.9375, longitude: 6.9603 } },
  { resourceType: 'Location', id: 'l-room', name: 'Zimmer 12', status: 'active', partOf: ref('Location/l-ward') },
  { resourceType: 'Location', id: 'l-bed', name: 'Bett 2', status: 'suspended', partOf: ref('Location/l-room'), position: { latitude: 51.2277, longitude: 6.7735 } },
]

const practitioners = [
  { resourceType: 'Practitioner', id: 'd-ann', name: [{ family: 'Weber', given: ['Ann'] }], identifier: [{ system: 'urn:lanr', value: '838382202' }] },
  { resourceType: 'Practitioner', id: 'd-bob', name: [{ family: 'Özdemir', given: ['Bob'] }], active: true },
]

const patients = [
  {
    resourceType: 'Patient', id: 'p1', active: true, gender: 'female', birthDate: '1980-05-17',
    meta: {
      tag: [{ system: 'urn:tag', code: 'demo' }], profile: ['https://example.org/StructureDefinition/person'],
      security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }],
    },
    name: [{ family: 'Müller', given: ['Anna', 'Maria'], prefix: ['Dr.'] }],
    identifier: [
      { system: kis, value: '446053', type: typed('MR') },
      // A second coding of the type, and a second identifier: found like the first.
      { system: kvid, value: 'X485231029', type: { coding: [{ system: identifierType, code: 'NIIP' }, { system: 'http://fhir.de/CodeSystem/identifier-type-de-basis', code: 'GKV' }] } },
    ],
    telecom: [{ system: 'phone', value: '+49 221 555', use: 'home' }, { system: 'email', value: 'anna@example.org' }],
    address: [{ line: ['Domstraße 1'], city: 'Köln', postalCode: '50667', country: 'DE', use: 'home' }, { city: 'Bonn', postalCode: '53111', country: 'DE' }],
    communication: [{ language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'de' }] } }],
    managingOrganization: ref('Organization/o-hosp'), generalPractitioner: [ref('Practitioner/d-ann')],
  },
  {
    // Known by the month of birth only; two general practitioners, the second an organization.
    resourceType: 'Patient', id: 'p2', meta: { source: 'urn:kis:export' }, active: true, gender: 'male', birthDate: '1980-05', name: [{ family: 'Mueller', given: ['Karl'] }],
    identifier: [{ system: kis, value: '1001', type: typed('MR') }], managingOrganization: ref('Organization/o-ward'),
    generalPractitioner: [ref('Practitioner/d-bob'), ref('Organization/o-hosp')], address: [{ city: 'Aachen', postalCode: '52062', country: 'DE' }],
  },
  {
    // Capitals, no umlaut, a year of birth; the number without a system; dead.
    resourceType: 'Patient', id: 'p3', active: false, gender: 'female', birthDate: '1980', name: [{ family: 'MULLER', given: ['Anna'] }],
    identifier: [{ value: '446053', type: typed('VN') }], deceasedDateTime: '2024-11-02', link: [{ other: ref('Patient/p1'), type: 'seealso' }],
  },
  {
    resourceType: 'Patient', id: 'p4', gender: 'male', birthDate: '1955-12-31', name: [{ family: 'Groß', given: ['Jörg'] }], deceasedBoolean: false,
    identifier: [{ system: kis, value: '44' }], managingOrganization: ref('Organization/o-net'), address: [{ city: 'København', country: 'DK' }],
  },
  {
    // No gender; a maiden name; a comma and a dollar in a name.
    resourceType: 'Patient', id: 'p5', active: true, birthDate: '2001-02-03', name: [{ family: "O'Neil", given: ['Zoë'] }, { use: 'maiden', family: 'Smith, Jr. $x' }],
    identifier: [{ system: 'urn:other', value: '446053' }, { system: 'urn:odd', value: 'a|b' }],
  },
  // Nothing but a gender.
  { resourceType: 'Patient', id: 'p6', gender: 'unknown' },
]

/** For sorting: every one has all the keys. */
const persons = ([
  ['n1', 'Ahorn', '1970-01-01'], ['n2', 'Ahorn', '1980-01-01'], ['n3', 'Ahorn', '1990-01-01'], ['n4', 'Birke', '1960-06-15'], ['n5', 'Birke', '1990-01-01'],
  ['n6', 'Eibe', '1985-03-03'], ['n7', 'Esche', '1985-03-02'],
] as const).map(([id, family, birthDate], i) => ({
  resourceType: 'Person', id, gender: i % 2 === 0 ? 'female' : 'male', birthDate, name: [{ family }], meta: { tag: [{ system: 'urn:tag', code: 'sorted' }] },
}))

export const people = [...organizations, ...places, ...practitioners, ...patients, ...persons]
