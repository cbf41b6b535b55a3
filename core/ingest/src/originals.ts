import { createHash } from 'node:crypto'
import { Fault, type Ctx } from '@steckwerk/kernel'
import type { ObjectName, ObjectStore } from '@steckwerk/objects'
import type { Keys, Sealer } from './ports.ts'

/** How an original is kept: its sealed bytes in the row, or the id of the object that holds them. */
export interface Kept {
  readonly sealed: Buffer | null
  readonly object: string | null
}

/** From so many bytes on a message is an object. Small ones are committed with what they made, in one transaction and one flush; a large one would go
 *  through the write-ahead log, every replica and every backup twice. */
const largeBytes = 1024 * 1024

export const rawObject = (id: string): ObjectName => ({ kind: 'raw-message', id })

/** Originals of one hub, small and large. */
export interface Originals {
  /** A large one is durable when this resolves. Faults: objects/unavailable, objects/full. */
  keep(ctx: Ctx, sealer: Sealer, ref: string, body: Uint8Array): Promise<Kept>
  /** Faults: ingest/raw-gone, ingest/raw-moved, access/unseal, objects/damaged, objects/unavailable. */
  open(ctx: Ctx, ref: string, kept: Kept): Promise<Buffer>
}

const nameOf = (ref: string, body: Uint8Array): string => createHash('sha256').update(ref).update('\0').update(body).digest('hex')

/** Without an object store every original stays in its row. */
export function createOriginals(keys: Keys, objects?: ObjectStore): Originals {
  return {
    keep: async (ctx, sealer, ref, body) => {
      if (objects === undefined || body.length < largeBytes) return { sealed: sealer.seal(body, ref), object: null }
      // The same message sent again, because an answer was lost, is the same object.
      const id = `${nameOf(ref, body)}.k${sealer.number}`
      await objects.put(ctx, rawObject(id), [body]).catch((thrown: unknown) => {
        if (!(thrown instanceof Fault) || thrown.code !== 'objects/exists') throw thrown
      })
      return { sealed: null, object: id }
    },
    open: async (ctx, ref, { sealed, object }) => {
      if (sealed !== null) return keys.open(ctx, sealed, ref)
      const found = object === null ? undefined : await objects?.get(ctx, rawObject(object))
      if (found === undefined) throw new Fault('gone', 'ingest/raw-gone', 'The raw message is no longer kept, or there never was one.')
      const body = Buffer.concat(await Array.fromAsync(found.bytes))
      // An object is sealed for its id, which is of one message only: a row that was pointed at another's opens nothing.
      if (!object!.startsWith(`${nameOf(ref, body)}.`)) throw new Fault('internal', 'ingest/raw-moved', 'The stored original belongs to another message.')
      return body
    },
  }
}
