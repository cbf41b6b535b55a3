import assert from 'node:assert/strict'
import { test } from 'node:test'
import { messageOf, testId, testSettings, World } from './testing/world.ts'

const patientId = testId('Patient', testSettings.patientSystem, '1')

function person(pid: string, type = 'A31', more = ''): string {
  return `MSH|^~\\&|KIS|HAUS|HUB|HUB|20261120103000||ADT^${type}|1|P|2.5\nPID|||${pid}\n${more}`
}

function patientOf(pid: string, ...later: string[]): Record<string, unknown> {
  const world = new World()
  for (const text of [pid, ...later]) assert.equal(world.apply(messageOf(person(text))).kind, 'mapped')
  return world.get('Patient', patientId)
}

const ac = { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/iso21090-EN-qualifier', valueCode: 'AC' }] }

test('titles: a salutation apart, the faculty joined, qualified as academic', () => {
  assert.deepEqual(patientOf('1||Strübel^Helmut^Karl Heinz^^Herr Dr.^med.').name, [
    { use: 'official', family: 'Strübel', given: ['Helmut', 'Karl', 'Heinz'], prefix: ['Herr', 'Dr. med.'], _prefix: [null, ac] },
  ])
  assert.deepEqual(patientOf('1||Kohl^Ina^^^^MdB').name, [{ use: 'official', family: 'Kohl', given: ['Ina'], suffix: ['MdB'] }])
})

test('German surnames: prepositions and nobility by the official words, as written there', () => {
  const family = (sent: string): unknown => (patientOf(`1||${sent}^X`).name as { family: string; _family?: unknown }[])[0]!._family
  const part = (name: string, valueString: string): unknown => ({
    url: `http://hl7.org/fhir/StructureDefinition/humanname-${name}`,
    valueString,
  })
  const title = (valueString: string): unknown => ({ url: 'http://fhir.de/StructureDefinition/humanname-namenszusatz', valueString })
  assert.deepEqual(family('Freiherr von und zu Rathenburg vor der Isar'), {
    extension: [title('Freiherr'), part('own-name', 'Rathenburg vor der Isar'), part('own-prefix', 'von und zu')],
  })
  assert.deepEqual(family('Graf Lambsdorff'), { extension: [title('Graf'), part('own-name', 'Lambsdorff')] })
  assert.deepEqual(family('Graf'), undefined)
  assert.deepEqual(family('Van Halen'), undefined)
  assert.deepEqual(family('Müller Lüdenscheidt'), undefined)
})

test('exactly one official name; a birth name is the family name alone', () => {
  assert.deepEqual(patientOf('1||Roth^Änne^^^^^M~Krämer^Änne~Krämer^A^^^^^L~Änni^^^^^^N').name, [
    { use: 'maiden', family: 'Roth' },
    { family: 'Krämer', given: ['Änne'] },
    { use: 'official', family: 'Krämer', given: ['A'] },
    { use: 'nickname', family: 'Änni' },
  ])
})

test('numbers: the house number names the patient, all others are kept', () => {
  const patient = patientOf('X485231029^^^GKV^NH~1^^^KIS^PI~77^^^LAB^PI~9^^^&1.2.276.0.76.3&ISO^PI~P5^^^^PRC')
  assert.deepEqual(
    (patient.identifier as { system: string; value: string }[]).map(({ system, value }) => `${system}|${value}`),
    [
      'http://fhir.de/sid/gkv/kvid-10|X485231029',
      'https://alpha.example/sid/patient|1',
      'https://alpha.example/sid/patient#LAB|77',
      'urn:oid:1.2.276.0.76.3|9',
      'https://alpha.example/sid/patient#PRC|P5',
    ],
  )
})

test('a health insurance number: by type, or by format and check digit; a wrong check digit warns', () => {
  const world = new World()
  const result = world.apply(messageOf(person('1~A123456789^^^^NH~X485231029~X485231020')))
  assert.deepEqual(result.kind === 'mapped' && result.warnings.map(({ at }) => at), ['PID-3'])
  assert.deepEqual(
    world
      .get<{ identifier: { system: string; value: string; type?: unknown }[] }>('Patient', patientId)
      .identifier.filter(({ system }) => system.includes('kvid'))
      .map(({ value }) => value),
    ['A123456789', 'X485231029'],
  )
})

test('absent is unchanged, null deletes, a number of a system replaces the old one', () => {
  const full = '1~T1^^^^PRC||Krämer^Änne||19620317|F|||Weg 1^^Köln^^50667^D^H||0221/123456~^^CP^0171/1234567|0221/99999999|DEU|M'
  const patient = patientOf(full, '1~T2^^^^PRC||||""||||""|||0221/88888888||""')
  assert.equal(patient.gender, 'female')
  assert.deepEqual(patient.name, [{ use: 'official', family: 'Krämer', given: ['Änne'] }])
  assert.equal(patient.birthDate, undefined)
  assert.deepEqual(patient._birthDate, {
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }],
  })
  assert.equal(patient.address, undefined)
  assert.equal(patient.maritalStatus, undefined)
  assert.deepEqual(
    (patient.telecom as { value: string; use: string }[]).map(({ value, use }) => [value, use]),
    [
      ['+49221123456', 'home'],
      ['+491711234567', 'mobile'],
      ['+4922188888888', 'work'],
    ],
  )
  assert.deepEqual(
    (patient.identifier as { value: string }[]).map(({ value }) => value),
    ['1', 'T2'],
  )
})

test('gender: divers and unbestimmt carry the official code', () => {
  const of = (code: string): unknown => {
    const { gender, _gender } = patientOf(`1|||||${code}`)
    return [gender, (_gender as { extension: { valueCoding: { code: string } }[] } | undefined)?.extension[0]?.valueCoding.code]
  }
  assert.deepEqual(['M', 'W', 'D', 'X', 'U'].map(of), [
    ['male', undefined],
    ['female', undefined],
    ['other', 'D'],
    ['other', 'X'],
    ['unknown', undefined],
  ])
})

test('wrong dates and codes are left out with a warning that does not repeat them', () => {
  const world = new World()
  const result = world.apply(messageOf(person('1||A^B||19621332|Q|||||||KLINGON|Z||||||||||QQ|||20260230')))
  assert.ok(result.kind === 'mapped')
  assert.deepEqual(
    result.warnings.map(({ at }) => at),
    ['PID-7', 'PID-8', 'PID-15', 'PID-16', 'PID-26', 'PID-29'],
  )
  assert.ok(!JSON.stringify(result.warnings).includes('KLINGON'))
  const patient = world.get<Record<string, unknown>>('Patient', patientId)
  assert.equal(patient.birthDate, undefined)
  assert.equal(patient.gender, 'unknown')
})

test('birth dates keep their precision, births of the day their time', () => {
  assert.equal(patientOf('1||||1950').birthDate, '1950')
  assert.equal(patientOf('1||||19500300').birthDate, '1950-03')
  assert.equal(patientOf('1||||19500000').birthDate, '1950')
  const child = patientOf('1||||202607010312')
  assert.deepEqual(
    [child.birthDate, child._birthDate],
    [
      '2026-07-01',
      { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-birthTime', valueDateTime: '2026-07-01T03:12:00+02:00' }] },
    ],
  )
})

test('a death: the time, or the fact; taken back', () => {
  const died = '1||||||||||||||||||||||||||20261101|Y'
  assert.equal(patientOf(died).deceasedDateTime, '2026-11-01')
  assert.equal(patientOf(died).deceasedBoolean, undefined)
  assert.equal(patientOf('1|||||||||||||||||||||||||||Y').deceasedBoolean, true)
  const alive = patientOf(died, '1|||||||||||||||||||||||||||N')
  assert.deepEqual([alive.deceasedDateTime, alive.deceasedBoolean], [undefined, false])
})

test('addresses: street and number apart, post boxes, states, types only where complete', () => {
  const address = (xad: string): unknown => (patientOf(`1||||||||${xad}`).address as unknown[])[0]
  const extension = (...parts: [string, string][]): unknown => ({
    extension: parts.map(([name, valueString]) => ({ url: `http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-${name}`, valueString })),
  })
  assert.deepEqual(address('Straße des 17. Juni 135 a^3. Etage^Berlin^BE^10623^D^H'), {
    use: 'home',
    type: 'both',
    line: ['Straße des 17. Juni 135 a', '3. Etage'],
    _line: [extension(['streetName', 'Straße des 17. Juni'], ['houseNumber', '135 a']), extension(['additionalLocator', '3. Etage'])],
    city: 'Berlin',
    state: 'DE-BE',
    postalCode: '10623',
    country: 'DE',
  })
  assert.deepEqual(address('Postfach 8 15^^Musterhausen^^98764^DEU'), {
    type: 'postal',
    line: ['Postfach 8 15'],
    _line: [extension(['postBox', 'Postfach 8 15'])],
    city: 'Musterhausen',
    postalCode: '98764',
    country: 'DE',
  })
  assert.deepEqual(address('Am Markt^^Köln'), { line: ['Am Markt'], city: 'Köln' })
})

test('a newborn’s mother: one RelatedPerson by PID-21, NK1 laid over it', () => {
  const world = new World()
  world.apply(messageOf(person('2||Łąkowska^Zoë')))
  world.apply(messageOf(person('1||Łąkowska^Ida||202611200312|F|||||||||||||2')))
  const mother = (): unknown[] =>
    world.all('RelatedPerson').map(({ name, identifier, relationship, telecom }) => ({ name, identifier, relationship, telecom }))
  const number = [
    {
      type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
      system: testSettings.patientSystem,
      value: '2',
    },
  ]
  const role = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'MTH' }] }
  const name = [{ use: 'official', family: 'Łąkowska', given: ['Zoë'] }]
  assert.deepEqual(mother(), [{ name, identifier: number, relationship: [role], telecom: undefined }])
  world.apply(messageOf(person('1||Łąkowska^Ida||202611200312|F|||||||||||||2', 'A31', 'NK1|1|Łąkowska^Zoë|MTH^Mutter||0171/1234567')))
  assert.deepEqual(mother(), [
    {
      name,
      identifier: number,
      relationship: [{ ...role, text: 'Mutter' }],
      telecom: [
        {
          system: 'phone',
          value: '+491711234567',
          use: 'home',
          _value: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/originalText', valueString: '0171/1234567' }] },
        },
      ],
    },
  ])
})

test('insurance: kind by code or by the payor’s class, the payor’s change is a new insurance, null cancels', () => {
  const world = new World()
  const insured = (in1: string): unknown => {
    world.apply(messageOf(person('1', 'A31', `IN1|${in1}`)))
    const { type, status, payor, identifier, period, subscriber } = world.all('Coverage')[0]!
    return { type: (type as { coding: { code: string }[] }).coding[0]!.code, status, payor, identifier, period, subscriber }
  }
  const ik = {
    type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'XX' }] },
    system: 'http://fhir.de/sid/arge-ik/iknr',
    value: '109930015',
  }
  const kvnr = {
    type: { coding: [{ system: 'http://fhir.de/CodeSystem/identifier-type-de-basis', code: 'KVZ10' }] },
    system: 'http://fhir.de/sid/gkv/kvid-10',
    value: 'X485231029',
  }
  assert.deepEqual(insured('1||109930015|Brückenkasse||||||||20260101|""|||||||||||||||||||||||X485231029'), {
    type: 'GKV',
    status: 'active',
    payor: [{ identifier: ik, display: 'Brückenkasse' }],
    identifier: [kvnr],
    period: { start: '2026-01-01' },
    subscriber: undefined,
  })
  assert.ok(JSON.stringify(world.get('Patient', patientId)).includes('X485231029'))
  assert.deepEqual(insured('1|PKV|P1|Privatkasse||||||||||||||||||||||||||||||||PK-77'), {
    type: 'PKV',
    status: 'active',
    payor: [{ identifier: { system: 'https://alpha.example/sid/patient#payor', value: 'P1' }, display: 'Privatkasse' }],
    identifier: [
      {
        use: 'secondary',
        type: { coding: [{ system: 'http://fhir.de/CodeSystem/identifier-type-de-basis', code: 'PKV' }] },
        value: 'PK-77',
        assigner: { display: 'Privatkasse' },
      },
    ],
    period: undefined,
    subscriber: undefined,
  })
  assert.equal((insured('1|""') as { status: string }).status, 'cancelled')
  assert.equal((insured('1|SEL') as { type: string }).type, 'SEL')
})
