import { Fault } from '@steckwerk/kernel'

export type PictureType = 'image/png' | 'image/jpeg'

const starts: Readonly<Record<PictureType, Buffer>> = {
  'image/png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  'image/jpeg': Buffer.from([0xff, 0xd8, 0xff]),
}

export const mostPictureBytes = 40_000

/** The bytes of a picture that are one of the type told. No SVG: it could bear scripts and addresses of others. Faults: api/brand-logo. */
export function readPicture(type: PictureType, data: string): Buffer {
  const bytes = Buffer.from(data, 'base64')
  const start = starts[type]
  if (bytes.length > mostPictureBytes || !bytes.subarray(0, start.length).equals(start)) {
    throw new Fault('unprocessable', 'api/brand-logo', 'The logo is a PNG or JPEG of at most 40 KB.', { at: 'logo' })
  }
  return bytes
}
