import { toString } from 'qrcode'

/** An otpauth address as a QR code: an SVG document. */
export function totpPicture(uri: string): Promise<string> {
  return toString(uri, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
}
