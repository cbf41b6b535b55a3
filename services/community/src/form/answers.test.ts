import type { Questionnaire } from '@steckwerk/form'
import { Fault } from '@steckwerk/kernel'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { answersInput, checkedAnswers, losesAnswers } from './answers.ts'
import { questionnaireInput, requireComplete } from './questionnaire.ts'
import { publicTallies, tallies } from './tally.ts'

const questionnaire: Questionnaire = {
  resourceType: 'Questionnaire', language: 'de', title: 'x', item: [
    { linkId: 'a', type: 'choice', text: 'A?', repeats: true, answerOption: [{ valueCoding: { code: 'a1', display: 'Eins' } }, { valueCoding: { code: 'a2', display: 'Zwei' } }] },
    { linkId: 'g', type: 'group', repeats: true, item: [{ linkId: 'n', type: 'integer', text: 'N?' }] }, { linkId: 't', type: 'string', text: 'T?', enableWhen: [{ question: 'a', operator: 'exists', answerBoolean: true }] },
  ],
}
const value = fc.oneof(fc.record({ valueCoding: fc.record({ code: fc.constantFrom('a1', 'a2', 'a3'), display: fc.string() }) }), fc.record({ valueInteger: fc.oneof(fc.integer(), fc.double()) }), fc.record({ valueString: fc.string() }), fc.jsonValue())
const item = fc.record({ linkId: fc.constantFrom('a', 'g', 'n', 't', 'zz'), answer: fc.oneof(fc.array(value, { maxLength: 3 }), fc.jsonValue()), item: fc.oneof(fc.constant(undefined), fc.array(fc.record({ linkId: fc.constant('n'), answer: fc.array(value, { maxLength: 2 }) }), { maxLength: 2 }), fc.jsonValue()) })

test('whatever is sent as answers is refused as such, or kept so that it can be read and counted, and says nothing beyond the form', () => {
  fc.assert(fc.property(fc.oneof(fc.array(item, { maxLength: 4 }), fc.jsonValue()), (sent) => {
    const read = answersInput.safeParse(sent)
    if (!read.success) return
    try {
      const kept = checkedAnswers(questionnaire, read.data)
      assert.deepEqual(checkedAnswers(questionnaire, kept), kept)
      assert.equal(losesAnswers(questionnaire, [kept]), false)
      const [first] = tallies(questionnaire, [kept])
      assert.deepEqual(first!.texts, [])
      assert.deepEqual(publicTallies(tallies(questionnaire, [kept])), [])
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
      assert.equal(thrown.code, 'community/answers')
    }
  }), { numRuns: 500 })
})

test('any JSON is no questionnaire, or one that can be opened or is refused', () => {
  const loose = fc.record({ resourceType: fc.constant('Questionnaire'), title: fc.oneof(fc.string(), fc.jsonValue()), item: fc.array(fc.record({ linkId: fc.constantFrom('a', 'b', ''), type: fc.constantFrom('group', 'choice', 'string', 'attachment'), text: fc.string(), repeats: fc.boolean(), item: fc.jsonValue() }, { requiredKeys: ['linkId', 'type'] }), { maxLength: 3 }) })
  fc.assert(fc.property(fc.oneof(loose, fc.jsonValue()), (sent) => {
    const read = questionnaireInput.safeParse(sent)
    if (!read.success) return
    try {
      requireComplete(read.data)
    } catch (thrown) {
      assert.ok(thrown instanceof Fault, String(thrown))
    }
  }), { numRuns: 500 })
})
