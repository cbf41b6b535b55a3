import { createHash, hash, randomBytes } from 'node:crypto'
import { Fault, type Ctx } from '@steckwerk/kernel'
import type { Backend, ByteRange, KeySealing, ObjectName, ObjectStore } from './contract.ts'
import {
  chunkBytes, chunksOf, chunkStart, damaged, headOf, mostHeadBytes, openChunk, pieces, plainSize, readHead, sealChunk,
} from './sealed-form.ts'

interface Opened {
  readonly wrappedKey: Buffer
  readonly headBytes: number
  readonly size: number
}

const kindForm = /^[a-z](?:[a-z-]{0,62}[a-z])?$/
const idForm = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/

function requireKind(kind: string): void {
  if (!kindForm.test(kind)) throw new Fault('invalid', 'objects/name', 'A kind of object is 1 to 64 small letters and inner hyphens.')
}

/** Spread over 256 folders, so that no folder grows beyond what file systems like. */
function pathOf(ctx: Ctx, { kind, id }: ObjectName): string {
  requireKind(kind)
  if (!idForm.test(id)) throw new Fault('invalid', 'objects/name', 'An object\'s id is 1 to 128 of A-Z a-z 0-9 . _ - and does not begin with a dot.')
  return `${ctx.tenant}/${kind}/${hash('sha256', id, 'hex').slice(0, 2)}/${id}`
}

const contextOf = (path: string): string => `object ${path}`

async function gather(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of bytes) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}

/** Seals what goes in and opens what comes out; the backend sees sealed bytes only. Closing it closes the backend. */
export function createObjectStore(backend: Backend, keys: KeySealing): ObjectStore {
  async function openHead(path: string): Promise<Opened | undefined> {
    const stored = await backend.size(path)
    if (stored === undefined) return undefined
    const begin = await backend.read(path, 0, Math.min(stored, mostHeadBytes))
    if (begin === undefined) return undefined
    const head = readHead(await gather(begin))
    return { ...head, size: plainSize(stored - head.headBytes) }
  }

  async function* opened(path: string, key: Buffer, { headBytes, size }: Opened, start: number, end: number): AsyncGenerator<Buffer> {
    const last = chunksOf(size) - 1
    const first = Math.floor(start / chunkBytes)
    const final = Math.min(last, Math.floor(Math.max(start, end - 1) / chunkBytes))
    const sealed = await backend.read(path, headBytes + chunkStart(first), headBytes + chunkStart(final + 1))
    if (sealed === undefined) throw damaged()
    let index = first
    for await (const { piece } of pieces(sealed, chunkStart(1))) {
      if (index > final) throw damaged()
      const plain = openChunk(key, piece, index, index === last)
      const from = index * chunkBytes
      const part = plain.subarray(Math.max(0, start - from), Math.max(0, end - from))
      index++
      if (part.length > 0) yield part
    }
    if (index <= final) throw damaged()
  }

  return {
    put: async (ctx, name, bytes) => {
      const path = pathOf(ctx, name)
      const key = randomBytes(32)
      const head = headOf(await keys.seal(ctx, key, contextOf(path)))
      if (head.length > mostHeadBytes) throw new Error('a wrapped key longer than its place')
      const digest = createHash('sha256')
      let size = 0
      await backend.write(path, (async function* () {
        yield head
        let index = 0
        for await (const { piece, isLast } of pieces(bytes, chunkBytes)) {
          digest.update(piece)
          size += piece.length
          yield sealChunk(key, piece, index++, isLast)
        }
      })())
      return { size, sha256: digest.digest() }
    },

    get: async (ctx, name, range: ByteRange = { start: 0 }) => {
      const path = pathOf(ctx, name)
      const head = await openHead(path)
      if (head === undefined) return undefined
      const { start, end = head.size } = range
      if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || start > head.size || end < start) {
        throw new Fault('invalid', 'objects/range', 'The range does not lie within the object.')
      }
      const key = await keys.open(ctx, head.wrappedKey, contextOf(path))
      return { size: head.size, bytes: opened(path, key, head, start, Math.min(end, head.size)) }
    },

    size: async (ctx, name) => (await openHead(pathOf(ctx, name)))?.size,

    remove: (ctx, name) => backend.remove(pathOf(ctx, name)),

    list: async (ctx, kind, { count, after = '' }) => {
      requireKind(kind)
      if (!Number.isInteger(count) || count < 1) throw new Error('a page of at least one')
      const prefix = `${ctx.tenant}/${kind}/`
      const paths = await backend.list(prefix, after === '' ? '' : `${prefix}${after}`, count + 1)
      const shown = paths.slice(0, count).map((path) => path.slice(prefix.length))
      return { ids: shown.map((path) => path.slice(path.indexOf('/') + 1)), next: paths.length > count ? shown.at(-1) : undefined }
    },

    [Symbol.asyncDispose]: () => backend[Symbol.asyncDispose](),
  }
}

