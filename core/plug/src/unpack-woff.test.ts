import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { unpackWoff } from './unpack-woff.ts'

const woff = readFileSync(new URL(import.meta.resolve('@fontsource/roboto/files/roboto-latin-400-normal.woff')))

/** The sum of a table's 32-bit words. Source: OpenType, "Calculating checksums". */
function sumOf(table: Buffer): number {
  let sum = 0
  for (let at = 0; at < table.length; at += 4) sum = (sum + Buffer.concat([table.subarray(at, at + 4), Buffer.alloc(4)]).readUInt32BE(0)) >>> 0
  return sum
}

test('every table of an unpacked font is whole, by its checksum', () => {
  const font = unpackWoff(woff)
  assert.equal(font.readUInt32BE(0), 0x00010000)
  const count = font.readUInt16BE(4)
  assert.ok(count > 8)
  let end = 0
  for (let at = 12; at < 12 + 16 * count; at += 16) {
    const [checksum, offset, length] = [4, 8, 12].map((field) => font.readUInt32BE(at + field)) as [number, number, number]
    const table = Buffer.from(font.subarray(offset, offset + length))
    // Holds the whole font's sum, which does not count in its own.
    if (font.toString('latin1', at, at + 4) === 'head') table.writeUInt32BE(0, 8)
    assert.equal(sumOf(table), checksum, font.toString('latin1', at, at + 4))
    end = Math.max(end, offset + length)
  }
  assert.equal(font.length - end < 4, true)
})

test('what is no font of this form is refused', () => {
  assert.throws(() => unpackWoff(Buffer.from('wOF2'.padEnd(64, ' '))))
  assert.throws(() => unpackWoff(woff.subarray(0, 4000)))
})
