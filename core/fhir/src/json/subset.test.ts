import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Fault } from '@steckwerk/kernel'
import { samples } from '../../test/samples.ts'
import { sharedData, syntheaBundles } from '../../test/shared-data.ts'
import { flagsOf } from '../model/element-flags.ts'
import { structureOf } from '../model/structure.ts'
import { parseJson } from './parse-json.ts'
import { subsetText, type Subset } from './subset.ts'
import { entryTexts } from './entry-texts.ts'

type Members = Record<string, unknown>

const tag = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' }
const tagText = JSON.stringify(tag)
const meta = `"meta":{"tag":[${tagText}]}`

const everyWish: readonly Subset[] = [
  { summary: 'true' },
  { summary: 'text' },
  { summary: 'data' },
  { elements: [] },
  { elements: ['name', 'code', 'subject', 'extension', 'contained'] },
]

/** The same rules, told over parsed JSON and without any plan. */
function expected(resource: Members, wanted: Subset): Members {
  const type = resource['resourceType'] as string
  const kept: Members = {}
  for (const [key, value] of Object.entries(resource)) {
    const element = structureOf(type)!.elements.get(key.replace(/^_/, ''))
    const name = element?.name ?? key
    const isModifier = flagsOf(type).modifiers.has(name)
    const stays =
      ['resourceType', 'id', 'meta'].includes(key) ||
      element!.required ||
      ('elements' in wanted
        ? isModifier || wanted.elements.includes(name)
        : wanted.summary === 'text'
          ? name === 'text'
          : wanted.summary === 'data'
            ? name !== 'text'
            : isModifier || flagsOf(type).summary.has(name))
    if (!stays) continue
    const inside = 'summary' in wanted && wanted.summary === 'true' ? summarized(value, element?.type) : value
    if (inside !== undefined) kept[key] = inside
  }
  return kept
}

function summarized(value: unknown, type: string | undefined): unknown {
  if (Array.isArray(value)) {
    const items = value.map(item => summarized(item, type)).filter(item => item !== undefined)
    return items.length === 0 ? undefined : items
  }
  const structure = type === undefined || ['Extension', 'Resource', 'Narrative'].includes(type) ? undefined : structureOf(type)
  if (typeof value !== 'object' || value === null || structure === undefined) return value
  const flags = flagsOf(structure.name)
  const members = Object.entries(value).flatMap(([key, member]) => {
    const element = structure.elements.get(key.replace(/^_/, ''))!
    const stays = ['id', 'extension'].includes(element.name) || element.required || flags.summary.has(element.name) || flags.modifiers.has(
      element.name,
    )
    const inside = stays ? summarized(member, key.startsWith('_') ? undefined : element.type) : undefined
    return inside === undefined ? [] : [[key, inside]]
  })
  return members.length === 0 ? undefined : Object.fromEntries(members)
}

function checkAgainstRules(text: string): void {
  const resource = JSON.parse(text) as Members
  for (const wanted of everyWish) {
    const { meta: made, contained, ...others } = parseJson(subsetText(text, wanted)) as Members
    const { meta: given, contained: whole, ...theirs } = expected(resource, wanted)
    assert.deepEqual(others, theirs, JSON.stringify(wanted))
    const tags = ((given as Members | undefined)?.['tag'] ?? []) as unknown[]
    assert.deepEqual(made, { ...(given as Members | undefined), tag: [...tags, tag] })
    if (whole !== undefined) assert.deepEqual(contained, whole)
    else for (const one of (contained ?? []) as Members[]) assert.ok(JSON.stringify(others).includes(`"#${String(one['id'])}"`))
  }
}

test('samples keep what R4 marks, and nothing else', () => {
  for (const sample of samples) checkAgainstRules(JSON.stringify(sample))
})

test('shared examples keep what R4 marks, and nothing else', { skip: !sharedData }, () => {
  for (const { text } of syntheaBundles()) for (const entry of entryTexts(text)) checkAgainstRules(entry!)
})

test('what stays does so byte for byte, in its place', () => {
  const text =
    ' { "resourceType" : "Observation", "status":"final" ,"code":{"text":"\\u00e4"},"valueQuantity" : {"value": 1.10, "unit":"x"},' +
    '"note":[{"text":"n"}],"component":[{"code":{"text":"a"},"referenceRange":[{"text":"b"}],"valueQuantity":{"value":1e2}}, ' +
    '{"code":{"id":"c"}}] }'
  assert.equal(
    subsetText(text, { summary: 'true' }),
    '{"resourceType" : "Observation","status":"final","code":{"text":"\\u00e4"},"valueQuantity" : {"value": 1.10, "unit":"x"},' +
      `"component":[{"code":{"text":"a"},"valueQuantity":{"value":1e2}},{"code":{"id":"c"}}],${meta}}`,
  )
  assert.equal(subsetText(text, { elements: ['valueQuantity'] }), subsetText(text, { elements: ['value'] }))
  assert.equal(
    subsetText(text, { elements: ['value'] }),
    `{"resourceType" : "Observation","status":"final","code":{"text":"\\u00e4"},"valueQuantity" : {"value": 1.10, "unit":"x"},${meta}}`,
  )
})

test('bytes of attachments are no part of a summary, and what has nothing left goes', () => {
  const text =
    '{"resourceType":"DocumentReference","status":"current",' +
    '"content":[{"attachment":{"data":"AAAA"}},{"attachment":{"contentType":"text/plain","data":"AAAA","extension":[{"url":"a"}]}}]}'
  assert.equal(
    subsetText(text, { summary: 'true' }),
    '{"resourceType":"DocumentReference","status":"current",' +
      `"content":[{"attachment":{"contentType":"text/plain","extension":[{"url":"a"}]}}],${meta}}`,
  )
})

test('the tag is not given twice', () => {
  for (const [given, made] of [
    ['{}', `{"tag":[${tagText}]}`],
    ['{"source":"a"}', `{"source":"a","tag":[${tagText}]}`],
    ['{"tag":[],"source":"a"}', `{"tag":[${tagText}],"source":"a"}`],
    ['{"tag":[{"code":"SUBSETTED"}]}', `{"tag":[{"code":"SUBSETTED"},${tagText}]}`],
    [`{"tag":[{"code":"a"},${tagText}]}`, `{"tag":[{"code":"a"},${tagText}]}`],
  ]) {
    assert.equal(
      subsetText(`{"resourceType":"Patient","meta":${given}}`, { summary: 'data' }),
      `{"resourceType":"Patient","meta":${made}}`,
    )
  }
  const once = subsetText('{"resourceType":"Patient","active":true}', { summary: 'true' })
  assert.equal(subsetText(once, { summary: 'true' }), once)
})

test('contained resources stay where something that stays refers to them, also by way of another', () => {
  const text = JSON.stringify({
    resourceType: 'MedicationRequest',
    contained: [
      { resourceType: 'Medication', id: 'm', manufacturer: { reference: '#o' } },
      { resourceType: 'Organization', id: 'o', name: 'A' },
      { resourceType: 'Practitioner', id: 'p' },
      { resourceType: 'Provenance' },
    ],
    medicationReference: { reference: '#m' },
    performer: { reference: '#p' },
  })
  const containedIds = (wanted: Subset) =>
    ((JSON.parse(subsetText(text, wanted)) as { contained?: { id?: string }[] }).contained ?? []).map(one => one.id)
  assert.deepEqual(containedIds({ summary: 'true' }), ['m', 'o'])
  assert.deepEqual(containedIds({ summary: 'text' }), ['m', 'o'])
  assert.deepEqual(containedIds({ elements: ['performer'] }), ['m', 'o', 'p'])
  assert.deepEqual(containedIds({ summary: 'data' }), ['m', 'o', 'p', undefined])
  assert.deepEqual(containedIds({ elements: ['contained'] }), ['m', 'o', 'p', undefined])
})

const anyType = fc.constantFrom('Observation', 'Patient', 'DocumentReference', 'Bundle')
const number = fc.constantFrom('1.10', '1e2', '-0.0', '0.0000001', '123456789012345678', '1E+3')
const leaf = fc.oneof(number, fc.constantFrom('"a"', '"#x"', 'true', 'null', '{}', '[]'))
const memberName = fc.constantFrom('id', 'text', 'code', 'name', 'value', 'period', 'extension', 'note', '_status', 'valueQuantity')
const value: fc.Arbitrary<string> = fc.letrec<{ value: string; object: string }>(tie => ({
  object: fc.dictionary(memberName, tie('value')).map(
    members => `{${Object.entries(members).map(([key, one]) => `"${key}": ${one}`).join()}}`,
  ),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    tie('object'),
    fc.array(tie('value'), { maxLength: 3 }).map(items => `[${items.join(' , ')}]`),
  ),
})).value

/** Whether all of `part` is in `whole`, numbers in the same form; items of arrays in their order. */
function isWithin(part: unknown, whole: unknown): boolean {
  if (Array.isArray(part) && Array.isArray(whole)) {
    let from = 0
    return part.every(item => {
      const at = whole.findIndex((one, index) => index >= from && isWithin(item, one))
      from = at + 1
      return at >= 0
    })
  }
  if (typeof part === 'object' && part !== null && typeof whole === 'object' && whole !== null)
    return Object.entries(part).every(([key, member]) => key in whole && isWithin(member, (whole as Members)[key]))
  return part === whole
}

/** JSON with each number as it is written. */
function withSources(text: string): Members {
  const named = (_key: string, one: unknown, context?: { readonly source?: string }) =>
    typeof one === 'number' ? `number ${context?.source}` : one
  return JSON.parse(text, named) as Members
}

test('whatever the resource, its subset is JSON of the same members with the same numbers', () => {
  fc.assert(
    fc.property(anyType, fc.dictionary(memberName, value), fc.constantFrom(...everyWish), (type, members, wanted) => {
      const text = `{"resourceType":"${type}"${Object.entries(members)
        .map(([key, one]) => `,"${key}":${one}`)
        .join('')}}`
      const { meta: made, ...kept } = withSources(subsetText(text, wanted))
      assert.deepEqual(made, { tag: [tag] })
      assert.equal(isWithin(kept, withSources(text)), true)
    }),
    { numRuns: 1000 },
  )
})

test('any text is answered or refused with a Fault', () => {
  const piece = fc.constantFrom(...'{}[]",:\\ \n1a'.split(''), '"resourceType":"Patient"', '"meta":', '"tag":', '"contained":', '"name":')
  fc.assert(
    fc.property(fc.string({ unit: piece }), fc.constantFrom(...everyWish), (text, wanted) => {
      try {
        subsetText(`{"resourceType":"Patient"${text}`, wanted)
        return true
      } catch (thrown) {
        return thrown instanceof Fault
      }
    }),
    { numRuns: 2000 },
  )
})
