import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseMessage } from './message.ts'

const head = 'MSH|^~\\&|KIS|ADT|HUB||||ADT^A01|M1|P|2.5||||||8859/1'
const message = (...segments: readonly string[]): Buffer => Buffer.from([head, ...segments].join('\r'), 'latin1')
const dropped = (bytes: Buffer, ...rules: string[]): string =>
  parseMessage(bytes)
    .without(rules)
    .toBytes()
    .toString('latin1')
    .slice(head.length + 1)

test('drop rules take segments with their ends, and empty fields, components and subcomponents', () => {
  const sent = message('PID|1||1^^^A&B&C^PI~2^^^D^MR||Müller^Änne||||||||||||CAT^katholisch|x', 'NK1|1|Frau', 'PV1|1|I', 'NK1|2|Mann', '')
  assert.equal(dropped(sent, 'PID-17'), 'PID|1||1^^^A&B&C^PI~2^^^D^MR||Müller^Änne|||||||||||||x\rNK1|1|Frau\rPV1|1|I\rNK1|2|Mann\r')
  assert.equal(dropped(sent, 'NK1', 'PID-17.2', 'PID-18'), 'PID|1||1^^^A&B&C^PI~2^^^D^MR||Müller^Änne||||||||||||CAT^|\rPV1|1|I\r')
  assert.equal(dropped(sent, 'NK1', 'PID-3.4'), 'PID|1||1^^^^PI~2^^^^MR||Müller^Änne||||||||||||CAT^katholisch|x\rPV1|1|I\r')
  assert.equal(dropped(sent, 'NK1', 'PID-3(2)'), 'PID|1||1^^^A&B&C^PI~||Müller^Änne||||||||||||CAT^katholisch|x\rPV1|1|I\r')
  assert.equal(dropped(sent, 'NK1', 'PID-3.4.2'), 'PID|1||1^^^A&&C^PI~2^^^D^MR||Müller^Änne||||||||||||CAT^katholisch|x\rPV1|1|I\r')
  assert.equal(dropped(sent, 'NK1-2', 'PID'), 'NK1|1|\rPV1|1|I\rNK1|2|\r')
})

test('the charset found for the whole message stays when its umlauts are dropped', () => {
  const sent = Buffer.from('MSH|^~\\&|\rPID|||||Müller^Bär', 'utf8')
  const rest = parseMessage(sent).without(['PID-5.1'])
  assert.equal(rest.text('PID-5.2'), 'Bär')
})

test('rules that name nothing in the message change nothing', () => {
  const whole = parseMessage(message('PID|1'))
  assert.equal(whole.without(['ZXY', 'PID-17', 'PID-1.2']), whole)
  assert.equal(whole.without([]), whole)
})

test('the header and its separators cannot be dropped, its other fields can', () => {
  for (const rule of ['MSH', 'MSH-1', 'MSH-2']) assert.throws(() => parseMessage(message()).without([rule]), { code: 'hl7v2/drop-rule' })
  assert.throws(() => parseMessage(message()).without(['religion']), { code: 'hl7v2/path' })
  assert.equal(parseMessage(message()).without(['MSH-4']).toBytes().toString('latin1'), head.replace('|ADT|', '||'))
})

test('everything outside of the dropped field stays byte for byte', () => {
  const ends = fc.constantFrom('\r', '\r\n', '\n')
  const value = fc.string({ unit: fc.constantFrom(...Array.from('aB1^~&\\"äß ')), maxLength: 8 })
  fc.assert(
    fc.property(fc.array(value, { minLength: 3, maxLength: 12 }), fc.nat({ max: 11 }), ends, (values, nat, end) => {
      const at = nat % values.length
      const write = (fields: readonly string[]): string => [head, `PID|${fields.join('|')}`, 'PV1|1|I', ''].join(end)
      const rest = parseMessage(Buffer.from(write(values), 'latin1')).without([`PID-${at + 1}`])
      assert.equal(rest.toBytes().toString('latin1'), write(values.with(at, '')))
    }),
  )
})
