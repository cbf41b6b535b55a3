/** The records of invented patients that others generate and exchange: they import as they are. Skips without ../shared/data/synthea. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { post, setting, type Setting } from './setting.ts'

const folder = join(import.meta.dirname, '../../../../shared/data/synthea')
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []

interface Entry { readonly fullUrl: string; readonly resource: { readonly resourceType: string }; readonly request: { readonly url: string; readonly ifNoneExist?: string } }
interface Answer {
  readonly total?: number
  readonly link: readonly { readonly relation: string; readonly url: string }[]
  readonly entry: readonly { readonly resource?: { readonly resourceType: string; readonly id: string }; readonly response: { readonly status: string; readonly location: string } }[]
}

/** Newer than TypeScript's library. */
const { rawJSON: rawJson } = JSON as unknown as { rawJSON(text: string): unknown }

/** Every number of a JSON text as written, sorted. */
const numbersOf = (text: string): string[] => [...text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""').matchAll(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g)].map(([number]) => number).toSorted()

/** Types that have an identifier. */
const identified = new Set([
  'Patient', 'Organization', 'Practitioner', 'Encounter', 'Condition', 'Observation', 'Procedure', 'DiagnosticReport', 'Immunization', 'MedicationRequest', 'Claim',
  'ExplanationOfBenefit', 'CarePlan', 'CareTeam', 'Goal', 'ImagingStudy', 'AllergyIntolerance',
])
const urns = (resource: object): string[] => JSON.stringify(resource).match(/urn:uuid:[0-9a-f-]{36}/g) ?? []

suite('Synthea', { skip: files.length === 0 }, () => {
  let s: Setting
  /** What was sent, with where it stands now. */
  const sent: { type: string; file: string; text: string; path: string }[] = []

  before(async () => {
    s = await setting()
    for (const file of files) {
      const text = readFileSync(join(folder, file), 'utf8')
      const { entry } = JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
        (typeof value === 'number' ? rawJson(context!.source!) : value)) as { entry: Entry[] }
      const response = await s.call('/fhir/alpha', post(text))
      assert.equal(response.status, 200, `${file}: ${(await response.clone().text()).slice(0, 2000)}`)
      const answer = (await response.json()) as Answer
      assert.equal(answer.entry.length, entry.length)
      for (const [i, { response: made }] of answer.entry.entries()) {
        assert.match(made.status, /^20[01]/)
        sent.push({ type: entry[i]!.resource.resourceType, file, text: JSON.stringify(entry[i]!.resource), path: made.location.slice(s.url.length).replace(/\/_history\/\d+$/, '') })
      }
    }
  })
  after(() => s[Symbol.asyncDispose]())

  test('as many of each type as were sent', async () => {
    for (const type of new Set(sent.map((one) => one.type))) {
      const { total } = (await (await s.call(`/fhir/alpha/${type}?_summary=count`)).json()) as Answer
      assert.equal(total, new Set(sent.filter((one) => one.type === type).map(({ path }) => path)).size, type)
    }
  })

  test('numbers keep their form to the byte', async () => {
    const withDecimals = sent.filter(({ text }) => /:-?\d+\.\d/.test(text))
    assert.ok(withDecimals.length > 100)
    for (const { text, path } of withDecimals.filter((_, i) => i % 7 === 0)) {
      assert.deepEqual(numbersOf(await (await s.call(path)).text()), numbersOf(text), path)
    }
  })

  test('no reference of the bundle is left as a urn, and each leads somewhere', async () => {
    for (const { path } of sent.filter((_, i) => i % 11 === 0)) {
      const text = await (await s.call(path)).text()
      assert.doesNotMatch(text, /"reference" ?: ?"urn:uuid:/)
      for (const [, reference] of text.matchAll(/"reference" ?: ?"([A-Z][A-Za-z]+\/[^"]+)"/g)) {
        assert.equal((await s.call(`/fhir/alpha/${reference!}`)).status, 200, reference!)
      }
    }
  })

  test('$everything of a patient is all of the patient\'s bundle', async () => {
    // Whom a compartment holds is R4's table, in which neither the organization nor the practitioner of a bundle stands.
    const outside = new Set(['Organization', 'Practitioner', 'Medication', 'Location'])
    const { file, path } = sent.find(({ type }) => type === 'Patient')!
    const wanted = new Set(sent.filter((one) => one.file === file && !outside.has(one.type)).map((one) => one.path))
    const seen = new Set<string>()
    let url: string | undefined = `${path}/$everything?_count=50`
    while (url !== undefined) {
      const bundle = (await (await s.call(url)).json()) as Answer
      for (const { resource } of bundle.entry) {
        const at = `/fhir/alpha/${resource!.resourceType}/${resource!.id}`
        assert.ok(!seen.has(at), `${at} comes once`)
        seen.add(at)
      }
      url = bundle.link.find(({ relation }) => relation === 'next')?.url.slice(s.url.length)
    }
    for (const one of wanted) assert.ok(seen.has(one), one)
    for (const one of seen) assert.ok(wanted.has(one) || [...outside].some((type) => one.includes(`/${type}/`)), `${one} belongs to the patient`)
  })

  test('the same twice on conditions makes no second copy', async () => {
    const { entry, ...bundle } = JSON.parse(readFileSync(join(folder, files[0]!), 'utf8')) as { entry: Entry[] }
    // These files create without conditions: every resource gets a number to be known by.
    const conditional = entry.map((one) => {
      const { identifier = [] } = one.resource as { identifier?: readonly object[] | object }
      const known = { system: 'urn:synthea', value: one.fullUrl.slice('urn:uuid:'.length) }
      return {
        ...one, resource: { ...one.resource, identifier: [...(Array.isArray(identifier) ? (identifier as object[]) : []), known] },
        request: { ...one.request, ifNoneExist: `identifier=${known.system}|${known.value}` },
      }
    }).filter(({ resource }) => identified.has(resource.resourceType))
    const left = new Set(conditional.map(({ fullUrl }) => fullUrl))
    const text = JSON.stringify({ ...bundle, entry: conditional.filter((one) => urns(one.resource).every((urn) => left.has(urn))) })
    const send = async (status: string): Promise<string[]> => {
      const response = await s.call('/fhir/beta', post(text))
      const answer = (await response.json()) as Answer
      assert.equal(response.status, 200, JSON.stringify(answer).slice(0, 2000))
      assert.deepEqual(new Set(answer.entry.map((one) => one.response.status.slice(0, 3))), new Set([status]))
      return answer.entry.map((one) => one.response.location)
    }
    const first = await send('201')
    assert.ok(first.length > 50)
    assert.deepEqual(await send('200'), first)
    const { total } = (await (await s.call('/fhir/beta/Observation?_summary=count')).json()) as Answer
    assert.equal(total, first.filter((location) => location.includes('/Observation/')).length)
  })
})
