import { createReadStream } from 'node:fs'
import { link, mkdir, open, readdir, rm, stat, unlink } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { dirname, join } from 'node:path'
import { Fault } from '@steckwerk/kernel'
import type { Backend } from '../contract.ts'

const staging = '.incoming'
/** Older leftovers of a crash are nobody's work in progress. */
const abandonedMs = 24 * 3_600_000

const codeOf = (thrown: unknown): string | undefined => (thrown as NodeJS.ErrnoException).code

function unavailable(cause: unknown): Fault {
  if (cause instanceof Fault) return cause
  if (codeOf(cause) === 'ENOSPC') return new Fault('full', 'objects/full', 'There is no room left where objects are kept.', { cause })
  return new Fault('unavailable', 'objects/unavailable', 'Where objects are kept cannot be reached.', { cause })
}

/** Objects as files below a folder, readable by the hub's account only: written beside, synchronised, then linked to their names, so that a
 *  name always stands for a whole object. */
export async function openFileSystem(folder: string): Promise<Backend> {
  const incoming = join(folder, staging)
  await mkdir(incoming, { recursive: true, mode: 0o700 }).catch((error: unknown) => { throw unavailable(error) })
  for (const left of await readdir(incoming)) {
    const path = join(incoming, left)
    const { mtimeMs } = await stat(path)
    if (Date.now() - mtimeMs > abandonedMs) await rm(path, { force: true })
  }

  return {
    write: async (path, bytes) => {
      const target = join(folder, path)
      const beside = join(incoming, randomUUID())
      try {
        await using file = await open(beside, 'wx', 0o600)
        for await (const part of bytes) await file.writeFile(part)
        await file.datasync()
        await mkdir(dirname(target), { recursive: true, mode: 0o700 })
        await link(beside, target)
        await synchronise(dirname(target), folder)
      } catch (error) {
        if (codeOf(error) === 'EEXIST') throw new Fault('conflict', 'objects/exists', 'There is an object of this name.', { cause: error })
        // What the giver of the bytes threw is the giver's.
        throw codeOf(error) === undefined ? error : unavailable(error)
      } finally {
        await rm(beside, { force: true })
      }
    },

    read: async (path, start, end) => {
      try {
        const file = await open(join(folder, path), 'r')
        if (end <= start) {
          await file.close()
          return (async function* () {})()
        }
        return createReadStream('', { fd: file, start, end: end - 1, highWaterMark: 256 * 1024 })
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return undefined
        throw unavailable(error)
      }
    },

    size: async (path) => {
      try {
        return (await stat(join(folder, path))).size
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return undefined
        throw unavailable(error)
      }
    },

    remove: async (path) => {
      try {
        await unlink(join(folder, path))
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw unavailable(error)
      }
    },

    list: async (prefix, after, count) => {
      const found: string[] = []
      for (const fan of await names(join(folder, prefix))) {
        if (`${prefix}${fan}/\u{10ffff}` <= after) continue
        for (const name of await names(join(folder, prefix, fan))) {
          const path = `${prefix}${fan}/${name}`
          if (path <= after) continue
          found.push(path)
          if (found.length === count) return found
        }
      }
      return found
    },

    [Symbol.asyncDispose]: async () => {},
  }
}

async function names(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw unavailable(error)
  }
}

/** A new name is durable once its folder is, and a new folder once the one above is. */
async function synchronise(folder: string, top: string): Promise<void> {
  for (let at = folder; at.length >= top.length; at = dirname(at)) {
    await using opened = await open(at, 'r')
    await opened.sync()
  }
}
