/** One-dimensional arrays in PostgreSQL's binary form: a Buffer parameter is taken as it is, while an array literal of
 *  large texts would be quoted here and parsed there.
 *  Source: PostgreSQL, src/backend/utils/adt/arrayfuncs.c, array_recv. */

const header = 20

function start(buffer: Buffer, oid: number, count: number, hasNull: boolean): void {
  buffer.writeInt32BE(count === 0 ? 0 : 1, 0)
  buffer.writeInt32BE(hasNull ? 1 : 0, 4)
  buffer.writeInt32BE(oid, 8)
  if (count === 0) return
  buffer.writeInt32BE(count, 12)
  buffer.writeInt32BE(1, 16)
}

const sizeOf = (count: number, each: number): number => (count === 0 ? 12 : header + count * each)

/** smallint[] */
export function int2Array(values: readonly number[]): Buffer {
  const buffer = Buffer.allocUnsafe(sizeOf(values.length, 6))
  start(buffer, 21, values.length, false)
  let at = header
  for (const value of values) {
    buffer.writeInt32BE(2, at)
    buffer.writeInt16BE(value, at + 4)
    at += 6
  }
  return buffer
}

/** int[]; null where an element is undefined. */
export function int4Array(values: readonly (number | undefined)[]): Buffer {
  const nulls = values.reduce<number>((count, value) => count + (value === undefined ? 1 : 0), 0)
  const buffer = Buffer.allocUnsafe(sizeOf(values.length, 8) - nulls * 4)
  start(buffer, 23, values.length, nulls > 0)
  let at = header
  for (const value of values) {
    if (value === undefined) {
      buffer.writeInt32BE(-1, at)
      at += 4
      continue
    }
    buffer.writeInt32BE(4, at)
    buffer.writeInt32BE(value, at + 4)
    at += 8
  }
  return buffer
}

/** bigint[]; null where an element is undefined. Numbers must be whole. */
export function int8Array(values: readonly (bigint | number | undefined)[]): Buffer {
  const nulls = values.reduce<number>((count, value) => count + (value === undefined ? 1 : 0), 0)
  const buffer = Buffer.allocUnsafe(sizeOf(values.length, 12) - nulls * 8)
  start(buffer, 20, values.length, nulls > 0)
  let at = header
  for (const value of values) {
    if (value === undefined) {
      buffer.writeInt32BE(-1, at)
      at += 4
      continue
    }
    buffer.writeInt32BE(8, at)
    buffer.writeBigInt64BE(typeof value === 'bigint' ? value : BigInt(value), at + 4)
    at += 12
  }
  return buffer
}

/** double precision[] */
export function float8Array(values: readonly number[]): Buffer {
  const buffer = Buffer.allocUnsafe(sizeOf(values.length, 12))
  start(buffer, 701, values.length, false)
  let at = header
  for (const value of values) {
    buffer.writeInt32BE(8, at)
    buffer.writeDoubleBE(value, at + 4)
    at += 12
  }
  return buffer
}

/** text[]; null where an element is undefined. */
export function textArray(values: readonly (string | undefined)[]): Buffer {
  let size = values.length === 0 ? 12 : header
  let nulls = false
  const lengths = values.map((value) => {
    const length = value === undefined ? -1 : Buffer.byteLength(value)
    if (length < 0) nulls = true
    size += 4 + Math.max(0, length)
    return length
  })
  const buffer = Buffer.allocUnsafe(size)
  start(buffer, 25, values.length, nulls)
  let at = header
  for (let i = 0; i < values.length; i++) {
    const length = lengths[i]!
    buffer.writeInt32BE(length, at)
    at += 4
    if (length >= 0) {
      buffer.write(values[i]!, at, length, 'utf8')
      at += length
    }
  }
  return buffer
}

/** bytea[]; null where an element is undefined. */
export function byteaArray(values: readonly (Uint8Array | undefined)[]): Buffer {
  const size = values.reduce((sum, value) => sum + 4 + (value?.length ?? 0), values.length === 0 ? 12 : header)
  const buffer = Buffer.allocUnsafe(size)
  start(buffer, 17, values.length, values.some((value) => value === undefined))
  let at = header
  for (const value of values) {
    buffer.writeInt32BE(value === undefined ? -1 : value.length, at)
    at += 4
    if (value === undefined) continue
    buffer.set(value, at)
    at += value.length
  }
  return buffer
}
