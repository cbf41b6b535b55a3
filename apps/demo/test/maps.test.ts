import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { parseMessage } from '@steckwerk/hl7v2'
import { map, needs, type MapSettings, type MapState } from '@steckwerk/hl7v2/maps'
import type { ExpectedCase, ExpectedPatient } from '../src/simulator/expected.ts'
import { createHospital, type StyleName } from '../src/simulator/hospital.ts'

type Resource = NonNullable<ReturnType<MapState['get']>>

const patientSystem = 'urn:test:patient'
const caseSystem = 'urn:test:case'

const settings: MapSettings = {
  zone: 'Europe/Berlin',
  patientSystem,
  caseSystem,
  site: 'Testhaus',
  idOf: (type, system, value) => createHash('sha256').update(`${type}|${system}|${value}`).digest('hex').slice(0, 32),
}

/** A store of resources as simple as can be: what the maps write, by type and id. */
class Memory implements MapState {
  readonly resources = new Map<string, Resource>()

  get(type: string, id: string): Resource | undefined {
    return this.resources.get(`${type}/${id}`)
  }

  mentioning(patientId: string): readonly Resource[] {
    return [...this.resources.values()].filter(resource => JSON.stringify(resource).includes(`"Patient/${patientId}"`))
  }

  identified(type: string, system: string, value: string): Resource | undefined {
    const has = (resource: Resource): boolean => ((resource['identifier'] ?? []) as { system?: string; value?: string }[]).some(one => one.system === system && one.value === value)
    return [...this.resources.values()].find(resource => resource.resourceType === type && has(resource))
  }

  take(bytes: Uint8Array): readonly string[] {
    const message = parseMessage(bytes)
    needs(message, settings)
    const result = map(message, settings, this)
    if (result.kind !== 'mapped') assert.fail(`${message.type} was unmappable: ${result.code}`)
    for (const resource of result.writes) this.resources.set(`${resource.resourceType}/${String(resource.id)}`, structuredClone(resource))
    return result.warnings.map(({ text }) => text)
  }
}

interface Encounter {
  readonly status: string
  readonly class: { readonly code: string }
  readonly subject: { readonly reference: string }
  readonly location?: readonly {
    readonly location: { readonly reference: string }
    readonly physicalType?: { readonly coding: readonly { readonly code: string }[] }
    readonly status: string
  }[]
}

interface Patient {
  readonly id: string
  readonly name: readonly { readonly use: string; readonly family: string; readonly given: readonly string[]; readonly prefix?: readonly string[] }[]
  readonly birthDate: string
  readonly gender: string
  readonly link?: readonly { readonly type: string; readonly other: { readonly reference: string } }[]
}

for (const style of ['cgm', 'orbis', 'imedone'] satisfies readonly StyleName[]) {
  test(`a hospital day in the style of ${style} ends in the store as it ended in the hospital`, () => {
    const hospital = createHospital(1, style, { size: 0.5 })
    const memory = new Memory()
    const warnings = new Set<string>()
    for (const { bytes } of hospital.take(1200)) for (const text of memory.take(bytes)) warnings.add(text)
    assert.deepEqual([...warnings], [])
    for (const expected of hospital.expected()) comparePatient(memory, expected)
  })
}

function comparePatient(memory: Memory, expected: ExpectedPatient): void {
  const id = settings.idOf('Patient', patientSystem, expected.number)
  const patient = memory.get('Patient', id) as unknown as Patient | undefined
  assert.ok(patient, `patient ${expected.number}`)
  if (expected.mergedInto !== undefined) {
    const replacedBy = patient.link?.find(({ type }) => type === 'replaced-by')?.other.reference
    assert.equal(replacedBy, `Patient/${settings.idOf('Patient', patientSystem, expected.mergedInto)}`)
    return
  }
  const official = patient.name.find(({ use }) => use === 'official')
  assert.deepEqual(
    { family: official?.family, given: official?.given[0], birthDate: patient.birthDate, gender: patient.gender },
    {
      family: expected.prefix === undefined ? expected.family : `${expected.prefix} ${expected.family}`,
      given: expected.given,
      birthDate: expected.birthDate,
      gender: expected.gender,
    },
    `patient ${expected.number}`,
  )
  for (const one of expected.cases) compareCase(memory, one, id)
}

function compareCase(memory: Memory, expected: ExpectedCase, patientId: string): void {
  const encounter = memory.get('Encounter', settings.idOf('Encounter', caseSystem, expected.number)) as unknown as Encounter | undefined
  assert.ok(encounter, `case ${expected.number}`)
  const open = expected.status === 'in-progress' || expected.status === 'onleave'
  assert.deepEqual(
    { status: encounter.status, subject: encounter.subject.reference, active: open ? activeBed(memory, encounter) : [] },
    {
      status: expected.status,
      subject: `Patient/${patientId}`,
      active: open ? [expected.ward, expected.room, expected.bed].filter(part => part !== undefined) : [],
    },
    `case ${expected.number}`,
  )
}

/** Ward, room and bed that an Encounter holds as active, by the codes of their Locations. */
function activeBed(memory: Memory, encounter: Encounter): readonly (string | undefined)[] {
  const active = (encounter.location ?? []).filter(({ status }) => status === 'active')
  return ['wa', 'ro', 'bd'].flatMap(kind => {
    const found = active.filter(entry => entry.physicalType?.coding.some(({ code }) => code === kind) === true)
    assert.ok(found.length <= 1, 'one place at a time')
    return found.map(entry => {
      const location = memory.get('Location', entry.location.reference.slice('Location/'.length)) as unknown as { readonly name: string } | undefined
      return location?.name.split(' ').at(-1)
    })
  })
}
