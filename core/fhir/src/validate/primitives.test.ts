import assert from 'node:assert/strict'
import { test } from 'node:test'
import { primitiveChecks } from './primitives.ts'

const cases: Readonly<Record<string, { readonly good: readonly unknown[]; readonly bad: readonly unknown[] }>> = {
  boolean: { good: [true, false], bad: ['true', 0, 1, null, undefined, {}] },
  integer: { good: [0, -1, 2_147_483_647, -2_147_483_648], bad: ['1', 1.5, 2_147_483_648, -2_147_483_649, NaN, true, null] },
  positiveInt: { good: [1, 2_147_483_647], bad: [0, -1, 1.5, '1'] },
  unsignedInt: { good: [0, 1], bad: [-1, 0.5, '0'] },
  decimal: { good: [0, -1.5, 1e-7], bad: ['1.5', Infinity, NaN, null] },
  string: { good: ['a', ' ', 'ä\n\t', '\u00a0', '👍'], bad: ['', 1, '\u0000', '\u001b', '\ud83d', 'x'.repeat(1_048_577)] },
  markdown: { good: ['# a\n\nb'], bad: ['', false] },
  code: { good: ['a', 'a b', 'a-b.c'], bad: ['', ' a', 'a ', 'a  b', 'a\tb ', 1] },
  id: { good: ['a', 'A-1.b', 'x'.repeat(64)], bad: ['', 'a_b', 'ä', 'x'.repeat(65), 'a/b', 1] },
  uri: { good: ['http://a.b/c?d#e', 'urn:x', 'a'], bad: ['', 'a b', 'a\nb', 1] },
  url: { good: ['https://a.b'], bad: ['', ' '] },
  canonical: { good: ['http://a.b/c|1.0'], bad: ['', 'a b'] },
  oid: { good: ['urn:oid:1.2.276.0.76'], bad: ['1.2.3', 'urn:oid:3.1', 'urn:oid:1.02'] },
  uuid: {
    good: ['urn:uuid:1c9b3b3e-0000-4000-8000-000000000001'],
    bad: ['1c9b3b3e-0000-4000-8000-000000000001', 'urn:uuid:1C9B3B3E-0000-4000-8000-000000000001'],
  },
  time: { good: ['00:00:00', '23:59:60', '08:15:30.5'], bad: ['24:00:00', '8:15:30', '08:15', '08:15:61', '08:15:30Z'] },
  date: { good: ['2026', '2026-11', '2024-02-29'], bad: ['2026-02-29', '2026-13', '26', '2026-11-21T00:00:00Z', '2026-1-1', 2026] },
  dateTime: {
    good: ['2026', '2026-11-21', '2026-11-21T20:15:30Z', '2026-11-21T20:15:30.123456+01:00'],
    bad: ['2026-11-21T20:15Z', '2026-11-21T20:15:30', '2026-11-31', '2026-11-21T20:15:30+15:00', '2026-11-21 20:15:30Z'],
  },
  instant: {
    good: ['2026-11-21T20:15:30Z', '2026-11-21T20:15:30.1-14:00'],
    bad: ['2026-11-21', '2026-11-21T20:15:30', '2026-02-30T20:15:30Z'],
  },
  base64Binary: { good: ['AAAA', 'AAA=', 'AA==', 'AA AA\n'], bad: ['', 'AAA', 'A===', 'AA=A', 'AA-_', 1] },
  xhtml: {
    good: [
      '<div xmlns="http://www.w3.org/1999/xhtml">a<br/>b</div>',
      '<div><img src="data:image/png;base64,AAAA" alt="x"/></div>',
      '<div><!-- a --></div>',
    ],
    bad: [
      '',
      'a',
      '<p>a</p>',
      '<div><script>a</script></div>',
      '<div onclick="a">b</div>',
      '<div><a href="javascript:a">b</a></div>',
      '<div><iframe/></div>',
      '<div>1 < 2</div>',
      '<div><p/onclick=a>b</p></div>',
    ],
  },
}

for (const [type, { good, bad }] of Object.entries(cases)) {
  test(`${type} is told from what is none`, () => {
    const check = primitiveChecks.get(type)!
    assert.deepEqual(
      good.filter(value => check(value) !== undefined),
      [],
    )
    assert.deepEqual(
      bad.filter(value => check(value) === undefined),
      [],
    )
  })
}

test('every primitive type of R4 has a check', () => {
  assert.deepEqual([...primitiveChecks.keys()].sort(), Object.keys(cases).sort())
})

test('checks take linear time', () => {
  const long = ' '.repeat(500_000)
  const texts: Readonly<Record<string, string>> = {
    base64Binary: `AAAA${long}!`,
    code: `a${long}`,
    string: `${long}\u0001`,
    xhtml: `<div>${'<'.repeat(500_000)}</div>`,
    uri: `${'a'.repeat(500_000)} `,
  }
  const start = performance.now()
  for (const [type, text] of Object.entries(texts)) assert.notEqual(primitiveChecks.get(type)!(text), undefined)
  assert.ok(performance.now() - start < 2000)
})
