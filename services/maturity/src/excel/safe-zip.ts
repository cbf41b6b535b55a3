import { Unzip, UnzipInflate, zipSync } from 'fflate'

/** What the files of an archive may have together, in bytes, unpacked. */
const mostBytes = 8 * 1024 * 1024
const mostFiles = 200
/** Unpacked a slice at a time: what one slice becomes at most (deflate makes 1032 of 1) stays small. */
const sliceBytes = 2048
/** A far cell makes a reader fill in all that lie before it. */
const mostRows = 5000
const mostColumnLetters = 2

/** The same archive, unpacked within bounds and packed anew without compression, so that whoever reads it meets nothing but what was looked at here.
 *  undefined where it is no archive, or larger than any file of ours grows. */
export function withinBounds(bytes: Uint8Array): Buffer | undefined {
  const files = new Map<string, Uint8Array[]>()
  let size = 0
  const unzip = new Unzip((file) => {
    const chunks: Uint8Array[] = []
    file.ondata = (failed, chunk) => {
      if (failed !== null) throw failed
      size += chunk.length
      if (size > mostBytes) throw new RangeError('too large')
      chunks.push(chunk)
    }
    if (files.size >= mostFiles || files.has(file.name)) throw new RangeError('too many files')
    files.set(file.name, chunks)
    file.start()
  })
  unzip.register(UnzipInflate)
  try {
    for (let at = 0; at < bytes.length; at += sliceBytes) unzip.push(bytes.subarray(at, at + sliceBytes), at + sliceBytes >= bytes.length)
  } catch {
    return undefined
  }
  const whole = Object.fromEntries([...files].map(([name, chunks]) => [name, Buffer.concat(chunks)]))
  if (files.size === 0 || Object.values(whole).some(hasFarCells)) return undefined
  return Buffer.from(zipSync(whole, { level: 0 }))
}

function hasFarCells(xml: Buffer): boolean {
  for (const [, letters, digits] of xml.toString('latin1').matchAll(/\sr\s*=\s*["']\s*([A-Za-z]*)(\d*)/g)) {
    if (letters!.length > mostColumnLetters || Number(digits) > mostRows) return true
  }
  return false
}
