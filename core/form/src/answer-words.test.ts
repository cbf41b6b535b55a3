import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerWords } from './answer-words.ts'
import type { QuestionnaireItem } from './contract.ts'
import { urls } from './extensions.ts'

test('numbers stand in the PDF as people of the language write them, with their unit and all their places', () => {
  const weighed: QuestionnaireItem = { linkId: 'w', type: 'decimal', extension: [{ url: urls.unit, valueCoding: { code: 'kg', display: 'kg' } }] }
  const say = (answer: Readonly<Record<string, unknown>>, item?: QuestionnaireItem): readonly string[] => (['de', 'en'] as const).map((language) => answerWords(answer, language, item))
  assert.deepEqual(say({ valueQuantity: { value: 1072.5, unit: 'kg', code: 'kg' } }), ['1.072,5 kg', '1,072.5 kg'])
  assert.deepEqual(say({ valueQuantity: { value: 0.12345, code: 'mmol/L' } }), ['0,12345 mmol/L', '0.12345 mmol/L'])
  assert.deepEqual(say({ valueDecimal: 25.7 }, weighed), ['25,7 kg', '25.7 kg'])
  assert.deepEqual(say({ valueInteger: 8 }, { linkId: 's', type: 'integer' }), ['8', '8'])
  assert.deepEqual(say({ valueTime: '08:30:00' }), ['08:30', '08:30'])
  assert.deepEqual(say({ valueCoding: { code: 'a', display: 'gering', _display: { extension: [{ url: urls.translation, extension: [{ url: 'lang', valueCode: 'en' }, { url: 'content', valueString: 'slight' }] }] } } }), ['gering', 'slight'])
})
