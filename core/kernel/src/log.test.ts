import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Fault } from './fault.ts'
import { createLog, type LogFields } from './log.ts'

function capture(level: string): { lines: string[]; log: ReturnType<typeof createLog> } {
  const lines: string[] = []
  return { lines, log: createLog('test', level, { write: (line: string) => void lines.push(line) }) }
}

test('a field that is not on the list never reaches the line, whatever type it was smuggled in by', () => {
  const { lines, log } = capture('debug')
  log.info('message', { carrier: 'alpha', patient: 'Änne Krämer', kvnr: 'X485231029' } as LogFields)
  assert.equal(lines.length, 1)
  const line = JSON.parse(lines[0]!) as Record<string, unknown>
  assert.equal(line.carrier, 'alpha')
  assert.ok(!lines[0]!.includes('Krämer') && !lines[0]!.includes('X485231029'))
})

test('a listed field holds technical words only', () => {
  const { lines, log } = capture('debug')
  log.warn('message', { code: 'Krämer, Änne', state: 'mapped' })
  assert.ok(!lines[0]!.includes('Kr'))
  assert.equal((JSON.parse(lines[0]!) as Record<string, unknown>).code, '(withheld)')
})

test('an error is told by class, code and frames, never by its message or its values', () => {
  const { lines, log } = capture('info')
  const cause = Object.assign(new Error('Key (value)=(Krämer) already exists'), { code: '23505', detail: 'Krämer' })
  log.error('failed', cause)
  log.error('failed', new Fault('internal', 'store/failed', 'Krämer', { cause }))
  log.error('failed', 'Krämer')
  assert.equal(lines.length, 3)
  for (const line of lines) assert.ok(!line.includes('Krämer'), line)
  assert.equal((JSON.parse(lines[0]!) as Record<string, unknown>).code, '23505')
  assert.equal((JSON.parse(lines[1]!) as Record<string, unknown>).fault, 'store/failed')
})

test('no text with a space, umlaut, caret or bar gets through any field', () => {
  const { lines, log } = capture('info')
  fc.assert(
    fc.property(fc.string(), fc.constantFrom(' ', 'ä', '^', '|', ','), fc.string(), (before, mark, after) => {
      lines.length = 0
      const secret = `${before}${mark}${after}`
      log.info('message', { route: secret, type: secret, channel: secret })
      const line = JSON.parse(lines[0]!) as Record<string, unknown>
      assert.deepEqual([line.route, line.type, line.channel], ['(withheld)', '(withheld)', '(withheld)'])
    }),
  )
})
