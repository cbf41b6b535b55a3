/** An otpauth address as a QR code: an SVG document. */
export async function totpPicture(uri: string): Promise<string> {
  const { toString } = await import('qrcode')
  return toString(uri, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
}
