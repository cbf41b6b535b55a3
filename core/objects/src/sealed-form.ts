import { createCipheriv, createDecipheriv } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'

/** How an object lies in its backend:
 *
 *      "SWO1" | length of the wrapped key (2 bytes) | wrapped key | chunk 0 | chunk 1 | …
 *
 *  Each chunk is 64 KiB of the object (the last one: what is left, at least of an empty object nothing) by AES-256-GCM, with its tag of 16 bytes. The
 *  key is the object's own, so a chunk's number and whether it is the last one make its nonce: a chunk that is missing, moved or of
 *  another object does not open, and any chunk opens without the others. The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015). */
export const chunkBytes = 65_536
const tagBytes = 16
const magic = Buffer.from('SWO1')
/** Before the wrapped key. */
export const fixedHeadBytes = magic.length + 2
/** No key is wrapped in more. */
export const mostHeadBytes = 1024

export const damaged = (cause?: unknown): Fault =>
  new Fault('internal', 'objects/damaged', 'A stored object is damaged: its bytes are not those that were stored.', cause === undefined ? {} : { cause })

export function headOf(wrappedKey: Buffer): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(wrappedKey.length)
  return Buffer.concat([magic, length, wrappedKey])
}

/** The wrapped key of what an object begins with, and where its chunks begin. Faults: objects/damaged. */
export function readHead(begin: Buffer): { readonly wrappedKey: Buffer; readonly headBytes: number } {
  if (begin.length < fixedHeadBytes || !begin.subarray(0, magic.length).equals(magic)) throw damaged()
  const headBytes = fixedHeadBytes + begin.readUInt16BE(magic.length)
  if (headBytes > begin.length || headBytes > mostHeadBytes) throw damaged()
  return { wrappedKey: begin.subarray(fixedHeadBytes, headBytes), headBytes }
}

/** Size of the object whose sealed form has so many bytes after its head. Faults: objects/damaged. */
export function plainSize(sealedBytes: number): number {
  const chunks = Math.ceil(sealedBytes / (chunkBytes + tagBytes))
  const size = sealedBytes - chunks * tagBytes
  if (chunks === 0 || size < 0 || (size === 0 && chunks > 1) || Math.max(1, Math.ceil(size / chunkBytes)) !== chunks) throw damaged()
  return size
}

export const chunksOf = (size: number): number => Math.max(1, Math.ceil(size / chunkBytes))
/** Where a chunk begins, after the head. */
export const chunkStart = (index: number): number => index * (chunkBytes + tagBytes)

function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce[0] = isLast ? 1 : 0
  nonce.writeBigUInt64BE(BigInt(index), 4)
  return nonce
}

export function sealChunk(key: Buffer, plain: Uint8Array, index: number, isLast: boolean): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index, isLast))
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Faults: objects/damaged. */
export function openChunk(key: Buffer, sealed: Buffer, index: number, isLast: boolean): Buffer {
  if (sealed.length < tagBytes) throw damaged()
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index, isLast))
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagBytes)), decipher.final()])
  } catch (error) {
    throw damaged(error)
  }
}

/** Cuts what comes in into pieces of one size; the last one is shorter, and where nothing comes it is empty. */
export async function* pieces(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, size: number): AsyncGenerator<{ readonly piece: Buffer; readonly isLast: boolean }> {
  let held: Buffer[] = []
  let length = 0
  for await (const part of bytes) {
    let rest = Buffer.from(part.buffer, part.byteOffset, part.byteLength)
    // Only once more comes is it known that a full piece is not the last one.
    while (length + rest.length > size) {
      const taken = size - length
      yield { piece: Buffer.concat([...held, rest.subarray(0, taken)]), isLast: false }
      rest = rest.subarray(taken)
      held = []
      length = 0
    }
    if (rest.length > 0) {
      // A copy: the giver may use its buffer again.
      held.push(Buffer.from(rest))
      length += rest.length
    }
  }
  yield { piece: Buffer.concat(held), isLast: true }
}
