import { answer, fromResponse, urls, type AnswerValue, type Questionnaire, type QuestionnaireItem } from '@steckwerk/form'
import { loadAuthoring } from '@steckwerk/form/authoring'
import { loadFhirpath } from '@steckwerk/form/fhirpath'
import fc from 'fast-check'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buildIssues, needsAuthoring } from './form-build.ts'
import { calculationOf, calculationQuestions, expressionOf, readCalculation, regraded, writeCalculation, type Calculation } from './form-build-calculation.ts'
import { newItem } from './form-build-item.ts'
import { writeBound, writeDecimals, writeUnit } from './form-build-number.ts'
import { writePoints } from './form-build-points.ts'
import { changeItem, moveInto } from './form-build-tree.ts'

const [authoring, evaluate] = await Promise.all([loadAuthoring(), loadFhirpath()])
const kg = { code: 'kg', display: 'kg' }
const cm = { code: 'cm', display: 'cm' }
const number = (linkId: string, type: 'integer' | 'decimal' = 'decimal'): QuestionnaireItem => ({ linkId, type, text: linkId })
const choice = (linkId: string, ...points: readonly (number | undefined)[]): QuestionnaireItem =>
  points.reduce<QuestionnaireItem>((item, one, at) => writePoints(item, at, one), { linkId, type: 'choice', text: linkId, answerOption: points.map((_, at) => ({ valueCoding: { system: 'urn:s', code: `${linkId}${at}`, display: `${linkId}${at}` } })) })
const form = (...item: readonly QuestionnaireItem[]): Questionnaire => ({ resourceType: 'Questionnaire', status: 'draft', title: 'T', url: 'urn:f', item })
const result = (questionnaire: Questionnaire, linkId: string, answers: Readonly<Record<string, readonly AnswerValue[]>>): unknown => {
  let filled = fromResponse(questionnaire, { resourceType: 'QuestionnaireResponse', status: 'in-progress' }, { evaluate })
  for (const [path, values] of Object.entries(answers)) filled = answer(filled, path, values)
  const [first] = filled.answers.get(linkId) ?? []
  return first === undefined ? undefined : Object.values(first)[0]
}
const pick = (item: QuestionnaireItem, ...at: readonly number[]): readonly AnswerValue[] => at.map(one => item.answerOption![one] as AnswerValue)
const codes = (questionnaire: Questionnaire): readonly string[] => buildIssues(questionnaire, authoring).map(({ linkId, code }) => `${linkId ?? ''} ${code}`)

const id = fc.oneof(fc.constantFrom('q1', 'q2', "it's", 'a\\b', 'x) and answer', "'", ''), fc.string({ maxLength: 6 }))
const some = fc.uniqueArray(id, { maxLength: 4 })
const from = fc.integer({ min: -1_000, max: 1_000 }).map(one => one / 4)
const calculation: fc.Arbitrary<Calculation> = fc.oneof(
  fc.record({ how: fc.constantFrom('points', 'sum', 'mean'), questions: some, missing: fc.constantFrom('wait', 'skip'), decimals: fc.nat(3) }),
  fc.record({ how: fc.constant('difference'), questions: fc.tuple(id, id), decimals: fc.nat(3) }),
  fc.record({ how: fc.constant('bmi'), questions: fc.tuple(id, id), height: fc.constantFrom('cm', 'm'), decimals: fc.nat(3) }),
  fc.record({ how: fc.constant('grade'), question: id, steps: fc.tuple(fc.uniqueArray(from, { maxLength: 4 }), fc.boolean()).map(([limits, below]) => [...limits.toSorted((a, b) => b - a).map((one, at) => ({ code: `a${at}`, from: one })), ...(below ? [{ code: "b'", from: undefined }] : [])]) }),
)

test('what the assistant makes it reads back as it was made; anything else stays an expression, to the letter', () => {
  fc.assert(fc.property(calculation, one => {
    const read = calculationOf(expressionOf(one))
    assert.equal(expressionOf(read), expressionOf(one))
    // Link ids that look like FHIRPath may come back as an expression: then nothing is lost, and nothing is guessed.
    if (read.how !== 'expression') assert.deepEqual(read, structuredClone(one))
    else assert.match(JSON.stringify(one), /and answer|[\\()'|]|linkId/)
    const item = writeCalculation({ linkId: 'x', type: 'decimal' }, one)
    assert.equal(writeCalculation(item, one), item)
    assert.equal(authoring.expression(expressionOf(one), form(number('x')), 'x')?.code === 'syntax', false)
  }), { numRuns: 300 })
  fc.assert(fc.property(fc.oneof(fc.string(), calculation.map(one => `${expressionOf(one)} `)), text => {
    assert.deepEqual(calculationOf(text), { how: 'expression', expression: text })
  }))
})

test('points are summed once all is answered, or from what is; options without points count nothing', () => {
  const [a, b] = [choice('a', 0, 1.5, undefined), choice('b', 0, 3)]
  const score = { ...newItem(form(a, b), 'score'), text: 'Punkte' }
  assert.deepEqual(readCalculation(score), { how: 'points', questions: ['a', 'b'], missing: 'wait', decimals: 2 })
  const wait = form(a, b, score)
  assert.deepEqual(codes(wait), [])
  assert.equal(result(wait, score.linkId, { a: pick(a, 1) }), undefined)
  assert.equal(result(wait, score.linkId, { a: pick(a, 1), b: pick(b, 1) }), 4.5)
  assert.equal(result(wait, score.linkId, { a: pick(a, 2), b: pick(b, 1) }), 3)
  const skip = changeItem(wait, score.linkId, one => writeCalculation(one, { how: 'points', questions: ['a', 'b'], missing: 'skip', decimals: 2 }))
  assert.deepEqual([result(skip, score.linkId, {}), result(skip, score.linkId, { b: pick(b, 1) })], [undefined, 3])
})

test('a grade is the answer whose limit the number reaches', () => {
  const a = choice('a', 0, 5, 9)
  let made = form(a)
  const add = (item: QuestionnaireItem) => { made = { ...made, item: [...made.item!, { ...item, text: 'T' }] } }
  add(newItem(made, 'score'))
  add({ ...newItem(made, 'grade'), answerOption: ['low', 'middle', 'high'].map(code => ({ valueCoding: { code, display: code } })) })
  assert.deepEqual(codes(made), ['q3 grade-steps'])
  made = changeItem(made, 'q3', one => writeCalculation(one, { how: 'grade', question: 'q2', steps: [{ code: 'middle', from: 5 }, { code: 'high', from: 8.5 }, { code: 'low', from: undefined }] }))
  assert.deepEqual(codes(made), [])
  assert.deepEqual([undefined, 0, 1, 2].map(at => (result(made, 'q3', at === undefined ? {} : { a: pick(a, at) }) as { readonly code: string } | undefined)?.code), [undefined, 'low', 'middle', 'high'])
  const fewer = changeItem(made, 'q3', one => regraded({ ...one, answerOption: one.answerOption!.slice(1) }))
  assert.deepEqual((readCalculation(fewer.item![2]!) as { readonly steps: unknown }).steps, [{ code: 'high', from: 8.5 }, { code: 'middle', from: 5 }])
  assert.equal((result(fewer, 'q3', { a: pick(a, 0) })), undefined)
})

test('sum, mean, difference and body mass index, over numbers and amounts, wherever the questions stand', () => {
  const [weight, height] = [writeUnit({ ...number('w'), type: 'quantity' }, kg), writeUnit({ ...number('h'), type: 'quantity' }, cm)]
  const made = (one: Calculation): Questionnaire => form(number('a'), number('b', 'integer'), weight, height, { linkId: 'g', type: 'group', repeats: true, item: [number('r')] }, writeCalculation(number('x'), one))
  const given = { a: [{ valueDecimal: 0.1 }], b: [{ valueInteger: 2 }], w: [{ valueQuantity: { value: 72.5, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' } }], h: [{ valueQuantity: { value: 168, code: 'cm' } }], 'g[0]/r': [{ valueDecimal: 4 }] }
  const of = (one: Calculation): unknown => result(made(one), 'x', given)
  assert.deepEqual([
    of({ how: 'sum', questions: ['a', 'b', 'r'], missing: 'wait', decimals: 1 }), of({ how: 'mean', questions: ['a', 'b'], missing: 'wait', decimals: 2 }), of({ how: 'difference', questions: ['b', 'a'], decimals: 1 }),
    of({ how: 'bmi', questions: ['w', 'h'], height: 'cm', decimals: 1 }), of({ how: 'expression', expression: "%resource.descendants().where(linkId='b').answer.value * 3" }),
  ], [6.1, 1.05, 1.9, 25.7, 6])
  const sum = made({ how: 'sum', questions: ['a', 'r'], missing: 'wait', decimals: 1 })
  assert.equal(result(moveInto(sum, 'a', 'g'), 'x', { 'g[0]/a': [{ valueDecimal: 2 }], 'g[0]/r': [{ valueDecimal: 3 }] }), 5)
  assert.deepEqual(codes(made({ how: 'sum', questions: ['a', 'w'], missing: 'wait', decimals: 1 })), ['x calculation-units'])
  assert.deepEqual(codes(made({ how: 'bmi', questions: ['w', 'h'], height: 'm', decimals: 1 })), ['x calculation-units'])
  assert.deepEqual(codes(made({ how: 'sum', questions: [], missing: 'wait', decimals: 1 })), ['x calculation-empty'])
  assert.deepEqual(codes(made({ how: 'difference', questions: ['a', 'a'], decimals: 1 })), ['x calculation-question'])
  const chained = form(number('a'), writeCalculation(number('x'), { how: 'sum', questions: ['a'], missing: 'wait', decimals: 0 }), writeCalculation(number('y'), { how: 'sum', questions: ['x'], missing: 'wait', decimals: 0 }))
  assert.deepEqual(calculationQuestions(chained, 'x', 'sum').map(({ linkId }) => linkId), ['a'])
})

test('what only the engine knows is told by its place: expressions, units', () => {
  const made = form(number('a'), writeCalculation(number('x'), { how: 'expression', expression: "%resource.item.where(linkId='a').answer.valu()" }), writeUnit({ ...number('u'), type: 'quantity' }, { code: 'kilo', display: 'kilo' }))
  assert.equal(needsAuthoring(made), true)
  assert.deepEqual(buildIssues(made, authoring), [{ linkId: 'x', code: 'expression', fault: { code: 'function', line: 1, column: 41, word: 'valu' } }, { linkId: 'u', code: 'unit' }])
  assert.deepEqual([needsAuthoring(form(writeUnit({ ...number('u'), type: 'quantity' }, kg))), buildIssues(made).length], [false, 0])
})

test('amounts: limits, places after the comma, and a unit, each where it stands already', () => {
  let item = writeUnit({ ...number('u'), type: 'quantity' }, kg)
  item = writeDecimals(writeBound(writeBound(item, 'min', 1), 'max', 400.5), 1)
  assert.deepEqual(item.extension, [
    { url: urls.unitOption, valueCoding: { system: 'http://unitsofmeasure.org', code: 'kg', display: 'kg' } }, { url: urls.minValue, valueDecimal: 1 }, { url: urls.maxValue, valueDecimal: 400.5 }, { url: urls.maxDecimalPlaces, valueInteger: 1 },
  ])
  assert.deepEqual(codes(form(writeBound(item, 'min', 500))), ['u bounds'])
  assert.deepEqual(writeBound(number('i', 'integer'), 'min', 3).extension, [{ url: urls.minValue, valueInteger: 3 }])
  assert.deepEqual(writeUnit({ linkId: 'o', type: 'quantity', extension: [{ url: urls.unit, valueCoding: { code: 'g', display: 'g' } }] }, kg).extension, [{ url: urls.unit, valueCoding: { system: 'http://unitsofmeasure.org', code: 'kg', display: 'kg' } }])
})
