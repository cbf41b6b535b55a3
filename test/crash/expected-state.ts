import assert from 'node:assert/strict'
import type { DemoCarrier, ExpectedPatient, Region } from '@steckwerk/demo'

interface Found {
  readonly id: string
  readonly active?: boolean
  readonly name?: readonly { readonly use?: string; readonly family?: string }[]
  readonly birthDate?: string
  readonly link?: readonly { readonly type: string }[]
  readonly status?: string
  readonly identifier: readonly { readonly value: string }[]
  readonly location?: readonly { readonly status?: string; readonly location: { readonly display?: string }; readonly physicalType?: { readonly coding: readonly { readonly code: string }[] } }[]
}

async function search(region: Region, carrier: string, type: string, parameters: Record<string, string>): Promise<Found[]> {
  const answer = await fetch(`${region.url}/fhir/${carrier}/${type}/_search`, {
    method: 'POST',
    headers: { authorization: `Bearer ${region.token}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(parameters),
  })
  assert.equal(answer.status, 200, `${type}: ${answer.status}`)
  const bundle = (await answer.json()) as { entry?: { resource: Found }[] }
  return (bundle.entry ?? []).map(({ resource }) => resource)
}

/** Asks the FHIR interface for every patient and case and compares each with what the simulated hospital says of it. */
export async function assertState(region: Region, carrier: DemoCarrier, expected: readonly ExpectedPatient[]): Promise<number> {
  let checked = 0
  const queue = [...expected]
  const worker = async (): Promise<void> => {
    for (let patient = queue.pop(); patient !== undefined; patient = queue.pop()) {
      await assertPatient(region, carrier, patient)
      checked++
    }
  }
  await Promise.all(Array.from({ length: 8 }, worker))
  return checked
}

async function assertPatient(region: Region, carrier: DemoCarrier, patient: ExpectedPatient): Promise<void> {
  const found = await search(region, carrier.slug, 'Patient', { identifier: `${carrier.patientSystem}|${patient.number}` })
  const own = found.filter((one) => patient.mergedInto === undefined ? one.active !== false : one.active === false)
  assert.equal(own.length, 1, `patient ${patient.number}: ${found.length} found`)
  if (patient.mergedInto !== undefined) {
    assert.ok(own[0]!.link?.some(({ type }) => type === 'replaced-by'), `patient ${patient.number} is replaced`)
    return
  }
  const official = own[0]!.name?.find(({ use }) => use === 'official')
  assert.ok(official?.family?.includes(patient.family), `patient ${patient.number}: name`)
  assert.equal(own[0]!.birthDate, patient.birthDate, `patient ${patient.number}: birth date`)
  for (const one of patient.cases) {
    const [encounter, ...more] = await search(region, carrier.slug, 'Encounter', { identifier: `${carrier.caseSystem}|${one.number}` })
    assert.ok(encounter !== undefined && more.length === 0, `case ${one.number} is there once`)
    assert.equal(encounter.status, one.status, `case ${one.number}: status`)
    if ((one.status !== 'in-progress' && one.status !== 'onleave') || one.bed === undefined) continue
    const beds = (encounter.location ?? []).filter(({ status, physicalType }) => status === 'active' && physicalType?.coding.some(({ code }) => code === 'bd'))
    assert.deepEqual(beds.map(({ location }) => location.display), [one.bed], `case ${one.number}: bed`)
  }
}
