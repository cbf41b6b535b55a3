import assert from 'node:assert/strict'
import { test } from 'node:test'
import { charsetOf, chooseCharset } from './charset.ts'

test('labels of table 0211 and those seen in the field name their charset', () => {
  const cases: Record<string, string | undefined> = {
    '8859/1': 'iso-8859-1',
    '8859/15': 'iso-8859-15',
    'ISO8859-15': 'iso-8859-15',
    'ISO-8859-1': 'iso-8859-1',
    'iso_8859-2': 'iso-8859-2',
    '8859/12': undefined,
    '8859/99': undefined,
    'UNICODE UTF-8': 'utf-8',
    'UTF-8': 'utf-8',
    utf8: 'utf-8',
    UNICODE: 'utf-8',
    'UNICODE UTF-16': undefined,
    ASCII: 'ascii',
    'WINDOWS-1252': 'windows-1252',
    cp1250: 'windows-1250',
    CP850: 'cp850',
    'ISO IR87': undefined,
    'GB 18030-2000': undefined,
    DEU: undefined,
    '': undefined,
  }
  for (const [label, name] of Object.entries(cases)) assert.equal(charsetOf(label), name, label)
})

test('the charset is the setting, else what MSH-18 declares, else what the bytes look like', () => {
  const ascii = Buffer.from('Mueller')
  const utf8 = Buffer.from('Müller', 'utf8')
  const latin = Buffer.from('Müller', 'latin1')
  const cases: readonly (readonly [Buffer, readonly string[], string | undefined, string, string])[] = [
    [latin, ['UNICODE UTF-8'], '8859/15', 'iso-8859-15', 'override'],
    [utf8, ['8859/1'], '8859/1', 'iso-8859-1', 'override'],
    [latin, ['8859/1'], undefined, 'iso-8859-1', 'declared'],
    [ascii, ['8859/15'], undefined, 'iso-8859-15', 'declared'],
    [latin, ['ISO IR87', '8859/15'], undefined, 'iso-8859-15', 'declared'],
    [latin, ['UNICODE UTF-8', '8859/15'], undefined, 'utf-8', 'declared'],
    [utf8, ['8859/15'], undefined, 'utf-8', 'detected'],
    [utf8, [''], undefined, 'utf-8', 'detected'],
    [ascii, [''], undefined, 'utf-8', 'detected'],
    [ascii, ['ASCII'], undefined, 'ascii', 'declared'],
    [utf8, ['ASCII'], undefined, 'utf-8', 'detected'],
    [latin, ['nonsense'], undefined, 'windows-1252', 'detected'],
    // «Spaß» in latin1 happens to be valid UTF-8, but of a letter no German writes.
    [Buffer.from('\u00abSpa\u00df\u00bb', 'latin1').subarray(1), ['8859/1'], undefined, 'iso-8859-1', 'declared'],
  ]
  for (const [bytes, labels, override, name, source] of cases) assert.deepEqual(chooseCharset(bytes, labels, override), { name, source })
})

test('a charset setting that names nothing is refused', () => {
  assert.throws(() => chooseCharset(Buffer.alloc(0), [], 'UTF-16'), { code: 'hl7v2/charset' })
})
