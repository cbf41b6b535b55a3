import { Fault } from '@steckwerk/kernel'
import type { EditionReader, PlugEdition } from '@steckwerk/plug'

/** What is sealed of an edition. */
export type EditionContent = Omit<PlugEdition, 'key'> & { readonly house: string; readonly slug: string }

/** What is sealed of one mail of it. */
export type EditionFacts = Pick<EditionReader, 'address' | 'language' | 'path' | 'without'>

const mostBytes = 256 * 1024
const mostWithout = 500

/** An address that can stand in an envelope: one of its own, without signs that make lists, comments or headers. Faults: notify/address. */
export function checkAddress(address: string): void {
  if (!/^[^\s@<>,;:"()[\]\\]{1,64}@[A-Za-z0-9.-]{3,189}$/.test(address)) throw new Fault('invalid', 'notify/address', 'This is no e-mail address that can be written to.')
}

/** Faults: notify/path. */
export function checkPath(path: string): void {
  if (!isPath(path)) throw new Fault('invalid', 'notify/path', 'A link of a mail leads to a path of the portal.')
}

export const isPath = (path: string): boolean => /^\/[^/\\\s][^\\\s]*$/.test(path)

/** Faults: notify/edition-size, notify/path. */
export function checkEdition(edition: PlugEdition): void {
  if (Buffer.byteLength(JSON.stringify(edition)) > mostBytes) throw new Fault('too-large', 'notify/edition-size', 'An edition has at most 256 KiB.')
  checkPath(edition.path)
  for (const { entries } of edition.sections) for (const { path } of entries) checkPath(path)
}

/** Faults: notify/address, notify/path, notify/edition-size. */
export function checkReaders(readers: readonly EditionReader[], most: number): void {
  const sound = readers.length <= most && readers.every(({ ref, without }) => /^[\w-]{1,64}$/.test(ref) && without.length <= mostWithout)
  if (!sound) throw new Fault('too-large', 'notify/edition-size', `At most ${most} readers are taken in a call, each with an id.`)
  for (const { address, path } of readers) {
    checkAddress(address)
    checkPath(path)
  }
}
