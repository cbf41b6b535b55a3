import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import fc from 'fast-check'
import { decodeBatch, encodeBatch, type Batch } from './batch.ts'

const settings = { zone: 'Europe/Berlin', patientSystem: 'urn:p', caseSystem: 'urn:c', site: 'Haus Alpha' }

function batchOf(bodies: readonly Uint8Array[]): Batch {
  return {
    header: {
      epoch: '01890a5d-ac96-774b-bcce-b302099a8057',
      stream: 1,
      position: 7,
      channels: { adt: settings },
      messages: bodies.map((body, i) => ({
        channel: 'adt', sequence: i + 1, order: i + 1, receivedAt: 1_700_000_000_000, sha256: 'ab'.repeat(32), length: body.length,
      })),
    },
    bodies,
  }
}

test('a batch comes back as it was, bytes included', () => {
  fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 20 }), (bodies) => {
    const read = decodeBatch(encodeBatch(batchOf(bodies)))
    assert.deepEqual(read.header, batchOf(bodies).header)
    assert.deepEqual(read.bodies.map((body) => Buffer.from(body).toString('hex')), bodies.map((body) => Buffer.from(body).toString('hex')))
  }))
})

test('bytes that are no batch are refused by a fault, never by anything else', () => {
  const whole = encodeBatch(batchOf([Buffer.from('MSH|')]))
  const mangled = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.nat(whole.length - 1).map((cut) => whole.subarray(0, cut)),
    fc.uint8Array({ minLength: 1, maxLength: 5 }).map((tail) => Buffer.concat([whole, tail])),
  )
  fc.assert(fc.property(mangled, (bytes) => {
    assert.throws(() => decodeBatch(Buffer.from(bytes)), (thrown: unknown) => thrown instanceof Fault && thrown.code === 'uplink/batch-malformed')
  }))
})

test('a message of a channel without settings is refused, inherited names included', () => {
  const batch = batchOf([Buffer.from('x')])
  const header = { ...batch.header, messages: [{ ...batch.header.messages[0]!, channel: 'constructor' }] }
  assert.throws(() => decodeBatch(encodeBatch({ ...batch, header })), /channel without settings/)
})
