import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { encodeText, textDecoder } from './text-codec.ts'

const raw = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

test('one-byte charsets read their own characters, and windows-1252 where ISO 8859 has control characters', () => {
  assert.equal(textDecoder('iso-8859-1')(raw(Buffer.of(0x4d, 0xfc, 0xa4, 0x80))), 'Mü¤€')
  assert.equal(textDecoder('iso-8859-15')(raw(Buffer.of(0x4d, 0xfc, 0xa4, 0x84))), 'Mü€„')
  assert.equal(textDecoder('iso-8859-2')(raw(Buffer.of(0xa3, 0xb3))), 'Łł')
  assert.equal(textDecoder('windows-1252')(raw(Buffer.of(0x81, 0x96))), '\u0081–')
  assert.equal(textDecoder('cp850')(raw(Buffer.of(0x84, 0xe1))), 'äß')
  assert.equal(textDecoder('ascii')(raw(Buffer.of(0xfc))), 'ü')
})

test('broken UTF-8 costs no more than its broken bytes', () => {
  const read = textDecoder('utf-8')
  assert.equal(read(raw(Buffer.from('Łąkowska', 'utf8'))), 'Łąkowska')
  assert.equal(read(raw(Buffer.from('Müßig', 'utf8').subarray(0, 4))), 'Mü\ufffd')
  assert.equal(read(raw(Buffer.from('Müßig', 'latin1'))), 'Müßig')
})

test('text that a charset holds comes back from its bytes', () => {
  for (const charset of ['iso-8859-1', 'iso-8859-15', 'windows-1252', 'cp850', 'utf-8', 'ascii']) {
    const read = textDecoder(charset)
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from(charset === 'ascii' ? 'abcXYZ' : 'aZ ÄÖÜäöüßéñ')) }), text => {
        assert.equal(read(raw(encodeText(text, charset))), text)
      }),
    )
  }
})

test('what a charset lacks is written as a question mark', () => {
  assert.equal(encodeText('Łódź', 'iso-8859-1').toString('latin1'), '?\u00f3d?')
})
