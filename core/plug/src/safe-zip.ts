import { Unzip, UnzipInflate, zipSync } from 'fflate'

const mostFiles = 200
/** Unpacked a slice at a time: what one slice becomes at most (deflate makes 1032 of 1) stays small. */
const sliceBytes = 2048
/** A far cell makes a reader fill in all that lie before it. */
const mostColumnLetters = 2

/** What a file may hold. */
export interface ZipBounds {
  /** Of all files together, unpacked. */
  readonly bytes: number
  /** Of a sheet. */
  readonly rows: number
}

/** Of a spreadsheet: the same archive, unpacked within bounds and packed anew without compression, so that whoever reads it meets nothing but what was looked at here.
 *  undefined where it is no archive, or larger than any file of ours grows. */
export function withinBounds(bytes: Uint8Array, most: ZipBounds): Buffer | undefined {
  const files = new Map<string, Uint8Array[]>()
  let size = 0
  const unzip = new Unzip((file) => {
    const chunks: Uint8Array[] = []
    file.ondata = (failed, chunk) => {
      if (failed !== null) throw failed
      size += chunk.length
      if (size > most.bytes) throw new RangeError('too large')
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
  if (files.size === 0 || Object.values(whole).some((xml) => hasFarCells(xml, most.rows))) return undefined
  return Buffer.from(zipSync(whole, { level: 0 }))
}

function hasFarCells(xml: Buffer, mostRows: number): boolean {
  for (const [, letters, digits] of xml.toString('latin1').matchAll(/\sr\s*=\s*["']\s*([A-Za-z]*)(\d*)/g)) {
    if (letters!.length > mostColumnLetters || Number(digits) > mostRows) return true
  }
  return false
}
