const longestEdge = 2_000

/** A picture that is too large, made smaller until it is not, as JPEG where that is taken; a file that is no picture, or small enough, as it is.
 *  `taken`: content types, none = all. */
export async function fitting(file: File, mostBytes: number, taken: readonly string[]): Promise<{ readonly blob: Blob; readonly contentType: string }> {
  const asIs = { blob: file, contentType: file.type }
  if (file.size <= mostBytes || !/^image\/(jpeg|png|webp)$/.test(file.type)) return asIs
  const contentType = taken.length === 0 || taken.includes('image/jpeg') ? 'image/jpeg' : file.type
  const bitmap = await createImageBitmap(file).catch(() => undefined)
  if (bitmap === undefined) return asIs
  try {
    for (let scale = Math.min(1, longestEdge / Math.max(bitmap.width, bitmap.height)); scale > 0.1; scale *= 0.7) {
      const canvas = document.createElement('canvas')
      canvas.width = Math.max(1, Math.round(bitmap.width * scale))
      canvas.height = Math.max(1, Math.round(bitmap.height * scale))
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
      const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, contentType, 0.8))
      if (blob !== null && blob.size <= mostBytes) return { blob, contentType }
    }
    return asIs
  } finally {
    bitmap.close()
  }
}

/** Bytes as base64, as FHIR wants an attachment. */
export async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}
