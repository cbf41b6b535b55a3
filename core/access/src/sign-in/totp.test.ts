import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { Secret } from 'otpauth'
import { draftTotp, stepOf } from './totp.ts'

/** HOTP of RFC 4226, written out. */
function codeAt(secret: string, step: number): string {
  const message = Buffer.alloc(8)
  message.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', Buffer.from(Secret.fromBase32(secret).bytes)).update(message).digest()
  const at = mac[19]! & 15
  return String((mac.readUInt32BE(at) & 0x7fff_ffff) % 1_000_000).padStart(6, '0')
}

test('the codes of the step before, this one and the next are right, others are not', () => {
  const { secret, uri } = draftTotp('erika')
  assert.match(uri, /^otpauth:\/\/totp\/Steckwerk:erika\?issuer=Steckwerk&secret=[A-Z2-7]{32}&algorithm=SHA1&digits=6&period=30$/)
  const now = 1_800_000_000_000
  const step = now / 30_000
  for (const near of [-1, 0, 1]) assert.equal(stepOf(secret, codeAt(secret, step + near), now), step + near)
  const right = new Set([-1, 0, 1].map((near) => codeAt(secret, step + near)))
  for (const far of [-3, -2, 2, 3]) {
    const code = codeAt(secret, step + far)
    if (!right.has(code)) assert.equal(stepOf(secret, code, now), undefined)
  }
  assert.equal(stepOf(secret, '', now), undefined)
  assert.equal(stepOf(secret, 'abcdef', now), undefined)
})

test('the published vector: secret 12345678901234567890 at 59 s', () => {
  const secret = Secret.fromUTF8('12345678901234567890').base32
  assert.equal(stepOf(secret, '287082', 59_000), 1)
})
