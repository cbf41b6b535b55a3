import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import { readSeparators } from './separators.ts'

const standard = { field: '|', component: '^', repetition: '~', escape: '\\', subcomponent: '&' }

test('separators come from MSH-1 and MSH-2, and what is missing or torn is mended as far as it is clear', () => {
  const cases: readonly (readonly [string, object])[] = [
    ['MSH|^~\\&|KIS', standard],
    ['MSH|^~\\&', standard],
    ['MSH|^~\\&#|KIS', { ...standard, truncation: '#' }],
    ['MSH!@*%$!KIS', { field: '!', component: '@', repetition: '*', escape: '%', subcomponent: '$' }],
    ['MSH||KIS', standard],
    ['MSH|', standard],
    ['MSH|^|KIS', standard],
    ['MSH|^~|KIS', standard],
    ['MSH|^~\\|KIS', standard],
    ['MSH|^~&|KIS', standard],
    ['MSH|^~\\\\&|KIS', standard],
    ['MSH|^~\\&amp;|KIS', standard],
    ['MSH|^~\\&\rPID|', standard],
  ]
  for (const [raw, expected] of cases) assert.deepEqual({ ...readSeparators(raw, 0) }, expected, raw)
})

test('separators that would tear values apart are refused', () => {
  for (const raw of ['MSHA^~\\&A', 'MSH ^~\\& ', 'MSH', 'MSH\u00a7^~\\&\u00a7', 'MSH\r^~\\&']) {
    assert.throws(() => readSeparators(raw, 0), { code: 'hl7v2/separators', at: 'MSH-1' }, raw)
  }
  for (const raw of ['MSH|KIS|ADT', 'MSH|^^\\&|', 'MSH|^~\\^|', 'MSH|^~\\é|', 'MSH|^~ &|']) {
    assert.throws(() => readSeparators(raw, 0), { code: 'hl7v2/separators', at: 'MSH-2' }, raw)
  }
  assert.throws(() => readSeparators('PID|', 0), (fault: unknown) => fault instanceof Fault && fault.code === 'hl7v2/no-header')
})
