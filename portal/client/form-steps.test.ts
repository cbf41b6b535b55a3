import { answer, open, type Form, type Questionnaire } from '@steckwerk/form'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resumeAt, stepAt, stepOfPath, stepsOf } from './form-steps.ts'

const questionnaire: Questionnaire = {
  resourceType: 'Questionnaire', url: 'urn:q', item: [
    { linkId: 'g', type: 'group', item: [{ linkId: 'g1', type: 'string' }, { linkId: 'g2', type: 'boolean' }, { linkId: 'g3', type: 'string', enableWhen: [{ question: 'g2', operator: '=', answerBoolean: true }] }] },
    { linkId: 'x', type: 'string' }, { linkId: 'y', type: 'string' },
    { linkId: 'h', type: 'group', item: [{ linkId: 'r', type: 'group', repeats: true, item: [{ linkId: 'r1', type: 'string' }] }] },
  ],
}
const keys = (form: Form, wide: boolean): string[] => stepsOf(form, wide).map(({ key }) => key)

test('one question a step on a phone, a group a step elsewhere; steps come and go with their questions', () => {
  let form = open(questionnaire)
  assert.deepEqual(keys(form, false), ['g/g1', 'g/g2', 'x', 'y', 'h/r'])
  assert.deepEqual(keys(form, true), ['g/g1', 'x', 'h/r'])
  form = answer(form, 'g/g2', [{ valueBoolean: true }])
  assert.deepEqual(keys(form, false), ['g/g1', 'g/g2', 'g/g3', 'x', 'y', 'h/r'])
  assert.deepEqual(stepsOf(form, true).map(({ group, nodes }) => [group?.path, nodes.length]), [['g', 3], [undefined, 2], ['h', 1]])
})

test('a step is found when the screen becomes wider, and when its question is gone', () => {
  const form = open(questionnaire)
  assert.equal(stepAt(stepsOf(form, true), 'y'), 1)
  assert.equal(stepAt(stepsOf(form, false), 'g/g3', 2), 2)
  assert.equal(stepAt(stepsOf(form, false), 'g/g3', 99), 4)
  assert.equal(stepAt([], 'x', 3), 0)
  assert.deepEqual(['h/r', 'h/r[0]/r1', 'nothing'].map(path => stepOfPath(stepsOf(form, false), path)), [4, 4, -1])
})

test('it goes on behind the last own answer; what the record filled in is still to be looked at', () => {
  const form = open(questionnaire)
  assert.equal(resumeAt(stepsOf(form, false)), 0)
  assert.equal(resumeAt(stepsOf(answer(form, 'x', [{ valueString: 'a' }]), false)), 3)
  assert.equal(resumeAt(stepsOf(answer(form, 'h/r[0]/r1', [{ valueString: 'a' }]), false)), 5)
  assert.equal(resumeAt(stepsOf({ ...form, nodes: answer({ ...form, sources: new Map() }, 'x', [{ valueString: 'a' }]).nodes.map(node => ({ ...node, source: { kind: 'record' as const } })) }, false)), 0)
})
