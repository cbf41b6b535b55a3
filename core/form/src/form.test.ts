import { Fault } from '@steckwerk/kernel/fault'
import fc from 'fast-check'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AnswerValue, Form, Questionnaire, QuestionnaireItem, QuestionnaireResponse } from './contract.ts'
import { urls } from './extensions.ts'
import { loadFhirpath } from './fhirpath.ts'
import { addInstance, answer, open, removeInstance, visible } from './form.ts'
import { issuesOf } from './issues.ts'
import { pages } from './pages.ts'
import { canonicalContent, fromResponse, toResponse, validate } from './response.ts'
import { everyNode } from './tree.ts'

const evaluate = await loadFhirpath()
const path = (expression: string): { readonly language: string; readonly expression: string } => ({ language: 'text/fhirpath', expression })
const calculated = (expression: string) => ({ url: urls.calculatedExpression, valueExpression: path(expression) })
const asked = (...item: readonly QuestionnaireItem[]): Questionnaire => ({ resourceType: 'Questionnaire', url: 'urn:test', version: '1', status: 'active', item })
const scored = (code: string, weight: number) => ({ valueCoding: { code, extension: [{ url: urls.ordinalValue, valueDecimal: weight }] } })
const codes = (form: Form): readonly string[] => issuesOf(form).map((issue) => `${issue.path} ${issue.code}`)

const everything = asked(
  { linkId: 'smokes', type: 'boolean', required: true },
  { linkId: 'daily', type: 'integer', enableWhen: [{ question: 'smokes', operator: '=', answerBoolean: true }], extension: [{ url: urls.minValue, valueInteger: 1 }], required: true },
  { linkId: 'warning', type: 'display', text: 'Viel', enableWhen: [{ question: 'daily', operator: '>', answerInteger: 20 }] },
  {
    linkId: 'drug', type: 'group', repeats: true, extension: [{ url: urls.maxOccurs, valueInteger: 3 }], item: [
      { linkId: 'name', type: 'string', required: true, maxLength: 5 },
      { linkId: 'units', type: 'decimal', enableWhen: [{ question: 'name', operator: 'exists', answerBoolean: true }] },
    ],
  },
  { linkId: 'sum', type: 'decimal', extension: [calculated("%resource.item.where(linkId='drug').item.where(linkId='units').answer.value.sum()")] },
  { linkId: 'mood', type: 'choice', answerOption: [scored('good', 0), scored('bad', 3)], item: [{ linkId: 'why', type: 'text', enableWhen: [{ question: 'mood', operator: '=', answerCoding: { code: 'bad' } }] }] },
  { linkId: 'score', type: 'integer', extension: [calculated('%resource.item.answer.value.where($this is Coding).weight().sum()')] },
  { linkId: 'many', type: 'open-choice', repeats: true, answerOption: [{ valueCoding: { code: 'a' } }] },
  { linkId: 'late', type: 'string', extension: [{ url: urls.enableWhenExpression, valueExpression: path("%resource.item.where(linkId='sum').answer.value > 10") }] },
)

test('questions come and go with the answers before them; what is not asked is not in the response', () => {
  let form = answer(open(everything, { evaluate }), 'smokes', [{ valueBoolean: true }])
  form = answer(form, 'daily', [{ valueInteger: 25 }])
  assert.deepEqual(visible(form).map((node) => node.path), ['smokes', 'daily', 'warning', 'drug[0]', 'drug[0]/name', 'sum', 'mood', 'score', 'many'])
  form = answer(form, 'smokes', [{ valueBoolean: false }])
  assert.equal(toResponse(form).item?.some(({ linkId }) => linkId === 'daily'), false)
  // What was answered comes back with the question.
  assert.deepEqual(toResponse(answer(form, 'smokes', [{ valueBoolean: true }])).item?.[1], { linkId: 'daily', answer: [{ valueInteger: 25 }] })
})

test('sums over repeating groups and weights of options are worked out, and open further questions', () => {
  let form = open(everything, { evaluate })
  form = addInstance(form, 'drug')
  for (const [index, units] of [[0, 4], [1, 7.5]] as const) {
    form = answer(form, `drug[${index}]/name`, [{ valueString: 'x' }])
    form = answer(form, `drug[${index}]/units`, [{ valueDecimal: units }])
  }
  form = answer(form, 'mood', [{ valueCoding: { code: 'bad', extension: [{ url: urls.ordinalValue, valueDecimal: 3 }] } }])
  assert.deepEqual([form.answers.get('sum'), form.answers.get('score')], [[{ valueDecimal: 11.5 }], [{ valueInteger: 3 }]])
  assert.equal(visible(form).some((node) => node.path === 'late'), true)
  form = removeInstance(form, 'drug[0]')
  assert.deepEqual([form.answers.get('sum'), form.answers.get('drug[0]/units'), form.answers.get('drug[1]/units')], [[{ valueDecimal: 7.5 }], [{ valueDecimal: 7.5 }], undefined])
  assert.equal(visible(form).some((node) => node.path === 'late'), false)
})

test('what breaks a rule is named with its place; the texts never repeat the answer', () => {
  let form = answer(open(everything, { evaluate }), 'drug[0]/name', [{ valueString: 'Geheimnis' }])
  form = answer(form, 'mood', [{ valueCoding: { code: 'other' } }])
  assert.deepEqual(codes(form), ['smokes required', 'drug[0]/name too-long', 'mood not-an-option'])
  assert.doesNotMatch(JSON.stringify(issuesOf(form)), /Geheimnis/)
  assert.throws(() => answer(form, 'daily', [{ valueInteger: 1 }]), { code: 'form/unknown-path' })
  assert.throws(() => answer(form, 'smokes', [{ valueString: 'ja' }]), { code: 'form/value-type' })
  assert.throws(() => answer(form, 'sum', [{ valueDecimal: 1 }]), { code: 'form/read-only' })
})

test('a forged response is told what is wrong', () => {
  const forged: QuestionnaireResponse = {
    resourceType: 'QuestionnaireResponse', status: 'completed', questionnaire: 'urn:test|1', item: [
      { linkId: 'smokes', answer: [{ valueBoolean: false }] }, { linkId: 'daily', answer: [{ valueInteger: 3 }] }, { linkId: 'score', answer: [{ valueInteger: 9 }] }, { linkId: 'else', answer: [{ valueInteger: 9 }] },
    ],
  }
  assert.deepEqual(validate(everything, forged, { evaluate }).map((issue) => `${issue.path} ${issue.code}`), [' unknown-item', 'daily not-enabled', 'drug[0]/name required'])
  const calculation = { ...forged, item: [{ linkId: 'smokes', answer: [{ valueBoolean: false }] }, { linkId: 'score', answer: [{ valueInteger: 9 }] }] }
  assert.ok(validate(everything, calculation, { evaluate }).some((issue) => issue.code === 'calculated'))
})

test('points are those of the questionnaire, amounts those of its unit; limits are said as people write numbers', () => {
  const kilo = { system: 'http://unitsofmeasure.org', code: 'kg', display: 'kg' }
  const weighed = asked(
    { linkId: 'mood', type: 'choice', answerOption: [scored('good', 0), scored('bad', 3)] }, { linkId: 'score', type: 'decimal', extension: [calculated("%resource.descendants().where(linkId = 'mood').answer.value.weight().sum()")] },
    { linkId: 'weight', type: 'quantity', code: [{ system: 'urn:c', code: 'w' }], extension: [{ url: urls.unitOption, valueCoding: kilo }, { url: urls.minValue, valueDecimal: 0.5 }, { url: urls.observationLinkPeriod, valueDuration: { value: 1, code: 'a' } }] },
  )
  const said = (mood: AnswerValue, score: number, quantity: object): readonly string[] => validate(weighed, {
    resourceType: 'QuestionnaireResponse', status: 'completed', questionnaire: 'urn:test|1', item: [{ linkId: 'mood', answer: [mood] }, { linkId: 'score', answer: [{ valueDecimal: score }] }, { linkId: 'weight', answer: [{ valueQuantity: quantity }] }],
  }, { evaluate }).map(({ path: at, code, mend }) => `${at} ${code}${code === 'too-small' ? ` ${mend.de} ${mend.en}` : ''}`)
  assert.deepEqual(said(scored('bad', 3), 3, { value: 70.5, unit: 'kg', code: 'kg' }), [])
  // A client that leaves the points out is not wrong.
  assert.deepEqual(said({ valueCoding: { code: 'bad' } }, 3, { value: 70.5, unit: 'kg' }), [])
  assert.deepEqual(said(scored('good', 100), 100, { value: 70.5, unit: 'g', code: 'g' }), ['score calculated', 'mood not-an-option', 'weight unit'])
  assert.deepEqual(said(scored('good', 0), 0, { value: 0.2, unit: 'kg', code: 'kg' }), ['weight too-small Erlaubt ist 0,5 oder mehr. 0.5 or more is allowed.'])
  const observed = (code: string) => open(weighed, { evaluate, now: new Date('2026-11-22T09:00:00Z'), observations: [{ resourceType: 'Observation', id: 'o', effectiveDateTime: '2026-11-01', code: { coding: [{ system: 'urn:c', code: 'w' }] }, valueQuantity: { value: 70_000, unit: code, code } }] }).answers.get('weight')
  assert.deepEqual([observed('g'), observed('kg')], [undefined, [{ valueQuantity: { value: 70_000, unit: 'kg', code: 'kg' } }]])
})

test('circles are refused before anybody fills anything in', () => {
  const circle = asked({ linkId: 'a', type: 'integer', extension: [calculated("%resource.item.where(linkId='b').answer.value + 1")] }, { linkId: 'b', type: 'integer', extension: [calculated("%resource.item.where(linkId='a').answer.value + 1")] })
  assert.throws(() => open(circle, { evaluate }), { code: 'form/calculation-cycle' })
  const hidden = asked({ linkId: 'a', type: 'integer', extension: [calculated('iif(%resource.item.answer.exists(), %resource.item.answer.value.sum() + 1, 1)')] })
  assert.throws(() => open(hidden, { evaluate }), { code: 'form/unstable' })
  assert.throws(() => open(asked({ linkId: 'a', type: 'string', enableWhen: [{ question: 'a', operator: 'exists', answerBoolean: false }] })), { code: 'form/calculation-cycle' })
})

test('a page is one question with the texts before it; a repeating group is one page', () => {
  const form = answer(open(everything, { evaluate }), 'smokes', [{ valueBoolean: true }])
  assert.deepEqual(pages(form).map(({ key, nodes }) => [key, nodes.map((node) => node.path)]), [
    ['smokes', ['smokes']], ['daily', ['daily']], ['drug', ['drug[0]']], ['sum', ['sum']], ['mood', ['mood']], ['score', ['score']], ['many', ['many']],
  ])
})

const value: fc.Arbitrary<AnswerValue> = fc.oneof(
  fc.record({ valueBoolean: fc.boolean() }), fc.record({ valueInteger: fc.integer({ min: -5, max: 40 }) }), fc.record({ valueDecimal: fc.double({ min: -100, max: 100, noNaN: true }).map((one) => Math.round(one * 100) / 100) }),
  fc.record({ valueString: fc.string({ maxLength: 8 }) }), fc.record({ valueCoding: fc.record({ code: fc.constantFrom('good', 'bad', 'a', 'other') }) }),
)
const places = ['smokes', 'daily', 'drug[0]/name', 'drug[0]/units', 'drug[1]/name', 'drug[1]/units', 'mood', 'mood/why', 'many', 'late', 'sum']
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('answer' as const), at: fc.constantFrom(...places), values: fc.array(value, { maxLength: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('add' as const), at: fc.constant('drug'), values: fc.constant([]) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), at: fc.constantFrom('drug[0]', 'drug[1]'), values: fc.constant([]) }) },
)

test('whatever is answered in whatever order: the response holds or says why, holds nothing that is not asked, and comes back as it was', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
    let form = open(everything, { evaluate })
    for (const { do: what, at, values } of steps) {
      try {
        form = what === 'answer' ? answer(form, at, values) : what === 'add' ? addInstance(form, at) : removeInstance(form, at)
      } catch (thrown) {
        assert.ok(thrown instanceof Fault && thrown.kind === 'invalid')
      }
    }
    const response = toResponse(form)
    const again = fromResponse(everything, response, { evaluate })
    assert.equal(canonicalContent(toResponse(again)), canonicalContent(response))
    const found = validate(everything, response, { evaluate })
    assert.deepEqual(found.filter(({ code }) => ['structure', 'unknown-item', 'not-enabled', 'calculated', 'type'].includes(code)), [])
    assert.deepEqual(found, issuesOf(again))
    const silent = new Set([...everyNode(again.nodes)].filter(({ enabled }) => !enabled).map(({ item }) => item.linkId))
    assert.deepEqual([...again.answers.keys()].filter((one) => silent.has(one)), [])
  }), { numRuns: 150 })
})

test('any JSON for a response is answered with issues, never with a crash', () => {
  const thing = fc.letrec((tie) => ({
    item: fc.record({ linkId: fc.constantFrom(...everything.item!.map(({ linkId }) => linkId), 'x'), answer: fc.array(fc.oneof(value, fc.record({ item: tie('items') }), fc.jsonValue().map((one) => ({ valueString: one }))), { maxLength: 2 }), item: tie('items') }, { requiredKeys: ['linkId'] }),
    items: fc.oneof({ maxDepth: 3 }, fc.array(tie('item'), { maxLength: 4 }), fc.jsonValue()),
  })).items
  fc.assert(fc.property(thing, (item) => {
    assert.ok(Array.isArray(validate(everything, { resourceType: 'QuestionnaireResponse', status: 'completed', item } as QuestionnaireResponse, { evaluate })))
  }), { numRuns: 150 })
})
