import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kolnerCode, phoneticWords } from './phonetic.ts'

test('the published examples of Kölner Phonetik', () => {
  const examples: Record<string, string> = {
    Wikipedia: '3412',
    Breschnew: '17863',
    'Müller-Lüdenscheidt': '65752682',
    Meier: '67',
    Maier: '67',
    Mayr: '67',
    Meyer: '67',
    Schmidt: '862',
    Schmitt: '862',
    Philipp: '351',
    Axt: '0482',
    Heinz: '068',
    Classen: '4586',
    Cäsar: '487',
    Celle: '85',
    Wachs: '348',
    Jung: '064',
  }
  for (const [name, code] of Object.entries(examples)) assert.equal(phoneticWords(name.replace('-', '')).join(), code, name)
})

test('a name is its words; a word without a sound stands for itself', () => {
  assert.deepEqual(phoneticWords('Klinik am Ring, Haus 3'), ['4564', '06', '764', '08', '=3'])
  assert.deepEqual(phoneticWords('Дмитрий H'), ['=дмитрии', '=h'])
  assert.deepEqual(phoneticWords(' - '), [])
  assert.equal(kolnerCode('h'), '')
})
