import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { compile } from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import type { InvariantCase } from '../../test/invariant-case.ts'
import { invariantCases } from '../../test/invariant-cases.ts'
import { samples } from '../../test/samples.ts'
import lines from '../generated/invariants.json' with { type: 'json' }
import { resourceTypes } from '../model/resource-types.ts'
import { structureOf } from '../model/structure.ts'
import { holds, invariantsOf, type Invariant } from './invariants.ts'
import { nativeInvariants } from './native-invariants.ts'
import { validate } from './validate.ts'
import { validateInvariants } from './validate-invariants.ts'

type Members = Record<string, unknown>

/** Key and place of everything found; that there is no narrative is left out. */
async function found(resource: unknown): Promise<string[]> {
  const issues = [...validate(resource), ...(await validateInvariants(resource as { resourceType: string }))]
  return issues.filter(issue => !issue.text.startsWith('dom-6')).map(issue => `${issue.text.replace(/:.*/s, '')} ${issue.at}`)
}

for (const { key, at, broken, mended } of invariantCases) {
  test(`${key} of ${String(broken['resourceType'])} is found where it is broken, and nothing once it is mended`, async () => {
    assert.deepEqual(await found(broken), [`${key} ${at}`])
    assert.deepEqual(await found(mended), [])
  })
}

const primitives: Readonly<Record<string, unknown>> = {
  boolean: true,
  integer: 1,
  positiveInt: 1,
  unsignedInt: 1,
  decimal: 1.5,
  date: '2026-01-01',
  dateTime: '2026-01-01T08:00:00Z',
  instant: '2026-01-01T08:00:00Z',
  time: '08:00:00',
}

/** A value of the type with everything in it, to a depth; `turn` chooses among the types of a choice. */
function filled(type: string, depth: number, turn: number): unknown {
  if (type === 'Resource') return { resourceType: 'Basic', id: 'a' }
  const structure = structureOf(type)
  if (structure === undefined) return primitives[type] ?? 'a'
  const value: Members = resourceTypes.includes(type) ? { resourceType: type } : {}
  if (depth === 0) return value
  const byName = Map.groupBy(structure.elements.values(), element => element.name)
  for (const choices of byName.values()) {
    const element = choices[turn % choices.length]!
    const inside = filled(element.type, depth - 1, turn)
    value[element.key] = element.list ? [inside, inside] : inside
  }
  return value
}

/** The types whose values an invariant is evaluated on: of a choice, those with members. */
function typesOf(path: string): string[] {
  if (structureOf(path) !== undefined) return [path]
  const dot = path.lastIndexOf('.')
  const elements = structureOf(path.slice(0, dot))?.elements.values() ?? []
  return [...elements]
    .filter(element => element.name === path.slice(dot + 1) && (!element.choice || structureOf(element.type) !== undefined))
    .map(element => element.type)
}

test('every invariant of R4 can be evaluated, on whatever value of its type', () => {
  let count = 0
  for (const path of Object.keys(lines)) {
    const root = path.split('.')[0]!
    for (const invariant of invariantsOf(path)) {
      for (const type of typesOf(path)) {
        for (let turn = 0; turn < 6; turn++) {
          const resource = filled(root, 2, turn)
          assert.doesNotThrow(() => holds(invariant, type, filled(type, 3, turn), resource), `${invariant.key} of ${path}`)
          count++
        }
      }
    }
  }
  assert.ok(count > 1300)
})

test('what is checked in TypeScript is what the expression says', () => {
  const everything = Object.values(lines as Readonly<Record<string, readonly Invariant[]>>).flat()
  for (const key of nativeInvariants.keys()) {
    const { expression } = everything.find(invariant => invariant.key === key)!
    // As R4 writes it, dom-3 casts whole collections, which the engine refuses
    const evaluate = compile({ base: baseOf(key), expression: expression.replace(/\.as\((\w+)\)/g, '.ofType($1)') }, r4)
    for (const one of invariantCases.filter(one => one.key === key)) {
      for (const [resource, expected] of [[one.broken, false], [one.mended, true]] as const) {
        assert.deepEqual(evaluate(nodeOf(one, resource), { resource }), [expected], key)
        assert.equal(nativeInvariants.get(key)!(nodeOf(one, resource), resource), expected, key)
      }
    }
  }
})

function baseOf(key: string): string {
  return invariantCases.find(one => one.key === key)!.at
}

function nodeOf({ at }: InvariantCase, resource: Readonly<Members>): Members {
  const member = at.split('.')[1]
  return (member === undefined ? resource : resource[member]) as Members
}

test('resources are found in bundles and parameters, with the place', async () => {
  const { broken } = invariantCases.find(one => one.key === 'pat-1')!
  const entry = { resource: broken }
  assert.deepEqual(await found({ resourceType: 'Bundle', type: 'collection', entry: [entry, entry] }), [
    'pat-1 Bundle.entry[0].resource.contact[0]',
    'pat-1 Bundle.entry[1].resource.contact[0]',
  ])
  assert.deepEqual(await found({ resourceType: 'Parameters', parameter: [{ name: 'a', resource: broken }] }), [
    'pat-1 Parameters.parameter[0].resource.contact[0]',
  ])
  const contained = [{ ...broken, id: 'p' }]
  assert.deepEqual(
    await found({ resourceType: 'Observation', status: 'final', code: { text: 'a' }, subject: { reference: '#p' }, contained }),
    ['pat-1 Observation.contained[0].contact[0]'],
  )
})

test('invariants of extensions and of what stands beside primitives are found', async () => {
  const extension = [{ url: 'urn:a', valuePeriod: { start: '2026-02-02', end: '2026-02-01' } }]
  assert.deepEqual(await found({ resourceType: 'Patient', extension, birthDate: '2026', _birthDate: { extension } }), [
    'per-1 Patient.extension[0].valuePeriod',
    'per-1 Patient._birthDate.extension[0].valuePeriod',
  ])
})

test('severity, kind and words are those of R4, and no value is repeated', async () => {
  assert.deepEqual(await validateInvariants({ resourceType: 'Patient', telecom: [{ value: 'secret' }] } as { resourceType: string }), [
    { severity: 'warning', type: 'invariant', text: 'dom-6: A resource should have narrative for robust management', at: 'Patient' },
    { severity: 'error', type: 'invariant', text: 'cpt-2: A system is required if a value is provided.', at: 'Patient.telecom[0]' },
  ])
})

test('what is not of its shape is said, not thrown', async () => {
  const odd: Members = {
    resourceType: 'Patient',
    name: [{ period: 'secret' }, null, 7],
    telecom: { value: ['secret', 'secret'] },
    contact: [[]],
    _x: [],
  }
  const issues = await validateInvariants(odd as { resourceType: string })
  assert.ok(!JSON.stringify(issues).includes('secret'))
  assert.deepEqual(await validateInvariants({ resourceType: 'Nothing' }), [])
  const period = { start: ['2026', '2027'], end: '2026' }
  assert.deepEqual(
    (await validateInvariants({ resourceType: 'Patient', text: {}, name: [{ period }] } as { resourceType: string })).map(
      issue => `${issue.severity} ${issue.type} ${issue.at}`,
    ),
    ['warning invariant Patient', 'warning processing Patient.name[0].period'],
  )
})

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen)
  return value
}

test('the resource is only read', async () => {
  for (const sample of samples) await validateInvariants(frozen(structuredClone(sample)))
})

test('many warnings hide no error', async () => {
  const entry = [
    ...Array.from({ length: 300 }, () => ({ resource: { resourceType: 'Patient' } })),
    { resource: { resourceType: 'Patient', telecom: [{ value: '1' }] } },
  ]
  const issues = await validateInvariants({ resourceType: 'Bundle', type: 'collection', entry } as { resourceType: string })
  assert.equal(issues.filter(issue => issue.severity === 'warning').length, 100)
  assert.deepEqual(issues.filter(issue => issue.severity === 'error').map(issue => issue.at), ['Bundle.entry[300].resource.telecom[0]'])
})

test('there is an end to what is evaluated, and it is said', async () => {
  const name = Array.from({ length: 50_000 }, () => ({ period: { start: '2026' } }))
  const issues = await validateInvariants({ resourceType: 'Patient', name } as { resourceType: string })
  assert.deepEqual(
    issues.map(issue => `${issue.severity} ${issue.type} ${issue.at}`),
    ['warning invariant Patient', 'warning too-costly Patient'],
  )
})

test('large lists take time in proportion', async () => {
  const many = <T>(make: (at: number) => T) => Array.from({ length: 10_000 }, (_, at) => make(at))
  const coding = (from: string) => many(at => ({ system: 'urn:a', code: `${from}${at}` }))
  const large: Members[] = [
    { resourceType: 'CodeSystem', status: 'active', content: 'complete', concept: many(at => ({ code: `c${at}` })) },
    { resourceType: 'Bundle', type: 'collection', entry: many(at => ({ fullUrl: `urn:a:${at}` })).slice(0, 5000) },
    { resourceType: 'Observation', valueInteger: 1, code: { coding: coding('a') }, component: [{ code: { coding: coding('b') } }] },
    {
      resourceType: 'ImplementationGuide',
      definition: { grouping: many(at => ({ id: `g${at}` })), resource: many(at => ({ groupingId: `g${at}` })) },
    },
    {
      resourceType: 'Patient',
      contained: many(at => ({ resourceType: 'Organization', id: `o${at}` })),
      generalPractitioner: many(at => ({ reference: `#o${at}` })),
    },
  ]
  for (const resource of large) {
    const start = performance.now()
    await validateInvariants(resource as { resourceType: string })
    assert.ok(performance.now() - start < 10_000, String(resource['resourceType']))
  }
})

test('who does not ask for invariants does not load the engine', () => {
  const script = `
    import { registerHooks } from 'node:module'
    const loaded = []
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
    const { validate, validateInvariants } = await import(${JSON.stringify(new URL('../index.ts', import.meta.url).href)})
    const engine = () => loaded.some(url => url.includes('/node_modules/fhirpath/'))
    validate({ resourceType: 'Patient' })
    const before = engine()
    await validateInvariants({ resourceType: 'Patient' })
    console.log(before, engine())`
  assert.equal(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).trim(), 'false true')
})
