import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { escape, unescape } from './escape.ts'
import { standardSeparators, type Separators } from './separators.ts'

test('escape sequences become what they stand for', () => {
  const cases: Record<string, string> = {
    'plain': 'plain',
    '\\F\\\\S\\\\T\\\\R\\\\E\\\\P\\': '|^&~\\#',
    'a\\X7C\\b\\X0d0A\\': 'a|b\r\n',
    'M\\XFC\\ller': 'M\u00fcller',
    'line\\.br\\line\\.sp2\\x\\.sk3\\y\\.ce\\z': 'line\nline\n\nx   y\nz',
    '\\.in+4\\\\.ti-2\\\\.fi\\\\.nf\\\\H\\bold\\N\\': 'bold',
    '\\Zxx\\ \\C2842\\ \\M244C66\\': '\\Zxx\\ \\C2842\\ \\M244C66\\',
    '\\Zxx\\F\\S\\': '\\Zxx\\F^',
    'C:\\temp\\F\\new': 'C:\\temp|new',
    '\\X7\\ \\XGG\\ \\Q\\': '\\X7\\ \\XGG\\ \\Q\\',
    'open\\F': 'open\\F',
    '\\': '\\',
    '\\\\': '\\\\',
  }
  for (const [raw, text] of Object.entries(cases)) assert.equal(unescape(raw, standardSeparators), text, raw)
})

test('any text comes back from its escaped form, whatever the separators', () => {
  const odd: Separators = { field: '!', component: '@', repetition: '*', escape: '%', subcomponent: '$', truncation: '#' }
  for (const separators of [standardSeparators, odd]) {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('aF|^~\\&!@*%$#\r\n\t\u000b\u001cäß')) }), text => {
        const value = escape(text, separators)
        assert.equal(unescape(value, separators), text)
        const { field, component, repetition, subcomponent } = separators
        for (const mark of [field, component, repetition, subcomponent, '\r', '\n', '\u001c']) assert.ok(!value.includes(mark))
      }),
    )
  }
})
