import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { resourceTypes, typeNumber, type Resource } from '@steckwerk/fhir'
import { testPostgres, type TestPostgres } from '@steckwerk/store/testing'
import { instanceStep, listStep, type Bounds } from '../src/read/history-statements.ts'
import { watermarkSteps } from '../src/read/watermark.ts'
import { compartmentStep } from '../src/search/compartment.ts'
import { pointingStep } from '../src/search/includes.ts'
import { PlanBench, servers } from './plans.ts'

/** 200 patients with an encounter each. */
function resources(): Resource[] {
  return Array.from({ length: 200 }, (_, i): Resource[] => [
    { resourceType: 'Patient', id: `p${i}`, name: [{ family: `Fam${i}` }] },
    { resourceType: 'Encounter', id: `e${i}`, status: 'planned', class: { code: 'IMP' }, subject: { reference: `Patient/p${i}` } },
  ]).flat()
}

const patients = typeNumber('Patient')
const all = resourceTypes.map(typeNumber).sort((a, b) => a - b)
const bounds: Bounds = { since: 0, below: Number.MAX_SAFE_INTEGER, inForce: undefined, limit: 51 }
const top = { lu: bounds.below, rt: -1, id: '' }
/** The keys of a page from each table of the two types there are, and a page of rows; averages over the types may be rounded up. */
const page = 51 * 5 + all.length

for (const { version, skip, ...options } of servers) {
  describe(`histories and compartments on ${version}`, { skip }, () => {
    let postgres: TestPostgres
    let bench: PlanBench
    before(async () => {
      postgres = await testPostgres(options)
      bench = await PlanBench.make(postgres, resources(), [{ slug: 'alpha', copies: 50 }, { slug: 'beta', copies: 5 }], { versions: 2 })
    })
    after(async () => {
      await bench[Symbol.asyncDispose]()
      await postgres[Symbol.asyncDispose]()
    })

    for (const { name, types } of [{ name: 'one type', types: [patients] }, { name: 'all types', types: all }]) {
      for (const inForce of [undefined, 1_000_000]) {
        test(`the history of ${name}${inForce === undefined ? '' : ' at a time'} walks each index in its order and reads a page`, async () => {
          const { plan, touched } = await bench.measured(1, listStep(types, false, top, { ...bounds, inForce }))
          assert.deepEqual(plan.scans.toSorted(), ['backward hist_lu', 'backward res_lu', 'backward res_lu', 'hist_pkey', 'res_pkey'], plan.text)
          assert.ok(touched <= page, `${touched} rows read\n${plan.text}`)
        })
      }
    }

    test('a later page begins at its place', async () => {
      const { plan, touched } = await bench.measured(1, listStep(all, false, { lu: 2_000_000_000_000_000, rt: patients, id: 'p7' }, bounds))
      assert.ok(touched <= page, `${touched} rows read\n${plan.text}`)
    })

    test('the history of one resource', async () => {
      const { plan } = await bench.measured(1, instanceStep(patients, 'p1', 100, bounds))
      assert.deepEqual([...new Set(plan.scans)].toSorted(), ['backward hist_pkey', 'res_pkey'], plan.text)
    })

    test('the watermark reads no table of ours', async () => {
      const { plan } = await bench.measured(1, watermarkSteps[1]!)
      assert.ok(plan.scans.every((scan) => /pg_(database|authid)/.test(scan)), plan.text)
    })

    test('a compartment, and what points to resources', async () => {
      const token = bench.hash.reference(1, 'Encounter', 'patient', 'Patient', 'p7')
      const compartment = await bench.measured(1, compartmentStep({ tokens: [token, 1n, 2n], since: 0, focus: { rt: patients, id: 'p7' }, after: { rt: -1, id: '' }, limit: 51 }))
      assert.deepEqual(compartment.plan.scans.toSorted(), ['bitmap res_tokens', 'res_pkey', 'res_pkey'], compartment.plan.text)
      assert.equal(compartment.found, 51)
      const pointing = await bench.measured(1, pointingStep([token, 1n], 1_001))
      assert.deepEqual([pointing.plan.scans, pointing.found], [['bitmap res_tokens'], 51], pointing.plan.text)
    })
  })
}
